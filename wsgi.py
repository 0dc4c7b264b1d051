"""Where a server finds the application: ``flask --app wsgi``, ``granian --interface wsgi wsgi:app``."""

from catalogue.app import create_app

app = create_app()
