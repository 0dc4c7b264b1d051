"""Dates as plans write them: 令和7（2025）年度.

A date in the catalogue is only as exact as its source, so it is kept as text in one of four shapes: ``2025``,
``2025-03``, ``2025-03-14`` and ``FY2025`` (fiscal year, April to March). Eras follow the Cabinet orders
that began them: 平成 on 1989-01-08, 令和 on 2019-05-01.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_SHAPE = re.compile(
    r"(?:FY(?P<fiscal>\d{4})|(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?)\Z", re.ASCII
)
_ERAS = (("令和", date(2019, 5, 1)), ("平成", date(1989, 1, 8)), ("昭和", date(1926, 12, 25)))
_EARLIEST, _LATEST = 1927, 2199


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day, or a fiscal year."""

    year: int
    month: int | None = None
    day: int | None = None
    fiscal: bool = False

    @property
    def fiscal_year(self) -> int:
        """The 年度 it falls in; a bare calendar year is taken as the 年度 of the same number."""
        if self.month is not None and self.month < 4:
            return self.year - 1
        return self.year

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Orders dates in time; what is not known comes first within its year or month."""
        return (self.year, (4 if self.fiscal else 0) if self.month is None else self.month, self.day or 0)


def parse(text: str) -> PartialDate:
    """Read one of the four shapes.

    Raises:
        ValueError: the text has another shape, or names a day that does not exist.
    """
    found = _SHAPE.match(text)
    if not found:
        raise ValueError(text)
    if found["fiscal"]:
        return _within_range(PartialDate(int(found["fiscal"]), fiscal=True))
    month, day = (int(found[part]) if found[part] else None for part in ("month", "day"))
    date(int(found["year"]), month or 1, day or 1)
    return _within_range(PartialDate(int(found["year"]), month, day))


def _within_range(value: PartialDate) -> PartialDate:
    if not _EARLIEST <= value.year <= _LATEST:
        raise ValueError(str(value.year))
    return value


def show(value: PartialDate) -> str:
    """Era and western year together: 令和7（2025）年3月14日, 令和7（2025）年度."""
    if value.fiscal:
        return f"{_era_year(_era_on(date(value.year, 4, 1)), value.year, fiscal=True)}（{value.year}）年度"
    era = _eras_of_year(value) if value.month is None else _era_year(_era_on(_first_day(value)), value.year)
    text = f"{era}（{value.year}）年"
    if value.month is not None:
        text += f"{value.month}月"
    if value.day is not None:
        text += f"{value.day}日"
    return text


def show_text(text: str) -> str:
    """:func:`show` for the stored shape."""
    return show(parse(text))


def _first_day(value: PartialDate) -> date:
    return date(value.year, value.month or 1, value.day or 1)


def _era_on(day: date) -> tuple[str, date]:
    return next(era for era in _ERAS if day >= era[1])


def _era_year(era: tuple[str, date], year: int, *, fiscal: bool = False) -> str:
    # The fiscal year that began in 平成31年4月 is printed 令和元年度 by the national and local governments.
    name, start = era
    if fiscal and year == 2019:
        name, start = _ERAS[0]
    number = year - start.year + 1
    return f"{name}{'元' if number == 1 else number}"


def _eras_of_year(value: PartialDate) -> str:
    """A year known without its month may belong to two eras, and then both are named."""
    first, last = _era_on(date(value.year, 1, 1)), _era_on(date(value.year, 12, 31))
    names = [_era_year(era, value.year) for era in ([first] if first == last else [first, last])]
    return "・".join(names)


_YEAR_AS_TYPED = re.compile(r"(?:(?P<era>令和|平成|昭和|R|H|S)\s*)?(?P<number>元|\d{1,4})\s*(?:年度?)?\Z")
_INITIALS = {"R": "令和", "H": "平成", "S": "昭和"}


def year_as_typed(text: str) -> int:
    """The western year of what a reader types for a 年度: 2020, 令和2, R2年度, 平成元年.

    Raises:
        ValueError: it is not a year.
    """
    found = _YEAR_AS_TYPED.match(unicodedata.normalize("NFKC", text).strip().upper())
    if not found or found["number"] == "0":
        raise ValueError(text)
    number = 1 if found["number"] == "元" else int(found["number"])
    if found["era"]:
        name = _INITIALS.get(found["era"], found["era"])
        number += next(start.year for era, start in _ERAS if era == name) - 1
    return _within_range(PartialDate(number)).year
