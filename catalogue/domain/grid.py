"""A sheet as it was read: rows of text, and nothing of the file it came in.

Whatever opens spreadsheets gives this, and whatever reads cases or plans from a sheet takes it. Numbers and dates are
text by then (``3``, ``2020-11-05``): a value's meaning is for who reads it, its place for who must mend it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    ``rows`` begin at the sheet's first row and are equally long; an empty cell is "". ``formulas`` are the places (row,
    column, from 0) of cells that hold a formula instead of a value; their text is that formula. ``remarks`` are
    sentences for the person who brought it (which encoding, which merged cells were filled).
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For keeping; :func:`grid_of` reads it back."""
        return {
            "name": self.name,
            "rows": [list(row) for row in self.rows],
            "formulas": sorted([row, column] for row, column in self.formulas),
            "remarks": list(self.remarks),
        }


def grid_of(kept: Mapping[str, Any]) -> Grid:
    """A sheet from what :meth:`Grid.as_json` gave."""
    return Grid(
        name=kept["name"],
        rows=tuple(tuple(row) for row in kept["rows"]),
        formulas=frozenset((row, column) for row, column in kept["formulas"]),
        remarks=tuple(kept["remarks"]),
    )


def letters_of(column: int) -> str:
    """What a spreadsheet calls a column (from 0): 0 is ``A``, 26 is ``AA``."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """What a spreadsheet calls a cell, both from 0: (4, 2) is ``C5``."""
    return f"{letters_of(column)}{row + 1}"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell: its sheet, and its row and column from 0. Written as spreadsheets do: ``事例!C5``."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{address(self.row, self.column)}"


def mended(grids: Sequence[Grid], cells: Mapping[str, str]) -> tuple[Grid, ...]:
    """The sheets with other text in some cells, named as :class:`Place` writes them. What is mended is no formula."""
    return tuple(_mended(grid, cells) for grid in grids)


def _mended(grid: Grid, cells: Mapping[str, str]) -> Grid:
    places = {
        (row, column): text
        for row, each in enumerate(grid.rows)
        for column in range(len(each))
        if (text := cells.get(str(Place(grid.name, row, column)))) is not None
    }
    rows = tuple(
        tuple(places.get((row, column), text) for column, text in enumerate(each))
        for row, each in enumerate(grid.rows)
    )
    return replace(grid, rows=rows, formulas=grid.formulas - places.keys())
