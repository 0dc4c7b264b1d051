"""Workbooks: cells that stay text, paper, and the form of a meeting's table."""
