"""The audit trail as somebody looks through it: the newest first, narrowed down by person, act, subject and days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, func, select

from catalogue.domain.acts import Act
from catalogue.domain.clock import TOKYO, moment_in_words
from catalogue.models import AuditRecord, ImageRecord, Staff
from catalogue.models.finding import CASE, PLAN
from catalogue.reading.desk_states import newest
from catalogue.schemas.trail import Wanted
from catalogue.search.folding import fold

ON_A_PAGE = 100
# A file is made in memory: some years of a small office, and some seconds.
MOST_IN_A_FILE = 20_000
NO_STAFF = "職員以外（サーバーでの操作、サインインできなかった人）"


_ON_CASES = frozenset(
    {
        *(Act.CASE_SAVED, Act.DRAFT_DROPPED, Act.FIGURE_ADDED),
        *(Act.SUBMITTED, Act.TAKEN_BACK, Act.RETURNED, Act.APPROVED),
        *(Act.WITHDRAWN, Act.RESTORED, Act.COMMENTED, Act.COMMENT_SETTLED),
        *(Act.LINK_ADDED, Act.LINK_CHANGED, Act.LINK_REMOVED, Act.LINK_CARRIED),
        *(Act.REPORT_ANSWERED, Act.USE_NOTED, Act.USE_DROPPED),
    }
)
_ON_PLANS = frozenset({Act.PLAN_SAVED, Act.PLAN_PUBLISHED})
_ON_PEOPLE = frozenset(
    {
        *(Act.SIGNED_IN, Act.SIGN_IN_REFUSED, Act.SIGNED_OUT, Act.STAFF_ADDED, Act.STAFF_CHANGED),
        *(Act.PASSWORD_SET, Act.STAFF_CLOSED, Act.STAFF_REOPENED, Act.HANDED_OVER),
    }
)
_ON_PICTURES = frozenset({Act.PICTURE_DESCRIBED, Act.PICTURE_STOPPED})

# For each kind of thing: the acts that name one of it, and what each of it is called.
Titles = Sequence[tuple[frozenset[Act], Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Trace:
    """One act, in the words a page or a file shows. ``subject`` is what it was done to as the trail names it: the slug
    of a case, the name of somebody; ``title`` what that is called today, empty where it has no other name."""

    at: datetime
    who: str
    act: str
    subject: str
    title: str
    detail: str
    origin: str

    @property
    def when(self) -> str:
        """令和8（2026）年11月22日 14:05."""
        return moment_in_words(self.at)


def count(session: Session, wanted: Wanted) -> int:
    """How many acts there are."""
    query = select(func.count()).select_from(AuditRecord).where(*_conditions(session, wanted))
    return session.exec(query).one()


def traces(session: Session, wanted: Wanted, most: int, skipped: int = 0) -> list[Trace]:
    """The newest of them after those that are ``skipped``, as many as ``most``."""
    order = (col(AuditRecord.at).desc(), col(AuditRecord.id).desc())
    query = (
        select(AuditRecord).where(*_conditions(session, wanted)).order_by(*order).offset(skipped).limit(most)
    )
    rows = session.exec(query).all()
    titles = _titles(session)
    return [_trace(row, titles) for row in rows]


def everybody(session: Session) -> Sequence[tuple[int, str]]:
    """Who can be asked for: numbers and names, those who were closed too, and 0 for what nobody of them did."""
    found = session.exec(select(Staff).order_by(Staff.display, Staff.name)).all()
    return [*((each.id or 0, f"{each.display}（{each.name}）") for each in found), (0, NO_STAFF)]


def _conditions(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[Any] = []
    if wanted.who is not None:
        asked.append(
            col(AuditRecord.staff_id) == wanted.who if wanted.who else col(AuditRecord.staff_id).is_(None)
        )
    if wanted.act:
        asked.append(col(AuditRecord.act) == wanted.act.value)
    if wanted.subject:
        asked.append(_is_about(wanted.subject, _titles(session)))
    if wanted.since:
        asked.append(col(AuditRecord.at) >= _midnight(wanted.since))
    if wanted.until:
        asked.append(col(AuditRecord.at) < _midnight(wanted.until) + timedelta(days=1))
    return asked


def _is_about(words: str, titles: Titles) -> ColumnElement[bool]:
    """Whether the words stand in what the trail says, or in what it is called today."""
    subject, act, folded = col(AuditRecord.subject), col(AuditRecord.act), fold(words).text
    called = [
        and_(act.in_(acts), subject.in_([key for key, title in names.items() if folded in fold(title).text]))
        for acts, names in titles
    ]
    return or_(subject.contains(words, autoescape=True), *called)


def _titles(session: Session) -> Titles:
    """What cases, plans, people and pictures are called today, with the acts that name such a one. A picture has no
    name but whose it is."""
    cases, plans = ({each.slug: each.title for each in newest(session, kind)} for kind in (CASE, PLAN))
    people = {each.name: each.display for each in session.exec(select(Staff))}
    records = session.exec(select(ImageRecord.digest, ImageRecord.credit))
    pictures = {digest: f"画像（{credit}）" for digest, credit in records if credit}
    return ((_ON_CASES, cases), (_ON_PLANS, plans), (_ON_PEOPLE, people), (_ON_PICTURES, pictures))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO)


def _trace(row: AuditRecord, titles: Titles) -> Trace:
    known = row.act in set(Act)
    title = next((names.get(row.subject, "") for acts, names in titles if row.act in acts), "")
    return Trace(
        at=row.at.astimezone(TOKYO),
        who=row.who,
        act=Act(row.act).label if known else row.act,
        subject=row.subject,
        title=title if title != row.subject else "",
        detail=row.detail or "",
        origin=row.origin,
    )
