"""Figures and days a page keeps in words only, as a table wants them.

A page tells the statistics by which its municipality is compared with Ome as they are printed (11万2,819人, 27.2％,
令和2（2020）年10月1日). The catalogue wrote those words itself, exactly, so they can be read back exactly.
"""

import re
from collections.abc import Mapping

_MYRIADS: Mapping[str, int] = {"億": 100_000_000, "万": 10_000, "": 1}
_FIGURE = re.compile(r"(?:\d[\d,]*(?:\.\d+)?[億万]?)+")
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)([億万]?)")
_DAY = re.compile(r"（(\d{4})）年(?:(\d{1,2})月(?:(\d{1,2})日)?)?(?!度)")


def number_of(words: str) -> float:
    """112819 of ``11万2,819人``. Raises ValueError where there is no figure."""
    found = _FIGURE.match(words)
    if not found:
        raise ValueError(words)
    total = sum(
        float(digits.replace(",", "")) * _MYRIADS[myriad] for digits, myriad in _PART.findall(found[0])
    )
    return int(total) if total == int(total) else total


def unit_of(words: str) -> str:
    """``人`` of ``11万2,819人``."""
    return _FIGURE.sub("", words, count=1)


def days_of(words: str) -> tuple[str, str]:
    """The day of the municipality's figure and that of Ome's; one day where the page tells one for both."""
    own, differ, ome = words.partition("（青梅市は")
    return own, ome.removesuffix("）") if differ else own


def day_of(words: str) -> str | None:
    """``2020-10-01`` of ``令和2（2020）年10月1日``, as exact as it is said; none for a 年度, which is no date."""
    found = _DAY.search(words)
    if not found:
        return None
    year, month, day = found.groups()
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
