"""What one request or command may reach, and who owns its transaction.

A door asks for :func:`session` to look and enters :func:`transaction` to write; nothing below a door commits. One
kit is built in ``catalogue.app``; there is no other global.
"""

import logging
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar, cast

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlmodel import Session

from catalogue.db import SessionFactory, hasty_sessions, private_sessions
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.errors import CatalogueError, Conflict, Forbidden, Invalid, NotFound, Unavailable
from catalogue.images.store import ImageStore
from catalogue.outside.addresses import Allowed, is_public
from catalogue.reading.memory import Memory, edition_of
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

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


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
    memory: Memory = field(default_factory=Memory)
    may_ask: Allowed = is_public


def kit() -> Kit:
    """The kit of the running application."""
    return cast(Kit, current_app.extensions["catalogue"])


def today() -> date:
    """Which day it is, in Tokyo, for whoever is asking: by the kit's clock."""
    return day_in_tokyo(kit().now())


def session() -> Session:
    """The session of this request or command, for looking only."""
    if "session" not in g:
        _edition()
        g.session = kit().readers()
    return cast(Session, g.session)


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, or gave before if nothing public has changed since: see :class:`Memory`."""
    return kit().memory.recall(_edition(), key, make)


def remembered_each(kind: str, keys: Sequence[K], make: Callable[[Sequence[K]], Mapping[K, T]]) -> dict[K, T]:
    """The same for many keys of a kind: ``make`` gives those that are not remembered."""
    return kit().memory.recall_each(_edition(), kind, keys, make)


def _edition() -> int:
    """Asked before anything else is read: what is remembered must not be older than its number says."""
    if "edition" not in g:
        g.edition = edition_of(kit().engine)
    return cast(int, g.edition)


@contextmanager
def transaction() -> Iterator[Session]:
    """One act: everything in the block is saved, or nothing is; then the index is told.

    An index that cannot be reached loses nothing: the notes stay and the next drain works them off.

    Raises:
        Unavailable: another writer holds the database for longer than the setting allows.
    """
    with _act(kit().writers) as writing:
        yield writing
    drain()


@contextmanager
def private_transaction() -> Iterator[Session]:
    """One act that changes nothing the public sees: everything in the block is saved, or nothing is.

    Raises:
        Unavailable: another writer holds the database for longer than the setting allows.
    """
    with _act(private_sessions(kit().engine)) as writing:
        yield writing


@contextmanager
def _act(sessions: SessionFactory) -> Iterator[Session]:
    try:
        with sessions() as writing:
            yield writing
            writing.commit()
    except OperationalError as error:
        if is_busy(error):
            raise Unavailable(BUSY) from error
        raise
    _forget_session()


def aside(built: Kit, act: Callable[[Session], None]) -> None:
    """Something small that nobody waits for and no page depends on, in a transaction of its own: done at once or not at
    all, and never an error. It needs no request, which may be over, so the kit is handed in."""
    try:
        with hasty_sessions(built.engine)() as writing:
            act(writing)
            writing.commit()
    except SQLAlchemyError as error:
        log.info("left undone: %s", error)


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
    g.pop("edition", None)
    if (old := g.pop("session", None)) is not None:
        old.close()


def connect(app: Flask, built: Kit) -> None:
    """Give the application its kit, and close each request's session at its end."""
    app.extensions["catalogue"] = built
    app.teardown_appcontext(lambda _error: _forget_session())
