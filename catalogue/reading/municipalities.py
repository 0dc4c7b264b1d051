"""One municipality and its cases."""

from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.errors import NotFound
from catalogue.models import CaseMunicipality, Municipality
from catalogue.reading.cards import cards

Row = dict[str, Any]

NO_MUNICIPALITY = "お探しの自治体は見つかりませんでした。"


def municipality(session: Session, code: str) -> Municipality:
    """One municipality. Raises NotFound."""
    found = session.get(Municipality, code)
    if found is None:
        raise NotFound(NO_MUNICIPALITY)
    return found


def cards_of(session: Session, code: str) -> list[Row]:
    """Cards of the cases it leads, then of those it took part in."""
    slugs = session.exec(
        select(CaseMunicipality.case_slug)
        .where(CaseMunicipality.municipality_code == code)
        .order_by(col(CaseMunicipality.leads).desc(), CaseMunicipality.case_slug)
    ).all()
    return cards(session, slugs)
