"""A case's document as cells: the rows it has in each sheet, by the same table by which they are read back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.schemas.case_sheet.cells import (
    cell_of_items,
    cell_of_words,
    guarded,
    with_mark,
)
from catalogue.schemas.case_sheet.column import Column, Holds, SheetKind
from catalogue.schemas.case_sheet.columns import CASE_SHEET, PART_SHEETS
from catalogue.schemas.case_sheet.gathering import TOO_LONG
from catalogue.schemas.case_sheet.special import HEAD_OF_TABLE
from catalogue.schemas.form_inputs import Kind
from catalogue.schemas.form_values import as_typed

Document = Mapping[str, Any]
Value = str | int | float | None
# In units of UTF-16, as Excel counts.
_LONGEST_CELL = 32_767
_NUMBERS = (Kind.NUMBER, Kind.WHOLE)


@dataclass(frozen=True, slots=True)
class Names:
    """What codes mean, for people. ``places`` gives prefecture and name of a municipality; those of a prefecture are
    the same word. What is not there stands for itself."""

    places: Mapping[str, tuple[str, str]]
    themes: Mapping[str, str]
    categories: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A case to be laid out: its document, and the number of the revision that is."""

    slug: str
    number: int
    document: Document


@dataclass(frozen=True, slots=True)
class _Told:
    """A case with what is needed to tell of it: ``numbers`` of its sources by their keys."""

    case: Written
    names: Names
    numbers: Mapping[str, int]

    def cited(self, keys: Sequence[str] | None) -> list[int]:
        """The numbers of these sources."""
        return [self.numbers[key] for key in keys or () if key in self.numbers]


def laid_columns(kind: SheetKind) -> tuple[Column, ...]:
    """The columns of a sheet that are written."""
    return tuple(column for column in kind.columns if column.laid_out)


def rows_of(case: Written, names: Names) -> dict[str, list[tuple[Value, ...]]]:
    """The rows of a case in every sheet, by the sheet's name."""
    sources = case.document.get("sources") or ()
    told = _Told(case, names, {source["key"]: number for number, source in enumerate(sources, start=1)})
    rows = {CASE_SHEET.name: [tuple(_of_case(column, told) for column in laid_columns(CASE_SHEET))]}
    for kind in PART_SHEETS:
        tell = _table_rows if kind.field == "tables" else _part_rows
        rows[kind.name] = [tuple(map(_fitting, row)) for row in tell(kind, told)]
    return rows


def _of_case(column: Column, told: _Told) -> Value:
    if column.holds is Holds.IDENTITY:
        return told.case.slug
    if column.holds is Holds.REVISION:
        return told.case.number
    if column.holds in (Holds.NAME, Holds.NAMES):
        return _NAMES[column.name](told)
    value = told.case.document.get(column.whole)
    if column.part:
        value = value.get(column.part) if value else None
    return _fitting(_cell(column, value, told))


def _fitting(value: Value) -> Value:
    """What is longer than a cell is not cut, for it would be taken in so."""
    if isinstance(value, str) and len(value.encode("utf-16-le")) // 2 > _LONGEST_CELL:
        return TOO_LONG
    return value


def _cell(column: Column, value: Any, told: _Told) -> Value:
    if value is None or value == [] or value == "":
        return None
    writer = _WRITERS.get(column.holds)
    if writer is not None:
        return writer(column, value, told)
    if column.kind in _NUMBERS:
        return int(value) if value == int(value) else float(value)
    return guarded(as_typed(column.kind, value))


def _word(column: Column, value: Any, _: _Told) -> str:
    return dict(column.choices).get(value, str(value))


def _words(column: Column, values: Any, told: _Told) -> str:
    if column.choices:
        return cell_of_words([_word(column, value, told) for value in values])
    return guarded(cell_of_words(values))


def _statement(_: Column, value: Any, told: _Told) -> str:
    return guarded(with_mark(value["text"], told.cited(value.get("sources"))))


def _statements(_: Column, values: Any, told: _Told) -> str:
    return cell_of_items(with_mark(each["text"], told.cited(each.get("sources"))) for each in values)


_WRITERS: Mapping[Holds, Callable[[Column, Any, _Told], Value]] = {
    Holds.CHOICE: _word,
    Holds.CHOICES: _words,
    Holds.WORDS: _words,
    Holds.FLAG: lambda column, value, _: column.choices[0 if value else 1][1],
    Holds.STATEMENT: _statement,
    Holds.STATEMENTS: _statements,
    Holds.SENTENCES: lambda _, values, __: cell_of_items(values),
    Holds.CITED: lambda _, keys, told: "、".join(map(str, told.cited(keys))) or None,
    Holds.KEY: lambda _, key, __: str(key),
}


def _place(told: _Told) -> tuple[str, str]:
    code = told.case.document["municipality"]
    return told.names.places.get(code, ("", code))


def _others(told: _Told) -> str | None:
    codes = told.case.document.get("other_municipalities") or ()
    return "、".join(_full_name(code, told.names) for code in codes) or None


def _full_name(code: str, names: Names) -> str:
    prefecture, name = names.places.get(code, ("", code))
    return name if name == prefecture else f"{prefecture}{name}"


_NAMES: Mapping[str, Callable[[_Told], Value]] = {
    "theme": lambda told: told.names.themes.get(told.case.document["theme"], told.case.document["theme"]),
    "category": lambda told: told.names.categories.get(
        told.case.document["category"], told.case.document["category"]
    ),
    "prefecture": lambda told: _place(told)[0] or None,
    "municipality": lambda told: _place(told)[1],
    "municipality_code": lambda told: told.case.document["municipality"],
    "other_municipalities": _others,
}


def _part_rows(kind: SheetKind, told: _Told) -> Iterator[tuple[Value, ...]]:
    columns = laid_columns(kind)
    for number, part in enumerate(told.case.document.get(kind.field) or (), start=1):
        yield tuple(_of_part(column, part, number, told) for column in columns)


def _of_part(column: Column, part: Mapping[str, Any], number: int, told: _Told) -> Value:
    if column.holds is Holds.IDENTITY:
        return told.case.slug
    if column.holds is Holds.CASE_TITLE:
        return guarded(str(told.case.document["title"]))
    if column.holds is Holds.ORDER:
        return number
    return _cell(column, part.get(column.part), told)


def _table_rows(kind: SheetKind, told: _Told) -> Iterator[tuple[Value, ...]]:
    """The headings of a table in a row, and then its rows."""
    columns = laid_columns(kind)
    for table in told.case.document.get("tables") or ():
        for row, cells in enumerate([table["columns"], *table["rows"]]):
            texts = {f"tables.cell{at}": guarded(text) for at, text in enumerate(cells, start=1)}
            if row == 0:
                texts |= {"tables.row": HEAD_OF_TABLE}
            yield tuple(_of_table(column, table, row, texts, told) for column in columns)


def _of_table(
    column: Column, table: Mapping[str, Any], row: int, texts: Mapping[str, str], told: _Told
) -> Value:
    if column.holds is Holds.CELL:
        return texts.get(column.name)
    if row and column.part:
        return None
    return _of_part(column, table, row, told)
