"""Reads workbooks: the book, its sheets, and what is in a cell."""
