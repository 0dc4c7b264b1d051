"""The facts of a case in a few rows: who, when, with whom, with whose money, how like Ome, on what evidence.

The case's page leaves the sources of statistics to the page of the municipality; on paper they get a number after the
last of the case's own.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from catalogue.domain.likeness import Indicator
from catalogue.exports.brief import NO_SOURCE, UNCONFIRMED, Cell, Line, cell

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
    if told := page["population"]:
        refs = tuple(told["refs"])
        words = f"{page['place']}　人口 {told['text']}（{told['as_of_text']}）"
        yield Line(words, refs, mark=None if refs else NO_SOURCE)
        return
    for row in page["likeness"]["comparisons"]:
        if row["name"] == Indicator.POPULATION.label:
            whose = f"（{page['municipality']['name']}）" if page["other_municipalities"] else ""
            words = f"{page['place']}　人口{whose} {row['own']}（{row['as_of_text']}）"
            yield Line(words, _number_of_statistics(page))
            return
    yield Line(f"{page['place']}　人口", mark=UNCONFIRMED)


def _period(page: Page) -> Iterable[Line]:
    status, note = page["status"], f"（{page['status_note']}）" if page["status_note"] else ""
    if status["value"] == "unknown":
        yield Line(f"状況{note}", mark=UNCONFIRMED)
    else:
        yield Line(f"{status['label']}{note}")
    if not page["started"]:
        yield Line("開始の時期", mark=UNCONFIRMED)
    for name, word in (("started", "開始"), ("ended", "終了")):
        if date := page[name]:
            more = f"（{date['note']}）" if date["note"] else ""
            yield Line(f"{date['text']}{word}{more}", tuple(date["refs"]))


def _people(page: Page) -> Iterable[Line]:
    """Neighbours in the list who stand in the same sources share a line."""
    if page["lead"]:
        yield Line(f"主体：{page['lead']}")
    for refs, rows in groupby(page["partners"], key=lambda row: tuple(row["refs"])):
        names = (f"{row['name']}（{row['role']}）" if row["role"] else row["name"] for row in rows)
        yield Line(f"協力：{'、'.join(names)}", refs)


def _money(page: Page) -> Iterable[Line]:
    if kinds := page["funding_kinds"]:
        yield Line(f"財源：{'、'.join(row['label'] for row in kinds)}")
    yield from (Line(row["text"], tuple(row["refs"])) for row in page["funding"])


def _likeness(page: Page) -> Iterable[Line]:
    likeness = page["likeness"]
    mark = UNCONFIRMED if likeness["grade"] == "unknown" else None
    yield Line(f"{likeness['label']}　{likeness['sentence']}", _number_of_statistics(page), mark)
    if page["other_municipalities"] and likeness["comparisons"]:
        yield Line(f"代表の自治体である{page['municipality']['place']}の数値によります。")


def _evidence(page: Page) -> Line:
    graded = page["evidence"]
    judged = "" if graded["confirmed"] else "（自動判定）"
    return Line(f"{graded['grade']} {graded['label']}{judged}　{graded['meaning']}")


def statistics(page: Page) -> Iterable[Line]:
    """The entry of the statistics in the list of sources; none where nothing could be compared."""
    comparisons = page["likeness"]["comparisons"]
    if not comparisons:
        return
    source = comparisons[0]["source"]
    others = f"ほか{len(comparisons) - 1}項目" if len(comparisons) > 1 else ""
    yield Line(
        f"{source['title']}{others}（{source['publisher']}）", _number_of_statistics(page), url=source["url"]
    )


def _number_of_statistics(page: Page) -> tuple[int, ...]:
    """The number the statistics get in the list of sources, after those of the page."""
    used = max((source["number"] for source in page["sources"]), default=0)
    return (used + 1,) if page["likeness"]["comparisons"] else ()
