"""A plan as a workbook: laid out, and read back by its cells."""
