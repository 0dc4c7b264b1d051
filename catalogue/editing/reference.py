"""Writing reference data: municipalities and their figures, themes and their categories."""

from sqlmodel import Session, select

from catalogue.domain.municipality_code import prefecture_code
from catalogue.editing.seed_files import Loaded, SeedFiles
from catalogue.models import Category, Municipality, Profile, ProfileFigure, Theme


def write(session: Session, seeds: SeedFiles) -> None:
    """Bring every reference row up to date; the caller owns the transaction."""
    # Held while merging: what the session already knows is compared without a query per row.
    known = session.exec(select(Municipality)).all()
    for row in seeds.municipalities:
        session.merge(Municipality(**row, prefecture_code=prefecture_code(row["code"])))
    position = 0
    for place, theme in enumerate(seeds.themes):
        session.merge(
            Theme(**{key: value for key, value in theme.items() if key != "categories"}, position=place)
        )
        session.flush()
        for category in theme["categories"]:
            session.merge(Category(**category, theme_slug=theme["slug"], position=position))
            position += 1
    session.flush()
    del known
    _write_profiles(session, seeds.profiles)


def _write_profiles(session: Session, loaded: Loaded) -> None:
    sources = {
        source["key"]: {name: source[name] for name in ("title", "publisher", "url")}
        for source in loaded["sources"]
    }
    known = (*session.exec(select(Profile)), *session.exec(select(ProfileFigure)))
    for row in loaded["profiles"]:
        fiscal = row["fiscal_type"]
        session.merge(
            Profile(
                municipality_code=row["code"],
                fiscal_type=fiscal["name"],
                fiscal_edition=fiscal["edition"],
                fiscal_chosen=fiscal["chosen"],
                source=sources[fiscal["source"]],
            )
        )
        for figure in row["figures"]:
            dated = figure | {"source": sources[figure["source"]]}
            session.merge(ProfileFigure(municipality_code=row["code"], **dated))
    session.flush()
    del known
