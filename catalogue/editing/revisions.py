"""Dossiers and revisions: saving a document, deciding about it, and making it public."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.vocabulary import DecisionKind
from catalogue.editing import project_case
from catalogue.editing.lookup import Lookup
from catalogue.models import CasePage, Decision, Dossier, LinkRecord, Reach, Revision
from catalogue.models.finding import CASE, latest

# The kind of a dossier all whose revisions an undone import has taken away.
_ASIDE = "undone-{}"


def opened(session: Session, kind: str, slug: str) -> Dossier:
    """The dossier of this case or plan, opened if there is none. One that was put aside comes back, so that its numbers
    go on where they were."""
    either = col(Dossier.kind).in_((kind, _ASIDE.format(kind)))
    found = session.exec(select(Dossier).where(either, Dossier.slug == slug)).first()
    dossier = found or Dossier(kind=kind, slug=slug)
    dossier.kind = kind
    session.add(dossier)
    session.flush()
    return dossier


def take_away(session: Session, dossier: Dossier, gone: Sequence[Revision]) -> None:
    """Delete these revisions of a dossier, of which nothing may be public or decided. Without any left it is put aside:
    nobody finds it, and its numbers are kept."""
    for revision in gone:
        session.delete(revision)
    session.flush()
    if latest(session, dossier) is None:
        dossier.kind = _ASIDE.format(dossier.kind)
        session.add(dossier)
        session.flush()


def save(
    session: Session,
    dossier: Dossier,
    document: Mapping[str, Any],
    *,
    author: str,
    now: datetime,
    author_id: int | None = None,
    note: str | None = None,
    from_seed: bool = False,
) -> Revision:
    """Add a revision with this document; ``note`` is what its author says of it."""
    assert dossier.id is not None  # it has been flushed: opened does so
    dossier.last_number += 1
    revision = Revision(
        dossier_id=dossier.id,
        number=dossier.last_number,
        document=dict(document),
        author=author,
        author_id=author_id,
        note=note,
        from_seed=from_seed,
        saved_at=now,
    )
    session.add_all([dossier, revision])
    session.flush()
    return revision


def decide(
    session: Session,
    revision: Revision,
    kind: DecisionKind,
    *,
    actor: str,
    now: datetime,
    actor_id: int | None = None,
    reason: str | None = None,
    reference: str | None = None,
) -> None:
    """Record what was decided about a revision; ``reference`` is the number of the paper it was decided on."""
    assert revision.id is not None  # it has been flushed: save does so
    session.add(
        Decision(
            revision_id=revision.id,
            kind=kind.value,
            actor=actor,
            actor_id=actor_id,
            reason=reason,
            reference=reference,
            decided_at=now,
        )
    )


def publish_case(session: Session, dossier: Dossier, revision: Revision, lookup: Lookup) -> None:
    """Make a revision of a case the public one."""
    dossier.public_number = revision.number
    session.add(dossier)
    links = links_of(session, dossier.slug)
    project_case.write(session, project_case.project(revision.document, links, lookup))


def links_of(session: Session, slug: str) -> Sequence[LinkRecord]:
    """The links staff keep for a case, in order."""
    query = select(LinkRecord).where(LinkRecord.case_slug == slug)
    return session.exec(query.order_by(col(LinkRecord.position), col(LinkRecord.id))).all()


def project_again(session: Session, lookup: Lookup) -> int:
    """Write every public case anew whose page would now read differently, because a name it shows has changed;
    returns how many did."""
    changed = 0
    for projection in differing(session, lookup):
        project_case.write(session, projection)
        changed += 1
    return changed


def differing(session: Session, lookup: Lookup) -> Iterator[project_case.Projection]:
    """Every public case whose page, or what it is found from, is not as ``lookup`` would have it; as it would be."""
    query = (
        select(Dossier, Revision)
        .join(
            Revision,
            (col(Revision.dossier_id) == Dossier.id) & (col(Revision.number) == Dossier.public_number),
        )
        .where(Dossier.kind == CASE)
    )
    for dossier, revision in session.exec(query).all():
        projection = project_case.project(revision.document, links_of(session, dossier.slug), lookup)
        if _page_differs(session, projection) or _reach_differs(session, projection):
            yield projection


def _page_differs(session: Session, projection: project_case.Projection) -> bool:
    """The card is asked too: which fields it has may change while the page stays as it is."""
    page, wanted = session.get(CasePage, projection.case.slug), projection.page
    return page is None or page.data != wanted.data or page.card != wanted.card


def _reach_differs(session: Session, projection: project_case.Projection) -> bool:
    rows = session.exec(select(Reach).where(Reach.case_slug == projection.case.slug)).all()
    return _reach_keys(rows) != _reach_keys([row for row in projection.children if isinstance(row, Reach)])


def _reach_keys(rows: Sequence[Any]) -> set[tuple[str, str, str]]:
    return {(row.node_key, row.link_key, row.way) for row in rows}
