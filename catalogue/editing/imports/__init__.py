"""What was brought is kept, judged, taken in at once, and can be taken back."""
