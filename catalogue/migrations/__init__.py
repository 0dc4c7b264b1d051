"""The steps from one form of the tables to the next, run in order by ``flask --app wsgi db upgrade``."""
