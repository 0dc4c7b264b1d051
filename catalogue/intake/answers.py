"""What a child may answer: data of the shape, of the size and in the letters that its readers give."""

from collections.abc import Iterable, Sequence

from catalogue.domain.grid import Grid
from catalogue.domain.paper import Paper
from catalogue.domain.text import has_forbidden_characters
from catalogue.intake.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_PIECES,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_TEXT,
)

_LONGEST_REMARK = 2_000


def must_be_grids(grids: Sequence[Grid]) -> None:
    """Raise ValueError or TypeError unless these are sheets as a reader gives them."""
    names = [grid.name for grid in grids]
    _must(0 < len(grids) <= MOST_SHEETS and len(set(names)) == len(names))
    _must(sum(len(grid.rows) * len(grid.rows[0]) for grid in grids if grid.rows) <= MOST_CELLS)
    for grid in grids:
        _must(0 < len(grid.rows) <= MOST_ROWS and 0 < len(grid.rows[0]) <= MOST_COLUMNS)
        _must(len({len(row) for row in grid.rows}) == 1)
        size = len(grid.rows), len(grid.rows[0])
        _must(all(0 <= row < size[0] and 0 <= column < size[1] for row, column in grid.formulas))
    _must_be_texts(text for grid in grids for row in grid.rows for text in row)
    _must_be_texts([*names, *(remark for grid in grids for remark in grid.remarks)])


def must_be_paper(paper: Paper) -> None:
    """Raise ValueError or TypeError unless this is a paper as a reader gives it."""
    _must(0 < len(paper.pieces) <= MOST_PIECES)
    numbers = [piece.number for piece in paper.pieces]
    _must(all(isinstance(number, int) for number in numbers) and numbers == sorted(set(numbers)))
    _must(all(isinstance(piece.level, int) and 0 <= piece.level < _LONGEST_REMARK for piece in paper.pieces))
    _must_be_texts(piece.text for piece in paper.pieces)
    # A form feed is how a line of plain text says that a page ends.
    _must_be_texts(piece.raw.replace("\f", "") for piece in paper.pieces)
    _must_be_texts(cell for piece in paper.pieces for cell in piece.cells)
    _must_be_texts(paper.remarks)


def _must_be_texts(texts: Iterable[str]) -> None:
    left = MOST_TEXT
    for text in texts:
        _must(isinstance(text, str) and len(text) <= MOST_LETTERS and not has_forbidden_characters(text))
        left -= len(text)
    _must(left >= 0)


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError
