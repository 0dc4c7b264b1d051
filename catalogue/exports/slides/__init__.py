"""Slides: what fits on one, how it flows to the next, and how it is drawn."""
