"""Where something is in a sheet, as spreadsheets write it down: ``C5``, ``A2:A9``."""

import re
from dataclasses import dataclass
from functools import cache

from catalogue.domain.grid import address
from catalogue.intake.package import Damaged

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, rows and columns from 0, both corners within."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"

    def within(self, height: int, width: int) -> "Area":
        """What of it lies in a sheet of this size."""
        return Area(self.top, self.left, min(self.bottom, height - 1), min(self.right, width - 1))

    @property
    def size(self) -> int:
        """How many cells it has."""
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)

    def places(self) -> list[tuple[int, int]]:
        """All its cells."""
        return [
            (row, column)
            for row in range(self.top, self.bottom + 1)
            for column in range(self.left, self.right + 1)
        ]


def place_of(written: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell that is written ``C5``."""
    found = _CELL.fullmatch(written)
    if found is None:
        raise Damaged(written)
    return int(found[2]) - 1, column_of(found[1])


def row_of(written: str) -> int:
    """The number of a row, from 0, that is called ``5``."""
    if not _ROW.fullmatch(written):
        raise Damaged(written)
    return int(written) - 1


def area_of(written: str) -> Area:
    """The cells that are written ``A2:A9``."""
    first, _, last = written.partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    if top > bottom or left > right:
        raise Damaged(written)
    return Area(top, left, bottom, right)


@cache
def column_of(letters: str) -> int:
    """The number of a column, from 0, that is called ``C``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
