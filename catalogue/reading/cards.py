"""Case pages by the handful, and the card a list shows of each. Who asks for the one does not read the other."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from catalogue.domain.card import card_of
from catalogue.models import CasePage

# card_of too: a door that holds pages already makes its cards of them.
__all__ = ["all_cards", "all_slugs", "card_of", "cards", "cards_by_slug", "pages_by_slug"]

Page = dict[str, Any]


def pages_by_slug(session: Session, slugs: Iterable[str]) -> dict[str, Page]:
    """The whole pages of these cases in one query, in the order asked for; cases that are gone are left out."""
    return _by_slug(session, col(CasePage.data), slugs)


def cards_by_slug(session: Session, slugs: Iterable[str]) -> dict[str, Page]:
    """The cards of these cases in one query, in the order asked for; cases that are gone are left out."""
    return _by_slug(session, col(CasePage.card), slugs)


def cards(session: Session, slugs: Iterable[str]) -> list[Page]:
    """The cards of these cases, in this order."""
    return list(cards_by_slug(session, slugs).values())


def all_cards(session: Session) -> list[Page]:
    """The card of every case, by slug."""
    query = select(CasePage.case_slug, col(CasePage.card)).order_by(CasePage.case_slug)
    return [card for _, card in session.exec(query)]


def all_slugs(session: Session) -> frozenset[str]:
    """The slug of every case."""
    return frozenset(session.exec(select(CasePage.case_slug)))


def _by_slug(session: Session, column: Mapped[Page], slugs: Iterable[str]) -> dict[str, Page]:
    wanted = list(dict.fromkeys(slugs))
    if not wanted:
        return {}
    query = select(CasePage.case_slug, column).where(col(CasePage.case_slug).in_(wanted))
    found = dict(session.exec(query).all())
    return {slug: found[slug] for slug in wanted if slug in found}
