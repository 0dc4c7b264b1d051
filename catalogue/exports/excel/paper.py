"""How much fits on the paper a meeting gets: columns that fill its width, and rows that show all their text.

A spreadsheet stretches nothing: a table narrower than the paper stays narrow, and a row without a height may be shown
one line high (LibreOffice does). And no row can be higher than 409.5 points; what is longer is not shown, on screen or
on paper. So columns are widened, rows are given the height their text needs, and a long row is told in several.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from catalogue.exports.sheets import Value
from catalogue.schemas.paper import PaperSize

MARGIN = 12
# As Excel numbers them.
PAPERS = {PaperSize.A4: 9, PaperSize.A3: 8}
_DOTS_PER_MILLIMETRE = 96 / 25.4
# A column of width w is 7w + 5 dots wide, in digits of the font of the book; letters in a cell, in the same units.
_DOTS_PER_UNIT, _DOTS_BESIDE = 7, 5
_JAPANESE_LETTER, _LATIN_LETTER = 1.9, 1.45
# More would make few short columns look lost.
_MOST_STRETCHED = 1.6
# Points of a line of 10-point letters (Excel sets 12, LibreOffice 10), and above and below the text of a cell.
LINE_HEIGHT, _PADDING = 12, 5
MOST_LINES = 33
GOES_ON = "（つづき）"


def widths_on(size: PaperSize, widths: Sequence[float], *, landscape: bool) -> list[float]:
    """The widths of the columns, stretched where the paper has room for more."""
    millimetres = size.millimetres[1 if landscape else 0] - 2 * MARGIN
    room = millimetres * _DOTS_PER_MILLIMETRE - _DOTS_BESIDE * len(widths)
    factor = room / _DOTS_PER_UNIT / sum(widths)
    return [width * min(max(factor, 1), _MOST_STRETCHED) for width in widths]


def height_of(row: Sequence[Value], widths: Sequence[float]) -> float:
    """The points a row needs to show all its text."""
    lines = [
        lines_of(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)
    ]
    return LINE_HEIGHT * max(lines, default=1) + _PADDING


def lines_of(text: str, width: float) -> int:
    """How many lines ``text`` takes at most in a column of this width."""
    return sum(max(1, ceil(_units(line) / _room(width))) for line in text.split("\n"))


def in_rows_that_fit(row: Sequence[Value], widths: Sequence[float]) -> Iterator[list[Value]]:
    """``row`` as one row, or as several where a text is too long for one; the first cell names each of them."""
    pieces = [
        list(_pieces(value, width)) if isinstance(value, str) else [value]
        for value, width in zip(row, widths, strict=True)
    ]
    for number in range(max(len(parts) for parts in pieces)):
        cells: list[Value] = [parts[number] if number < len(parts) else None for parts in pieces]
        if number and len(pieces[0]) == 1 and row[0] is not None:
            cells[0] = f"{row[0]}{GOES_ON}"
        yield cells


def _pieces(text: str, width: float) -> Iterator[str]:
    """``text`` cut between lines, each piece low enough for a row."""
    held: list[str] = []
    left = MOST_LINES
    for line in _short_lines(text, width):
        needed = lines_of(line, width)
        if held and needed > left:
            yield "\n".join(held)
            held, left = [], MOST_LINES
        held.append(line)
        left -= needed
    yield "\n".join(held)


def _short_lines(text: str, width: float) -> Iterable[str]:
    """The lines of ``text``, one that would fill a row alone cut into several."""
    for line in text.split("\n"):
        if lines_of(line, width) <= MOST_LINES:
            yield line
            continue
        begins, used = 0, 0.0
        for here, letter in enumerate(line):
            used += _units(letter)
            if used > MOST_LINES * _room(width):
                yield line[begins:here]
                begins, used = here, _units(letter)
        yield line[begins:]


def _units(text: str) -> float:
    """The width of ``text`` in a cell."""
    wide = sum(unicodedata.east_asian_width(letter) in "WFA" for letter in text)
    return wide * _JAPANESE_LETTER + (len(text) - wide) * _LATIN_LETTER


def _room(width: float) -> float:
    return max(width - 1, 2)
