"""Fills a database with copies of the shipped cases under other slugs: their rows, their pages, their links.

Row by row as the projection wrote them, so that pages have the size and the joins the weight they really have; only
the slug differs. Documents behind the pages, pictures and history are not copied: no public page reads them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, String, Table, func, insert, select
from sqlmodel import SQLModel

from catalogue import db
from catalogue.models import Case, CaseMunicipality, CasePage, Link, Reach
from tests.conftest import settings_in

_IN_ORDER: tuple[tuple[type[SQLModel], str], ...] = (
    (Case, "slug"),
    (CasePage, "case_slug"),
    (CaseMunicipality, "case_slug"),
    (Link, "case_slug"),
    (Reach, "case_slug"),
)
_WITH_THE_SLUG_INSIDE = {"data", "card"}


def fill(data: Path, slugs: Sequence[str]) -> None:
    """Add a case for every slug, the shipped ones in turns, and take the shipped ones away."""
    engine = db.open_engine(settings_in(data).database_url, 10.0)
    with engine.connect() as connection:
        sqlite: Any = connection.connection.driver_connection
        for pragma in ("synchronous = OFF", "journal_mode = OFF"):  # nothing here is worth keeping
            sqlite.execute(f"PRAGMA {pragma}")
        copies = _copies(connection, slugs)
        for model, owner in _IN_ORDER:
            _copy(connection, model.metadata.tables[str(model.__tablename__)], owner, copies)
        shipped = select(copies.c.original)
        cases = Case.metadata.tables["case"]
        connection.execute(cases.delete().where(cases.c.slug.in_(shipped)))
        connection.commit()
    engine.dispose()


def _copies(connection: Connection, slugs: Sequence[str]) -> Table:
    """Which case each slug is to be a copy of."""
    copies = Table(
        "copies",
        MetaData(),
        Column("original", String),
        Column("slug", String, primary_key=True),
        prefixes=["TEMPORARY"],
    )
    copies.create(connection)
    originals = list(connection.scalars(select(Case.__table__.c.slug)))  # type: ignore[attr-defined]
    pairs = [{"original": originals[i % len(originals)], "slug": slug} for i, slug in enumerate(slugs)]
    connection.execute(insert(copies), pairs)
    return copies


def _copy(connection: Connection, table: Table, owner: str, copies: Table) -> None:
    rows = select(*(_value(column, owner, copies) for column in table.columns)).join_from(
        copies, table, table.c[owner] == copies.c.original
    )
    connection.execute(insert(table).from_select([column.name for column in table.columns], rows))


def _value(column: Column[Any], owner: str, copies: Table) -> Any:
    if column.name == owner:
        return copies.c.slug
    if column.name in _WITH_THE_SLUG_INSIDE:
        return func.json_set(column, "$.slug", copies.c.slug)
    return column
