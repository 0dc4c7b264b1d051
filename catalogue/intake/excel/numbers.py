"""What a number of a spreadsheet says, by the format it is shown in.

Spreadsheets keep dates, percentages and codes as numbers; what makes ``44140`` a day is its number format (ECMA-376
Part 1, 18.8.30 and 18.8.31). Here it becomes the text a person would have typed: ``2020-11-05``, ``3%``, ``01100``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache

# Formats that are known by their number alone. 27 to 36 and 50 to 58 are those of Japanese Excel, which writes no more
# of them into a file than the number.
BUILTIN: Mapping[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "ge.m.d", 28: 'ggge"年"m"月"d"日"', 29: 'ggge"年"m"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: "ge.m.d",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    50: "ge.m.d", 51: 'ggge"年"m"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'ggge"年"m"月"d"日"',
    55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: "ge.m.d", 58: 'ggge"年"m"月"d"日"',
}  # fmt: skip

# What is said literally: quoted, behind a backslash, a blank as wide as a letter, a fill, colour or country.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_HALF_DAY = re.compile(r"am/pm|a/p|上午/下午|午前/午後", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# Minutes stand beside hours or seconds; every other m is a month.
_MINUTES = re.compile(r"(?<=h)([^a-z]*)m{1,2}|m{1,2}(?=[^a-z]*s)|(?<=\])([^a-z]*)m{1,2}", re.IGNORECASE)
_GENERAL = re.compile("general|標準", re.IGNORECASE)
# The day before the first, and the one of which Excel believes that 1900 had a 29th of February.
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_NO_SUCH_DAY = 60
_DAYS = 2_958_466  # 31 December 9999 is the last
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Shape:
    """What a number format shows: which parts of a day and a time, how many digits at least, parts in a hundred."""

    year: bool = False
    month: bool = False
    day: bool = False
    hour: bool = False
    second: bool = False
    elapsed: bool = False
    percent: bool = False
    digits: int = 0

    @property
    def is_date(self) -> bool:
        """Whether it shows a day, be it only its year."""
        return self.year or self.month or self.day

    @property
    def is_time(self) -> bool:
        """Whether it shows a time of day, or a length of time."""
        return self.hour or self.second or self.elapsed


@cache
def shape_of(code: str) -> Shape:
    """What a number format shows. Of its sections, which ``;`` parts, the first counts."""
    bare = _LITERAL.sub("", code).split(";")[0].lower()
    if not bare.strip() or _GENERAL.search(bare):
        return Shape()
    elapsed = bool(_ELAPSED.search(bare))
    bare, halves = _HALF_DAY.subn("", bare)
    without, minutes = _MINUTES.subn("", bare)
    zeros = bare.strip()
    return Shape(
        year=bool(set(without) & set("yeg")) and not re.search(r"e[+-]", without),
        month="m" in without,
        day="d" in without or "aaa" in without,
        hour="h" in without or bool(minutes or halves),
        second="s" in without,
        elapsed=elapsed,
        percent="%" in bare,
        digits=len(zeros) if set(zeros) == {"0"} else 0,
    )


def number_text(kept: str, code: str, *, since_1904: bool = False) -> str:
    """What a number says that a file keeps as ``kept``, shown by the format ``code``.

    Raises:
        ValueError: it is no number.
    """
    try:
        value = Decimal(kept)
    except InvalidOperation as error:
        raise ValueError(kept) from error
    if not value.is_finite() or abs(value.adjusted()) > 308:
        raise ValueError(kept)
    shape = shape_of(code)
    if shape.is_date or shape.is_time:
        return _moment(value, shape, since_1904=since_1904) or plain(value)
    if shape.percent:
        return f"{plain(value * 100)}%"
    text = plain(value)
    return text.zfill(shape.digits) if shape.digits and text.isdigit() else text


def plain(value: Decimal) -> str:
    """A number without an exponent, to the fifteen digits a spreadsheet knows: 3, 0.1, 1234567890123."""
    text = format(Decimal(f"{value:.15g}"), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _moment(value: Decimal, shape: Shape, *, since_1904: bool) -> str:
    """The day, the time or both; nothing for a number that is no day."""
    if not 0 <= value < _DAYS:
        return ""
    days, seconds = divmod(int((value * _SECONDS_A_DAY).to_integral_value()), _SECONDS_A_DAY)
    if shape.elapsed:
        return _clock(days * _SECONDS_A_DAY + seconds, shape)
    if not shape.is_date:
        return _clock(seconds, shape)
    zero = _DAY_ZERO_1904 if since_1904 else _DAY_ZERO + timedelta(days=days < _NO_SUCH_DAY)
    try:
        day = zero + timedelta(days=days)
    except OverflowError:
        return ""
    return f"{_day(day, shape)} {_clock(seconds, shape)}" if shape.is_time else _day(day, shape)


def _day(day: date, shape: Shape) -> str:
    """As much of a day as is shown; one shown without its year is told whole."""
    if shape.year and not shape.day:
        return f"{day:%Y-%m}" if shape.month else f"{day:%Y}"
    return day.isoformat()


def _clock(seconds: int, shape: Shape) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}" + (f":{rest:02}" if shape.second else "")
