"""Case pages by the handful, and the card a list shows of each."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.models import CasePage

Page = dict[str, Any]

_ON_A_CARD = (
    "slug",
    "title",
    "subtitle",
    "place",
    "municipality",
    "theme",
    "category",
    "status",
    "started",
    "population",
    "links",
    "figures",
    "outcomes",
    "checked",
)


def pages_by_slug(session: Session, slugs: Iterable[str] | None = None) -> dict[str, Page]:
    """The pages of these cases (or of all) in one query, in the order asked for; cases that are gone are left out."""
    query = select(CasePage)
    if slugs is None:
        return {row.case_slug: row.data for row in session.exec(query.order_by(CasePage.case_slug))}
    wanted = list(dict.fromkeys(slugs))
    found = {
        row.case_slug: row.data for row in session.exec(query.where(col(CasePage.case_slug).in_(wanted)))
    }
    return {slug: found[slug] for slug in wanted if slug in found}


def card_of(page: Mapping[str, Any]) -> Page:
    """What a list shows of a case."""
    return {name: page[name] for name in _ON_A_CARD} | {"summary": page["summary"]["text"]}


def cards(session: Session, slugs: Iterable[str]) -> list[Page]:
    """The cards of these cases, in this order."""
    return [card_of(page) for page in pages_by_slug(session, slugs).values()]
