"""What an answer in free words says that a field can hold: a day, a figure, a telephone number.

Only what stands there plainly is taken; where it does not, nothing is, and the words remain for a person to read.
"""

import re
import unicodedata
from dataclasses import dataclass

from catalogue.domain import dates_as_typed

_DATE = r"(?:(?:令和|平成|昭和|西暦)?\s*(?:元|\d{1,4})年(?:度|\s*\d{1,2}月(?:\s*\d{1,2}日)?)?)"
_OF_THE_TIME = r"(?:末日?|当初)?(?:現在|時点)?(?:末)?"
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,15})(?P<part>\.\d{1,6})?"
_UNIT = r"(?P<unit>[^\d\s。、（(年月日][^\d\s。、（(]{0,9})"
_BEFORE, _AFTER = (
    rf"(?:(?P<before>{_DATE}{_OF_THE_TIME})[はにで、：:\s]*)?",
    r"[（(](?P<after>[^（）()]{1,40})[）)]",
)
_FIGURE = re.compile(rf"{_BEFORE}(?P<about>約|およそ)?{_NUMBER}{_UNIT}(?:{_AFTER})?。?\Z")
_WHEN = re.compile(rf"(?P<date>{_DATE}){_OF_THE_TIME}\Z")
_LINE_WITH_DATE = re.compile(
    rf"(?P<date>{_DATE})(?!まで|以降)(?:\([月火水木金土日]\))?{_OF_THE_TIME}[はにで、：:\s]*(?P<rest>.*)\Z"
)
_LINE_WITH_SPAN = re.compile(rf"(?P<date>{_DATE})(?:から|より|頃|ごろ|を|が|の)")
_PLANNED = re.compile(
    rf"(?P<date>{_DATE}){_OF_THE_TIME}[にをの]?(?:開始|実施)?(?:する)?予定(?:です|である)?。?\Z"
)
_TELEPHONE = re.compile(
    r"(?:電話|TEL|Tel|tel)?(?:番号)?[：:．.\s]*(?P<number>0\d{1,4}[-(（]\d{1,4}[-)）]\d{3,4})"
)
_MAIL = re.compile(
    r"(?:電子)?(?:メール|Eメール|E-mail|e-mail|mail)?(?:アドレス)?[：:\s]*"
    r"(?P<address>[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})"
)
_BETWEEN = " 　、,，・／/\n。：:"
_BULLET = re.compile(r"\A[・●○◯■□\-*＊]\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its unit; ``as_of`` is a stored shape of a date, or nothing."""

    number: float
    unit: str
    approximate: bool
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """Whom to ask, as far as an answer says it."""

    name: str
    telephone: str | None = None
    email: str | None = None
    note: str | None = None


def lines_of(answer: str) -> list[str]:
    """The lines of an answer without the dots before them."""
    return [_BULLET.sub("", line.strip()) for line in answer.splitlines() if line.strip()]


def date_in(words: str) -> str | None:
    """The stored shape of a date, where the words are nothing else: 令和6年度末時点 is FY2024."""
    found = _WHEN.match(_folded(words))
    return _stored(found["date"]) if found else _stored(words)


def date_before(line: str) -> tuple[str | None, str]:
    """The date a line begins with and what follows it; the whole line where what follows needs the date to be
    understood (令和5年度から試行). No date where it begins otherwise."""
    folded = _folded(line)
    if span := _LINE_WITH_SPAN.match(folded):
        return _stored(span["date"]), line
    found = _LINE_WITH_DATE.match(folded)
    stored = _stored(found["date"]) if found else None
    if found is None or stored is None:
        return None, line
    return stored, line.strip()[found.start("rest") :]


def planned_on(line: str) -> str | None:
    """The date of what a line says no more of than that it is planned: 令和9年4月を予定."""
    found = _PLANNED.match(_folded(line))
    return _stored(found["date"]) if found else None


def figure_in(words: str) -> Figure | None:
    """The figure an answer consists of: 約12,345人（令和7年度末現在）. Nothing where there is more to it."""
    found = _FIGURE.match(_folded(words))
    if found is None or date_in(words):
        return None
    whole = found["number"].replace(",", "") + (found["part"] or "")
    when = date_in(found["before"] or found["after"] or "")
    unit = words.strip()[found.start("unit") : found.end("unit")]
    return Figure(float(whole), unit, bool(found["about"]), when)


def named_value(line: str) -> tuple[str, str] | None:
    """指標：値, parted; nothing where a line has no such sign."""
    name, sign, value = line.replace(":", "：").partition("：")
    return (name.strip(), value.strip()) if sign and name.strip() and value.strip() else None


def office_in(answer: str) -> Office:
    """Name, telephone number and address of an office; what else is said stays as a note."""
    text, folded = answer.strip(), _folded(answer)
    telephone, mail = _TELEPHONE.search(folded), _MAIL.search(folded)
    for found in (telephone, mail):
        if found:
            text = text[: found.start()] + "\n" * len(found[0]) + text[found.end() :]
    parts = [part for line in text.splitlines() if (part := _bare(line))]
    return Office(
        name=parts[0] if parts else "",
        telephone=telephone["number"] if telephone else None,
        email=mail["address"] if mail else None,
        note="　".join(parts[1:]) or None,
    )


def _bare(line: str) -> str:
    """Without the signs that stood between it and what was taken out."""
    bare = line.strip(_BETWEEN).rstrip("（(").lstrip("）)")
    return bare.strip(_BETWEEN)


def _folded(words: str) -> str:
    """With narrow digits and signs, letter for letter, so that places in it are places in what was written."""
    narrow = (unicodedata.normalize("NFKC", letter) for letter in words.strip())
    return "".join(
        folded if len(folded) == 1 else letter for letter, folded in zip(words.strip(), narrow, strict=True)
    )


def _stored(words: str) -> str | None:
    try:
        return dates_as_typed.stored(words.removeprefix("西暦"))
    except ValueError:
        return None
