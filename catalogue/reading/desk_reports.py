"""Reports of mistakes as the desk reads them: all, one, and those of one case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, case
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import NotFound
from catalogue.domain.report_parts import CLOSED, NO_REPORT, OPEN, Informant, ReportPart, ReportState
from catalogue.models import Case, Report

Row = dict[str, Any]

ON_A_PAGE = 50
# A contact is shown no longer than it is kept; it may be a while until the row itself forgets it.
CONTACT_SHOWN = timedelta(days=180)
_NEW_FIRST = case({state.value: place for place, state in enumerate(ReportState)}, value=col(Report.state))


@dataclass(frozen=True, slots=True)
class Reports:
    """One page of a list of reports; ``counts`` says how many there are by state, whatever the list shows."""

    rows: list[Row]
    page: int
    pages: int
    counts: Mapping[ReportState, int]


def listed(session: Session, state: ReportState | None, page: int, now: datetime) -> Reports:
    """Reports of this state, or all of them with the new ones first; those sent last first."""
    counts = _counts(session)
    found = counts.get(state, 0) if state else sum(counts.values())
    pages = max(1, ceil(found / ON_A_PAGE))
    page = min(max(1, page), pages)
    query = _query().where(col(Report.state) == state.value) if state else _query()
    query = query.order_by(_NEW_FIRST, col(Report.id).desc()).offset((page - 1) * ON_A_PAGE)
    rows = [_row(report, title, now) for report, title in session.exec(query.limit(ON_A_PAGE))]
    return Reports(rows, page, pages, counts)


def one(session: Session, number: int, now: datetime) -> Row:
    """One report. Raises NotFound."""
    found = session.exec(_query().where(Report.id == number)).first()
    if found is None:
        raise NotFound(NO_REPORT)
    report, title = found
    return _row(report, title, now)


def of_case(session: Session, slug: str) -> Row:
    """``reports``: those of a case that nobody has dealt with yet, the latest first; ``reports_closed``: how many
    besides."""
    closed = select(func.count()).select_from(Report).where(Report.case_slug == slug, _is_in(CLOSED))
    query = _in_short().where(col(Report.case_slug) == slug, _is_in(OPEN))
    return {
        "reports": [_short(row) for row in session.execute(query)],
        "reports_closed": session.exec(closed).one(),
    }


def new(session: Session, most: int) -> tuple[int, list[Row]]:
    """How many nobody has looked at, and the latest of them in short."""
    count = select(func.count()).select_from(Report).where(Report.state == ReportState.NEW.value)
    query = _in_short().where(col(Report.state) == ReportState.NEW.value).limit(most)
    return session.exec(count).one(), [_short(row) for row in session.execute(query)]


def _in_short() -> Any:
    """What a section of another page says of reports, those sent last first."""
    return (
        select_columns(
            *(col(Report.id), col(Report.case_slug), col(Case.title), col(Report.path), col(Report.text)),
            *(col(Report.state), col(Report.sent_at), col(Report.handled_by)),
        )
        .join(Case, col(Case.slug) == col(Report.case_slug), isouter=True)
        .order_by(col(Report.id).desc())
    )


def _short(row: Any) -> Row:
    return {
        "id": row.id,
        "title": row.title or row.case_slug,
        "part": ReportPart(row.path).label,
        "text": row.text,
        "state": ReportState(row.state),
        "sent_text": moment_in_words(row.sent_at),
        "handled_by": row.handled_by,
    }


def _is_in(states: tuple[ReportState, ...]) -> ColumnElement[bool]:
    return col(Report.state).in_(states)


def _counts(session: Session) -> Mapping[ReportState, int]:
    counted = session.exec(select(Report.state, func.count()).group_by(Report.state)).all()
    return {ReportState(state): count for state, count in counted}


def _query() -> Any:
    return select(Report, Case.title).join(Case, col(Case.slug) == col(Report.case_slug), isouter=True)


def _row(report: Report, title: str | None, now: datetime) -> Row:
    over = report.state in CLOSED and report.handled_at and now - report.handled_at >= CONTACT_SHOWN
    return report.model_dump(include={"id", "text", "grounds", "answer", "handled_by"}) | {
        "slug": report.case_slug,
        "title": title or report.case_slug,
        "public": title is not None,
        "part": ReportPart(report.path),
        "informant": Informant(report.informant).label if report.informant else None,
        "contact": None if over else report.contact,
        "state": ReportState(report.state),
        "sent_text": moment_in_words(report.sent_at),
        "handled_text": moment_in_words(report.handled_at) if report.handled_at else None,
    }
