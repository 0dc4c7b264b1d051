"""Writing reference data: municipalities and their figures, themes and their categories."""

from collections.abc import Iterable, Iterator

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select

from catalogue.domain.municipality_code import prefecture_code
from catalogue.editing.seed_files import Loaded, SeedFiles
from catalogue.models import Category, Municipality, Profile, ProfileFigure, Theme


def write(session: Session, seeds: SeedFiles) -> None:
    """Bring every reference row up to date; the caller owns the transaction."""
    codes = (
        Municipality(**row, prefecture_code=prefecture_code(row["code"])) for row in seeds.municipalities
    )
    _put(session, Municipality, codes)
    _put(session, Theme, _themes(seeds.themes))
    _put(session, Category, _categories(seeds.themes))
    sources = {source["key"]: _source(source) for source in seeds.profiles["sources"]}
    _put(session, Profile, (_profile(row, sources) for row in seeds.profiles["profiles"]))
    _put(session, ProfileFigure, _figures(seeds.profiles["profiles"], sources))


def _put(session: Session, table: type[SQLModel], rows: Iterable[SQLModel]) -> None:
    """Add the rows that are new and change what is different in the others. One query for the whole table: a merge
    of row by row would ask once for each, and nearly two thousand of them are municipalities."""
    known = {_key(row): row for row in session.exec(select(table))}
    for row in rows:
        old = known.get(_key(row))
        if old is None:
            session.add(row)
        else:
            old.sqlmodel_update({name: value for name, value in row if getattr(old, name) != value})
    session.flush()


def _key(row: SQLModel) -> tuple[object, ...]:
    return tuple(getattr(row, column.key) for column in inspect(type(row)).primary_key)


def _themes(themes: Iterable[Loaded]) -> Iterator[Theme]:
    for position, theme in enumerate(themes):
        yield Theme(**{name: theme[name] for name in theme if name != "categories"}, position=position)


def _categories(themes: Iterable[Loaded]) -> Iterator[Category]:
    pairs = ((theme["slug"], category) for theme in themes for category in theme["categories"])
    for position, (theme_slug, category) in enumerate(pairs):
        yield Category(**category, theme_slug=theme_slug, position=position)


def _source(source: Loaded) -> Loaded:
    return {name: source[name] for name in ("title", "publisher", "url")}


def _profile(row: Loaded, sources: Loaded) -> Profile:
    fiscal = row["fiscal_type"]
    return Profile(
        municipality_code=row["code"],
        fiscal_type=fiscal["name"],
        fiscal_edition=fiscal["edition"],
        fiscal_chosen=fiscal["chosen"],
        source=sources[fiscal["source"]],
    )


def _figures(profiles: Iterable[Loaded], sources: Loaded) -> Iterator[ProfileFigure]:
    for row in profiles:
        for figure in row["figures"]:
            dated = figure | {"source": sources[figure["source"]]}
            yield ProfileFigure(municipality_code=row["code"], **dated)
