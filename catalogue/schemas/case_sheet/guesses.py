"""What the columns of somebody else's list may mean: by their headings, and where a field takes only certain words, by
what stands below."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.domain.grid import Grid
from catalogue.schemas.case_sheet.cells import words_of_cell
from catalogue.schemas.case_sheet.column import Column, Holds
from catalogue.schemas.case_sheet.columns import CASE_SHEET
from catalogue.schemas.case_sheet.known import Taken
from catalogue.schemas.case_sheet.synonym_words import DATE_OF_NEIGHBOUR, NOT_AT_THE_END
from catalogue.schemas.case_sheet.synonyms import guess, normal
from catalogue.schemas.case_sheet.values import word_of

_ROWS_LOOKED_AT = 50
# Columns a row may have several of; any other field has one.
SEVERAL = (Holds.STATEMENTS, Holds.SENTENCES, Holds.WORDS, Holds.PARTS, Holds.NAMES)
COLUMNS: Mapping[str, Column] = {column.name: column for column in CASE_SHEET.columns}
# Where the words below are none of the closed list, the heading meant the free text beside it.
_INSTEAD = {"status": "status_note", "methods": "activities", "funding_kinds": "funding"}
# What a second heading for a field with one value meant (事例名, 取組).
_IF_GIVEN = {"summary": "activities", "title": "activities"}
_AS_SUMMARY = "activities"


@dataclass(frozen=True, slots=True)
class _Guessed:
    at: int
    column: Column
    exact: bool
    ordinal: int | None


def guessed(grid: Grid, row: int, known: Mapping[int, Taken]) -> dict[int, Taken]:
    """The columns of a list with one row a case, by their places: those ``known`` by our own headings, and guesses for
    the others. A field that has one value is given to the heading that fits best."""
    texts = grid.rows[row]
    guesses = sorted(_guesses(grid, row, known), key=lambda each: (not each.exact, each.at))
    taken: dict[int, Taken] = {}
    given: set[str] = set()
    for each in guesses:
        again = each.column.name in given and not is_several(each.column)
        column = _instead(each.column.name, texts[each.at]) if again else each.column
        if column is not None:
            given.add(column.name)
            taken[each.at] = Taken(each.at, texts[each.at], column, ordinal=each.ordinal)
    return _with_summary(dict(sorted(taken.items())))


def _instead(field: str, heading: str) -> Column | None:
    """What a second heading for a field with one value meant; a second name (取組名, 事業名) is nothing else."""
    if field == "title" and normal(heading) not in NOT_AT_THE_END:
        return None
    return COLUMNS.get(_IF_GIVEN.get(field, ""))


def is_several(column: Column) -> bool:
    """Whether several columns of a row may hold it: lists, and parts of parts that are told in columns."""
    return column.holds in SEVERAL or is_of_parts(column) or column.name == "notes"


def is_of_parts(column: Column) -> bool:
    """Whether it holds part of one of several parts: 成果の値."""
    whole = COLUMNS.get(column.whole)
    return bool(column.part) and whole is not None and whole.holds is Holds.PARTS


def _guesses(grid: Grid, row: int, known: Mapping[int, Taken]) -> Iterator[_Guessed]:
    before = ""
    for at, text in enumerate(grid.rows[row]):
        if at in known:
            column, exact, ordinal = known[at].column, True, None
        elif text.strip() and (may_be := guess(text)):
            column, exact, ordinal = COLUMNS[may_be.field], may_be.exact, may_be.ordinal
        else:
            continue
        if before == "sources" and normal(text) in DATE_OF_NEIGHBOUR:
            column = COLUMNS["sources.date"]
        before = column.whole
        column = _fitting(column, _below(grid, row, at))
        yield _Guessed(at, column, exact, ordinal if is_several(column) else None)


def _below(grid: Grid, row: int, at: int) -> list[str]:
    texts = (each[at] for each in grid.rows[row + 1 : row + 1 + _ROWS_LOOKED_AT])
    return [text for text in texts if text.strip()]


def _fitting(column: Column, values: Sequence[str]) -> Column:
    """The column itself, unless most of its values are no words of its list."""
    if column.name not in _INSTEAD or not values:
        return column
    words = [word for value in values for word in words_of_cell(value)]
    fit = sum(word_of(column, word) is not None for word in words)
    return column if 2 * fit >= len(words) else COLUMNS[_INSTEAD[column.name]]


def _with_summary(taken: dict[int, Taken]) -> dict[int, Taken]:
    """Every case has a summary: a list that calls nothing so has it in what was done."""
    if "summary" in _names(taken.values()):
        return taken
    for at, each in taken.items():
        if each.column.name == _AS_SUMMARY:
            return taken | {at: Taken(at, each.heading, COLUMNS["summary"])}
    return taken


def _names(taken: Iterable[Taken]) -> set[str]:
    return {each.column.name for each in taken}
