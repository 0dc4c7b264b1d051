"""The pages that public cases cite, as the desk looks after them: those that trouble first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.link_rot import Outcome, is_dead
from catalogue.domain.paging import Paging, paging
from catalogue.domain.vocabulary import Named
from catalogue.domain.wareki import show_text
from catalogue.models import Case, Source, SourceCheck
from catalogue.reading.source_marks import standing_of

Row = dict[str, Any]

ON_A_PAGE = 50


class Trouble(Named):
    """By what a page is found in the list; the order is that of the list."""

    GONE = "gone", "ページがない"
    SILENT = "silent", "つながらない"
    MOVED = "moved", "移転した"
    UNSURE = "unsure", "機械では確かめられない"
    NOT_ASKED = "not-asked", "確かめない宛先"
    UNASKED = "unasked", "まだ確かめていない"
    FINE = "fine", "開ける"


@dataclass(frozen=True, slots=True)
class CitedPages:
    """One page of the list; ``counts`` by trouble, whatever the list shows."""

    rows: list[Row]
    paging: Paging
    counts: dict[Trouble, int]


def listed(session: Session, trouble: Trouble | None, asked: int, with_url: str = "") -> CitedPages:
    """The pages with this trouble, or all of them, those that trouble first: the page of the list that is asked for, or
    the one on which ``with_url`` stands."""
    rows = sorted(_rows(session), key=lambda row: (list(Trouble).index(row["trouble"]), row["url"]))
    counts = {each: sum(row["trouble"] is each for row in rows) for each in Trouble}
    shown = [row for row in rows if trouble is None or row["trouble"] is trouble]
    place = next((at for at, row in enumerate(shown) if row["url"] == with_url), None)
    pages = paging(len(shown), asked if place is None else place // ON_A_PAGE + 1, ON_A_PAGE)
    return CitedPages([*pages.of(shown)], pages, counts)


def _rows(session: Session) -> Iterable[Row]:
    cited = (
        select(Source, Case.title, SourceCheck)
        .join(Case, col(Case.slug) == col(Source.case_slug))
        .join(SourceCheck, col(SourceCheck.url) == col(Source.url), isouter=True)
        .where(col(Source.url).is_not(None))
        .order_by(col(Source.url), col(Case.slug))
    )
    rows: dict[str, Row] = {}
    for source, title, check in session.exec(cited):
        row = rows.setdefault(source.url or "", _row(source, check))
        row["cases"].append({"slug": source.case_slug, "title": title, "number": source.number})
    return rows.values()


def _row(source: Source, check: SourceCheck | None) -> Row:
    return {
        "url": source.url,
        "title": source.title,
        "publisher": source.publisher,
        "cases": [],
        "trouble": _trouble(check),
        "told": bool(check and is_dead(standing_of(check))),
        "checked_text": moment_in_words(check.checked_at) if check and check.checked_at else "",
        "since_text": _since(check),
        "why": check.why if check else None,
        "moved_to": check.moved_to if check else None,
        "read_text": show_text(check.read_on) if check and check.read_on else "",
        "read_by": check.read_by if check else None,
    }


def _since(check: SourceCheck | None) -> str:
    """Since when it has failed, if that is longer than since it was asked last."""
    if check is None or check.failing_since is None or check.failing_since == check.checked_at:
        return ""
    return moment_in_words(check.failing_since)


def _trouble(check: SourceCheck | None) -> Trouble:
    if check is None or check.outcome is None:
        return Trouble.UNASKED
    if check.outcome == Outcome.ANSWERS.value:
        return Trouble.MOVED if check.moved_to else Trouble.FINE
    return Trouble(check.outcome)
