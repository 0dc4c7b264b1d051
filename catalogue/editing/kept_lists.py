"""Lists that people at the desk keep under a name: each belongs to one person, who alone may change it.

Somebody else's list is not there for who may not see it: so it is NotFound, and never Forbidden. A case that is no
longer public stays in a list that has it, for it may come back and the note is worth keeping; none that is not public
can be put into one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid, NotFound, Problem
from catalogue.domain.roles import Permission
from catalogue.domain.shortlist import LONGEST_TITLE, NO_LIST
from catalogue.editing.acting import TWICE_WITHIN, Actor, record
from catalogue.editing.gate import loaded
from catalogue.models import CasePage, KeptList, PlanNode
from catalogue.schemas.kept_list import KeptListSchema

MOST_LISTS = 200
WRONG = "保存できませんでした。入力を確かめてください。"
TOO_MANY = (
    f"保存できるリストは、1人{MOST_LISTS}件までです。いらないリストを消してから、もう一度お試しください。"
)
ELSEWHERE = (
    "このリストは、ほかの画面でも書き換えられています。まだ保存していません。"
    "下は、この画面で入力した内容です。これでよければ、もう一度「保存する」を押してください。"
)
TWICE, NOT_PUBLIC, NO_NODE = (
    "同じ事例が2回入っています。",
    "公開されていない事例は、リストに入れられません。",
    "その項目は、いまは公開されていません。選び直してください。",
)


def keep(session: Session, actor: Actor, raw: Mapping[str, Any]) -> KeptList:
    """A new list of the actor's own; ``raw`` as :class:`KeptListSchema` has it.

    Raises:
        Invalid: something in it is wrong, or they keep as many as they may.
    """
    actor.must(Permission.ENTER)
    document = _checked(session, raw, None)
    _refuse_too_many(session, actor)
    assert actor.id is not None  # whoever may enter has a place at the desk
    if same := _kept_already(session, actor, document):
        return same
    kept = KeptList(staff_id=actor.id, saved_at=actor.now, **document)
    return _saved(session, actor, kept, "保存した")


def _kept_already(session: Session, actor: Actor, document: Mapping[str, Any]) -> KeptList | None:
    """The actor's own of a moment ago that says the same: a button was pressed twice."""
    query = select(KeptList).where(KeptList.staff_id == actor.id, KeptList.title == document["title"])
    recent = query.where(col(KeptList.saved_at) > actor.now - TWICE_WITHIN)
    return next(
        (
            kept
            for kept in session.exec(recent.order_by(col(KeptList.id).desc()))
            if all(getattr(kept, name) == value for name, value in document.items())
        ),
        None,
    )


def rewrite(session: Session, actor: Actor, list_id: int, raw: Mapping[str, Any], seen: str) -> KeptList:
    """The list as it reads now. ``seen`` is the :func:`state_of` it had when somebody began to change it.

    Raises:
        NotFound: they have no such list.
        Invalid: something in it is wrong.
        Conflict: another page has saved it meanwhile.
    """
    kept = own(session, actor, list_id)
    document = _checked(session, raw, kept)
    if seen != state_of(kept):
        raise Conflict(ELSEWHERE)
    for name, value in document.items():
        setattr(kept, name, value)
    kept.saved_at = actor.now
    return _saved(session, actor, kept, "書き直した")


def copy(session: Session, actor: Actor, list_id: int) -> KeptList:
    """A list of the actor's own with the same cases and notes, from one of theirs or one that is shared.

    Raises:
        NotFound: there is none that they may see.
        Invalid: they keep as many as they may.
    """
    actor.must(Permission.ENTER)
    found = session.get(KeptList, list_id)
    if found is None or not (found.shared or found.staff_id == actor.id):
        raise NotFound(NO_LIST)
    _refuse_too_many(session, actor)
    assert actor.id is not None
    title = f"{found.title[: LONGEST_TITLE - len(_COPY)]}{_COPY}"
    entries = [list(entry) for entry in found.entries]
    document = {"title": title, "node_key": found.node_key, "entries": entries, "shared": False}
    if same_again := _kept_already(session, actor, document):
        return same_again
    same = KeptList(
        staff_id=actor.id,
        title=title,
        node_key=found.node_key,
        entries=entries,
        saved_at=actor.now,
    )
    return _saved(session, actor, same, "写しを作った")


_COPY = "の写し"


def drop(session: Session, actor: Actor, list_id: int) -> str:
    """Delete a list of the actor's own; gives its name back. Raises NotFound."""
    kept = own(session, actor, list_id)
    title = kept.title
    session.delete(kept)
    record(session, actor, Act.LIST_DROPPED, title)
    return title


def own(session: Session, actor: Actor, list_id: int) -> KeptList:
    """A list the actor may change. Raises NotFound."""
    actor.must(Permission.ENTER)
    kept = session.get(KeptList, list_id)
    if kept is None or kept.staff_id != actor.id:
        raise NotFound(NO_LIST)
    return kept


def state_of(kept: KeptList) -> str:
    """Another one after each saving."""
    return kept.saved_at.isoformat()


def _saved(session: Session, actor: Actor, kept: KeptList, did: str) -> KeptList:
    session.add(kept)
    session.flush()
    record(session, actor, Act.LIST_KEPT, kept.title, f"{did}（事例{len(kept.entries)}件）。")
    return kept


def _refuse_too_many(session: Session, actor: Actor) -> None:
    query = select(func.count()).select_from(KeptList).where(col(KeptList.staff_id) == actor.id)
    if session.exec(query).one() >= MOST_LISTS:
        raise Invalid(TOO_MANY)


def _checked(session: Session, raw: Mapping[str, Any], before: KeptList | None) -> dict[str, Any]:
    """What the columns hold."""
    document = loaded(KeptListSchema(), raw, WRONG)
    kept_already = {slug for slug, _ in before.entries} if before else set()
    problems = list(entry_problems(session, document["entries"], kept_already))
    old_key = before.node_key if before else None
    if document["node_key"] not in (None, old_key) and session.get(PlanNode, document["node_key"]) is None:
        problems.append(Problem("node_key", NO_NODE))
    if problems:
        raise Invalid(WRONG, problems)
    return document | {"entries": [[entry["slug"], entry["note"] or ""] for entry in document["entries"]]}


def entry_problems(
    session: Session, entries: Iterable[Mapping[str, Any]], kept_already: Iterable[str] = ()
) -> Iterable[Problem]:
    """What is wrong with the cases chosen: each must be public, or have been ``kept_already``, and stand there once."""
    slugs = [entry["slug"] for entry in entries]
    query = select(CasePage.case_slug).where(col(CasePage.case_slug).in_(slugs))
    known = {*session.exec(query), *kept_already}
    for number, slug in enumerate(slugs):
        path = f"entries[{number}].slug"
        if slug not in known:
            yield Problem(path, NOT_PUBLIC)
        if slug in slugs[:number]:
            yield Problem(path, TWICE)
