"""Reads Word documents: the document, what its paragraphs are, their text and numbers, its tables."""
