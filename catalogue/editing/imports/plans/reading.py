"""What was brought of a plan, as items: from cells of sheets or lines of a text, with what was decided so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.domain.grid import Grid, Place, grid_of, mended
from catalogue.domain.measure_outline.choices import decided, groups_of, tree, without_left_out
from catalogue.domain.measure_outline.outline import Column, Entry, Outline, Way
from catalogue.domain.measure_outline.reading import recognised
from catalogue.domain.paper import piece_of
from catalogue.domain.vocabulary import NodeKind
from catalogue.schemas.plan_sheet.reading import PlanSheets, read

# What a text of titles does not say of an item that is there: it stays.
NOT_SAID = ("subtitle", "heading", "text")
_STEPS = {
    1: (NodeKind.MEASURE,),
    2: (NodeKind.DIRECTION, NodeKind.MEASURE),
    3: (NodeKind.FIELD, NodeKind.DIRECTION, NodeKind.MEASURE),
}
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Brought:
    """``raw`` is the outline as it was recognised, ``outline`` as it is decided; both are nothing where ``sheets`` were
    brought. ``after`` are the items to be taken in, ``before`` those of the plan they follow. ``places`` are the cells
    of an item's fields by its key, ``absent`` the fields that nothing was said about. ``whole`` are the items of a text
    by their columns, those that are left out among them."""

    after: tuple[Entry, ...] = ()
    before: tuple[Entry, ...] = ()
    raw: Outline | None = None
    outline: Outline | None = None
    sheets: PlanSheets | None = None
    groups: tuple[str, ...] = ()
    places: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    whole: Mapping[Column, tuple[Entry, ...]] = field(default_factory=dict)


def brought(content: Mapping[str, Any], choices: Mapping[str, Any]) -> Brought:
    """What ``content`` holds, with ``choices`` laid over it."""
    if "grids" in content:
        return _of_sheets(content, choices)
    raw = recognised([piece_of(each) for each in content["pieces"]], _way(choices))
    outline = decided(raw, choices)
    groups, said = groups_of(raw), choices.get("entries", {})
    whole = {column: tree(outline, column, groups, said) for column in (Column.BEFORE, Column.AFTER)}
    return Brought(
        after=without_left_out(whole[Column.AFTER]),
        before=without_left_out(whole[Column.BEFORE]),
        whole=whole,
        raw=raw,
        outline=outline,
        groups=tuple(groups),
        absent=frozenset(NOT_SAID),
    )


def _way(choices: Mapping[str, Any]) -> Way | None:
    said = choices.get("way")
    return Way(said) if said in set(Way) else None


def _of_sheets(content: Mapping[str, Any], choices: Mapping[str, Any]) -> Brought:
    sheets = read(grids_of(content, choices), choices.get("columns", {}), choices.get("sheet", ""))
    return Brought(
        after=_with_kinds(sheets.entries, depth_of(sheets.entries), 0),
        sheets=sheets,
        places=sheets.places,
        absent=sheets.absent,
    )


def grids_of(content: Mapping[str, Any], choices: Mapping[str, Any]) -> Sequence[Grid]:
    """The sheets, with what was mended in their cells."""
    return mended([grid_of(each) for each in content["grids"]], choices.get("cells", {}))


def _with_kinds(entries: Sequence[Entry], depth: int, step: int) -> tuple[Entry, ...]:
    """Without a column for the kinds, the steps say them."""
    kinds = _STEPS[min(max(depth, 1), _DEEPEST)]
    return tuple(
        replace(
            entry,
            kind=entry.kind or kinds[min(step, len(kinds) - 1)],
            children=_with_kinds(entry.children, depth, step + 1),
        )
        for entry in entries
    )


def depth_of(entries: Sequence[Entry]) -> int:
    """How many steps a tree has."""
    return max((1 + depth_of(entry.children) for entry in entries), default=0)


def texts_of(content: Mapping[str, Any], choices: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the cells of the sheets, by their places."""
    if "grids" not in content:
        return {}
    return {
        str(Place(grid.name, row, column)): text
        for grid in grids_of(content, choices)
        for row, texts in enumerate(grid.rows)
        for column, text in enumerate(texts)
    }
