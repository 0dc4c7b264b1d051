"""Our own headings: which sheet a grid is, in which row its headings stand, and which column each of them is.

Columns may have been moved or left out, and a heading may have got blanks or line breaks. The public workbook and the
one for filling in are told apart only where they call two things by one name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from catalogue.domain.grid import Grid
from catalogue.schemas.case_sheet.column import Column, SheetKind
from catalogue.schemas.case_sheet.columns import SHEETS
from catalogue.schemas.case_sheet.synonyms import normal

LOOKED_THROUGH = 30  # rows that may stand above the headings, and one more
LEAST_HEADINGS = 2
_JOINING = frozenset({"slug", "case", "order", "revision"})
# Headings that only the public workbook has.
_OF_DATA = frozenset({"テーマコード", "出典表記"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A column of a sheet, and the field it is taken for. ``beside`` where it only says once more what another one
    says; ``ordinal`` the number of the part it belongs to, where a row has several (「URL2」)."""

    at: int
    heading: str
    column: Column
    beside: bool = False
    ordinal: int | None = None


def kind_of(grid: Grid) -> tuple[SheetKind, int] | None:
    """Which of our sheets it is, and the row of its headings; nothing where it is none of ours. Ours has an ID, which
    joins its rows to a case; one with the name of ours needs fewer headings besides, and may join by the title."""
    named = [kind for kind in SHEETS if normal(kind.name) == normal(grid.name)]
    fitting: list[tuple[int, SheetKind, int]] = []
    for kind in (*named, *SHEETS):
        row = row_of(grid, _headings_of(kind).__contains__)
        if row is None:
            continue
        fields = {taken.column.name for taken in known(kind, grid.rows[row]).values()}
        own = len(fields - _JOINING)
        if kind in named and kind.field and fields & {"slug", "case"} and own:
            return kind, row
        if "slug" in fields and own >= (1 if kind in named or kind.whole else LEAST_HEADINGS):
            fitting.append((own + (kind in named), kind, row))
    best = max(fitting, key=lambda each: each[0], default=None)
    return best[1:] if best else None


def row_of(grid: Grid, knows: Callable[[str], bool]) -> int | None:
    """The row with the most headings that are known, the first of several; nothing where it has too few."""
    counts = [
        len({text for text in map(normal, row) if text and knows(text)}) for row in grid.rows[:LOOKED_THROUGH]
    ]
    most = max(counts, default=0)
    return counts.index(most) if most >= LEAST_HEADINGS else None


def known(kind: SheetKind, texts: Sequence[str]) -> dict[int, Taken]:
    """The columns whose headings are ours, by their places. What may be two things is what no other heading is; of two
    with the same heading the first one is it."""
    candidates = {at: _headings_of(kind).get(normal(text), ()) for at, text in enumerate(texts)}
    found: dict[int, Taken] = {}
    names: set[tuple[str, bool]] = set()
    for at in sorted(candidates, key=lambda at: (len(candidates[at]) > 1, at)):
        for column, beside in candidates[at]:
            if (column.name, beside) not in names:
                names.add((column.name, beside))
                found[at] = Taken(at, texts[at], column, beside)
                break
    return dict(sorted(found.items()))


def is_public(texts: Sequence[str]) -> bool:
    """Whether the headings are those of the public workbook."""
    return any("_" in text or text in _OF_DATA for text in map(normal, texts))


@cache
def _headings_of(kind: SheetKind) -> Mapping[str, tuple[tuple[Column, bool], ...]]:
    """Heading to the columns it may be, our own name for them first."""
    found: dict[str, tuple[tuple[Column, bool], ...]] = {}
    for of in (lambda column: (column.label,), lambda column: column.also, lambda column: column.beside):
        for column in kind.columns:
            for heading in of(column):
                key = normal(heading)
                entry = (column, heading in column.beside)
                if entry not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), entry)
    return found
