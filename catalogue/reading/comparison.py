"""Two to six cases side by side: the same rows for all, what is not stated said to be so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from catalogue.domain.likeness import Indicator

Page = Mapping[str, Any]
Line = dict[str, Any]
Row = dict[str, Any]

FEWEST, MOST = 2, 6


def rows(pages: Sequence[Page], *, only_differences: bool = False) -> list[Row]:
    """The rows of a comparison: ``key``, ``label``, a cell for each case, and whether the cells differ.

    A cell has ``lines`` (each ``text``, ``refs`` and where it leads, ``url``) and ``missing``, true where nothing is
    stated.
    """
    made = [_row(key, label, [list(lines(page)) for page in pages]) for key, label, lines in _ROWS]
    return [row for row in made if row["differs"] or not only_differences]


def _row(key: str, label: str, columns: Sequence[Sequence[Line]]) -> Row:
    texts = [tuple(line["text"] for line in column) for column in columns]
    return {
        "key": key,
        "label": label,
        "cells": [{"lines": column, "missing": not column} for column in columns],
        "differs": len(set(texts)) > 1,
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


def _sources(page: Page) -> Iterable[Line]:
    for source in page["sources"]:
        date = f"、{source['date_text']}" if source["date_text"] else ""
        yield _line(
            f"[{source['number']}] {source['title']}（{source['publisher']}{date}）", url=source["url"]
        )


_ROWS: tuple[tuple[str, str, Callable[[Page], Iterable[Line]]], ...] = (
    ("place", "自治体と規模", _place),
    ("likeness", "青梅市との近さ", _likeness),
    ("background", "背景", _statements("background", "purpose")),
    ("activities", "取組", _undertaking),
    ("methods", "手法", _methods),
    ("people", "主体と協力者", _people),
    ("funding", "費用と財源", _money),
    ("period", "期間と状況", _period),
    ("outcomes", "成果", _outcomes),
    ("evidence", "根拠の強さ", _evidence),
    ("lessons", "工夫と留意点", _statements("devices", "challenges", "constraints", "lessons")),
    ("links", "青梅市の施策・将来像との関係", _links),
    ("sources", "出典", _sources),
)
