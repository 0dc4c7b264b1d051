"""The projection of a case: the one place where a document becomes what the public sees.

:func:`project` is pure: a preview shows its ``page`` without writing anything. :func:`write` puts the same values into
the public tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col

from catalogue.domain import wareki
from catalogue.domain.card import card_of
from catalogue.domain.reach import reached
from catalogue.editing.case_page import page_of
from catalogue.editing.lookup import Lookup
from catalogue.models import (
    Case,
    CaseMunicipality,
    CasePage,
    Event,
    Figure,
    Link,
    LinkRecord,
    Outcome,
    Reach,
    Source,
)

_CHILDREN: tuple[type[SQLModel], ...] = (CaseMunicipality, Source, Outcome, Event, Figure, Reach, Link)


@dataclass(frozen=True, slots=True)
class Projection:
    """All public rows of one case."""

    case: Case
    page: CasePage
    children: Sequence[SQLModel]


def project(document: Mapping[str, Any], links: Sequence[LinkRecord], lookup: Lookup) -> Projection:
    """The public rows of ``document`` with those of its links whose nodes are public."""
    public_links = [link for link in links if link.node_key in lookup.nodes]
    page = page_of(document, public_links, lookup)
    slug = document["slug"]
    return Projection(
        case=_case(document, page),
        page=CasePage(case_slug=slug, data=page, card=card_of(page)),
        children=[
            *_municipalities(document),
            *_sources(slug, page),
            *_outcomes(document, page),
            *_events(slug, page),
            *_figures(slug, page),
            *_links(public_links),
            *_reaches(public_links, lookup),
        ],
    )


def write(session: Session, projection: Projection) -> None:
    """Replace what is public of this case. The caller owns the transaction."""
    slug = projection.case.slug
    for table in _CHILDREN:
        session.execute(delete(table).where(col(table.case_slug) == slug))  # type: ignore[attr-defined]
    session.merge(projection.case)
    session.flush()
    session.merge(projection.page)
    session.add_all(projection.children)
    session.flush()


def withdraw(session: Session, slug: str) -> None:
    """Take a case out of the public tables; dossier and history stay."""
    for table in _CHILDREN:
        session.execute(delete(table).where(col(table.case_slug) == slug))  # type: ignore[attr-defined]
    for table in (CasePage, Case):
        if row := session.get(table, slug):
            session.delete(row)
            session.flush()


def _case(document: Mapping[str, Any], page: Mapping[str, Any]) -> Case:
    started = document["started"]["date"] if document["started"] else None
    return Case(
        slug=document["slug"],
        title=document["title"],
        theme_slug=document["theme"],
        category_slug=document["category"],
        municipality_code=document["municipality"],
        status=document["status"],
        started=started,
        started_year=wareki.parse(started).fiscal_year if started else None,
        checked_on=document["checked"]["on"],
        methods=document["methods"],
        funding_kinds=document["funding_kinds"],
        evidence=page["evidence"]["grade"],
        completeness=page["completeness"]["step"],
        likeness=page["likeness"]["grade"],
        likeness_score=page["likeness"]["score"],
    )


def _municipalities(document: Mapping[str, Any]) -> Iterable[CaseMunicipality]:
    codes = dict.fromkeys([document["municipality"], *document["other_municipalities"]])
    for code in codes:
        yield CaseMunicipality(
            case_slug=document["slug"], municipality_code=code, leads=code == document["municipality"]
        )


def _sources(slug: str, page: Mapping[str, Any]) -> Iterable[Source]:
    for source in page["sources"]:
        yield Source(
            case_slug=slug,
            number=source["number"],
            key=source["key"],
            title=source["title"],
            publisher=source["publisher"],
            kind=source["kind"],
            url=source["url"],
            date=source["date"],
        )


def _outcomes(document: Mapping[str, Any], page: Mapping[str, Any]) -> Iterable[Outcome]:
    for position, (row, shown) in enumerate(zip(document["outcomes"], page["outcomes"], strict=True)):
        yield Outcome(
            case_slug=document["slug"],
            position=position,
            indicator=row["indicator"],
            value=row["value"],
            number=row["number"],
            unit=row["unit"],
            as_of=row["as_of"],
            source_numbers=shown["refs"],
        )


def _events(slug: str, page: Mapping[str, Any]) -> Iterable[Event]:
    for position, row in enumerate(page["events"]):
        yield Event(
            case_slug=slug,
            position=position,
            date=row["date"],
            text=row["text"],
            source_numbers=row["refs"],
        )


def _figures(slug: str, page: Mapping[str, Any]) -> Iterable[Figure]:
    for position, row in enumerate(page["figures"]):
        yield Figure(
            case_slug=slug,
            position=position,
            digest=row["digest"],
            caption=row["caption"],
            clearance=row["clearance"],
            until=row["until"],
            printable=row["printable"],
        )


def _links(links: Iterable[LinkRecord]) -> Iterable[Link]:
    for link in links:
        yield Link(
            case_slug=link.case_slug,
            node_key=link.node_key,
            role=link.role,
            rationale=link.rationale,
            position=link.position,
        )


def _reaches(links: Iterable[LinkRecord], lookup: Lookup) -> Iterable[Reach]:
    for link in links:
        for node_key, way in reached(lookup.tree, link.node_key).items():
            yield Reach(case_slug=link.case_slug, node_key=node_key, link_key=link.node_key, way=way.value)
