"""Taking back what the import of a plan did, where nobody has done anything to the plan since.

A plan that was there goes back to what it said before, as one more revision; a plan that came with the import goes
away. What somebody has touched since is named and left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.errors import Conflict, NotFound
from catalogue.domain.importing import ImportKind
from catalogue.domain.roles import Permission
from catalogue.editing import plans, revisions
from catalogue.editing.acting import Actor
from catalogue.editing.imports import keeping
from catalogue.models import Dossier, Import, LinkRecord

NOTHING_LEFT = "取り消せるものがありません。"
_GONE = "計画「{}」は、もうありません。"
_TOUCHED = "計画「{}」は、取り込んだあとに変更されています。計画の履歴から、戻したい版に戻してください。"
_PUBLIC = "計画「{}」は、もう公開されています。"
_FOLLOWED = "計画「{}」は、ほかの計画の「前の計画」になっています。"
_LINKED = "計画「{}」の項目には、事例が関連付けられています。"
_UNCHANGED = "計画「{}」は、取込みでは変わっていません。"


@dataclass(frozen=True, slots=True)
class Undoing:
    """What would become of one plan: ``reason`` says why it must stay as it is; nothing where it goes back."""

    slug: str
    title: str
    before: int | None
    reason: str = ""


def undoing(session: Session, bringing: Import) -> list[Undoing]:
    """What taking it back would do, the last plan first."""
    touched = reversed(bringing.result["plans"] if bringing.result else [])
    found: list[Undoing] = []
    for each in touched:
        found.append(_of_plan(session, each, {done.slug for done in found if not done.reason}))
    return found


def _of_plan(session: Session, touched: Mapping[str, Any], going: set[str]) -> Undoing:
    slug, before = touched["slug"], touched["before"]
    try:
        dossier, revision = plans.newest(session, slug)
    except NotFound:
        return Undoing(slug, slug, before, _GONE.format(slug))
    title = revision.document["short_title"]
    reason = ""
    if not touched["said"]:
        reason = _UNCHANGED
    elif revision.number != touched["number"]:
        reason = _TOUCHED
    elif before is None:
        reason = next(_in_the_way(session, dossier, going), "")
    return Undoing(slug, title, before, reason.format(title))


def _in_the_way(session: Session, dossier: Dossier, going: set[str]) -> Iterator[str]:
    """Why a plan that came with the import cannot go away."""
    if dossier.public_number is not None:
        yield _PUBLIC
    followers = {
        slug
        for slug, document in plans.newest_documents(session)
        if document["supersedes"] == dossier.slug and slug not in going
    }
    if followers:
        yield _FOLLOWED
    of_its_nodes = col(LinkRecord.node_key).startswith(f"{dossier.slug}:", autoescape=True)
    if session.exec(select(LinkRecord.id).where(of_its_nodes)).first() is not None:
        yield _LINKED


def undo(session: Session, actor: Actor, import_id: int) -> list[Undoing]:
    """Take back what nobody has touched since, and say of each plan what became of it. The caller commits.

    Raises:
        Forbidden: they may not write.
        NotFound: there is no such import of a plan.
        Conflict: it was not taken in, or nothing of it can be taken back (the message has the reasons).
    """
    actor.must(Permission.WRITE)
    bringing = keeping.taken_in(session, import_id, ImportKind.PLAN, held=True)
    found = undoing(session, bringing)
    if all(each.reason for each in found):
        raise Conflict(" ".join([NOTHING_LEFT, *(each.reason for each in found)]))
    for each in found:
        if not each.reason:
            _back(session, actor, each)
    names = "、".join(f"「{each.title}」" for each in found if not each.reason)
    keeping.undone(session, actor, bringing, f"計画{names}を元に戻しました")
    return found


def _back(session: Session, actor: Actor, undone: Undoing) -> None:
    dossier, revision = plans.newest(session, undone.slug)
    if undone.before is None:
        revisions.take_away(session, dossier, [revision])
    else:
        plans.restore(session, actor, undone.slug, undone.before, revision.number)
