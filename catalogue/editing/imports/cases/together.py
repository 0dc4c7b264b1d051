"""What came in together goes on together: submitting and approving all cases of an import, each by its own decision.

A case that cannot go on is named with the reason; the others do.
"""

from collections.abc import Callable
from typing import NamedTuple

from sqlmodel import Session

from catalogue.domain.errors import CatalogueError, Conflict
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.roles import Permission
from catalogue.domain.workflow import State
from catalogue.editing import review
from catalogue.editing.acting import Actor
from catalogue.editing.imports.cases.touched import Entry
from catalogue.editing.lookup import look_up
from catalogue.models import finding

NOT_IN = "取り込まれている取込みだけ、まとめて進められます。"
SAVED_SINCE = "取り込んだあとに、新しい版が保存されています。原稿のページで確かめて進めてください。"


class Left(NamedTuple):
    """A case that could not go on, and why: a sentence."""

    slug: str
    title: str
    reason: str


class Together(NamedTuple):
    """The entries of the import's result that went on, and those that did not. What was as far already is in
    neither."""

    done: tuple[Entry, ...]
    left: tuple[Left, ...]


def submit_all(session: Session, actor: Actor, import_id: int, comment: str | None = None) -> Together:
    """Ask for the approval of every case of an import. The caller commits.

    Raises:
        Forbidden: they may not write.
        NotFound: there is no such import of cases.
        Conflict: it is not taken in.
        Invalid: the comment is too long.
    """
    actor.must(Permission.WRITE)
    lookup = look_up(session)

    def submit(entry: Entry) -> None:
        review.submit(session, actor, entry["slug"], entry["number"], comment, lookup=lookup)

    return _each(session, import_id, submit, frozenset({State.SUBMITTED, State.APPROVED}))


def approve_all(
    session: Session,
    actor: Actor,
    import_id: int,
    *,
    approve_own: bool,
    reference: str | None = None,
    comment: str | None = None,
) -> Together:
    """Make every case of an import public that is submitted and that this actor may approve. The caller commits, in a
    transaction that changes what the public sees. Raises as :func:`submit_all`."""
    actor.must(Permission.APPROVE)
    lookup = look_up(session)

    def approve(entry: Entry) -> None:
        review.approve(
            session,
            actor,
            entry["slug"],
            entry["number"],
            approve_own=approve_own,
            reference=reference,
            comment=comment,
            lookup=lookup,
        )

    return _each(session, import_id, approve, frozenset({State.APPROVED}))


def _each(
    session: Session, import_id: int, move: Callable[[Entry], None], as_far: frozenset[State]
) -> Together:
    brought = finding.import_of(session, import_id, ImportKind.CASES)
    if brought.state != ImportState.DONE:
        raise Conflict(NOT_IN)
    done: list[Entry] = []
    left: list[Left] = []
    for entry in (brought.result or {})["cases"]:
        try:
            if _state(session, entry) not in as_far:
                move(entry)
                done.append(entry)
        except CatalogueError as refusal:
            left.append(Left(entry["slug"], entry["title"], _reason(refusal)))
    return Together(tuple(done), tuple(left))


def _state(session: Session, entry: Entry) -> State:
    """Where the revision stands that the import wrote. Raises NotFound, Conflict where there is a later one."""
    newest = finding.newest_of(session, finding.case_of(session, entry["slug"]))
    if newest.number != entry["number"]:
        raise Conflict(SAVED_SINCE)
    return finding.state_of(session, newest)


def _reason(refusal: CatalogueError) -> str:
    return "".join((refusal.message, *(each.reason for each in refusal.problems)))
