"""Reports of mistakes: taking them in, dealing with them, and forgetting whom to ask.

How many may be sent is counted in the table of reports itself. Flask-Limiter was looked at and left: its memory counts
for each process alone and forgets with it, and a store of its own would be one more thing to run; a row counts for all
processes, and is written in the transaction that counted. No address of a person is kept for it, only a digest that
nobody without the secret key can make, and that too no longer than it is counted.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlmodel import Session, col, select, update

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, NotFound
from catalogue.domain.report_parts import CLOSED, NO_REPORT, ReportPart, ReportState
from catalogue.domain.roles import Permission
from catalogue.editing.acting import Actor, record
from catalogue.editing.gate import loaded
from catalogue.models import Case, Report
from catalogue.schemas.report import AnswerSchema, ReportSchema

A_DAY = timedelta(days=1)
# So many from one sender within so long; and from all senders together.
OF_ONE = ((timedelta(hours=1), 5), (A_DAY, 20))
OF_ALL = (A_DAY, 200)
CONTACT_KEPT = timedelta(days=180)

NO_CASE = "お探しの事例は見つかりませんでした。公開を終えたか、アドレスが変わった可能性があります。"
CHECK = "入力を確かめてください。入力した内容は、下に残っています。"


class TooMany(Exception):
    """So many have been sent that no more is taken in for as long as ``wait``; ``by_all`` where it was not this sender
    alone."""

    def __init__(self, wait: timedelta, by_all: bool) -> None:
        super().__init__(wait)
        self.wait = wait
        self.by_all = by_all


def sender_of(secret_key: str, address: str | None) -> str:
    """A digest of where a report comes from. The 2⁶⁴ addresses that one subscriber of IPv6 is given are one place."""
    return hmac.new(secret_key.encode(), f"report {_place(address)}".encode(), sha256).hexdigest()


def _place(address: str | None) -> str:
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))


def send(session: Session, slug: str, typed: Mapping[str, str], sender: str, now: datetime) -> None:
    """Take in what a reader ``typed`` about a case. The caller commits.

    Raises:
        Invalid: a field breaks a rule.
        NotFound: there is no such case, or it is not public.
        TooMany: no more is taken in for a while.
    """
    said = loaded(ReportSchema(), typed, CHECK)
    if session.get(Case, slug) is None:
        raise NotFound(NO_CASE)
    _hold_the_limit(session, sender, now)
    forget(session, now)
    session.add(
        Report(
            case_slug=slug,
            path=said["about"],
            text=said["text"],
            grounds=said["grounds"],
            informant=said["informant"],
            contact=said["contact"],
            sender=sender,
            sent_at=now,
            state=ReportState.NEW.value,
        )
    )


def _hold_the_limit(session: Session, sender: str, now: datetime) -> None:
    own = max(_wait(session, window, most, now, sender) for window, most in OF_ONE)
    of_all = _wait(session, *OF_ALL, now)
    if own or of_all:
        raise TooMany(max(own, of_all), by_all=of_all > own)


def _wait(
    session: Session, window: timedelta, most: int, now: datetime, sender: str | None = None
) -> timedelta:
    """How long until one more is within the limit: until the oldest of the last ``most`` no longer counts."""
    query = select(Report.sent_at).order_by(col(Report.id).desc()).offset(most - 1).limit(1)
    if sender is not None:
        query = query.where(Report.sender == sender)
    oldest = session.exec(query).first()
    return max(oldest + window - now, timedelta()) if oldest else timedelta()


def forget(session: Session, now: datetime) -> None:
    """Drop what is kept for a time only: senders that no longer count, and how to reach somebody whose report was dealt
    with half a year ago. The caller commits."""
    dealt_with = col(Report.state).in_(CLOSED) & (col(Report.handled_at) <= now - CONTACT_KEPT)
    session.exec(update(Report).where(dealt_with, col(Report.contact).is_not(None)).values(contact=None))
    counted = col(Report.sent_at) > now - A_DAY
    session.exec(update(Report).where(~counted, col(Report.sender) != "").values(sender=""))


def take(session: Session, actor: Actor, number: int, seen: str) -> None:
    """Say that one deals with it, also with one that was thought to be dealt with. The caller commits.

    Raises:
        Conflict: it no longer stands as ``seen`` (see :func:`standing_of`), because somebody else was faster.
        NotFound: there is no such report.
    """
    actor.must(Permission.WRITE)
    report = _as_seen(session, number, seen)
    _move(session, actor, report, ReportState.TAKEN)


def answer(session: Session, actor: Actor, number: int, typed: Mapping[str, str], seen: str) -> None:
    """Say what was done about it. The caller commits.

    Raises:
        Conflict, NotFound: see :func:`take`.
        Invalid: it is not said how it ended, or what was done.
    """
    actor.must(Permission.WRITE)
    said = loaded(AnswerSchema(), typed, CHECK)
    report = _as_seen(session, number, seen)
    report.answer = said["answer"]
    _move(session, actor, report, ReportState(said["state"]))


def standing_of(state: str, handled_by: str | None) -> str:
    """How far a report has come and with whom, as a form keeps it to be compared."""
    return f"{state} {handled_by or ''}"


def _as_seen(session: Session, number: int, seen: str) -> Report:
    report = session.get(Report, number)
    if report is None:
        raise NotFound(NO_REPORT)
    if standing_of(report.state, report.handled_by) != seen:
        now = ReportState(report.state).label
        raise Conflict(
            f"このあいだに、{report.handled_by or 'ほかの職員'}が「{now}」にしました。"
            "いまの内容を確かめて、よければもう一度押してください。"
        )
    return report


def _move(session: Session, actor: Actor, report: Report, state: ReportState) -> None:
    report.state, report.handled_by, report.handled_at = state.value, actor.name, actor.now
    session.add(report)
    forget(session, actor.now)
    detail = f"報告{report.id}（{ReportPart(report.path).label}）を「{state.label}」にしました。"
    record(session, actor, Act.REPORT_ANSWERED, report.case_slug, detail)
