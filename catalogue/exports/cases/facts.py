"""The facts of a case in a few rows: who, when, with whom, with whose money, how like Ome, on what evidence.

The case's page leaves the sources of statistics to the page of the municipality; on paper they get a number after the
last of the case's own.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from catalogue.domain import case_in_words as in_words
from catalogue.domain.likeness import Grade
from catalogue.domain.vocabulary import UNCONFIRMED, Status
from catalogue.exports.brief import Cell, Line, cell
from catalogue.exports.cases.lines import cited, unsourced

Page = Mapping[str, Any]


def facts_of(page: Page) -> Iterable[tuple[Cell, Cell]]:
    """Name and content of each; what is not known says so."""
    checked = page["checked"]
    facts: tuple[tuple[str, Iterable[Line]], ...] = (
        ("自治体と規模", _place(page)),
        ("状況・開始", _period(page)),
        ("主体と協力者", _people(page)),
        ("費用と財源", _money(page)),
        ("青梅市との近さ", _likeness(page)),
        ("根拠の強さ", [_evidence(page)]),
        ("情報の確認日", [Line(f"{checked['text']}（{checked['how']}）")]),
    )
    for name, lines in facts:
        yield cell(name), tuple(lines) or (Line("", mark=UNCONFIRMED),)


def _place(page: Page) -> Iterable[Line]:
    """With what the sources say of its people, or else the statistics."""
    told = in_words.population(page)
    if told is None:
        yield Line(f"{page['place']}　人口", mark=UNCONFIRMED)
        return
    stated = page["population"]
    refs = tuple(stated["refs"]) if stated else number_of_statistics(page)
    yield Line(f"{page['place']}　{told}", refs, mark=unsourced(refs))


def _period(page: Page) -> Iterable[Line]:
    status, note = page["status"], f"（{page['status_note']}）" if page["status_note"] else ""
    if status["value"] == Status.UNKNOWN:
        yield Line(f"状況{note}", mark=UNCONFIRMED)
    else:
        yield Line(f"{status['label']}{note}")
    if not page["started"]:
        yield Line("開始の時期", mark=UNCONFIRMED)
    for name, word in (("started", "開始"), ("ended", "終了")):
        if date := page[name]:
            more = f"（{date['note']}）" if date["note"] else ""
            yield Line(f"{date['text']}{word}{more}", tuple(date["refs"]), mark=unsourced(date["refs"]))


def _people(page: Page) -> Iterable[Line]:
    """Neighbours in the list who stand in the same sources share a line."""
    if page["lead"]:
        yield Line(f"主体：{page['lead']}")
    for refs, rows in groupby(page["partners"], key=lambda row: tuple(row["refs"])):
        yield Line(f"協力：{'、'.join(map(in_words.partner, rows))}", refs)


def _money(page: Page) -> Iterable[Line]:
    if kinds := page["funding_kinds"]:
        yield Line(in_words.funding_kinds(kinds))
    yield from map(cited, page["funding"])


def _likeness(page: Page) -> Iterable[Line]:
    likeness = page["likeness"]
    mark = UNCONFIRMED if likeness["grade"] == Grade.UNKNOWN else None
    yield Line(f"{likeness['label']}　{likeness['sentence']}", number_of_statistics(page), mark)
    if page["other_municipalities"] and likeness["comparisons"]:
        yield Line(f"代表の自治体である{page['municipality']['place']}の数値によります。")


def _evidence(page: Page) -> Line:
    graded = page["evidence"]
    return Line(f"{in_words.evidence(graded)}　{graded['meaning']}")


def statistics(page: Page) -> Mapping[str, Any] | None:
    """The statistics as a source after those of the page, with its ``number``; none where nothing could be compared."""
    source = in_words.statistics(page)
    return source and source | {"number": number_of_statistics(page)[0]}


def line_of_statistics(page: Page) -> Iterable[Line]:
    """Their entry in a list of sources."""
    if source := statistics(page):
        yield Line(f"{source['title']}（{source['publisher']}）", (source["number"],), url=source["url"])


def number_of_statistics(page: Page) -> tuple[int, ...]:
    """The number the statistics get in the list of sources, after those of the page."""
    used = max((source["number"] for source in page["sources"]), default=0)
    return (used + 1,) if page["likeness"]["comparisons"] else ()
