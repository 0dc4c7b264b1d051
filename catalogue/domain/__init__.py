"""Rules and words of the catalogue in plain Python: no database, no web, no library."""
