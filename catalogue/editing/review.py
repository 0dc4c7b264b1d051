"""The way of a case to the public: submitting, taking back, sending back, approving, withdrawing.

Every move is a decision about the revision the actor had before their eyes; if somebody has saved another one since,
nothing is decided. Approving and withdrawing change the public tables in the same transaction as the decision is kept.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.errors import Conflict, Forbidden
from catalogue.domain.roles import Permission, Role, permissions_of
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import MOVES, State, is_own
from catalogue.editing import clearing, gate, project_case, revisions
from catalogue.editing.acting import Actor, record
from catalogue.editing.lookup import Lookup, look_up
from catalogue.models import Dossier, Revision, Staff, finding
from catalogue.schemas.review import ReasonSchema, RemarkSchema

NOT_PUBLIC = "この事例は、いま公開されていません。"
GONE = "原稿が参照しているものが、いまは登録されていません。原稿を直してから、もう一度お試しください。"
NOT_CLEARED = "掲載の許諾が整っていない図があるため、公開できません。"
CHECK = "入力を確かめてください。"

_ACTS: Mapping[DecisionKind, Act] = {
    DecisionKind.SUBMITTED: Act.SUBMITTED,
    DecisionKind.TAKEN_BACK: Act.TAKEN_BACK,
    DecisionKind.RETURNED: Act.RETURNED,
    DecisionKind.APPROVED: Act.APPROVED,
    DecisionKind.WITHDRAWN: Act.WITHDRAWN,
}
_CANNOT: Mapping[State, str] = {
    State.DRAFT: "この版は、まだ提出されていません。",
    State.SUBMITTED: "この版は提出されていて、承認を待っています。",
    State.RETURNED: "この版は差し戻されています。",
    State.APPROVED: "この版は、もう承認されて公開されています。",
    State.WITHDRAWN: "この版は、公開が取り下げられています。",
}


def submit(
    session: Session,
    actor: Actor,
    slug: str,
    number: int,
    comment: str | None = None,
    *,
    lookup: Lookup | None = None,
) -> None:
    """Ask for approval of revision ``number``. Who submits many at once hands in the ``lookup``. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such dossier.
        Conflict: ``number`` is not the newest revision, cannot be submitted as it stands, or names what is gone.
        Invalid: the comment is too long or holds characters that cannot be kept.
    """
    said = gate.loaded(RemarkSchema(), {"reason": comment}, CHECK)
    dossier, revision = _to_move(session, actor, DecisionKind.SUBMITTED, slug, number)
    _must_stand(revision, lookup or look_up(session))
    _decide(session, actor, dossier, revision, DecisionKind.SUBMITTED, said)


def take_back(session: Session, actor: Actor, slug: str, number: int) -> None:
    """Go on writing after all. Raises as :func:`submit`."""
    dossier, revision = _to_move(session, actor, DecisionKind.TAKEN_BACK, slug, number)
    _decide(session, actor, dossier, revision, DecisionKind.TAKEN_BACK, {})


def send_back(session: Session, actor: Actor, slug: str, number: int, reason: str | None) -> None:
    """Return it to whoever writes, with a reason. Raises as :func:`submit`; Invalid also without a reason."""
    said = gate.loaded(ReasonSchema(), {"reason": reason}, CHECK)
    dossier, revision = _to_move(session, actor, DecisionKind.RETURNED, slug, number)
    _decide(session, actor, dossier, revision, DecisionKind.RETURNED, said)


def approve(
    session: Session,
    actor: Actor,
    slug: str,
    number: int,
    *,
    approve_own: bool,
    reference: str | None = None,
    comment: str | None = None,
    lookup: Lookup | None = None,
) -> None:
    """Make revision ``number`` the public one. ``approve_own`` says whether this office lets an author approve what
    they saved themselves. Who approves many at once hands in the ``lookup``. Raises as :func:`submit`; Forbidden also
    for the author, Conflict also while a picture's permission is not in order."""
    said = gate.loaded(RemarkSchema(), {"reason": comment, "reference": reference}, CHECK)
    dossier, revision = _to_move(session, actor, DecisionKind.APPROVED, slug, number)
    if is_own(revision.author_id, actor.id) and not approve_own:
        raise Forbidden(own_sentence(session, actor))
    lookup = lookup or look_up(session)
    _must_stand(revision, lookup)
    if problems := list(clearing.not_in_order(revision.document, lookup, day_in_tokyo(actor.now))):
        raise Conflict(NOT_CLEARED, problems)
    revisions.publish_case(session, dossier, revision, lookup)
    _decide(session, actor, dossier, revision, DecisionKind.APPROVED, said)


def withdraw(
    session: Session, actor: Actor, slug: str, number: int, reason: str | None, reference: str | None = None
) -> None:
    """Take the public revision ``number`` away from the public, with a reason; dossier and history stay.

    Raises:
        Forbidden: the actor may not approve.
        NotFound: there is no such dossier.
        Conflict: this revision is not the public one (any more).
        Invalid: there is no reason.
    """
    actor.must(Permission.APPROVE)
    said = gate.loaded(ReasonSchema(), {"reason": reason, "reference": reference}, CHECK)
    dossier = finding.case_of(session, slug)
    if dossier.public_number != number:
        raise Conflict(NOT_PUBLIC if dossier.public_number is None else _another(dossier.public_number))
    revision = finding.revision_of(session, dossier, number)
    project_case.withdraw(session, slug)
    dossier.public_number = None
    session.add(dossier)
    _decide(session, actor, dossier, revision, DecisionKind.WITHDRAWN, said)


def own_sentence(session: Session, actor: Actor) -> str:
    """Why the author of a revision may not approve it, and who could."""
    why = "自分が保存した版は、自分では承認できません。"
    others = [
        staff.display
        for staff in session.exec(select(Staff).where(col(Staff.closed_at).is_(None)).order_by(col(Staff.id)))
        if staff.id != actor.id and Permission.APPROVE in permissions_of(Role(word) for word in staff.roles)
    ]
    if others:
        return f"{why}承認できる人：{'、'.join(others)}"
    return (
        f"{why}ほかに承認できる人がいません。管理の担当者に、承認の役割を持つ人を加えるよう頼んでください。"
    )


def newest_as_seen(session: Session, slug: str, number: int) -> tuple[Dossier, Revision]:
    """Dossier and newest revision, if that is ``number``, the one the actor had before their eyes.

    Raises:
        NotFound: there is no such dossier.
        Conflict: somebody has saved another one.
    """
    dossier = finding.case_of(session, slug)
    newest = finding.newest_of(session, dossier)
    if newest.number != number:
        raise Conflict(_saved_meanwhile(newest))
    return dossier, newest


def _to_move(
    session: Session, actor: Actor, kind: DecisionKind, slug: str, number: int
) -> tuple[Dossier, Revision]:
    """What is to be moved, if this actor may move it so, from where it stands."""
    states, needed = MOVES[kind]
    actor.must(needed)
    dossier, newest = newest_as_seen(session, slug, number)
    state = finding.state_of(session, newest)
    if state not in states:
        raise Conflict(f"{_CANNOT[state]}いまの状態を確かめてください。")
    return dossier, newest


def _must_stand(revision: Revision, lookup: Lookup) -> None:
    """What a document names may have gone since it was saved."""
    if problems := list(gate.case_problems(revision.document, lookup)):
        raise Conflict(GONE, problems)


def _decide(
    session: Session,
    actor: Actor,
    dossier: Dossier,
    revision: Revision,
    kind: DecisionKind,
    said: Mapping[str, Any],
) -> None:
    revisions.decide(
        session, revision, kind, actor=actor.name, actor_id=actor.id, now=actor.now, **dict(said)
    )
    reference = f"（文書番号：{said['reference']}）" if said.get("reference") else ""
    record(session, actor, _ACTS[kind], dossier.slug, f"第{revision.number}版{reference}")


def _saved_meanwhile(newest: Revision) -> str:
    return (
        f"このあいだに、{newest.author}が新しい版（第{newest.number}版）を保存しました。"
        "新しい版の内容を確かめて、よければもう一度押してください。"
    )


def _another(number: int) -> str:
    return f"このあいだに、公開している版が第{number}版に変わりました。確かめてから、もう一度お試しください。"
