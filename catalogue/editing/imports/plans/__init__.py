"""Trees of plans, from sheets and texts: brought, judged, taken in, taken back."""
