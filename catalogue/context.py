"""What one request or command may reach, and who owns its transaction.

A door asks for :func:`session` to look and enters :func:`transaction` to write; nothing below a door commits. One
kit is built in ``catalogue.app``; there is no other global.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from catalogue.db import SessionFactory
from catalogue.domain.errors import CatalogueError, Conflict, Forbidden, Invalid, NotFound, Unavailable
from catalogue.images.store import ImageStore
from catalogue.search.outbox import Outbox
from catalogue.search.port import SearchIndex
from catalogue.settings import Settings

STATUS: dict[type[CatalogueError], int] = {
    NotFound: 404,
    Invalid: 422,
    Conflict: 409,
    Forbidden: 403,
    Unavailable: 503,
}
BUSY = "ほかの処理がデータベースを使っています。少し待ってから、もう一度お試しください。"

log = logging.getLogger("catalogue")


@dataclass(frozen=True, slots=True)
class Kit:
    """What the program is made of; tests build their own."""

    settings: Settings
    engine: Engine
    readers: SessionFactory
    writers: SessionFactory
    index: SearchIndex
    outbox: Outbox
    store: ImageStore
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def kit() -> Kit:
    """The kit of the running application."""
    return cast(Kit, current_app.extensions["catalogue"])


def session() -> Session:
    """The session of this request or command, for looking only."""
    if "session" not in g:
        g.session = kit().readers()
    return cast(Session, g.session)


@contextmanager
def transaction() -> Iterator[Session]:
    """One act: everything in the block is saved, or nothing is; then the index is told.

    An index that cannot be reached loses nothing: the notes stay and the next drain works them off.

    Raises:
        Unavailable: another writer holds the database for longer than the setting allows.
    """
    try:
        with kit().writers() as writing:
            yield writing
            writing.commit()
    except OperationalError as error:
        if is_busy(error):
            raise Unavailable(BUSY) from error
        raise
    _forget_session()
    drain()


def drain() -> None:
    """Bring the index up to date from the notes; a failure is logged and left to the next drain."""
    try:
        kit().outbox.drain()
    except (CatalogueError, OperationalError) as error:
        log.warning("the index could not be brought up to date; the notes are kept: %s", error)


def is_busy(error: OperationalError) -> bool:
    """Whether the database was only busy with somebody else."""
    return "locked" in str(error.orig) or "busy" in str(error.orig)


def _forget_session() -> None:
    """Let the next look see what has just been written."""
    if (old := g.pop("session", None)) is not None:
        old.close()


def connect(app: Flask, built: Kit) -> None:
    """Give the application its kit, and close each request's session at its end."""
    app.extensions["catalogue"] = built
    app.teardown_appcontext(lambda _error: _forget_session())
