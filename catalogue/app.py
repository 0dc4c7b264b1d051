"""Builds everything once: settings, database, index, pictures, doors."""

from flask import Flask
from flask_wtf import CSRFProtect

from catalogue import db, desk, web
from catalogue.cli import commands
from catalogue.context import Kit, connect
from catalogue.images.store import open_store
from catalogue.search.outbox import Outbox, noting
from catalogue.search.whoosh_index import WhooshIndex
from catalogue.search.wordbook_file import SYNONYMS, WordbookFile
from catalogue.settings import ROOT, Settings, from_environment
from catalogue.web import public_address
from catalogue.web.filters import Templates

# Nothing a visitor sends is larger than an address; the desk has a limit of its own.
LARGEST_REQUEST = 64 * 1024
# Seconds for which a page that was left open can still be sent: somebody comes back to it after a meeting.
A_WORKING_DAY = 12 * 60 * 60


def build_kit(settings: Settings) -> Kit:
    """The real parts, as the settings name them."""
    engine = db.open_engine(settings.database_url, settings.lock_wait)
    index = WhooshIndex(
        settings.search_folder, wordbook=WordbookFile(settings.seeds, settings.data / SYNONYMS)
    )
    readers = db.reading_sessions(engine)
    writers = noting(db.writing_sessions(engine))
    return Kit(
        settings=settings,
        engine=engine,
        readers=readers,
        writers=writers,
        index=index,
        outbox=Outbox(readers, writers, index),
        store=open_store(settings.image_store),
    )


def create_app(settings: Settings | None = None) -> Flask:
    """The application, for a server, a command or a test."""
    chosen = settings or from_environment()
    app = Flask(
        "catalogue",
        static_folder=str(ROOT / "static"),
        template_folder=str(ROOT / "templates"),
        root_path=str(ROOT),
    )
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=A_WORKING_DAY,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    # Before anybody asks for the templates' environment, which is made then.
    app.jinja_environment = Templates
    connect(app, build_kit(chosen))
    public_address.register(app, chosen.public_address, chosen.proxies)
    # Before the check of forms: who may not do something is told so, whatever they send.
    desk.guard_doors(app)
    CSRFProtect(app)
    web.open_doors(app)
    desk.open_doors(app)
    commands.register(app)
    return app
