"""Where a server finds the application: ``flask --app wsgi``, ``granian --interface wsgi --factory wsgi:warmed``."""

import logging
import sys
from contextlib import suppress

from flask import Flask

from catalogue.app import create_app
from catalogue.context import kit
from catalogue.domain.errors import Unavailable
from catalogue.search.port import Query
from catalogue.settings import BadSetting

logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")

try:
    app = create_app()
except BadSetting as error:
    sys.exit(str(error))


def warmed() -> Flask:
    """The application for a server's worker: what the first search would wait for has been read, the dictionary, the
    table of synonyms and the index."""
    with app.app_context(), suppress(Unavailable):
        kit().index.search(Query("青梅市"))
    return app
