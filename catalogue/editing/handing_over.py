"""April: what one person has begun goes to another, all of it at once or nothing."""

from collections.abc import Sequence

from sqlmodel import Session, col, select, update

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid, Problem
from catalogue.domain.roles import Permission, Role, permissions_of
from catalogue.editing.acting import Actor, record
from catalogue.editing.staff import close, known
from catalogue.models import Dossier, Draft, Handover, KeptList, Packet, Revision, Staff
from catalogue.models.finding import CASE, in_document, is_newest

NOT_HANDED_OVER = "引き継げませんでした。"
TO_ONESELF = "引き継ぐ相手を選んでください。"
CLOSED = "この職員は利用を止めています。先に再開してください。"
MAY_NOT_WRITE = "この職員には、編集か承認の役割がありません。先に役割を付けてください。"
_OWNED = (("書きかけ", Draft), ("保存したリスト", KeptList), ("会議資料", Packet))


def hand_over(session: Session, actor: Actor, from_id: int, to_id: int, *, closing: bool) -> Staff:
    """Give drafts, kept lists and packets of one person to another, who from now on is also the one for whom cases wait
    that the first one wrote. With ``closing``, the first one comes in no more. The caller commits; returns the second.

    Raises:
        Forbidden, NotFound.
        Invalid: the second one is the same person, closed, or may not write.
        Conflict: both are writing at the same case; or closing is not possible.
    """
    actor.must(Permission.MANAGE)
    giver, taker = known(session, from_id), known(session, to_id)
    _must_be_able(giver, taker)
    _must_not_collide(session, giver, taker)
    counts = [f"{name}{_give(session, table, giver, taker)}件" for name, table in _OWNED]
    session.add(Handover(from_id=from_id, to_id=to_id, made_at=actor.now))
    said = f"{taker.display}（{taker.name}）へ。{'、'.join(counts)}"
    record(session, actor, Act.HANDED_OVER, giver.name, said)
    if closing:
        close(session, actor, from_id)
    return taker


def _must_be_able(giver: Staff, taker: Staff) -> None:
    reason = ""
    if giver.id == taker.id:
        reason = TO_ONESELF
    elif taker.closed_at is not None:
        reason = CLOSED
    elif Permission.WRITE not in permissions_of(map(Role, taker.roles)):
        reason = MAY_NOT_WRITE
    if reason:
        raise Invalid(NOT_HANDED_OVER, [Problem("to", reason)])


def _must_not_collide(session: Session, giver: Staff, taker: Staff) -> None:
    """Of one case a person has one draft; neither may be lost."""
    theirs = select(Draft.slug).where(Draft.staff_id == taker.id, col(Draft.slug).is_not(None))
    query = select(Draft.slug).where(Draft.staff_id == giver.id, col(Draft.slug).in_(theirs))
    both = [slug for slug in session.exec(query) if slug]
    if both:
        raise Conflict(
            f"{taker.display}も同じ事例を書きかけているため、引き継げません（{'、'.join(_titles(session, both))}）。"
            f"先に、{taker.display}の書きかけを保存するか消してください。"
        )


def _titles(session: Session, slugs: Sequence[str]) -> list[str]:
    """What the cases are called in their newest revisions."""
    query = (
        select(Dossier.slug, in_document("title"))
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(Dossier.kind == CASE, col(Dossier.slug).in_(slugs), is_newest())
    )
    called = dict(session.exec(query).all())
    return [called.get(slug) or slug for slug in slugs]


def _give(
    session: Session, table: type[Draft] | type[KeptList] | type[Packet], giver: Staff, taker: Staff
) -> int:
    moved = session.exec(update(table).where(col(table.staff_id) == giver.id).values(staff_id=taker.id))
    return int(moved.rowcount)
