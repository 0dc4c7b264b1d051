"""Whether a cited page still answers: the words for it, and when a reader is told.

One failure is no proof: servers rest, and some answer no program at all. So readers are told of a page that is said to
be gone, or that has been silent twice, a day apart or more; staff are told of everything.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from catalogue.domain.clock import day_in_tokyo, day_in_words
from catalogue.domain.vocabulary import Named


class Outcome(Named):
    """What became of asking for a page."""

    ANSWERS = "answers", "開けます"
    GONE = "gone", "ページがありません"
    SILENT = "silent", "つながりません"
    UNSURE = "unsure", "機械では確かめられません"
    NOT_ASKED = "not-asked", "確かめない宛先です"


_APART = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a page answered. ``status`` is the HTTP status, if there was one; ``moved_to`` where it leads to now, if
    that is for good; ``why`` says in words what is behind an answer that is not plain."""

    outcome: Outcome
    status: int | None = None
    moved_to: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an address: the last outcome and when it was asked for, since when it has failed in a row, and
    the day (ISO) somebody last read it."""

    outcome: Outcome | None
    checked_at: datetime | None
    failing_since: datetime | None
    read_on: str | None


def is_dead(known: Standing) -> bool:
    """Whether readers are told that it no longer answers. Who has read it since knows better."""
    if known.outcome not in (Outcome.GONE, Outcome.SILENT) or not known.checked_at:
        return False
    if known.read_on and date.fromisoformat(known.read_on) >= day_in_tokyo(known.checked_at):
        return False
    since = known.failing_since or known.checked_at
    return known.outcome is Outcome.GONE or known.checked_at - since >= _APART


def warning(known: Standing) -> str:
    """What readers are told of a page that no longer answers; "" of one that does."""
    if not is_dead(known) or not known.checked_at:
        return ""
    return f"{day_in_words(day_in_tokyo(known.checked_at))}に確かめたときは、このページを開けませんでした。"
