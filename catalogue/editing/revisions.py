"""Dossiers and revisions: saving a document, deciding about it, and making it public."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.vocabulary import DecisionKind
from catalogue.editing import project_case
from catalogue.editing.lookup import Lookup
from catalogue.models import CasePage, Decision, Dossier, LinkRecord, Reach, Revision

CASE, PLAN = "case", "plan"


def dossier_of(session: Session, kind: str, slug: str) -> Dossier:
    """The dossier of this case or plan, opened if there is none."""
    query = select(Dossier).where(Dossier.kind == kind, Dossier.slug == slug)
    dossier = session.exec(query).first()
    if dossier is None:
        dossier = Dossier(kind=kind, slug=slug)
        session.add(dossier)
        session.flush()
    return dossier


def latest(session: Session, dossier: Dossier) -> Revision | None:
    """Its newest revision."""
    query = select(Revision).where(Revision.dossier_id == dossier.id).order_by(col(Revision.number).desc())
    return session.exec(query).first()


def save(
    session: Session,
    dossier: Dossier,
    document: Mapping[str, Any],
    *,
    author: str,
    now: datetime,
    from_seed: bool = False,
) -> Revision:
    """Add a revision with this document."""
    before = latest(session, dossier)
    assert dossier.id is not None  # it has been flushed: dossier_of does so
    revision = Revision(
        dossier_id=dossier.id,
        number=before.number + 1 if before else 1,
        document=dict(document),
        author=author,
        from_seed=from_seed,
        saved_at=now,
    )
    session.add(revision)
    session.flush()
    return revision


def decide(
    session: Session,
    revision: Revision,
    kind: DecisionKind,
    *,
    actor: str,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Record what was decided about a revision."""
    assert revision.id is not None  # it has been flushed: save does so
    session.add(
        Decision(revision_id=revision.id, kind=kind.value, actor=actor, reason=reason, decided_at=now)
    )


def publish_case(session: Session, dossier: Dossier, revision: Revision, lookup: Lookup) -> None:
    """Make a revision of a case the public one."""
    dossier.public_number = revision.number
    session.add(dossier)
    links = links_of(session, dossier.slug)
    project_case.write(session, project_case.project(revision.document, links, lookup))


def links_of(session: Session, slug: str) -> Sequence[LinkRecord]:
    """The links staff keep for a case, in order."""
    query = select(LinkRecord).where(LinkRecord.case_slug == slug).order_by(col(LinkRecord.position))
    return session.exec(query).all()


def project_again(session: Session, lookup: Lookup) -> int:
    """Write every public case anew whose page would now read differently, because a name it shows has changed;
    returns how many did."""
    query = (
        select(Dossier, Revision)
        .join(
            Revision,
            (col(Revision.dossier_id) == Dossier.id) & (col(Revision.number) == Dossier.public_number),
        )
        .where(Dossier.kind == CASE)
    )
    changed = 0
    for dossier, revision in session.exec(query).all():
        projection = project_case.project(revision.document, links_of(session, dossier.slug), lookup)
        if _page_differs(session, projection) or _reach_differs(session, projection):
            project_case.write(session, projection)
            changed += 1
    return changed


def _page_differs(session: Session, projection: project_case.Projection) -> bool:
    """The card is asked too: which fields it has may change while the page stays as it is."""
    page, wanted = session.get(CasePage, projection.case.slug), projection.page
    return page is None or page.data != wanted.data or page.card != wanted.card


def _reach_differs(session: Session, projection: project_case.Projection) -> bool:
    rows = session.exec(select(Reach).where(Reach.case_slug == projection.case.slug)).all()
    return _reach_keys(rows) != _reach_keys([row for row in projection.children if isinstance(row, Reach)])


def _reach_keys(rows: Sequence[Any]) -> set[tuple[str, str, str]]:
    return {(row.node_key, row.link_key, row.way) for row in rows}
