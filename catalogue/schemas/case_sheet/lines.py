"""Parts of a case as people write them in one line of a cell: a result, a dated step, somebody who took part, a source,
a period, a municipality. What cannot be told apart stays together; nothing is added."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from catalogue.domain import dates_as_typed
from catalogue.domain.case_in_words import NO_DATE
from catalogue.schemas.case_sheet.cells import without_mark

Part = dict[str, Any]

_ADDRESS = re.compile(r"https?://[!-;=?-~]+")
_END_OF_ADDRESS = ".,;:)]}'\""
# What stands in brackets at the end; a year in brackets may stand within, as in 令和7（2025）年.
_INSIDE = r"(?:[^（()）]|[（(]\d{4}[)）])+"
_ENDS_IN_BRACKETS = re.compile(rf"\A(?P<before>.+?)\s*[（(](?P<inside>{_INSIDE})[)）]\s*\Z", re.DOTALL)
# A year that belongs to two eras, as the catalogue writes it.
_TWO_ERAS = re.compile(r"(?:平成31・令和元|昭和64・平成元)\((?P<western>\d{4})\)年\Z")
_PARTED = re.compile(r"\A(?P<before>[^：:。]{1,80})[：:](?P<after>.+)\Z", re.DOTALL)
# 「参加者数　延べ31人」「参加者数=31人」: parted by a blank or a sign before a figure.
_FIGURE_BEHIND = re.compile(
    r"\A(?P<before>[^：:。=＝]{2,80}?)(?:\s{0,4}[=＝]\s{0,4}|[ 　\t]{1,9})"
    r"(?P<after>(?:約|およそ|延べ|のべ|累計|年間|最大|計|平均|[+＋▲△-]){0,3}\s{0,4}[\d０-９][^。]*)\Z"
)
# What parts several results on one line.
_BETWEEN_RESULTS = re.compile("[／/；;｜|、]")
_AROUND = " 　\t、，,;；:：|｜-－–—"
_DATE = (
    r"(?:FY\s*\d{4}|(?:令和|平成|昭和|[RHS])?\s*(?:元|\d{1,4})\s*(?:\(\d{4}\))?\s*"
    r"(?:年度|年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|[-/.]\d{1,2}(?:[-/.]\d{1,2})?)|\d{4})"
)
_BEGINS_WITH_DATE = re.compile(rf"\s*(?P<date>{_DATE})(?P<rest>.*)\Z", re.DOTALL)
_TO = re.compile(r"\s*(?:[~〜～]|から)\s*|\s+[-–—ー−]\s+|\s*[–—→]\s*|(?<=[年月日度])\s*[-−ー]\s*")
_OPEN_END = re.compile(r"(?:[~〜～]|現在|継続中|実施中|継続|至現在|より|開始|以降)?\Z")
_ERA = re.compile(r"\s*(令和|平成|昭和|[RHS])")
_TITLE_FIRST = re.compile(rf"(?P<title>.+?)[（(](?P<publisher>[^（）()]+)、(?P<date>{_INSIDE})[)）]\Z")
_QUOTED_TITLE_FIRST = re.compile(
    rf"\A[「『](?P<title>.+)[」』]\s*[（(](?P<publisher>[^（）()、]+(?:[（(][^（）()]*[)）])?)(?:、(?P<date>{_INSIDE}))?[)）]\Z"
)
# A site is published by whose it is.
_SITE = re.compile(
    r"(?P<publisher>\S{2,40}?)の?(?:公式)?(?:ホームページ|HP|ＨＰ|[Ww]ebサイト|ウェブサイト)\Z"
)
_PUBLISHER_FIRST = re.compile(
    r"(?P<publisher>[^「」『』]{1,60})[「『](?P<title>[^「」『』]+)[」』]"
    rf"\s*(?:[（(](?P<date>{_INSIDE})[)）])?\Z"
)
_PREFECTURE = re.compile(r"(?P<prefecture>北海道|東京都|京都府|大阪府|\S{2,3}?県)[\s・･／/]*(?P<name>.*)\Z")


def date_of(text: str) -> str | None:
    """The stored shape of a date as typed; nothing where it is none."""
    if found := _TWO_ERAS.match(unicodedata.normalize("NFKC", text).strip()):
        return found["western"]
    try:
        return dates_as_typed.stored(text)
    except ValueError:
        return None


def period_of(text: str) -> tuple[str | None, str | None] | None:
    """Begin and end of 「2020年～2023年」, 「令和2～4年度」, 「2020年4月～」 or of a single date; nothing where it is
    something else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if date := date_of(plain):
        return date, None
    for sign in _TO.finditer(plain):
        begin, end = plain[: sign.start()], plain[sign.end() :]
        if found := _both(begin.strip(), end.strip()):
            return found
    opened = date_of(re.sub(r"\s*(?:より|以降|開始|に開始|から開始)\Z", "", plain))
    return (opened, None) if opened else None


def begin_of(text: str) -> str | None:
    """The date with which a text begins that says more than dates: 平成27年頃, 2020年度（予定）; nothing where none."""
    found = _BEGINS_WITH_DATE.match(unicodedata.normalize("NFKC", text))
    return date_of(found["date"]) if found else None


def _both(begin: str, end: str) -> tuple[str | None, str | None] | None:
    """What one side leaves out, the other says: the era stands in front, 年度 behind."""
    if not begin:
        return (None, date_of(end)) if date_of(end) else None
    tail = re.search(r"年度?\Z", end)
    started = date_of(begin) or (date_of(begin + tail[0]) if tail else None)
    if started and tail and tail[0] == "年度" and begin[-1].isdigit():
        started = date_of(f"{begin}年度") or started
    if started is None:
        return None
    if _OPEN_END.match(end):
        return started, None
    era = _ERA.match(begin)
    ended = date_of(end) or (date_of(era[1] + end) if era else None)
    return (started, ended) if ended else None


def outcome_of(line: str) -> Part | None:
    """「指標：値（2020年11月）〔1〕」; nothing where it is no indicator and value."""
    text, cited = without_mark(line)
    found = _PARTED.match(text) or _FIGURE_BEHIND.match(text)
    if not found or not found["before"].strip() or found["after"].startswith("//"):
        return None
    part: Part = {"indicator": found["before"].strip(), "value": found["after"].strip()}
    dated = _ENDS_IN_BRACKETS.match(part["value"])
    if dated and (as_of := date_of(re.sub("(?:現在|時点)\\Z", "", dated["inside"].strip()))):
        part |= {"value": dated["before"].strip(), "as_of": as_of}
    return _cited(part, cited)


def outcomes_of(line: str) -> list[Part]:
    """The results of a line: several where each piece of it is one (「出店：5店、来場者：300人」)."""
    pieces = _BETWEEN_RESULTS.split(line)
    parts = [outcome_of(piece) for piece in pieces]
    told = [part for part in parts if part and any(map(str.isdigit, part["value"]))]
    if len(told) == len(pieces) > 1:
        return told
    one = outcome_of(line)
    return [one] if one else []


def event_of(line: str) -> Part | None:
    """「2020年11月　文〔1〕」; where the date goes over into the sentence, all of the sentence is the text. Nothing
    where no date stands in front."""
    text, cited = without_mark(line)
    found = _BEGINS_WITH_DATE.match(unicodedata.normalize("NFKC", text))
    date = date_of(found["date"]) if found else None
    if not found or date is None:
        return None
    rest = text.strip() if len(text) != len(found.string) else text[len(text) - len(found["rest"]) :]
    said = rest.strip(_AROUND) if rest[:1] in _AROUND or not rest else text.strip()
    return _cited({"date": date, "text": said or None}, cited)


def partners_of(line: str) -> Iterator[Part]:
    """「A社（設計）、B大学〔1〕」."""
    text, cited = without_mark(line)
    for each in _outside_brackets(text):
        found = _ENDS_IN_BRACKETS.match(each)
        part = {"name": found["before"], "role": found["inside"]} if found else {"name": each}
        yield _cited(part, cited)


def _outside_brackets(text: str) -> list[str]:
    """Parted by 「、」, but not within brackets."""
    pieces = re.findall(r"(?:[（(][^（()）]*[)）]|[^、，,;；])+", text)
    return [piece.strip() for piece in pieces if piece.strip()]


def addresses_in(text: str) -> list[str]:
    """All web addresses in a text."""
    return [match[0].rstrip(_END_OF_ADDRESS) for match in _ADDRESS.finditer(text)]


def addresses_of(line: str) -> list[Part]:
    """Title and address of 「題名 URL」 or 「URL 題名」, of as many as a line has."""
    found = addresses_in(line)
    if not found:
        title = _title_of(line)
        return [paper_of(title)] if title else []
    between: list[str] = []
    for address in found:
        before, _, line = line.partition(address)
        between.append(_title_of(before))
    behind = _title_of(line)
    titles = between if between[0] or not behind else [*between[1:], behind]
    if titles is between and behind:
        titles[-1] = f"{titles[-1]} {behind}".strip()
    pairs = zip(titles, found, strict=True)
    return [(paper_of(title) if title else {}) | {"url": url} for title, url in pairs]


def _title_of(text: str) -> str:
    """A text beside an address, without the signs that join them; brackets around the address are empty then."""
    title = " ".join(text.split()).strip(_AROUND)
    title = re.sub(r"\A[)）>＞〉]+\s*|\s*[（(<＜〈]+\Z|\s*[（(<＜〈]\s*[)）>＞〉]\Z", "", title)
    return title.strip(_AROUND)


def paper_of(text: str) -> Part:
    """A source as papers name it, 「題名（発行者、2023年3月）」 or 「発行者「題名」（2023年3月）」; or all of it as
    its title."""
    for shape in (_QUOTED_TITLE_FIRST, _TITLE_FIRST, _PUBLISHER_FIRST):
        found = shape.match(text)
        said = (found["date"] or NO_DATE) if found else ""
        date = date_of(said)
        if found and (date or said == NO_DATE):
            told = {"title": found["title"].strip(), "publisher": found["publisher"].strip(_AROUND)}
            return told | ({"date": date} if date else {})
    site = _SITE.match(text)
    return {"title": text} | ({"publisher": site["publisher"]} if site else {})


def host_of(address: str) -> str:
    """The name of the host of an address; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def place_of(text: str) -> tuple[str, str]:
    """Prefecture (empty where it is not said) and name: of 「茨城県境町」, 「境町（茨城県）」, 「茨城県 境町」."""
    plain = text.strip()
    turned = _ENDS_IN_BRACKETS.match(plain)
    if turned and _PREFECTURE.fullmatch(turned["inside"].strip()):
        plain = f"{turned['inside'].strip()}{turned['before'].strip()}"
    found = _PREFECTURE.match(plain)
    if not found:
        return "", plain
    return found["prefecture"], found["name"].strip() or found["prefecture"]


def _cited(part: Part, cited: tuple[int, ...] | None) -> Part:
    return part if cited is None else part | {"sources": [str(number) for number in cited]}
