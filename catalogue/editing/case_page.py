"""One case as the data its page, a hit and a file read.

All names are looked up, all dates written out, all source keys turned into the numbers printed on the page, so that
whoever shows it decides nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.domain import likeness_in_words, wareki
from catalogue.domain.completeness import measure
from catalogue.domain.evidence import MEANINGS, propose
from catalogue.domain.figures_in_words import in_words
from catalogue.domain.likeness import OME, Likeness, compare
from catalogue.domain.vocabulary import (
    CIRCLED,
    FundingKind,
    LinkRole,
    Method,
    NodeKind,
    SourceKind,
    Status,
)
from catalogue.editing.figure_page import figure_of
from catalogue.editing.lookup import Lookup
from catalogue.editing.standing import mark, people, short_place
from catalogue.models import LinkRecord, Municipality

Page = dict[str, Any]
Part = Mapping[str, Any]

STATEMENTS = (
    "background",
    "purpose",
    "activities",
    "evaluation",
    "funding",
    "challenges",
    "devices",
    "constraints",
    "lessons",
    "dissemination",
    "sustaining",
)
_AS_THEY_ARE = (
    "slug",
    "title",
    "subtitle",
    "yomi",
    "keywords",
    "organisation",
    "service_class",
    "status_note",
    "lead",
    "unknowns",
    "videos",
    "related_addresses",
    "related_cases",
    "contact",
)


def page_of(document: Part, links: Sequence[LinkRecord], lookup: Lookup) -> Page:
    """The whole page; every value is JSON."""
    numbers = {source["key"]: number for number, source in enumerate(document["sources"], start=1)}
    likeness, population = likeness_of(document, lookup), _population(document["population"], numbers)
    page = {name: document[name] for name in _AS_THEY_ARE}
    page |= _where_it_stands(document, lookup)
    page |= {name: [_cited(row, numbers) for row in document[name]] for name in STATEMENTS}
    page |= {
        name: [_cited(row, numbers) for row in document[name]]
        for name in ("partners", "tables", "disagreements")
    }
    page |= {
        "status": {"value": document["status"], "label": Status(document["status"]).label},
        "started": _date(document["started"], numbers),
        "ended": _date(document["ended"], numbers),
        "population": population,
        "people": people(population, likeness, _municipalities(document, lookup)),
        "summary": _cited(document["summary"], numbers),
        "events": _events(document["events"], numbers),
        "outcomes": [_outcome(row, numbers) for row in document["outcomes"]],
        "figures": [
            _figure(row, number, numbers, lookup) for number, row in enumerate(document["figures"], start=1)
        ],
        "links": [_link(link, lookup) for link in links],
        "sources": [_source(row, numbers) for row in document["sources"]],
        "checked": _checked(document["checked"]),
        "methods": [{"value": word, "label": Method(word).label} for word in document["methods"]],
        "funding_kinds": [
            {"value": word, "label": FundingKind(word).label} for word in document["funding_kinds"]
        ],
        "likeness": likeness_in_words.rows(likeness),
        "evidence": _evidence(document),
        "completeness": _completeness(document),
    }
    return page


def likeness_of(document: Part, lookup: Lookup) -> Likeness:
    """The leading municipality beside Ome."""
    return compare(lookup.figures.get(document["municipality"], {}), lookup.figures.get(OME, {}))


def _evidence(document: Part) -> Page:
    graded = propose(document["outcomes"], document["sources"])
    return {
        "grade": graded.grade.value,
        "label": graded.grade.label,
        "meaning": MEANINGS[graded.grade],
        "reason": graded.reason,
        "confirmed": False,
    }


def _completeness(document: Part) -> Page:
    measured = measure(document)
    return {
        "step": measured.step.value,
        "label": measured.step.label,
        "percent": round(measured.share * 100),
        "missing": list(measured.missing),
    }


def _where_it_stands(document: Part, lookup: Lookup) -> Page:
    theme, category = lookup.themes[document["theme"]], lookup.categories[document["category"]]
    places = _municipalities(document, lookup)
    lead, *others = places
    return {
        "theme": {
            "slug": theme.slug,
            "name": theme.name,
            "number": theme.number,
            "circled": CIRCLED[theme.number] if theme.number else None,
        },
        "category": {"slug": category.slug, "name": category.name},
        "municipality": _municipality(lead),
        "other_municipalities": [_municipality(other) for other in others],
        "place": "・".join(place.place for place in places),
        "short_place": short_place(places),
        "location": document["place"],
    }


def _municipalities(document: Part, lookup: Lookup) -> list[Municipality]:
    """The leading one first."""
    codes = (document["municipality"], *document["other_municipalities"])
    return [lookup.municipalities[code] for code in codes]


def _municipality(row: Municipality) -> Page:
    return {
        "code": row.code,
        "name": row.name,
        "kana": row.kana,
        "prefecture": row.prefecture,
        "prefecture_code": row.prefecture_code,
        "place": row.place,
        "kind": row.kind,
    }


def _cited(row: Part, numbers: Mapping[str, int]) -> Page:
    """The same row with its source keys turned into the numbers of this page."""
    page = {key: value for key, value in row.items() if key != "sources"}
    return page | {"refs": sorted(numbers[key] for key in row["sources"])}


def _date(row: Part | None, numbers: Mapping[str, int]) -> Page | None:
    if row is None:
        return None
    return _cited(row, numbers) | {
        "text": wareki.show_text(row["date"]),
        "fiscal_year": wareki.parse(row["date"]).fiscal_year,
    }


def _population(row: Part | None, numbers: Mapping[str, int]) -> Page | None:
    if row is None:
        return None
    return _cited(row, numbers) | {
        "text": in_words(row["value"], "人", approximate=row["approximate"]),
        "as_of_text": _as_of(row),
    }


def _as_of(row: Part) -> str:
    shown = wareki.show_text(row["as_of"]) if row["as_of"] else ""
    if shown and row["as_of_note"]:
        return f"{shown}、{row['as_of_note']}"
    return shown or row["as_of_note"] or "時点不明"


def _events(rows: Sequence[Part], numbers: Mapping[str, int]) -> list[Page]:
    in_time = sorted(rows, key=lambda row: wareki.parse(row["date"]).sort_key)
    return [_cited(row, numbers) | {"text_date": wareki.show_text(row["date"])} for row in in_time]


def _outcome(row: Part, numbers: Mapping[str, int]) -> Page:
    return _cited(row, numbers) | {"as_of_text": _as_of(row)}


def _figure(row: Part, number: int, numbers: Mapping[str, int], lookup: Lookup) -> Page:
    return {"refs": _cited(row, numbers)["refs"]} | figure_of(row, number, lookup)


def _link(link: LinkRecord, lookup: Lookup) -> Page:
    node = lookup.nodes[link.node_key]
    plan, kind = lookup.plans[node.plan_slug], NodeKind(node.kind).label
    return {
        "key": node.key,
        "plan": plan.slug,
        "plan_title": plan.short_title,
        "code": node.code,
        "kind": node.kind,
        "kind_label": kind,
        "label": node.label,
        "mark": mark(node.label, kind),
        "name": node.name,
        "text": node.text,
        "role": link.role,
        "role_label": LinkRole(link.role).label if link.role else None,
        "rationale": link.rationale,
    }


def _source(row: Part, numbers: Mapping[str, int]) -> Page:
    return dict(row) | {
        "number": numbers[row["key"]],
        "kind_label": SourceKind(row["kind"]).label,
        "date_text": wareki.show_text(row["date"]) if row["date"] else None,
        "accessed_text": wareki.show_text(row["accessed"]) if row["accessed"] else None,
    }


def _checked(row: Part) -> Page:
    return dict(row) | {"text": wareki.show_text(row["on"])}
