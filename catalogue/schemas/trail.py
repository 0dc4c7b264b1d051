"""Which part of the audit trail the address of its page asks for.

What is only looked up is forgiven: an unknown act, a person who is none. A day that cannot be read would silently
change the answer, so it is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalogue.domain import dates_as_typed, wareki
from catalogue.domain import text as texts
from catalogue.domain.acts import Act
from catalogue.domain.errors import Problem

LONGEST_SUBJECT = 100
MOST_PAGES = 10_000
NO_DAY = "年月日は「令和8年4月1日」か「2026-04-01」のように書いてください。この条件を除いて表示しています。"
TURNED_ROUND = "終わりの日が、始めの日より前になっています。"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts: ``who`` is the number of somebody, 0 for what no member of staff did (commands, refused sign-ins);
    ``since`` and ``until`` are days in Tokyo, both included. What is empty does not narrow."""

    who: int | None = None
    act: Act | None = None
    subject: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The same with the page of the list, what stood in the fields, and what of it cannot be read."""

    wanted: Wanted
    page: int
    typed: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)


def asked_of(parameters: Mapping[str, str]) -> Asked:
    """Read the parameters of an address: ``who`` ``act`` ``subject`` ``from`` ``to`` ``page``."""
    typed = {name: parameters.get(name, "") for name in ("who", "act", "subject", "from", "to")}
    days, problems = _days(typed)
    who, act = texts.number_in(typed["who"]), typed["act"]
    subject = texts.clean(texts.drop_forbidden_characters(typed["subject"][: 2 * LONGEST_SUBJECT]))
    wanted = Wanted(
        who=who,
        act=Act(act) if act in set(Act) else None,
        subject=subject[:LONGEST_SUBJECT],
        since=days.get("from"),
        until=days.get("to"),
    )
    page = min(max(texts.number_in(parameters.get("page")) or 1, 1), MOST_PAGES)
    return Asked(
        wanted, page, typed, tuple(problems), {name: value for name, value in typed.items() if value}
    )


def _days(typed: Mapping[str, str]) -> tuple[dict[str, date], list[Problem]]:
    days: dict[str, date] = {}
    problems = []
    for name in ("from", "to"):
        try:
            if typed[name].strip():
                days[name] = _day(typed[name].strip())
        except ValueError:
            problems.append(Problem(name, NO_DAY))
    if len(days) == 2 and days["from"] > days["to"]:
        problems.append(Problem("to", TURNED_ROUND))
    return days, problems


def _day(text: str) -> date:
    read = wareki.parse(dates_as_typed.stored(text))
    if read.month is None or read.day is None:
        raise ValueError(text)
    return date(read.year, read.month, read.day)
