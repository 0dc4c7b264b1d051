"""Cases as rows of a spreadsheet: laid out, read back and explained by one table of columns."""
