"""Pages that public cases cite: which of them are to be asked whether they still answer, what they said, and when
somebody read them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select

from catalogue.domain import dates_as_typed
from catalogue.domain.acts import Act
from catalogue.domain.clock import day_in_tokyo, day_in_words
from catalogue.domain.errors import Invalid, NotFound, Problem
from catalogue.domain.link_rot import Answered, Outcome
from catalogue.domain.roles import Permission
from catalogue.editing.acting import Actor, record
from catalogue.models import Source, SourceCheck

NOT_CITED = "このページを出典にしている公開中の事例は、もうありません。"
NO_DAY = "読んだ日を、令和8年11月22日や2026-11-22のように、日まで書いてください。"
NOT_YET = "読んだ日が、今日よりあとになっています。"
_FAILED = frozenset({Outcome.GONE, Outcome.SILENT})


def due(session: Session, now: datetime, days: int, most: int) -> list[str]:
    """At most so many addresses of public cases that nobody has asked within so many days: first those never asked,
    then by how long ago."""
    before = now - timedelta(days=days)
    query = (
        select(Source.url)
        .join(SourceCheck, col(SourceCheck.url) == col(Source.url), isouter=True)
        .where(
            col(Source.url).is_not(None),
            or_(col(SourceCheck.checked_at).is_(None), col(SourceCheck.checked_at) <= before),
        )
        .distinct()
        .order_by(col(SourceCheck.checked_at).nulls_first(), col(Source.url))
        .limit(most)
    )
    return [url for url in session.exec(query) if url]


def that_answered(session: Session, but: Collection[str], most: int) -> list[str]:
    """At most so many cited pages that answered when they were last asked, those asked last before others."""
    query = (
        select(SourceCheck.url)
        .where(SourceCheck.outcome == Outcome.ANSWERS.value, col(SourceCheck.url).not_in(but))
        .where(col(SourceCheck.url).in_(select(Source.url)))
        .order_by(col(SourceCheck.checked_at).desc())
        .limit(most)
    )
    return [*session.exec(query)]


def note(session: Session, answers: Mapping[str, Answered], now: datetime) -> None:
    """Keep what pages answered. The caller commits."""
    for url, answer in answers.items():
        row = session.get(SourceCheck, url) or SourceCheck(url=url)
        failed = answer.outcome in _FAILED
        row.failing_since = (row.failing_since or now) if failed else None
        row.failures = row.failures + 1 if failed else 0
        row.outcome, row.status = answer.outcome.value, answer.status
        row.moved_to, row.why, row.checked_at = answer.moved_to, answer.why or None, now
        session.add(row)


def forget_uncited(session: Session) -> int:
    """Drop what is known of pages no public case cites any more, and say how many. The caller commits."""
    cited = select(Source.url).where(col(Source.url).is_not(None))
    rows = session.exec(select(SourceCheck).where(col(SourceCheck.url).not_in(cited))).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def have_read(session: Session, actor: Actor, url: str, typed: str) -> date:
    """Keep the day on which somebody has read a page, as they typed it. The caller commits.

    Raises:
        Forbidden: they may not write.
        NotFound: no public case cites the page.
        Invalid: it is no day, or one to come.
    """
    actor.must(Permission.WRITE)
    if session.exec(select(Source.url).where(Source.url == url)).first() is None:
        raise NotFound(NOT_CITED)
    day = _day(typed, day_in_tokyo(actor.now))
    row = session.get(SourceCheck, url) or SourceCheck(url=url)
    row.read_on, row.read_by = day.isoformat(), actor.name
    session.add(row)
    record(session, actor, Act.SOURCE_READ, url, f"{day_in_words(day)}に読んだ。")
    return day


def _day(typed: str, today: date) -> date:
    try:
        day = date.fromisoformat(dates_as_typed.stored(typed))
    except ValueError as error:
        raise Invalid(NO_DAY, [Problem("on", NO_DAY)]) from error
    if day > today:
        raise Invalid(NOT_YET, [Problem("on", NOT_YET)])
    return day
