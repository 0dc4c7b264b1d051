"""What the catalogue has of the cases a sheet may mean, asked once for all its rows."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select, tuple_

from catalogue.domain.workflow import State
from catalogue.models import Dossier, Draft, Revision, Staff
from catalogue.models.finding import CASE, in_document, is_newest, portions, states_of
from catalogue.schemas.earlier_cases import as_written_now

Document = Mapping[str, Any]
# What two cases are compared by, with its dossier: slug, whether it is public, document.
Comparable = tuple[str, bool, Document]


@dataclass(frozen=True, slots=True)
class Known:
    """A case that is there. ``document`` is its newest revision as it would be saved today, ``drafts`` whose unsaved
    work there is."""

    dossier_id: int
    slug: str
    number: int
    author: str
    document: Document
    state: State
    public: bool
    drafts: tuple[str, ...]


def slugs(session: Session) -> frozenset[str]:
    """Every case of the desk."""
    return frozenset(session.exec(select(Dossier.slug).where(Dossier.kind == CASE)))


def cases(session: Session, wanted: Collection[str]) -> dict[str, Known]:
    """Those of them that are there, by slug."""
    found: dict[str, Known] = {}
    for some in portions(wanted):
        rows = session.exec(
            select(Dossier, Revision)
            .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
            .where(Dossier.kind == CASE, is_newest(), col(Dossier.slug).in_(some))
        ).all()
        states = states_of(session, [revision.id or 0 for _, revision in rows])
        drafts = _drafts(session, some)
        for dossier, revision in rows:
            found[dossier.slug] = Known(
                dossier_id=revision.dossier_id,
                slug=dossier.slug,
                number=revision.number,
                author=revision.author,
                document=as_written_now(revision.document),
                state=states[revision.id or 0],
                public=dossier.public_number is not None,
                drafts=tuple(drafts[dossier.slug]),
            )
    return found


def earlier(session: Session, wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], Document]:
    """Documents of earlier revisions, by dossier and number; those that never were are left out."""
    found: dict[tuple[int, int], Document] = {}
    for some in portions(wanted):
        query = select(Revision).where(tuple_(col(Revision.dossier_id), col(Revision.number)).in_(some))
        for revision in session.exec(query):
            found[revision.dossier_id, revision.number] = as_written_now(revision.document)
    return found


def by_municipality(session: Session, codes: Collection[str]) -> Mapping[str, Sequence[Comparable]]:
    """For each municipality the cases it took part in, public or in their newest revision: title, subtitle and sources
    of each. The database takes these out of the documents, which are long."""
    names = ("title", "subtitle", "municipality", "other_municipalities", "sources")
    query = (
        select_columns(col(Dossier.slug), col(Dossier.public_number), *map(in_document, names))
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(
            col(Dossier.kind) == CASE, or_(is_newest(), col(Revision.number) == col(Dossier.public_number))
        )
        .order_by(col(Dossier.slug), col(Revision.number))
    )
    found: dict[str, list[Comparable]] = defaultdict(list)
    for slug, public, title, subtitle, municipality, others, sources in (
        session.execute(query) if codes else ()
    ):
        for code in {municipality, *json.loads(others or "[]")} & set(codes):
            document = {"title": title, "subtitle": subtitle, "sources": json.loads(sources or "[]")}
            found[code].append((slug, public is not None, document))
    return found


def _drafts(session: Session, some: Sequence[str]) -> Mapping[str, list[str]]:
    query = select(Draft.slug, Staff.display).join(Staff, col(Staff.id) == col(Draft.staff_id))
    found: dict[str, list[str]] = defaultdict(list)
    for slug, display in session.exec(query.where(col(Draft.slug).in_(some)).order_by(col(Draft.id))):
        found[slug or ""].append(display)
    return found
