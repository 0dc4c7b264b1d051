"""What one person has typed and not saved yet, kept on the server as they type. Nobody else reads it.

It is the form itself that is kept, mistakes and all: whatever can be typed can be kept, but for characters no database
takes.
"""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, func, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Invalid, NotFound
from catalogue.domain.roles import Permission
from catalogue.domain.text import drop_forbidden_characters
from catalogue.editing.acting import Actor, record
from catalogue.models import Draft
from catalogue.models.finding import NO_SUCH_DRAFT

Flat = Mapping[str, Sequence[str]]

MOST_DRAFTS = 50
TOO_MANY = f"書きかけが{MOST_DRAFTS}件あり、これ以上は残せません。「書きかけ」の一覧で、使わないものを消してください。"
NEW_CASE = "新しい事例"


def keep(
    session: Session,
    actor: Actor,
    form: Flat,
    *,
    slug: str | None = None,
    based_on: int | None = None,
    draft_id: int | None = None,
) -> Draft:
    """Keep ``form`` as this person's draft of the case ``slug``; of a new case (no slug), as the draft ``draft_id`` or,
    where there is none of theirs, as another one.

    Raises:
        Forbidden: the actor may not write, or is nobody.
        Invalid: they have as many drafts as one person may have.
    """
    typed = {_storable(name): [*map(_storable, values)] for name, values in form.items()}
    draft = _theirs(session, actor, slug, draft_id) or _sent_before(session, actor, slug, typed)
    if draft is None:
        must_have_room(session, actor)
        draft = Draft(staff_id=_person(actor), slug=slug, form={}, saved_at=actor.now)
    draft.form = typed
    draft.based_on = based_on
    draft.saved_at = actor.now
    session.add(draft)
    session.flush()
    return draft


def must_have_room(session: Session, actor: Actor) -> None:
    """Asked before one more is begun.

    Raises:
        Forbidden: the actor may not write, or is nobody.
        Invalid: they have as many drafts as one person may have.
    """
    query = select(func.count()).select_from(Draft).where(Draft.staff_id == _person(actor))
    if session.exec(query).one() >= MOST_DRAFTS:
        raise Invalid(TOO_MANY)


def of_case(session: Session, actor: Actor, slug: str) -> Draft | None:
    """Their draft of a case, if there is one. Raises Forbidden."""
    return _theirs(session, actor, slug, None)


def forget(session: Session, actor: Actor, *, slug: str | None = None, draft_id: int | None = None) -> None:
    """The draft has done its work: what it held is saved."""
    if draft := _theirs(session, actor, slug, draft_id):
        session.delete(draft)


def drop(session: Session, actor: Actor, draft_id: int) -> None:
    """Throw a draft away, unsaved.

    Raises:
        Forbidden: the actor may not write.
        NotFound: they have no such draft.
    """
    draft = session.get(Draft, draft_id)
    if draft is None or draft.staff_id != _person(actor):
        raise NotFound(NO_SUCH_DRAFT)
    session.delete(draft)
    record(session, actor, Act.DRAFT_DROPPED, draft.slug or NEW_CASE)


def _person(actor: Actor) -> int:
    """A draft belongs to a person, and commands are nobody."""
    actor.must(Permission.WRITE)
    if actor.id is None:
        raise NotFound(NO_SUCH_DRAFT)
    return actor.id


def _theirs(session: Session, actor: Actor, slug: str | None, draft_id: int | None) -> Draft | None:
    mine = select(Draft).where(Draft.staff_id == _person(actor))
    if slug is not None:
        return session.exec(mine.where(Draft.slug == slug)).first()
    if draft_id is None:
        return None
    return session.exec(mine.where(Draft.id == draft_id, col(Draft.slug).is_(None))).first()


def _sent_before(
    session: Session, actor: Actor, slug: str | None, typed: dict[str, list[str]]
) -> Draft | None:
    """The draft of a new case that was kept last, if it is this very form: a page that is left sends it again, before
    it has been told under which number it was kept."""
    mine = select(Draft).where(Draft.staff_id == _person(actor), col(Draft.slug).is_(None))
    last = session.exec(mine.order_by(col(Draft.saved_at).desc(), col(Draft.id).desc())).first()
    return last if slug is None and last and last.form == typed else None


def _storable(text: str) -> str:
    """Half a letter (a lone surrogate) cannot be written as UTF-8, and NUL is refused by some databases; no keyboard
    types them."""
    return drop_forbidden_characters(text.replace("\r\n", "\n"))
