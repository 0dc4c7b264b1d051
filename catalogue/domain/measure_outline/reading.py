"""A text of a plan, recognised as far as it can be: the one door to everything called ``measure_outline``."""

from collections.abc import Sequence
from dataclasses import replace

from catalogue.domain.grid import Grid
from catalogue.domain.measure_outline.blocks import has_measures, in_blocks
from catalogue.domain.measure_outline.lines import lines_of
from catalogue.domain.measure_outline.outline import Outline, Way
from catalogue.domain.measure_outline.sections import in_sections
from catalogue.domain.paper import Form, Piece

_TABLE = "文書の中の表"
_LEAST_ROWS = 2


def recognised(pieces: Sequence[Piece], way: Way | None = None) -> Outline:
    """What a text holds. ``way`` is how to read it where a person has said so."""
    lines, oddities = lines_of(pieces)
    chosen = way or (Way.MEASURES if has_measures(lines) else Way.LEVELS)
    outline = in_blocks(lines) if chosen is Way.MEASURES else in_sections(lines)
    return replace(outline, oddities=tuple(oddities))


def table_of(pieces: Sequence[Piece]) -> Grid | None:
    """The longest table of a paper as a sheet, for a 施策体系 that is printed as a table; nothing where there is
    none."""
    tables: list[list[tuple[str, ...]]] = [[]]
    for piece in pieces:
        if piece.form is not Form.ROW:
            tables.append([])
        elif any(cell.strip() for cell in piece.cells):
            tables[-1].append(piece.cells)
    rows = max(tables, key=len)
    if len(rows) < _LEAST_ROWS:
        return None
    width = max(len(row) for row in rows)
    return Grid(_TABLE, tuple((*row, *[""] * (width - len(row))) for row in rows))
