"""Reads slides: the deck, one slide, where its shapes are, and which paragraphs have points."""
