"""One sheet of a workbook: its cells as text, the formulas among them, and what was odd about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from catalogue.domain.errors import Invalid
from catalogue.domain.grid import Grid
from catalogue.intake.elements import is_true, local
from catalogue.intake.excel import remarks as told
from catalogue.intake.excel.places import Area, area_of, place_of, row_of
from catalogue.intake.excel.values import Formulas, text_in, value_text
from catalogue.intake.limits import MOST_MERGED, Allowance, must_fit
from catalogue.intake.package import Package

# What LibreOffice makes of the words TRUE and FALSE.
_CONSTANTS = {"TRUE()", "FALSE()"}


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share: its parts, the texts and number formats cells name by number, what the
    numbers of days count from, and how much may still be read."""

    package: Package
    strings: Sequence[str]
    formats: Sequence[str]
    since_1904: bool
    allowance: Allowance


def grid_of_sheet(book: Book, name: str, part: str) -> Grid:
    """The sheet that lies in ``part``; without rows if nothing is written in it.

    Raises:
        Damaged, IndexError, ValueError: it is not what the format says.
        Invalid: it is too large; the sentence says where.
    """
    reading = _Reading(book, name)
    for element in book.package.elements(part, "row", "mergeCell", "col"):
        reading.take(element)
    reading.spread_merged()
    return reading.grid(told.others(book.package, part))


class _Reading:
    """A sheet while it is read."""

    def __init__(self, book: Book, name: str) -> None:
        self._book, self._name = book, name
        self._cells: dict[tuple[int, int], str] = {}
        self._formulas: set[tuple[int, int]] = set()
        self._formula_texts = Formulas()
        self._row, self._height, self._width = -1, 0, 0
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._areas: list[Area] = []

    def take(self, element: Element) -> None:
        """What the sheet says next."""
        match local(element):
            case "row":
                self._take_row(element)
            case "col":
                if is_true(element.get("hidden")):
                    self._hidden_columns.append(
                        (int(element.get("min", "1")) - 1, int(element.get("max", "1")) - 1)
                    )
            case _:
                self._areas.append(area_of(element.get("ref", "")))

    def spread_merged(self) -> None:
        """Let what is written in the first cell of a merged area be in all of them, as far as the sheet is filled.

        Lists made for reading merge the cell of a theme down over all its cases: taken as it is kept, only the first
        case would have a theme.
        """
        if len(self._areas) > MOST_MERGED:
            raise Invalid(
                f"シート「{self._name}」には結合されたセルが多すぎます（{len(self._areas):,}か所）。"
                f"読めるのは{MOST_MERGED:,}か所までです。"
                "Excelでシート全体を選び、「セル結合の解除」をして保存し直してください。"
            )
        inside = [area.within(self._height, self._width) for area in self._areas]
        self._areas = [area for area in inside if area.size > 1 and (area.top, area.left) in self._cells]
        for area in self._areas:
            self._spread(area)

    def grid(self, remarks: Iterator[str]) -> Grid:
        """What was read, every row as long as the longest, without what is empty after the last filled one."""
        height, width, cells = self._height, self._width, self._cells
        self._book.allowance.take_cells(height * width, self._name)
        rows = tuple(tuple(cells.get((row, column), "") for column in range(width)) for row in range(height))
        hidden = told.hidden(self._hidden_rows, self._hidden_columns, width)
        merged = (told.merged(self._areas),) if self._areas else ()
        return Grid(self._name, rows, frozenset(self._formulas), (*hidden, *merged, *remarks))

    def _spread(self, area: Area) -> None:
        first = area.top, area.left
        text = self._cells[first]
        self._book.allowance.take_cells(area.size, self._name)
        self._book.allowance.take_text(text, area.size - 1)
        self._cells.update(dict.fromkeys(area.places(), text))
        if first in self._formulas:
            self._formulas.update(area.places())

    def _take_row(self, element: Element) -> None:
        number = element.get("r")
        self._row = row_of(number) if number else self._row + 1
        before, column = len(self._cells), -1
        for cell in element:
            written = cell.get("r")
            column = place_of(written)[1] if written else column + 1
            self._take_cell(cell, column)
        if is_true(element.get("hidden")) and len(self._cells) > before:
            self._hidden_rows.append(self._row)

    def _take_cell(self, cell: Element, column: int) -> None:
        text, is_formula = self._text(cell, column)
        if not text:
            return
        must_fit(self._name, self._row, column, text)
        self._book.allowance.take_text(text)
        self._cells[self._row, column] = text
        self._height, self._width = max(self._height, self._row + 1), max(self._width, column + 1)
        if is_formula:
            self._formulas.add((self._row, column))

    def _text(self, cell: Element, column: int) -> tuple[str, bool]:
        """What a cell says, and whether that is a formula."""
        kept = None
        for child in cell:
            match local(child):
                case "f" if child.text not in _CONSTANTS:
                    return self._formula_texts.text(child, self._row, column), True
                case "v":
                    kept = child.text
                case "is":
                    return text_in(child), False
        if not kept:
            return "", False
        style, since_1904 = int(cell.get("s", "0")), self._book.since_1904
        code = self._book.formats[style] if 0 <= style < len(self._book.formats) else ""
        return value_text(cell.get("t", "n"), kept, self._book.strings, code, since_1904=since_1904), False
