"""Rows of a table with one column for each step (大項目, 中項目, 小項目), made a tree.

Such tables merge the cells of the higher steps, or write them in the first row alone; a merged cell comes filled into
every row. Both mean the same: a title that stands there again, or an empty cell, goes on with what is above.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from catalogue.domain.grid import Place
from catalogue.domain.measure_outline.likeness import folded
from catalogue.domain.measure_outline.marks import mark
from catalogue.domain.measure_outline.outline import Entry
from catalogue.domain.measure_outline.words import without_priority
from catalogue.domain.vocabulary import NodeKind
from catalogue.schemas.plan_sheet.cells import Cells

Levels = Sequence[tuple[NodeKind, int]]

_NOTHING_ABOVE = "この段の題名がありません。題名を書いてください。"
# What a row says besides titles is said of its lowest step.
_OF_THE_LOWEST = ("code", "label", "subtitle", "heading", "priority", "source", "text")


@dataclass
class _Open:
    """An item that the next rows may go on with."""

    entry: Entry
    below: dict[tuple[str, str], "_Open"] = field(default_factory=dict)


def stepped(rows: Sequence[Cells], levels: Levels) -> tuple[tuple[Entry, ...], dict[str, dict[str, Place]]]:
    """The tree of the rows, and the cell of each field of each item."""
    top = _Open(Entry("", 0))
    now: list[_Open] = []
    places: dict[str, dict[str, Place]] = {}
    for cells in rows:
        _read(cells, levels, top, now, places)
    return _entries(top), places


def _read(
    cells: Cells, levels: Levels, top: _Open, now: list[_Open], places: dict[str, dict[str, Place]]
) -> None:
    titles = [cells.text(f"step-{step}") for step in range(len(levels))]
    said = [step for step, title in enumerate(titles) if title]
    for step in said:
        if step > len(now):
            break
        entry = _entry(cells, step, levels[step][0], titles[step])
        _open(now[step - 1] if step else top, entry, step, now)
        places.setdefault(now[step].entry.key, _places_of_title(cells, step))
    if len(now) <= max(said, default=0):
        cells.wrong(f"step-{len(now)}", _NOTHING_ABOVE)
        return
    # A row without a title says more of the item above it.
    lowest = now[said[-1] if said else -1]
    lowest.entry = _with_row(lowest.entry, cells)
    places[lowest.entry.key] |= {name: cells.place(name) for name in _OF_THE_LOWEST if name in cells.columns}


def _open(above: _Open, entry: Entry, step: int, now: list[_Open]) -> None:
    words = folded(entry.label), folded(entry.title)
    opened = above.below.setdefault(words, _Open(entry))
    if len(now) <= step or now[step] is not opened:
        now[step:] = [opened]


def _places_of_title(cells: Cells, step: int) -> dict[str, Place]:
    return {"title": cells.place(f"step-{step}"), "kind": cells.place(f"step-{step}")}


def _entry(cells: Cells, step: int, kind: NodeKind, typed: str) -> Entry:
    """The number before a title is its label, a mark 重点 behind it its priority."""
    key = f"{cells.row + 1}-{step + 1}"
    if (found := mark(typed)) and found.title and found.label:
        return Entry(key, cells.row + 1, kind, found.label, found.title, priority=found.priority)
    title, priority = without_priority(typed)
    return Entry(key, cells.row + 1, kind, None, title, priority=priority)


def _with_row(entry: Entry, cells: Cells) -> Entry:
    """Several rows of one item each add to its text; of what can be said once, the first stands."""
    return replace(
        entry,
        code=entry.code or cells.text("code") or None,
        label=entry.label or cells.text("label") or None,
        subtitle=entry.subtitle or cells.text("subtitle") or None,
        heading=entry.heading or cells.text("heading") or None,
        priority=entry.priority or cells.flag("priority"),
        source=entry.source or cells.text("source") or None,
        text=tuple(dict.fromkeys((*entry.text, *cells.lines("text")))),
    )


def _entries(opened: _Open) -> tuple[Entry, ...]:
    return tuple(replace(each.entry, children=_entries(each)) for each in opened.below.values())
