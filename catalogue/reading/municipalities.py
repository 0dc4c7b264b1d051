"""One municipality: its figures, how like Ome it is, and its cases."""

from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain import wareki
from catalogue.domain.errors import NotFound
from catalogue.domain.likeness import OME, Dated, DatedFigures, Indicator, compare
from catalogue.domain.likeness_in_words import figure_text, rows
from catalogue.models import CaseMunicipality, Municipality, Profile, ProfileFigure
from catalogue.reading.cards import cards

Row = dict[str, Any]

NO_MUNICIPALITY = "お探しの自治体は見つかりませんでした。"


def municipality(session: Session, code: str) -> Municipality:
    """One municipality. Raises NotFound."""
    found = session.get(Municipality, code)
    if found is None:
        raise NotFound(NO_MUNICIPALITY)
    return found


def profile_of(session: Session, code: str) -> Row | None:
    """Its dated figures, its 類似団体, and how like Ome it is; nothing where no figure is known."""
    figures, ome = _figures(session, code), _figures(session, OME)
    if not figures:
        return None
    profile = session.get(Profile, code)
    return {
        "is_ome": code == OME,
        "figures": [
            {
                "name": indicator.label,
                "text": figure_text(indicator, figure),
                "as_of_text": wareki.show_text(figure.as_of),
                "source": figure.source,
            }
            for indicator, figure in figures.items()
        ],
        "fiscal": profile.model_dump() if profile else None,
        "likeness": rows(compare(figures, ome)),
    }


def _figures(session: Session, code: str) -> DatedFigures:
    """In the order of the indicators."""
    found = {
        row.indicator: Dated(row.value, row.as_of, row.source)
        for row in session.exec(select(ProfileFigure).where(ProfileFigure.municipality_code == code))
    }
    return {indicator: found[indicator] for indicator in Indicator if indicator in found}


def cards_of(session: Session, code: str) -> list[Row]:
    """Cards of the cases it leads, then of those it took part in."""
    slugs = session.exec(
        select(CaseMunicipality.case_slug)
        .where(CaseMunicipality.municipality_code == code)
        .order_by(col(CaseMunicipality.leads).desc(), CaseMunicipality.case_slug)
    ).all()
    return cards(session, slugs)
