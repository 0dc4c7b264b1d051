"""Reference data that staff have taken over: the themes, and the synonyms.

As long as only seeds have written them there is no dossier, and seeds go on writing them. The first change at the desk
opens one, whose first revision is what the seeds had said, so that nothing of the history is missing. From then on the
newest revision is what holds, and seeds leave it alone; what an upgrade brings is reported, never merged silently.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.errors import Conflict
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import SEED
from catalogue.editing import revisions
from catalogue.editing.acting import Actor
from catalogue.models import Dossier, Revision, finding

THEMES, SYNONYMS = "themes", "synonyms"
CHANGED_MEANWHILE = (
    "開いている間に、ほかの人が変えました。まだ保存していません。"
    "いまの内容を確かめて、もう一度操作してください。"
)


def kept(session: Session, kind: str) -> Revision | None:
    """The newest revision, if staff have taken this kind over."""
    found: Revision | None = session.exec(_revisions(kind).order_by(col(Revision.number).desc())).first()
    return found


def before_staff(session: Session, kind: str) -> Mapping[str, Any] | None:
    """What the seeds said when staff took it over, if they have."""
    first = session.exec(_revisions(kind).order_by(col(Revision.number))).first()
    return first.document if first else None


def number_of(revision: Revision | None) -> int:
    """By what a form tells which revision it began from; 0 before there is any."""
    return revision.number if revision else 0


def keep(
    session: Session,
    actor: Actor,
    kind: str,
    before: Mapping[str, Any],
    document: Mapping[str, Any],
    note: str,
) -> Revision:
    """Make ``document`` the one that holds; ``before`` is what held until now. The caller commits."""
    dossier = revisions.opened(session, kind, kind)
    if finding.latest(session, dossier) is None:
        seeded = revisions.save(
            session, dossier, before, author=SEED, now=actor.now, from_seed=True, note="初期データの内容"
        )
        revisions.decide(session, seeded, DecisionKind.SEEDED, actor=SEED, now=actor.now)
    revision = revisions.save(
        session, dossier, document, author=actor.name, author_id=actor.id, note=note, now=actor.now
    )
    revisions.decide(
        session, revision, DecisionKind.APPROVED, actor=actor.name, actor_id=actor.id, now=actor.now
    )
    dossier.public_number = revision.number
    session.add(dossier)
    session.flush()
    return revision


def must_begin_from(revision: Revision | None, based_on: int) -> None:
    """Raises Conflict where the newest ``revision`` is not the one the actor had before their eyes."""
    if number_of(revision) != based_on:
        raise Conflict(CHANGED_MEANWHILE)


def _revisions(kind: str) -> Any:
    return (
        select(Revision)
        .join(Dossier, col(Dossier.id) == col(Revision.dossier_id))
        .where(Dossier.kind == kind)
    )
