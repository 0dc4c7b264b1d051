"""A sheet somebody brought, given back with what is to be mended in it: as it was read, each wrong cell marked and with
a note, and a column more that says it in words. It can be mended there and brought again; the column is left out then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook as Book
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Leaf

from catalogue.domain.grid import Grid, Place, address
from catalogue.exports.excel.cells import EVERY_CELL, FONT_SIZE, OPTIONS, fit_for_a_cell, names_of_sheets
from catalogue.exports.typeface import FONT
from catalogue.schemas.case_sheet.data_names import TO_MEND

_MARKED = "#FFE3D6"
_WIDTH, _WIDTH_OF_WORDS = 18, 60
_LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: the cell, or any cell of its row; what that is called, and the reason."""

    place: Place
    label: str
    reason: str

    @property
    def words(self) -> str:
        """C5 状況：…"""
        called = f"{address(self.place.row, self.place.column)}{f' {self.label}' if self.label else ''}"
        return f"{called}：{self.reason}"


def write(grids: Sequence[Grid], heads: Mapping[str, int], faults: Iterable[Fault]) -> bytes:
    """The file. ``heads`` says in which row (from 0) the headings of a sheet stand, by its name."""
    found: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        found[fault.place.sheet].append(fault)
    made = BytesIO()
    with Book(made, OPTIONS) as book:
        book.set_properties({"author": ""})
        looks = _Looks(book)
        names = names_of_sheets(grid.name for grid in grids)
        for name, grid in zip(names, grids, strict=True):
            _sheet(book.add_worksheet(name), looks, grid, heads.get(grid.name), found[grid.name])
    return made.getvalue()


class _Looks:
    """How cells look. What is wrong is marked by a colour and a frame, and said in words besides."""

    def __init__(self, book: Book) -> None:
        usual = {"font_name": FONT, "font_size": FONT_SIZE, "text_wrap": True, "valign": "top"}
        self.plain: Format = book.add_format(usual | {"num_format": "@"})
        self.head: Format = book.add_format(usual | {"bold": True, "bottom": 1})
        self.wrong: Format = book.add_format(usual | {"num_format": "@", "bg_color": _MARKED, "border": 2})
        self.words: Format = book.add_format(usual | {"bold": True})


def _sheet(leaf: Leaf, looks: _Looks, grid: Grid, head: int | None, faults: Sequence[Fault]) -> None:
    width = len(grid.rows[0]) if grid.rows else 0
    wrong = {(fault.place.row, fault.place.column) for fault in faults}
    leaf.set_column(0, max(0, width - 1), _WIDTH)
    leaf.ignore_errors({"number_stored_as_text": EVERY_CELL})
    for row, texts in enumerate(grid.rows):
        for column, text in enumerate(texts):
            look = looks.wrong if (row, column) in wrong else looks.head if row == head else looks.plain
            _put(leaf, row, column, "" if (row, column) in grid.formulas else text, look)
    if faults:
        _words(leaf, looks, width, head or 0, faults)
    if head is not None:
        leaf.freeze_panes(head + 1, 0)


def _put(leaf: Leaf, row: int, column: int, text: str, look: Format) -> None:
    if text:
        leaf.write_string(row, column, fit_for_a_cell(text), look)
    else:
        leaf.write_blank(row, column, None, look)


def _words(leaf: Leaf, looks: _Looks, column: int, head: int, faults: Sequence[Fault]) -> None:
    """A note on each wrong cell, and all that is wrong with a row in the column beside the last."""
    leaf.set_column(column, column, _WIDTH_OF_WORDS)
    leaf.write_string(head, column, TO_MEND, looks.head)
    rows: dict[int, list[str]] = defaultdict(list)
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for fault in faults:
        rows[fault.place.row].append(fault.words)
        cells[fault.place.row, fault.place.column].append(fault.reason)
    for (row, at), reasons in cells.items():
        leaf.write_comment(row, at, " ".join(reasons)[:_LONGEST_NOTE], {"author": ""})
    for row, words in rows.items():
        if row != head:
            leaf.write_string(row, column, fit_for_a_cell("\n".join(words)), looks.words)


def without_words(grid: Grid) -> Grid:
    """The sheet without the column that was added here, if it is there: the last one."""
    last = len(grid.rows[0]) - 1 if grid.rows else 0
    if last < 1 or not any(row[last].strip() == TO_MEND for row in grid.rows):
        return grid
    rows = tuple(row[:last] for row in grid.rows)
    return Grid(grid.name, rows, frozenset(at for at in grid.formulas if at[1] < last), grid.remarks)
