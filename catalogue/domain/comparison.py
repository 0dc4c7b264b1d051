"""The rows of a comparison: which there are, which an address asks for, and in what order.

Somebody who makes a sheet for one agenda item wants four rows of the fourteen, in their own order. An address may be
old or mistyped; what can be understood of it is used, and a sentence says the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.domain.selection import named
from catalogue.domain.vocabulary import Named

FEWEST, MOST = 2, 6
# What columns are called where there is no room for a title.
LETTERS = "ABCDEF"


class RowKey(Named):
    """A row, as an address names it, in the usual order."""

    PLACE = "place", "自治体と規模"
    LIKENESS = "likeness", "青梅市との近さ"
    BACKGROUND = "background", "背景"
    ACTIVITIES = "activities", "取組"
    METHODS = "methods", "手法"
    PEOPLE = "people", "主体と協力者"
    FUNDING = "funding", "費用と財源"
    PERIOD = "period", "期間と状況"
    OUTCOMES = "outcomes", "成果"
    EVIDENCE = "evidence", "根拠の強さ"
    LESSONS = "lessons", "留意点"
    LINKS = "links", "青梅市の施策・将来像との関係"
    CONDITIONS = "conditions", "青梅市で行うには"
    SOURCES = "sources", "出典"


STANDARD: tuple[RowKey, ...] = tuple(RowKey)


@dataclass(frozen=True, slots=True)
class RowChoice:
    """The rows to show, in this order, and what a reader should know of those asked for in vain."""

    rows: tuple[RowKey, ...] = STANDARD
    notes: tuple[str, ...] = ()


def choose_rows(asked: Sequence[str]) -> RowChoice:
    """The rows asked for, each once; all of them in the usual order where none that is known was asked for."""
    different = list(dict.fromkeys(asked))
    rows = tuple(RowKey(key) for key in different if key in set(RowKey))
    unknown = [key for key in different if key not in set(RowKey)]
    if not unknown:
        return RowChoice(rows or STANDARD)
    rest = "標準の項目で表示しています。" if not rows else "ほかの項目は、指定のとおり表示しています。"
    return RowChoice(rows or STANDARD, (f"次の名前の項目はありません（{named(unknown)}）。{rest}",))


def moved(rows: Sequence[RowKey], key: str, steps: int) -> tuple[RowKey, ...]:
    """The rows with one of them moved down, or up by a negative number. One that is not there moves nothing."""
    order = list(rows)
    if key not in order:
        return tuple(order)
    place = order.index(RowKey(key))
    order.insert(min(max(place + steps, 0), len(order) - 1), order.pop(place))
    return tuple(order)
