"""What waits at the desk for one person. Each function answers one section of the first page with the whole list; which
of them somebody sees is the door's to decide."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.workflow import State
from catalogue.models import Comment, Staff
from catalogue.models.finding import CASE
from catalogue.reading.desk_cases import drafts_of
from catalogue.reading.desk_states import Standing

Row = dict[str, Any]
# Whose work waits for somebody: their own, and that of whoever handed theirs over to them.
Authors = Collection[int]

NO_TITLE = "（題名はまだありません）"


def unfinished(session: Session, staff_id: int, authors: Authors, standings: Sequence[Standing]) -> list[Row]:
    """What somebody has typed and not saved, and what they have saved and not submitted; each the latest first. A case
    that is not saved at all has no ``slug``, but its ``draft``."""
    titles = {each.slug: each.title for each in standings}
    typed = [
        {
            "kind": CASE,
            "slug": draft.slug,
            "draft": draft.id,
            "title": draft.title.strip() or titles.get(draft.slug or "", NO_TITLE),
            "note": f"保存していない入力があります（{moment_in_words(draft.saved_at)}）",
        }
        for draft in drafts_of(session, staff_id)
    ]
    known = {row["slug"] for row in typed}
    saved = [each for each in _of(standings, State.DRAFT, authors) if each.slug not in known]
    return typed + [
        _of_standing(each, f"保存してあり、まだ提出していません（{moment_in_words(each.saved_at)}）")
        for each in saved
    ]


def returned(standings: Sequence[Standing], authors: Authors) -> list[Row]:
    """What came back to whoever wrote it."""
    return [
        _of_standing(each, f"差し戻されました（第{each.number}版）")
        for each in _of(standings, State.RETURNED, authors)
    ]


def to_approve(standings: Sequence[Standing], staff_id: int | None) -> list[Row]:
    """What was submitted, longest waiting first; without what ``staff_id`` wrote."""
    waiting = [each for each in standings if each.state is State.SUBMITTED]
    return [
        _of_standing(each, f"{each.author}の原稿が、承認を待っています")
        for each in reversed(waiting)
        if staff_id is None or each.author_id != staff_id
    ]


def commented(session: Session, standings: Sequence[Standing], authors: Authors) -> list[Row]:
    """Revisions of theirs of which others have said something that is not settled yet; what was returned is told
    already."""
    mine = {
        each.revision_id: each
        for each in standings
        if each.author_id in authors and each.state is not State.RETURNED
    }
    query = (
        select(Comment.revision_id, func.count())
        .where(col(Comment.revision_id).in_(mine), col(Comment.settled_at).is_(None))
        .where(func.coalesce(Comment.author_id, 0).not_in(authors))
        .group_by(col(Comment.revision_id))
    )
    return [
        _of_standing(mine[number], f"コメントが{count}件あります") for number, count in session.exec(query)
    ]


def _of(standings: Sequence[Standing], state: State, authors: Authors) -> list[Standing]:
    return [each for each in standings if each.state is state and each.author_id in authors]


def _of_standing(each: Standing, note: str) -> Row:
    return {"kind": each.kind, "slug": each.slug, "title": each.title, "note": note}


def newcomers(session: Session) -> list[Row]:
    """People who were given a password and have not chosen one of their own yet."""
    query = (
        select(Staff).where(Staff.must_change, col(Staff.closed_at).is_(None)).order_by(col(Staff.added_at))
    )
    return [
        {"title": each.display, "note": f"{moment_in_words(each.added_at)}に加えました"}
        for each in session.exec(query)
    ]
