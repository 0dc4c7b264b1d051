"""Writing reference data: municipalities and their figures, themes and their categories."""

from collections.abc import Iterable, Iterator

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select

from catalogue.domain.errors import Conflict, Problem
from catalogue.domain.municipality_code import prefecture_code
from catalogue.editing.seed_files import Loaded, SeedFiles
from catalogue.models import Category, Municipality, Profile, ProfileFigure, Theme


def write(session: Session, seeds: SeedFiles, *, themes: bool = True) -> None:
    """Bring every reference row up to date; the caller owns the transaction. What is known of a municipality, and is
    no longer in the seeds, has been withdrawn and goes; everything else stays, since cases may point to it. Without
    ``themes`` these are left alone: staff have taken them over.

    Raises:
        Conflict: a theme takes the number or name of one that is there and not in the seeds.
    """
    codes = (
        Municipality(**row, prefecture_code=prefecture_code(row["code"])) for row in seeds.municipalities
    )
    _put(session, Municipality, codes)
    if themes:
        write_themes(session, seeds.themes)
    sources = {source["key"]: _source(source) for source in seeds.profiles["sources"]}
    _replace(session, Profile, [_profile(row, sources) for row in seeds.profiles["profiles"]])
    _replace(session, ProfileFigure, list(_figures(seeds.profiles["profiles"], sources)))


def write_themes(session: Session, themes: list[Loaded]) -> None:
    """Bring themes and categories up to date, in this order; none goes.

    Raises:
        Conflict: a theme takes the number or name of one that is there and not among these.
    """
    _make_way(session, themes)
    _put(session, Theme, theme_rows(themes))
    _put(session, Category, category_rows(themes))


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


def _replace(session: Session, table: type[SQLModel], rows: list[SQLModel]) -> None:
    """The same, and take away the rows that are not among these."""
    kept = {_key(row) for row in rows}
    for old in session.exec(select(table)):
        if _key(old) not in kept:
            session.delete(old)
    _put(session, table, rows)


def _key(row: SQLModel) -> tuple[object, ...]:
    return tuple(getattr(row, column.key) for column in inspect(type(row)).primary_key)


def _make_way(session: Session, themes: Iterable[Loaded]) -> None:
    """Free the numbers and names that change hands. Rows are updated one by one, so that two themes could never
    swap what only one may have at a time."""
    fresh = {theme["slug"]: theme for theme in themes}
    known = session.exec(select(Theme)).all()
    _refuse_taken([theme for theme in known if theme.slug not in fresh], fresh.values())
    for theme in known:
        to_be = fresh.get(theme.slug)
        if to_be and (theme.number, theme.name) != (to_be["number"], to_be["name"]):
            # No theme can be called this: a name of the seeds has no line break.
            theme.number, theme.name = None, f"\n{theme.slug}"
    session.flush()


def _refuse_taken(staying: Iterable[Theme], themes: Iterable[Loaded]) -> None:
    """``staying`` are themes without a place in the file."""
    numbers = {theme.number: theme.slug for theme in staying if theme.number is not None}
    names = {theme.name: theme.slug for theme in staying}
    problems = [
        Problem(
            f"themes.yaml: themes[{place}].{name}",
            f"登録済みのテーマ「{taken[theme[name]]}」が使っています。",
        )
        for place, theme in enumerate(themes)
        for name, taken in (("number", numbers), ("name", names))
        if theme[name] in taken
    ]
    if problems:
        raise Conflict("テーマの番号や名前が、登録済みのテーマと重なっています。", problems)


def theme_rows(themes: Iterable[Loaded]) -> Iterator[Theme]:
    """Themes of a document as rows, in its order."""
    for position, theme in enumerate(themes):
        yield Theme(**{name: theme[name] for name in theme if name != "categories"}, position=position)


def category_rows(themes: Iterable[Loaded]) -> Iterator[Category]:
    """Their categories as rows, in its order."""
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
