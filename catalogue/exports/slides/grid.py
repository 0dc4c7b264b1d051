"""A table on slides: its head stands on each of them, and a row higher than a slide goes on cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Self

from catalogue.exports.brief import Line, Table
from catalogue.exports.slides.flow import Paragraph, Room, Style, paragraph

CONTINUED = "（つづき）"

Cell = tuple[Paragraph, ...]
Row = tuple[Cell, ...]

# Within a cell, and above and below a table.
PAD_X, PAD_Y, GAP = 5.0, 3.0, 7.0
_APART = 2.5
# More columns are another table; and none is thinner than this part of what an equal share would give it.
MOST_COLUMNS = 14
_LEAST_SHARE = 0.6
# A head higher than this part of a slide is no head: it is a row like others.
_HIGHEST_HEAD = 0.4


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one table that stand on one slide, or all before that is known. ``head`` is one row or none."""

    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    shares: tuple[float, ...]
    row_heads: bool = False
    caption: str = ""

    @property
    def keep(self) -> bool:
        """A table may stand last on a slide."""
        return False

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """With the head, where there is one."""
        return self.head + self.rows

    def widths(self, width: float) -> tuple[float, ...]:
        """Of its columns, together ``width``."""
        whole = sum(self.shares)
        return tuple(share / whole * width for share in self.shares)

    def row_heights(self, width: float) -> tuple[float, ...]:
        """Of all rows, the head included."""
        return tuple(self._row_height(row, width) for row in self.all_rows)

    def height(self, width: float) -> float:
        """With the gaps above and below."""
        return sum(self.row_heights(width)) + 2 * GAP

    def cut(self, room: Room) -> tuple[Self | None, Self | None]:
        """As many rows as fit; the next one too, in part, where it would otherwise waste half of a slide."""
        grid = self._with_low_head(room)
        head = sum(grid._row_height(row, room.width) for row in grid.head)
        inner = Room(room.width, room.left - head - 2 * GAP, room.whole - head - 2 * GAP)
        heights = accumulate(grid._row_height(row, room.width) for row in grid.rows)
        used, fitting = 0.0, 0
        for total in heights:
            if total > inner.left:
                break
            used, fitting = total, fitting + 1
        if fitting == len(grid.rows) and inner.left >= 0:
            return grid, None
        return grid._parted(fitting, inner.less(used))

    def _parted(self, fitting: int, room: Room) -> tuple[Self | None, Self | None]:
        placed, rest = self.rows[:fitting], self.rows[fitting:]
        if rest and (room.roomy or self._row_height(rest[0], room.width) > room.whole):
            here, after = self._cut_row(rest[0], room)
            placed, rest = (*placed, *here), (*after, *rest[1:])
        if not placed:
            return None, self
        return replace(self, rows=placed), replace(self, rows=rest)

    def _cut_row(self, row: Row, room: Room) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """What of a row fits, cell by cell; nothing, unless each cell gets a line at least."""
        height = room.left - 2 * PAD_Y
        parts = [_cut_cell(cell, width - 2 * PAD_X, height) for cell, width in self._cells(row, room.width)]
        if any(rest and not here for here, rest in parts):
            return (), (row,)
        here, rest = tuple(part[0] for part in parts), tuple(part[1] for part in parts)
        if not any(rest):
            return (here,), ()
        if self.row_heads and not rest[0]:
            rest = (_named_again(here[0]), *rest[1:])
        return (here,), (rest,)

    def _with_low_head(self, room: Room) -> Self:
        if self.head and self._row_height(self.head[0], room.width) > room.whole * _HIGHEST_HEAD:
            return replace(self, head=(), rows=self.all_rows)
        return self

    def _row_height(self, row: Row, width: float) -> float:
        heights = (_cell_height(cell, each - 2 * PAD_X) for cell, each in self._cells(row, width))
        return max(heights, default=0.0) + 2 * PAD_Y

    def _cells(self, row: Row, width: float) -> Iterator[tuple[Cell, float]]:
        return zip(row, self.widths(width), strict=True)


def grids_of(table: Table, size: float) -> Iterator[Grid]:
    """A table of a brief in a font size, as several where it has more columns than can be read side by side."""
    columns, named = len(table.head), int(table.row_heads)
    step = MOST_COLUMNS - named
    for start in range(named, max(columns, named + 1), step):
        yield _grid_of(table, (*range(named), *range(start, min(start + step, columns))), size)


def _grid_of(table: Table, columns: tuple[int, ...], size: float) -> Grid:
    """These columns of it."""
    head = tuple((paragraph(Line(table.head[at]), Style(size, bold=True)),) for at in columns)
    return Grid(
        head=(head,),
        rows=tuple(_row_of(tuple(row[at] for at in columns), table, size) for row in table.rows),
        shares=_shares(table, columns),
        row_heads=table.row_heads,
        caption=table.caption,
    )


def _row_of(row: tuple[tuple[Line, ...], ...], table: Table, size: float) -> Row:
    return tuple(_cell_of(cell, Style(size, bold=table.row_heads and not at)) for at, cell in enumerate(row))


def _cell_of(cell: tuple[Line, ...], style: Style) -> Cell:
    """Statements in a cell stand a little apart, or they would read as one."""
    apart = replace(style, before=_APART)
    return tuple(paragraph(line, apart if index else style) for index, line in enumerate(cell))


def _shares(table: Table, columns: tuple[int, ...]) -> tuple[float, ...]:
    """A column that was given next to nothing still shows a word."""
    usable = len(table.shares) == len(table.head) and min(table.shares) >= 0 and sum(table.shares) > 0
    given = [table.shares[at] if usable else 1.0 for at in columns]
    least = max(sum(given) / len(given) * _LEAST_SHARE, 1e-6)
    return tuple(max(share, least) for share in given)


def _cell_height(cell: Cell, width: float) -> float:
    return sum(each.height(width) for each in cell)


def _cut_cell(cell: Cell, width: float, height: float) -> tuple[Cell, Cell]:
    placed: list[Paragraph] = []
    for index, each in enumerate(cell):
        here, rest = each.cut_at(width, height, anywhere=True)
        if here is not None:
            placed.append(here)
            height -= here.height(width)
        if rest is not None:
            return tuple(placed), (rest, *cell[index + 1 :])
    return tuple(placed), ()


def _named_again(head: Cell) -> Cell:
    """The name of a row where it goes on: without it nobody would know whose words these are."""
    if not head or head[-1].line.text.endswith(CONTINUED):
        return head
    last = replace(head[-1], line=replace(head[-1].line, text=head[-1].line.text + CONTINUED))
    return (*head[:-1], last)
