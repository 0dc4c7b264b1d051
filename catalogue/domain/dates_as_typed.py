"""Dates as people type them, and as they are given back to be edited.

A source says 令和7年3月, a table R7.3, a newspaper 2025年3月14日; all of them become one of the four stored shapes of
:mod:`catalogue.domain.wareki`.
"""

import re
import unicodedata

from catalogue.domain import wareki
from catalogue.domain.wareki import PartialDate

# Far more than any date; what is longer would only be searched through for a long time.
_LONGEST = 100
_ERAS = ("昭和", "平成", "令和")
_INITIALS = {"S": "昭和", "H": "平成", "R": "令和"}
_YEAR = r"(?P<year>(?:(?:令和|平成|昭和|[RHS])\s*)?(?:元|\d{1,4}))"
_BOTH = re.compile(r"(?P<era>[^()\d]*(?:元|\d{1,2}))\s*\((?P<western>\d{4})\)")
_FISCAL = re.compile(rf"(?:FY\s*(?P<short>\d{{4}})|{_YEAR}\s*年度)\Z")
_CALENDAR = re.compile(
    rf"{_YEAR}\s*(?:年\s*|[-/.]\s*|\Z)(?:(?P<month>\d{{1,2}})\s*(?:月\s*|[-/.]\s*|\Z)(?:(?P<day>\d{{1,2}})\s*日?)?)?\Z"
)


def stored(typed: str) -> str:
    """The stored shape of a date: ``2025``, ``2025-03``, ``2025-03-14``, ``FY2025``.

    Raises:
        ValueError: it is no date, or one that cannot be meant (令和元年3月 was still 平成31年3月).
    """
    if len(typed) > _LONGEST:
        raise ValueError(typed)
    text = _BOTH.sub(_western, unicodedata.normalize("NFKC", typed).strip().upper())
    if found := _FISCAL.match(text):
        return f"FY{_year(found['short'] or found['year']):04}"
    found = _CALENDAR.match(text)
    if not found:
        raise ValueError(typed)
    year = _year(found["year"])
    month, day = (int(found[part]) if found[part] else None for part in ("month", "day"))
    date = wareki.parse(
        "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])
    )
    _refuse_era_before_it_began(found["year"], date)
    return _shape(date)


def to_edit(text: str) -> str:
    """The stored shape as a person reads and edits it: 2025年3月14日, 2025年度; anything else as it is."""
    try:
        date = wareki.parse(text)
    except ValueError:
        return text
    if date.fiscal:
        return f"{date.year}年度"
    month = f"{date.month}月" if date.month else ""
    return f"{date.year}年{month}{f'{date.day}日' if date.day else ''}"


def _western(found: re.Match[str]) -> str:
    """令和7(2025) is how the pages print a year; both must say the same."""
    if _year(found["era"].strip()) != int(found["western"]):
        raise ValueError(found[0])
    return found["western"]


def _year(text: str) -> int:
    if text.isdigit() and len(text) < 4:
        raise ValueError(text)
    return wareki.year_as_typed(text)


def _refuse_era_before_it_began(year: str, date: PartialDate) -> None:
    era = next((name for name in _ERAS if year.startswith(name)), _INITIALS.get(year[0]))
    if era is None or date.month is None:
        return
    actual = next(name for name in _ERAS if wareki.show(date).startswith(name))
    if _ERAS.index(era) > _ERAS.index(actual):
        raise ValueError(year)


def _shape(date: PartialDate) -> str:
    month = f"-{date.month:02}" if date.month else ""
    return f"{date.year:04}{month}{f'-{date.day:02}' if date.day else ''}"
