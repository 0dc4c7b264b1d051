"""Two to six cases side by side: the same rows for all, what is not stated said to be so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from catalogue.domain import case_in_words as in_words
from catalogue.domain.comparison import LETTERS, STANDARD, RowKey
from catalogue.domain.vocabulary import UNCONFIRMED, Status

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

    A cell has ``lines`` and ``missing``, true where nothing is stated. A line has ``text``, ``refs`` and where it leads
    (``url`` or ``node``); it is ``cited`` where it must name a source, has a ``mark`` where something is not known, and
    ``statistics`` (the code of the municipality) where the statistics are its source, which no case lists.
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
    return line(f"[{source['number']}] {in_words.source(source)}", url=source["url"])


def line(text: str, refs: Sequence[int] = (), **more: Any) -> Line:
    """A line of a cell."""
    return {"text": text, "refs": list(refs)} | more


def _cited(row: Page, before: str = "") -> Line:
    """A statement; a figure in it must name a source."""
    return line(f"{before}{row['text']}", row["refs"], cited=in_words.states_a_figure(row["text"]))


def _row(key: RowKey, columns: Sequence[Sequence[Line]]) -> Row:
    texts = [tuple(line["text"] for line in column) for column in columns]
    return {
        "key": key.value,
        "label": key.label,
        "hint": _HINTS.get(key),
        "cells": [{"lines": column, "missing": not column} for column in columns],
        "differs": len(set(texts)) > 1,
        "long": max((sum(map(len, text)) for text in texts), default=0) > _LONG,
    }


def _place(page: Page) -> Iterable[Line]:
    yield line(page["place"])
    told = in_words.population(page)
    if told is None:
        yield line("人口", mark=UNCONFIRMED)
    elif stated := page["population"]:
        yield line(told, stated["refs"], cited=True)
    else:
        yield line(told, statistics=page["municipality"]["code"])


def _likeness(page: Page) -> Iterable[Line]:
    likeness = page["likeness"]
    if likeness["comparisons"]:
        yield line(likeness["label"])
        yield line(likeness["sentence"], statistics=page["municipality"]["code"])


def _undertaking(page: Page) -> Iterable[Line]:
    yield _cited(page["summary"])
    yield from _statements("activities")(page)


def _methods(page: Page) -> Iterable[Line]:
    if page["methods"]:
        yield line("、".join(row["label"] for row in page["methods"]))


def _statements(*names: str) -> Callable[[Page], Iterable[Line]]:
    def lines(page: Page) -> Iterable[Line]:
        for name in names:
            for row in page[name]:
                yield _cited(row)

    return lines


def _people(page: Page) -> Iterable[Line]:
    if page["lead"]:
        yield line(f"主体：{page['lead']}")
    for row in page["partners"]:
        yield line(in_words.partner(row), row["refs"])


def _money(page: Page) -> Iterable[Line]:
    if kinds := page["funding_kinds"]:
        yield line(in_words.funding_kinds(kinds))
    yield from _statements("funding")(page)


def _period(page: Page) -> Iterable[Line]:
    if started := page["started"]:
        yield line(f"{started['text']}開始", started["refs"], cited=True)
    else:
        yield line("開始の時期", mark=UNCONFIRMED)
    if ended := page["ended"]:
        yield line(f"{ended['text']}終了", ended["refs"], cited=True)
    if page["status"]["value"] == Status.UNKNOWN:
        yield line("状況", mark=UNCONFIRMED)
    else:
        yield line(f"状況：{page['status']['label']}")


def _outcomes(page: Page) -> Iterable[Line]:
    for row in page["outcomes"]:
        yield line(in_words.outcome(row), row["refs"], cited=True)


def _evidence(page: Page) -> Iterable[Line]:
    graded = page["evidence"]
    yield line(in_words.evidence(graded))
    yield line(graded["meaning"])


def _links(page: Page) -> Iterable[Line]:
    for link in page["links"]:
        yield line(f"{in_words.linked_node(link)}：{link['rationale']}", node=link)


def _made_possible(page: Page) -> Iterable[Line]:
    for name, word in _CONDITIONS:
        for row in page[name]:
            yield _cited(row, f"{word}：")


def _sources(page: Page) -> Iterable[Line]:
    yield from map(source_line, page["sources"])
    if counted := in_words.statistics(page):
        yield line(f"[統計] {counted['title']}（{counted['publisher']}）", url=counted["url"])


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
