"""Where the shapes of a plot lie: numbers in, boxes out, and no word of what they count.

The pages draw their plots on the server, so that they need no script and print as they are. Everything is in units of
a drawing that is 352 wide, which is what a phone leaves between the edges of its screen: there one unit is one pixel,
and lettering is as large as it says.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from catalogue.domain.prefecture_tiles import TILES

WIDTH = 352

# A row of bars: how far from one to the next, how thick a bar is, and how far up what stands beside it begins.
ROW, THICK = 28, 16
# Columns: the room above the line they stand on, for the highest of them and its number.
TALL, NUMBER_ABOVE = 140, 16
# What a digit of a number above a column takes in width.
DIGIT = 7.5
GAP = 2
# The widest a column may be when there are only a few.
WIDEST_COLUMN = 40
# Years are named at both ends and where they end in 0 or 5, as far as that leaves the names apart.
NAMED_YEARS, NAME_WIDE = 5, 60

COLUMNS_OF_TILES = 13
TILE_PITCH, TILE_HIGH = WIDTH / COLUMNS_OF_TILES, 34
# A name of three letters does not fit into a tile made for two.
LONG_NAME, LONGER = 3, 1.45


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units of the drawing, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return _tidy(self.x + self.width)

    @property
    def middle(self) -> float:
        """Half its width from the left."""
        return _tidy(self.x + self.width / 2)

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return _tidy(self.y + self.height)


@dataclass(frozen=True, slots=True)
class Years:
    """The years one column stands for: ``first`` is none where it is everything up to ``last``."""

    first: int | None
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Step:
    """A shade of a map and the counts it stands for; 1 is the palest."""

    number: int
    low: int
    high: int


def bars(counts: Sequence[int], left: float, longest: float) -> list[Box]:
    """A bar for each count, one below the other; the largest is ``longest``, and nought has no length."""
    most = max(counts, default=0)
    return [
        _box(left, row * ROW + (ROW - THICK) / 2, count / most * longest if most else 0, THICK)
        for row, count in enumerate(counts)
    ]


def stacks(rows: Sequence[Sequence[int]], left: float, longest: float) -> list[list[Box]]:
    """Bars cut into parts, a row for each; the longest whole is ``longest``."""
    wholes = bars([sum(parts) for parts in rows], left, longest)
    return [list(_parts(whole, parts)) for whole, parts in zip(wholes, rows, strict=True)]


def _parts(whole: Box, parts: Sequence[int]) -> Iterator[Box]:
    total, done = sum(parts), 0
    for part in parts:
        share = whole.width / total if total else 0
        yield _box(whole.x + done * share, whole.y, part * share, whole.height)
        done += part


def years(counts: Mapping[int, int]) -> list[Years]:
    """The years from the first to the last that has any, each a column, those without any too; as many of the latest
    as their numbers have room for, and what was before them in one."""
    if not counts:
        return []
    most = int(WIDTH // (DIGIT + GAP))
    return next(
        columns
        for width in range(most, 0, -1)
        if width == 1 or _have_room(columns := _gathered(counts, width), width)
    )


def named(columns: Sequence[Years]) -> frozenset[int]:
    """The places of the columns whose years are named below them: there is no room to name each."""
    pitch, last = _pitch(len(columns)), len(columns) - 1
    apart = ceil(NAME_WIDE / pitch) if columns else 0
    ends = {0, last} if last >= apart else {0}
    return frozenset(
        place
        for place, each in enumerate(columns)
        if place in ends or (each.last % NAMED_YEARS == 0 and all(abs(end - place) >= apart for end in ends))
    )


def _gathered(counts: Mapping[int, int], most: int) -> list[Years]:
    first, last = min(counts), max(counts)
    start = max(first, last - most + 1)
    single = [Years(year, year, counts.get(year, 0)) for year in range(start, last + 1)]
    if start == first:
        return single
    earlier = sum(count for year, count in counts.items() if year <= start)
    return [Years(None, start, earlier), *single[1:]]


def _have_room(columns: Sequence[Years], most: int) -> bool:
    return len(str(max(column.count for column in columns))) * DIGIT + GAP <= WIDTH / most


def columns(counts: Sequence[int]) -> list[Box]:
    """A column for each count, side by side over the whole width; their feet are at ``TALL``."""
    most = max(counts, default=0)
    pitch = _pitch(len(counts))
    highest = TALL - NUMBER_ABOVE
    heights = [count / most * highest if most else 0 for count in counts]
    return [
        _box(place * pitch + GAP / 2, TALL - height, pitch - GAP, height)
        for place, height in enumerate(heights)
    ]


def _pitch(count: int) -> float:
    return min(WIDTH / count, WIDEST_COLUMN) if count else 0


def steps(counts: Sequence[int]) -> list[Step]:
    """Up to three shades for the counts above nought, each as many counts wide as the others."""
    most = max(counts, default=0)
    return _steps(most, [most * third / 3 + 1 for third in (1, 2)])


def growing_steps(counts: Sequence[int]) -> list[Step]:
    """The same, each beginning at the same multiple of the one before: where a few places have most of all, even steps
    would leave them alone in the dark."""
    most = max(counts, default=0)
    return _steps(most, [ceil(round(most ** (third / 3), 6)) for third in (1, 2)])


def _steps(most: int, bounds: Sequence[float]) -> list[Step]:
    if not most:
        return []
    lows = sorted({1, *(int(bound) for bound in bounds)})
    highs = [*(low - 1 for low in lows[1:]), most]
    return [Step(place + 1, *ends) for place, ends in enumerate(zip(lows, highs, strict=True))]


def step_of(count: int, of: Sequence[Step]) -> int:
    """The number of the shade of ``count``; 0 for nought."""
    return next((step.number for step in of if step.low <= count <= step.high), 0)


def tile(prefecture: int, name: str) -> Box:
    """Where a prefecture lies on the map. A long name gets a longer tile, to the side where nobody lives."""
    column, row = TILES[prefecture]
    width = TILE_PITCH * (LONGER if len(name) >= LONG_NAME else 1)
    to_the_left = width > TILE_PITCH and _is_free(column - 1, row)
    x = (column + 1) * TILE_PITCH - width if to_the_left else column * TILE_PITCH
    return _box(x + GAP / 2, row * TILE_HIGH + GAP / 2, width - GAP, TILE_HIGH - GAP)


def _is_free(column: int, row: int) -> bool:
    return 0 <= column < COLUMNS_OF_TILES and (column, row) not in TILES.values()


def fitted(name: str, most: int) -> str:
    """``name``, cut where it is wider than ``most`` full-width letters; the table beside a plot has it whole."""
    widths = [2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in name]
    if sum(widths) <= most * 2:
        return name
    kept = next(length for length in range(len(name), -1, -1) if sum(widths[:length]) <= (most - 1) * 2)
    return name[:kept] + "…"


def _box(x: float, y: float, width: float, height: float) -> Box:
    return Box(_tidy(x), _tidy(y), _tidy(width), _tidy(height))


def _tidy(number: float) -> float:
    """A tenth of a unit is finer than anybody sees; whole numbers are written without a point."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded
