"""Where a server finds the application: ``flask --app wsgi``, ``granian --interface wsgi wsgi:app``."""

import logging
import sys

from catalogue.app import create_app
from catalogue.settings import BadSetting

logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")

try:
    app = create_app()
except BadSetting as error:
    sys.exit(str(error))
