"""Sheets of cases: brought, judged, taken in, taken back."""
