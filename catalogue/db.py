"""The database: one engine, sessions, and the schema's migrations.

SQLite is used the way it is safe with several processes: foreign keys on, write-ahead log, a busy time-out, and a
transaction that is going to write says so when it begins (otherwise two readers that both want to write
would deadlock and one of them fail at once). Any other database gets plain transactions.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session, col

from catalogue.domain.errors import Unavailable
from catalogue.models import Edition
from catalogue.settings import BadSetting

MIGRATIONS = Path(__file__).parent / "migrations"

SessionFactory = Callable[[], Session]


def open_engine(url: str, lock_wait: float) -> Engine:
    """An engine for ``url``; ``lock_wait`` is how many seconds a writer waits for another one.

    Raises:
        BadSetting: ``url`` is no address, or its driver is not installed.
    """
    try:
        address = make_url(url)
        if address.get_backend_name() != "sqlite":
            return create_engine(address, pool_pre_ping=True, json_serializer=_as_json)
    except (ArgumentError, ImportError) as error:
        raise BadSetting(
            "DATABASE_URL の書き方が正しくないか、そのデータベースの部品が入っていません。"
        ) from error
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": lock_wait}, json_serializer=_as_json)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _as_json(value: Any) -> str:
    """Japanese as it is: with every sign escaped it is twice as long and takes twice as long to read."""
    return json.dumps(value, ensure_ascii=False)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver must not begin transactions of its own: _begin_sqlite does.
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    with _impatient(connection) if options.get("hasty") else nullcontext():
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


@contextmanager
def _impatient(connection: Connection) -> Iterator[None]:
    """Meanwhile a lock that another holds is not waited for."""
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")


def reading_sessions(engine: Engine) -> SessionFactory:
    """Sessions that only look."""
    return lambda: Session(engine, autoflush=False)


def writing_sessions(engine: Engine) -> SessionFactory:
    """Sessions whose transaction announces at its beginning that it will write, and leaves the number of the next
    edition when it commits."""
    writer = engine.execution_options(writes=True)

    def open_writing_session() -> Session:
        session = Session(writer)
        event.listen(session, "before_commit", _begin_next_edition)
        return session

    return open_writing_session


def private_sessions(engine: Engine) -> SessionFactory:
    """Sessions that write what no public page shows: drafts, who is signed in, what was done. The edition stays, so
    pages remember what they have."""
    writer = engine.execution_options(writes=True)
    return lambda: Session(writer)


def _begin_next_edition(session: Session) -> None:
    """Even if no row has changed: the index may have, and whoever changes it commits after that."""
    session.execute(
        update(Edition).values(number=col(Edition.number) + 1),
        execution_options={"synchronize_session": False},
    )


def hasty_sessions(engine: Engine) -> SessionFactory:
    """Sessions that write at once or, where they would have to wait for another writer, not at all: their first
    question then raises ``OperationalError``. No page shows what they write, so the edition stays."""
    writer = engine.execution_options(writes=True, hasty=True)
    return lambda: Session(writer)


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest migration; all steps together or none.

    Raises:
        Unavailable: the tables are those of a newer version of the program, or a migration left a reference to nothing.
    """
    try:
        with _migrating(engine) as config:
            command.upgrade(config, "head")
    except CommandError as error:
        raise Unavailable("データベースが、このプログラムより新しい形になっています。") from error


@contextmanager
def _migrating(engine: Engine) -> Iterator[Config]:
    """A connection for migrations. SQLite changes a table by making it anew and dropping the old one, and with foreign
    keys on, the dropped rows would take along all that refers to them: they are off meanwhile, and checked after."""
    with engine.execution_options(writes=True).connect() as connection:
        sqlite = connection.connection.driver_connection if engine.dialect.name == "sqlite" else None
        if sqlite:
            sqlite.execute("PRAGMA foreign_keys = OFF")
        try:
            config = _config()
            config.attributes["connection"] = connection
            yield config
            if sqlite and sqlite.execute("PRAGMA foreign_key_check").fetchone():
                raise Unavailable("表の更新で、つながりの切れた行ができました。控えから戻してください。")
        finally:
            if sqlite:
                sqlite.execute("PRAGMA foreign_keys = ON")


def draft(engine: Engine, message: str) -> Path:
    """Write the next migration: what the models say and the (current) tables do not. Read it before it is kept."""
    number = f"{int(_head() or 0) + 1:04}"
    with _migrating(engine) as config:
        command.revision(config, message=message, autogenerate=True, rev_id=number)
    return next(MIGRATIONS.glob(f"versions/{number}_*.py"))


def is_current(engine: Engine) -> bool:
    """Whether the schema is that of the newest migration."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _head()


@cache
def _head() -> str | None:
    """The number of the newest migration; it cannot change while the program runs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
