"""Browsing without words: lists and counts from the database alone, so that they work while the index does not.

The answer has the same shape as the index gives, so that a page need not know which road it came by.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlmodel import Session, select

from catalogue.domain import wareki
from catalogue.domain.facets import Facets, Sort, Sorted, sort_out
from catalogue.models import Case, CaseMunicipality, Municipality, Reach
from catalogue.search.port import Answer, Hit, Query


def browse(session: Session, query: Query) -> Answer:
    """Answer ``query`` as if it had no words."""
    cases = {case.slug: case for case in session.exec(select(Case))}
    facets = _facets(session, cases)
    in_years = {slug: facets[slug] for slug, case in cases.items() if _within(case.started_year, query)}
    found = sort_out(in_years, query.chosen)
    ordered = sorted(found.kept, key=lambda slug: _rank(cases[slug], query.sort))
    return Answer(
        total=len(ordered),
        hits=tuple(_hit(slug) for slug in ordered[query.offset : query.offset + query.limit]),
        counts=found.counts,
        years=_years(cases, sort_out(facets, query.chosen)),
        words=(),
        missing=(),
        full=len(ordered),
    )


def _facets(session: Session, cases: Mapping[str, Case]) -> dict[str, Facets]:
    nodes: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for slug, node in session.exec(select(Reach.case_slug, Reach.node_key)):
        nodes[slug].add(node)
    for slug, code in session.exec(select(CaseMunicipality.case_slug, CaseMunicipality.municipality_code)):
        places[slug].add(code)
    prefectures = dict(session.exec(select(Municipality.code, Municipality.prefecture_code)).all())
    return {
        slug: {
            "theme": frozenset({case.theme_slug}),
            "category": frozenset({case.category_slug}),
            "node": frozenset(nodes[slug]),
            "prefecture": frozenset(prefectures[code] for code in places[slug]),
            "municipality": frozenset(places[slug]),
            "likeness": frozenset({case.likeness}),
            "status": frozenset({case.status}),
            "method": frozenset(case.methods),
            "funding": frozenset(case.funding_kinds),
            "evidence": frozenset({case.evidence}),
            "completeness": frozenset({case.completeness}),
        }
        for slug, case in cases.items()
    }


def _within(year: int | None, query: Query) -> bool:
    if query.year_from is None and query.year_to is None:
        return True
    return year is not None and (query.year_from or year) <= year <= (query.year_to or year)


def _rank(case: Case, order: Sort) -> tuple[object, ...]:
    if order is Sort.LIKENESS:
        return (case.likeness_score is None, -(case.likeness_score or 0), case.slug)
    newest = (case.started_year is None, -(case.started_year or 0))
    checked = _backwards(case.checked_on)
    if order is Sort.CHECKED:
        return (checked, newest, case.slug)
    return (newest, checked, case.slug)


def _backwards(date: str) -> tuple[int, ...]:
    """Orders dates from the latest to the earliest."""
    return tuple(-part for part in wareki.parse(date).sort_key)


def _years(cases: Mapping[str, Case], found: Sorted) -> Mapping[int, int]:
    years = (cases[slug].started_year for slug in found.kept)
    return Counter(year for year in years if year is not None)


def _hit(slug: str) -> Hit:
    return Hit(slug=slug, score=0.0, all_words=True, fields=(), excerpts=(), title_marks=())
