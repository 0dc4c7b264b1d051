"""How one thing a page says becomes cells of a table for machines: one value a cell, empty where nothing is known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain import wareki
from catalogue.domain.likeness import Indicator
from catalogue.domain.vocabulary import NO_SOURCE, UNCONFIRMED, MunicipalityKind
from catalogue.exports.brief import in_brackets
from catalogue.exports.cell_text import on_one_line
from catalogue.exports.sheets import Column, Value

Page = Mapping[str, Any]
Part = Mapping[str, Any]

ISO_MEANING = "西暦（ISO 8601）。分かるところまで（年まで、月まで、日まで）。年度だけが分かるときは空欄"
ERA_MEANING = "同じ日付の和暦と西暦"
REFS_MEANING = (
    "ページで文の後に付く出典の番号。番号ごとの行は「出典の対応」にある。出典を示せないものは「出典なし」"
)

_NOTHING_KNOWN = {"", "不明", UNCONFIRMED, "時点不明", "時点は不明"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column, and how its value is read from what the row tells of."""

    column: Column
    of: Callable[[Part], Value]


def field(
    name: str,
    of: Callable[[Part], Value],
    meaning: str,
    *,
    unit: str = "",
    codes: str = "",
    width: float = 16,
) -> Field:
    """A field in one line."""
    return Field(Column(name, meaning, unit, codes, width), of)


def plain(value: Value) -> Value:
    """A number without the point a whole one does not need; anything else as it is."""
    return int(value) if isinstance(value, float) and value == int(value) else value


def text(value: str | None) -> Value:
    """A text on one line; nothing where it says nothing, or only that nothing is known."""
    line = on_one_line(value or "").strip()
    return None if line in _NOTHING_KNOWN else line


def iso(date: str | None) -> Value:
    """A stored date where it is one; a fiscal year is none."""
    return None if date is None or wareki.parse(date).fiscal else date


def era(date: str | None) -> Value:
    """A stored date in words."""
    return wareki.show_text(date) if date else None


def fiscal_year(date: str | None) -> Value:
    """The 年度 a stored date falls in."""
    return wareki.parse(date).fiscal_year if date else None


def yes_or_no(value: bool) -> Value:
    """In one of two words."""
    return "はい" if value else "いいえ"


def cited(refs: Sequence[int]) -> Value:
    """As the page prints it behind the words."""
    return in_brackets(refs) or NO_SOURCE


def town(municipality: Part) -> Value:
    """Its name; a prefecture is none."""
    return None if municipality["kind"] == MunicipalityKind.PREFECTURE else municipality["name"]


def counted_population(page: Page) -> Part | None:
    """The population of the statistics, where there is one."""
    rows = page["likeness"]["comparisons"]
    return next((row for row in rows if row["name"] == Indicator.POPULATION.label), None)


def dates(
    name: str, of: Callable[[Part], str | None], what: str, *, with_year: bool = False
) -> tuple[Field, ...]:
    """The columns of a date: ISO, in words, and where asked for the 年度."""
    fields = (
        field(name, lambda part: iso(of(part)), f"{what}。{ISO_MEANING}", width=12),
        field(f"{name}_和暦", lambda part: era(of(part)), ERA_MEANING, width=24),
    )
    if not with_year:
        return fields
    meaning = f"{what}の年度（4月から翌年3月まで）。年だけが分かるときは、同じ数の年度とみなす"
    return (
        *fields,
        field(f"{name}_年度", lambda part: fiscal_year(of(part)), meaning, unit="年度", width=12),
    )
