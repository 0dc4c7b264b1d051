"""The cells of a plan's sheet that are to be mended, each with what stands in it and the words that are allowed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalogue.domain.grid import Grid, Place
from catalogue.editing.imports.plans.judgement import Judged
from catalogue.editing.imports.plans.reading import grids_of
from catalogue.schemas.plan_sheet.sheets import ITEMS, SHEETS


@dataclass
class Cell:
    """``label`` is the heading of its column, ``now`` what stands in it, ``before`` what stood in the file where it was
    mended already."""

    place: Place
    label: str
    now: str
    before: str | None = None
    reasons: list[str] = field(default_factory=list)
    options: tuple[str, ...] = ()


def to_mend(run: Judged, content: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Cell]:
    """Those that something is wrong with, row by row."""
    grids = _grids(content, choices)
    cells: dict[Place, Cell] = {}
    for each in run.mistakes:
        if each.place is not None:
            cell = cells.setdefault(each.place, _cell(run, each.place, grids, each.options))
            cell.reasons.append(each.reason)
    return sorted(cells.values(), key=lambda cell: (cell.place.sheet, cell.place.row, cell.place.column))


def mended(run: Judged, content: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Cell]:
    """Those that were mended on the page, and are right now."""
    wrong = {str(each.place) for each in run.mistakes if each.place}
    said = {name: text for name, text in choices.get("cells", {}).items() if name not in wrong}
    return list(_mended(run, content, choices, said)) if said and "grids" in content else []


def _mended(
    run: Judged, content: Mapping[str, Any], choices: Mapping[str, Any], said: Mapping[str, str]
) -> Iterator[Cell]:
    before, now = _grids(content, {}), _grids(content, choices)
    for grid in before.values():
        for row, texts in enumerate(grid.rows):
            for column, text in enumerate(texts):
                place = Place(grid.name, row, column)
                if said.get(str(place), text) != text:
                    cell = _cell(run, place, now, ())
                    cell.before = text
                    yield cell


def _grids(content: Mapping[str, Any], choices: Mapping[str, Any]) -> dict[str, Grid]:
    return {grid.name: grid for grid in grids_of(content, choices)} if "grids" in content else {}


def _cell(run: Judged, place: Place, grids: Mapping[str, Grid], options: tuple[str, ...]) -> Cell:
    grid = grids.get(place.sheet)
    there = grid is not None and place.row < len(grid.rows) and place.column < len(grid.rows[place.row])
    now = grid.rows[place.row][place.column] if grid and there else ""
    label = _heading(run, place, grid)
    return Cell(place, label, now, options=options or _words(place, label))


def _heading(run: Judged, place: Place, grid: Grid | None) -> str:
    """What stands above it: of the table of items, where its headings are; of ours, in the first row."""
    headings = run.brought.sheets.headings if run.brought.sheets else ()
    for each in headings:
        if (each.place.sheet, each.place.column) == (place.sheet, place.column):
            return each.text
    first = grid.rows[0] if grid and grid.rows else ()
    return first[place.column] if place.column < len(first) else ""


def _words(place: Place, label: str) -> tuple[str, ...]:
    columns = SHEETS.get(place.sheet, SHEETS[ITEMS])
    return next((column.words for column in columns if column.label == label), ())
