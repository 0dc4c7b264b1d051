"""The audit trail as somebody looks through it: the newest first, narrowed down by person, act, subject and days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from catalogue.domain.acts import Act
from catalogue.domain.clock import TOKYO
from catalogue.models import AuditRecord, Staff
from catalogue.schemas.trail import Wanted

ON_A_PAGE = 100
# A file is made in memory: some years of a small office, and some seconds.
MOST_IN_A_FILE = 20_000
NO_STAFF = "職員以外（サーバーでの操作、サインインできなかった人）"


@dataclass(frozen=True, slots=True)
class Trace:
    """One act, in the words a page or a file shows."""

    at: datetime
    who: str
    act: str
    subject: str
    detail: str
    origin: str


def count(session: Session, wanted: Wanted) -> int:
    """How many acts there are."""
    query = select(func.count()).select_from(AuditRecord).where(*_conditions(wanted))
    return session.exec(query).one()


def traces(session: Session, wanted: Wanted, most: int, skipped: int = 0) -> list[Trace]:
    """The newest of them after those that are ``skipped``, as many as ``most``."""
    order = (col(AuditRecord.at).desc(), col(AuditRecord.id).desc())
    query = select(AuditRecord).where(*_conditions(wanted)).order_by(*order).offset(skipped).limit(most)
    return [_trace(row) for row in session.exec(query)]


def everybody(session: Session) -> Sequence[tuple[int, str]]:
    """Who can be asked for: numbers and names, those who were closed too, and 0 for what nobody of them did."""
    found = session.exec(select(Staff).order_by(Staff.display, Staff.name)).all()
    return [*((each.id or 0, f"{each.display}（{each.name}）") for each in found), (0, NO_STAFF)]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[Any] = []
    if wanted.who is not None:
        asked.append(
            col(AuditRecord.staff_id) == wanted.who if wanted.who else col(AuditRecord.staff_id).is_(None)
        )
    if wanted.act:
        asked.append(col(AuditRecord.act) == wanted.act.value)
    if wanted.subject:
        asked.append(col(AuditRecord.subject).contains(wanted.subject, autoescape=True))
    if wanted.since:
        asked.append(col(AuditRecord.at) >= _midnight(wanted.since))
    if wanted.until:
        asked.append(col(AuditRecord.at) < _midnight(wanted.until) + timedelta(days=1))
    return asked


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO)


def _trace(row: AuditRecord) -> Trace:
    known = row.act in set(Act)
    return Trace(
        at=row.at.astimezone(TOKYO),
        who=row.who,
        act=Act(row.act).label if known else row.act,
        subject=row.subject,
        detail=row.detail or "",
        origin=row.origin,
    )
