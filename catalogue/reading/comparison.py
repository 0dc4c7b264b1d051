"""Two to six cases side by side: the same rows for all, what is not stated said to be so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from catalogue.domain.comparison import LETTERS, STANDARD, RowKey
from catalogue.domain.likeness import Indicator

Page = Mapping[str, Any]
Line = dict[str, Any]
Row = dict[str, Any]

# What a row's name alone does not say.
_HINTS = {RowKey.CONDITIONS: "それぞれのまちで支えになった工夫と条件"}
# Letters in a cell from which on a row may run on to the next sheet of paper: about half of one.
_LONG = 400
_CONDITIONS = (("devices", "工夫"), ("constraints", "条件"), ("sustaining", "続けるための手当"))


def rows(
    pages: Sequence[Page], keys: Sequence[RowKey] = STANDARD, *, only_differences: bool = False
) -> list[Row]:
    """The rows of a comparison, in this order: ``key``, ``label``, ``hint``, a cell for each case, if these differ,
    and if any is ``long``.

    A cell has ``lines`` (each ``text``, ``refs`` and where it leads, ``url``) and ``missing``, true where nothing is
    stated.
    """
    made = [_row(key, [list(_ROWS[key](page)) for page in pages]) for key in keys]
    return [row for row in made if row["differs"] or not only_differences]


def names(pages: Sequence[Page]) -> list[str]:
    """What a column is called in the cells of another: A 境町, B 桐生市."""
    return [f"{letter} {page['municipality']['name']}" for letter, page in zip(LETTERS, pages, strict=False)]


def conditions(page: Page) -> list[tuple[str, int]]:
    """Of what kinds a case states what it took, and how many of each."""
    counted = [(word, len(page[name])) for name, word in _CONDITIONS]
    return [(word, count) for word, count in counted if count]


def source_line(source: Page) -> Line:
    """A source as the row of sources names it."""
    date = f"、{source['date_text']}" if source["date_text"] else ""
    return _line(f"[{source['number']}] {source['title']}（{source['publisher']}{date}）", url=source["url"])


def _row(key: RowKey, columns: Sequence[Sequence[Line]]) -> Row:
    texts = [tuple(line["text"] for line in column) for column in columns]
    return {
        "key": key.value,
        "label": key.label,
        "hint": _HINTS.get(key),
        "cells": [{"lines": column, "missing": not column} for column in columns],
        "differs": len(set(texts)) > 1,
        "long": max(sum(map(len, text)) for text in texts) > _LONG,
    }


def _line(text: str, refs: Sequence[int] = (), **more: Any) -> Line:
    return {"text": text, "refs": list(refs)} | more


def _place(page: Page) -> Iterable[Line]:
    yield _line(page["place"])
    if population := page["population"]:
        yield _line(f"人口 {population['text']}（{population['as_of_text']}）", population["refs"])
        return
    for row in page["likeness"]["comparisons"]:
        if row["name"] == Indicator.POPULATION.label:
            whose = f"（{page['municipality']['name']}）" if page["other_municipalities"] else ""
            yield _line(f"人口{whose} {row['own']}（{row['as_of_text']}）")


def _likeness(page: Page) -> Iterable[Line]:
    likeness = page["likeness"]
    if likeness["comparisons"]:
        yield _line(likeness["label"])
        yield _line(likeness["sentence"])


def _undertaking(page: Page) -> Iterable[Line]:
    yield _line(page["summary"]["text"], page["summary"]["refs"])
    yield from _statements("activities")(page)


def _methods(page: Page) -> Iterable[Line]:
    if page["methods"]:
        yield _line("、".join(row["label"] for row in page["methods"]))


def _statements(*names: str) -> Callable[[Page], Iterable[Line]]:
    def lines(page: Page) -> Iterable[Line]:
        for name in names:
            for row in page[name]:
                yield _line(row["text"], row["refs"])

    return lines


def _people(page: Page) -> Iterable[Line]:
    if page["lead"]:
        yield _line(f"主体：{page['lead']}")
    for row in page["partners"]:
        yield _line(f"{row['name']}（{row['role']}）" if row["role"] else row["name"], row["refs"])


def _money(page: Page) -> Iterable[Line]:
    if kinds := page["funding_kinds"]:
        yield _line(f"財源：{'、'.join(row['label'] for row in kinds)}")
    yield from _statements("funding")(page)


def _period(page: Page) -> Iterable[Line]:
    if started := page["started"]:
        yield _line(f"{started['text']}開始", started["refs"])
    if ended := page["ended"]:
        yield _line(f"{ended['text']}終了", ended["refs"])
    yield _line(f"状況：{page['status']['label']}")


def _outcomes(page: Page) -> Iterable[Line]:
    for row in page["outcomes"]:
        yield _line(f"{row['indicator']}：{row['value']}（{row['as_of_text']}）", row["refs"], cited=True)


def _evidence(page: Page) -> Iterable[Line]:
    graded = page["evidence"]
    automatic = "" if graded["confirmed"] else "（自動判定）"
    yield _line(f"{graded['grade']} {graded['label']}{automatic}")
    yield _line(graded["meaning"])


def _links(page: Page) -> Iterable[Line]:
    for link in page["links"]:
        label = f"{link['label']} " if link["label"] else ""
        yield _line(f"{link['plan_title']} {label}{link['name']}：{link['rationale']}", node=link)


def _made_possible(page: Page) -> Iterable[Line]:
    for name, word in _CONDITIONS:
        for row in page[name]:
            yield _line(f"{word}：{row['text']}", row["refs"])


def _sources(page: Page) -> Iterable[Line]:
    return map(source_line, page["sources"])


_ROWS: Mapping[RowKey, Callable[[Page], Iterable[Line]]] = {
    RowKey.PLACE: _place,
    RowKey.LIKENESS: _likeness,
    RowKey.BACKGROUND: _statements("background", "purpose"),
    RowKey.ACTIVITIES: _undertaking,
    RowKey.METHODS: _methods,
    RowKey.PEOPLE: _people,
    RowKey.FUNDING: _money,
    RowKey.PERIOD: _period,
    RowKey.OUTCOMES: _outcomes,
    RowKey.EVIDENCE: _evidence,
    RowKey.LESSONS: _statements("challenges", "lessons"),
    RowKey.LINKS: _links,
    RowKey.CONDITIONS: _made_possible,
    RowKey.SOURCES: _sources,
}
