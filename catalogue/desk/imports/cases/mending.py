"""What is to be mended in a sheet: each cell once, with how that can be done on the page; a page at a time, and what is
wrong in many rows in the same way as one line, so that it is mended once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from catalogue.domain.paging import Paging, paging
from catalogue.editing.imports.cases.judgement import Judgement, Mistake, RowJudged
from catalogue.schemas.case_sheet.column import Holds
from catalogue.schemas.case_sheet.columns import SHEETS
from catalogue.schemas.case_sheet.sheets import Heading

Headings = Mapping[tuple[str, int], Heading]

ON_A_PAGE = 50
_NUMBER_OF_ROW = re.compile(r"\d+$")
_SEVERAL = re.compile("[、，,;；\n]")
# What joins rows, or is only for the eye: what is wrong elsewhere in a row without a column of its own is told there.
_JOINING = frozenset({Holds.IDENTITY, Holds.REVISION, Holds.ORDER, Holds.CASE_TITLE})
_OF_JOINING = frozenset({"ID", "版", "番号", "事例の題名", ""})
# Fields of which a cell holds one word of those that are allowed; of places only some are named, the near ones.
_ONE_WORD = frozenset({Holds.CHOICE, Holds.FLAG, Holds.NAME})
_OF_MANY = frozenset({"municipality", "municipality_code"})
_HOLDS: Mapping[str, Holds] = {column.name: column.holds for sheet in SHEETS for column in sheet.columns}
_MUST = "必ず記入"


class How(StrEnum):
    """How a cell is mended on the page: by typing, or by choosing one word. Not there, but only in the sheet, where it
    has no column for that; and elsewhere, where it is about the row as a whole."""

    TYPE = "type"
    CHOOSE = "choose"
    SHEET = "sheet"
    ROW = "row"


_HERE = frozenset({How.TYPE, How.CHOOSE})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to mend; ``place`` is "" where there is none, because the sheet has no such column."""

    place: str
    label: str
    typed: str
    reasons: tuple[str, ...]
    options: tuple[str, ...]
    how: How


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet, with what is to be mended in it besides. ``row`` is nothing for what belongs to none."""

    row: RowJudged | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """What is wrong in the same way in several rows: cells of one column in which the same stands, or a column that is
    not there. ``rows`` are numbers as a spreadsheet counts them; ``key`` names it in a form, whatever else there is to
    mend by then."""

    key: str
    cell: Cell
    heading: str
    places: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToMend:
    """One page of it. ``rows`` and ``cells`` count all there is; ``grouped`` says whether cells that are the same could
    be taken together, whether or not they are (``each``)."""

    same: Sequence[Same]
    lines: Sequence[Line]
    at: Paging
    rows: int
    cells: int
    grouped: bool
    each: bool


def to_mend(judgement: Judgement, page: int, each: bool) -> ToMend:
    """What stands in the way of taking the sheet in; ``each`` row by row, even where many cells are the same."""
    lines = _lines_of(judgement)
    headings = {_column(str(heading.place)): heading.text for heading in judgement.headings}
    same, rest = _taken_together(lines, headings)
    entries: list[Same | Line] = [*lines] if each else [*same, *rest]
    at = paging(len(entries), page, ON_A_PAGE)
    here = at.of(entries)
    return ToMend(
        same=[entry for entry in here if isinstance(entry, Same)],
        lines=[entry for entry in here if isinstance(entry, Line)],
        at=at,
        rows=sum(line.row is not None for line in lines),
        cells=sum(len(line.cells) for line in lines),
        grouped=bool(same),
        each=each,
    )


def _lines_of(judgement: Judgement) -> list[Line]:
    """What is to be mended, row by row; first what belongs to no row, but for what is wrong with columns."""
    headings = {(each.place.sheet, each.place.column): each for each in judgement.headings}
    columns = wrong_columns(judgement)
    others = [each for each in judgement.mistakes if str(each.place) not in columns]
    whole = [Line(None, _cells(others, headings))] if others else []
    return whole + [Line(row, _cells(row.mistakes, headings)) for row in judgement.rows if row.mistakes]


def wrong_columns(judgement: Judgement) -> dict[str, str]:
    """What is wrong with columns, by their places: it is mended by saying what a column is."""
    places = {each.place for each in judgement.headings}
    found: dict[str, list[str]] = defaultdict(list)
    for each in judgement.mistakes:
        if each.place in places:
            found[str(each.place)].append(each.reason)
    return {place: " ".join(reasons) for place, reasons in found.items()}


def _taken_together(lines: Sequence[Line], headings: Mapping[str, str]) -> tuple[list[Same], list[Line]]:
    """What is the same in at least two rows, the most frequent first; and the rows with what is left of them."""
    found: dict[object, list[tuple[int, Cell]]] = defaultdict(list)
    for row, cell in _of_rows(lines):
        if key := _alike(cell):
            found[key].append((row, cell))
    several = {key: group for key, group in found.items() if len(group) > 1}
    rest = [
        replace(line, cells=tuple(cell for cell in line.cells if not line.row or _alike(cell) not in several))
        for line in lines
    ]
    same = sorted((_same(group, headings) for group in several.values()), key=lambda each: -len(each.rows))
    return same, [line for line in rest if line.cells]


def _of_rows(lines: Sequence[Line]) -> Iterator[tuple[int, Cell]]:
    return ((line.row.place.row + 1, cell) for line in lines if line.row for cell in line.cells)


def _alike(cell: Cell) -> object:
    """What cells have in common that can be mended together; nothing where each row wants its own text."""
    if cell.how in (How.SHEET, How.ROW):
        return cell.label, cell.reasons
    if not cell.place or not (cell.typed or cell.options):
        return None
    return _column(cell.place), cell.typed, cell.reasons


def _column(place: str) -> str:
    """What all cells of a column have in common in their names: 事例!C."""
    return _NUMBER_OF_ROW.sub("", place)


def _same(group: Sequence[tuple[int, Cell]], headings: Mapping[str, str]) -> Same:
    cell = group[0][1]
    told = "\n".join((_column(cell.place), cell.label, cell.typed, *cell.reasons))
    return Same(
        key=sha256(told.encode()).hexdigest()[:12],
        cell=replace(cell, place=""),
        heading=headings.get(_column(cell.place)) or cell.label,
        places=tuple(each.place for _, each in group if each.place),
        rows=tuple(row for row, _ in group),
    )


def _cells(mistakes: Iterable[Mistake], headings: Headings) -> tuple[Cell, ...]:
    """Each cell with all that is wrong with it; what has no cell of its own stands for itself."""
    found: dict[object, list[Mistake]] = defaultdict(list)
    hows: dict[object, How] = {}
    for number, mistake in enumerate(mistakes):
        how = _how(mistake, headings)
        key = mistake.place if how in _HERE else number
        found[key].append(mistake)
        # A word can be chosen only where nothing else is wrong with the cell.
        hows[key] = how if hows.get(key, how) is how else How.TYPE
    return tuple(_cell(each, hows[key]) for key, each in found.items())


def _cell(mistakes: Sequence[Mistake], how: How) -> Cell:
    first = mistakes[0]
    return Cell(
        place=str(first.place) if first.place and how in _HERE else "",
        label=first.label,
        typed=first.typed if how in _HERE else "",
        reasons=tuple(dict.fromkeys(each.reason for each in mistakes)),
        options=next((each.options for each in mistakes if each.options), ()),
        how=how,
    )


def _how(mistake: Mistake, headings: Headings) -> How:
    """A field without a column of its own is told at the nearest cell there is: to write there would spoil that."""
    place = mistake.place
    heading = headings.get((place.sheet, place.column)) if place else None
    if place is None:
        return How.SHEET if mistake.label else How.ROW
    holds = _HOLDS.get(heading.meant or "") if heading else None
    elsewhere = holds in _JOINING and mistake.label not in _OF_JOINING
    filled = bool(mistake.typed.strip()) and mistake.reason.startswith(_MUST) and holds is not Holds.PARTS
    if elsewhere or filled:
        return How.SHEET
    closed = holds in _ONE_WORD and heading is not None and heading.meant not in _OF_MANY
    single = closed and not _SEVERAL.search(mistake.typed)
    return How.CHOOSE if mistake.options and single else How.TYPE
