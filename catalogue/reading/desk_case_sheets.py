"""Cases as they are taken out to be changed in a spreadsheet: the newest revision of each, public or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from catalogue.models import Category, Dossier, Municipality, Revision, Theme
from catalogue.models.finding import CASE, is_newest, portions
from catalogue.schemas.case_sheet.laying import Written
from catalogue.schemas.earlier_cases import as_written_now


@dataclass(frozen=True, slots=True)
class Words:
    """All that codes in cases may mean, in the order in which it is shown."""

    themes: Sequence[Theme]
    categories: Sequence[Category]
    municipalities: Sequence[Municipality]

    @property
    def filed(self) -> Mapping[str, Sequence[str]]:
        """The categories of each theme."""
        return {
            theme.slug: [each.slug for each in self.categories if each.theme_slug == theme.slug]
            for theme in self.themes
        }


def newest(session: Session, slugs: Sequence[str]) -> list[Written]:
    """The newest revision of each of these cases, in this order; what is not there is left out."""
    found: dict[str, Written] = {}
    for some in portions(slugs):
        query = (
            select(Dossier.slug, Revision)
            .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
            .where(Dossier.kind == CASE, is_newest(), col(Dossier.slug).in_(some))
        )
        for slug, revision in session.exec(query):
            found[slug] = Written(slug, revision.number, as_written_now(revision.document))
    return [found[slug] for slug in slugs if slug in found]


def words(session: Session) -> Words:
    """What themes, categories and municipalities are called."""
    return Words(
        session.exec(select(Theme).order_by(col(Theme.position))).all(),
        session.exec(select(Category).order_by(col(Category.position))).all(),
        session.exec(select(Municipality).order_by(col(Municipality.code))).all(),
    )
