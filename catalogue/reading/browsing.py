"""Browsing without words: lists and counts from the database alone, so that they work while the index does not.

The answer has the same shape as the index gives, so that a page need not know which road it came by.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from catalogue.domain import wareki
from catalogue.domain.facets import Facets, Sort, Sorted, sort_out
from catalogue.models import Case
from catalogue.search.loading import facet_reader
from catalogue.search.port import Answer, Hit, Query


@dataclass(frozen=True, slots=True)
class Standing:
    """What a case is ordered by. ``newest`` and ``checked`` put what is later first."""

    year: int | None
    newest: tuple[bool, int]
    checked: tuple[int, ...]
    likeness: tuple[bool, float]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All cases as they are ordered and sifted, by slug."""

    standings: Mapping[str, Standing]
    facets: Mapping[str, Facets]


def shelf_of(session: Session) -> Shelf:
    """Read every case once; what is browsed is not read again until something changes."""
    cases = session.exec(select(Case)).all()
    facets_of = facet_reader(session)
    return Shelf(
        standings={case.slug: _standing(case) for case in cases},
        facets={case.slug: facets_of(case) for case in cases},
    )


def browse(shelf: Shelf, query: Query) -> Answer:
    """Answer ``query`` as if it had no words."""
    in_years = {
        slug: shelf.facets[slug]
        for slug, standing in shelf.standings.items()
        if _within(standing.year, query)
    }
    found = sort_out(in_years, query.chosen)
    ordered = sorted(found.kept, key=lambda slug: (*_rank(shelf.standings[slug], query.sort), slug))
    return Answer(
        total=len(ordered),
        hits=tuple(_hit(slug) for slug in ordered[query.offset : query.offset + query.limit]),
        counts=found.counts,
        years=_years(shelf, sort_out(shelf.facets, query.chosen)),
        words=(),
        missing=(),
        full=len(ordered),
    )


def _standing(case: Case) -> Standing:
    return Standing(
        year=case.started_year,
        newest=(case.started_year is None, -(case.started_year or 0)),
        checked=tuple(-part for part in wareki.parse(case.checked_on).sort_key),
        likeness=(case.likeness_score is None, -(case.likeness_score or 0.0)),
    )


def _within(year: int | None, query: Query) -> bool:
    if query.year_from is None and query.year_to is None:
        return True
    return year is not None and (query.year_from or year) <= year <= (query.year_to or year)


def _rank(standing: Standing, order: Sort) -> tuple[object, ...]:
    if order is Sort.LIKENESS:
        return (standing.likeness,)
    if order is Sort.CHECKED:
        return (standing.checked, standing.newest)
    return (standing.newest, standing.checked)


def _years(shelf: Shelf, found: Sorted) -> Mapping[int, int]:
    years = (shelf.standings[slug].year for slug in found.kept)
    return Counter(year for year in years if year is not None)


def _hit(slug: str) -> Hit:
    return Hit(slug=slug, score=0.0, all_words=True, fields=(), excerpts=(), title_marks=())
