"""From public rows to index entries: what of a case can be searched, and under which facets it stands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.facets import Facets
from catalogue.domain.slips import corrected_forms
from catalogue.models import Case, CaseMunicipality, CasePage, Municipality, Reach
from catalogue.search.entry import Entry

_STORY = ("background", "purpose", "events", "disagreements")
_LESSONS = (
    "challenges",
    "devices",
    "constraints",
    "lessons",
    "dissemination",
    "sustaining",
    "evaluation",
    "funding",
)


def load_entries(session: Session, slugs: Iterable[str] | None = None) -> Iterator[Entry]:
    """The entries of the cases named (or of all), as the rows are now; a case that is gone has none."""
    query = (
        select(Case, CasePage).join(CasePage, col(CasePage.case_slug) == col(Case.slug)).order_by(Case.slug)
    )
    wanted = None if slugs is None else sorted(set(slugs))
    if wanted is not None:
        query = query.where(col(Case.slug).in_(wanted))
    facets_of = facet_reader(session, wanted)
    for case, page in session.exec(query):
        yield Entry(
            slug=case.slug,
            texts=texts_of(page.data),
            facets=facets_of(case),
            year=case.started_year,
            checked=case.checked_on,
            likeness=case.likeness_score,
        )


def facet_reader(session: Session, wanted: Sequence[str] | None = None) -> Callable[[Case], Facets]:
    """What gives the facets of a case; it has read already what lies in other tables, for the ``wanted`` slugs or all.
    Index and browsing both use it, so they cannot filter differently."""
    nodes = _grouped(session, Reach.case_slug, Reach.node_key, wanted)
    municipalities = _grouped(session, CaseMunicipality.case_slug, CaseMunicipality.municipality_code, wanted)
    prefectures = dict(session.exec(select(Municipality.code, Municipality.prefecture_code)).all())

    def facets_of(case: Case) -> Facets:
        codes = municipalities[case.slug]
        return {
            "theme": frozenset({case.theme_slug}),
            "category": frozenset({case.category_slug}),
            "node": frozenset(nodes[case.slug]),
            "prefecture": frozenset(prefectures[code] for code in codes),
            "municipality": frozenset(codes),
            "likeness": frozenset({case.likeness}),
            "status": frozenset({case.status}),
            "method": frozenset(case.methods),
            "funding": frozenset(case.funding_kinds),
            "evidence": frozenset({case.evidence}),
            "completeness": frozenset({case.completeness}),
        }

    return facets_of


def _grouped(
    session: Session, owner: Any, value: Any, wanted: Sequence[str] | None
) -> Mapping[str, set[str]]:
    query = select(owner, value)
    if wanted is not None:
        query = query.where(owner.in_(wanted))
    groups: dict[str, set[str]] = defaultdict(set)
    for key, item in session.exec(query):
        groups[key].add(item)
    return groups


def texts_of(page: Mapping[str, Any]) -> dict[str, str]:
    """The searchable text of a case page, by field; fields without text are left out."""
    places = [page["municipality"], *page["other_municipalities"]]
    texts = {
        "title": page["title"],
        "subtitle": page["subtitle"] or "",
        "place": _lines(
            [*(f"{place['place']} {place['kana']}" for place in places), page["location"] or ""],
        ),
        "category": page["category"]["name"],
        "theme": page["theme"]["name"],
        "keywords": _lines([*page["keywords"], page["yomi"] or ""]),
        "summary": page["summary"]["text"],
        "activities": _statements(page, ("activities",)),
        "story": _statements(page, _STORY),
        "outcomes": _lines(
            f"{row['indicator']} {row['value']} {row['note'] or ''}" for row in page["outcomes"]
        ),
        "lessons": _statements(page, _LESSONS),
        "people": _lines(
            [page["lead"] or "", *(f"{row['name']} {row['role'] or ''}" for row in page["partners"])]
        ),
        "nodes": _lines(
            f"{link['label'] or ''} {link['name']} {link['rationale']}" for link in page["links"]
        ),
        "table": _lines(_cells(page["tables"])),
        "figures": _lines(f"{row['caption']} {row['outline_caption'] or ''}" for row in page["figures"]),
        "sources": _lines(f"{source['title']} {source['publisher']}" for source in page["sources"]),
    }
    return {field: _with_corrections(text) for field, text in texts.items() if text}


def _statements(page: Mapping[str, Any], names: Iterable[str]) -> str:
    return _lines(" ".join(_words(row)) for name in names for row in page[name])


def _words(row: Mapping[str, Any]) -> list[str]:
    return [row[key] for key in ("topic", "stated", "finding", "text") if row.get(key)]


def _cells(tables: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for table in tables:
        yield table["title"]
        for row in table["rows"]:
            yield " ".join(row)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())


def _with_corrections(text: str) -> str:
    return "\n".join([text, *corrected_forms(text)])
