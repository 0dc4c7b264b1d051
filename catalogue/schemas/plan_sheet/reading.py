"""A plan's workbook read back: its items as a tree, its lineage, its papers, and every mistake by its cell.

Nothing here knows what is in the catalogue. Whether a code of the plan before exists is asked where plans are known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.domain import dates_as_typed
from catalogue.domain.grid import Grid, Place
from catalogue.domain.measure_outline.outline import Entry
from catalogue.domain.vocabulary import LineageKind
from catalogue.schemas.case_sheet.sheets import CellProblem, Heading
from catalogue.schemas.plan_sheet.cells import Cells, columns_of, rows_below
from catalogue.schemas.plan_sheet.headings import normal, table_in
from catalogue.schemas.plan_sheet.items import items_of
from catalogue.schemas.plan_sheet.levels import stepped
from catalogue.schemas.plan_sheet.sheets import (
    CHOICES,
    EDGE_COLUMNS,
    FACT_COLUMNS,
    FACT_NAMES,
    FACTS,
    GUIDE,
    ITEM_COLUMNS,
    LINEAGE,
    PAPER_COLUMNS,
    PAPERS,
    SheetColumn,
)

Places = Mapping[str, Mapping[str, Place]]

NO_TABLE = (
    "項目の表が見つかりませんでした。"
    "題名や「大項目」「中項目」「小項目」のような見出しのある表を選んでください。"
)
_NOT_READ = "シート「{}」は読みませんでした。"
_MOST_ROWS = 3_000
_TOO_MANY = f"項目が多すぎます。1つの表は{_MOST_ROWS:,}行までにしてください。"


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One row of the lineage as typed; ``older`` and ``newer`` are codes."""

    cells: Cells
    older: str
    newer: str
    kind: LineageKind | None
    words: tuple[str, ...]
    reading: str
    source: str


@dataclass(frozen=True, slots=True)
class PlanSheets:
    """All that was read. ``entries`` are the items with their keys, ``places`` the cell of each field of each of them.
    ``absent`` are the fields without a column: of an item that is there, they stay. ``edges``, ``papers`` and ``facts``
    are nothing where there is no such sheet; ``number`` is the revision that was exported."""

    headings: tuple[Heading, ...] = ()
    entries: tuple[Entry, ...] = ()
    places: Places = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    edges: tuple[EdgeRow, ...] | None = None
    papers: tuple[dict[str, Any], ...] | None = None
    paper_places: tuple[Cells, ...] = ()
    facts: Mapping[str, str | None] | None = None
    number: int | None = None
    problems: tuple[CellProblem, ...] = ()
    remarks: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def read(grids: Sequence[Grid], columns: Mapping[str, str] | None = None, sheet: str = "") -> PlanSheets:
    """What the sheets of a book say of a plan. ``columns`` are the fields a person gave to columns, by their places;
    ``sheet`` is the one they chose to be read."""
    problems: list[CellProblem] = []
    named = {grid.name: grid for grid in grids}
    table = table_in(grids, columns or {}, sheet)
    if table is None:
        return PlanSheets(problems=(CellProblem(Place(grids[0].name if grids else "", 0, 0), NO_TABLE),))
    rows = rows_below(table.grid, table.row, {**table.columns, **_levels_as_columns(table.levels)}, problems)
    if len(rows) > _MOST_ROWS:
        problems.append(CellProblem(rows[_MOST_ROWS].place("title"), _TOO_MANY))
        rows = rows[:_MOST_ROWS]
    entries, places = stepped(rows, table.levels) if table.levels else items_of(rows, table.columns)
    papers, paper_cells = _papers(named.get(PAPERS), problems)
    facts, number = _facts(named.get(FACTS), problems)
    return PlanSheets(
        headings=table.headings,
        entries=entries,
        places=places,
        absent=frozenset(column.name for column in ITEM_COLUMNS) - table.columns.keys(),
        edges=_edges(named.get(LINEAGE), problems),
        papers=papers,
        paper_places=paper_cells,
        facts=facts,
        number=number,
        problems=tuple(dict.fromkeys(problems)),
        remarks=tuple(_remarks(grids, table.grid)),
        sheets=tuple(grid.name for grid in grids if grid.name not in _NOT_ITEMS),
        sheet=table.grid.name,
    )


_NOT_ITEMS = (LINEAGE, PAPERS, FACTS, CHOICES, GUIDE)


def _levels_as_columns(levels: Sequence[tuple[Any, int]]) -> dict[str, int]:
    return {f"step-{number}": column for number, (_, column) in enumerate(levels)}


def _labels(columns: Sequence[SheetColumn]) -> dict[str, Sequence[str]]:
    return {column.name: (column.label,) for column in columns}


def _edges(grid: Grid | None, problems: list[CellProblem]) -> tuple[EdgeRow, ...] | None:
    if grid is None:
        return None
    head, columns = columns_of(grid, _labels(EDGE_COLUMNS))
    if not columns.keys() >= {"kind"}:
        problems.append(
            CellProblem(
                Place(grid.name, 0, 0), "見出し「前の計画の項目」「この計画の項目」「種類」が必要です。"
            )
        )
        return None
    return tuple(_edge(cells) for cells in rows_below(grid, head, columns, problems))


def _edge(cells: Cells) -> EdgeRow:
    kind = cells.word("kind", LineageKind)
    if kind is None and not cells.text("kind"):
        cells.wrong("kind", "種類を選んでください。")
    return EdgeRow(
        cells=cells,
        older=cells.text("older"),
        newer=cells.text("newer"),
        kind=kind,
        words=tuple(cells.lines("words")),
        reading=cells.text("reading"),
        source=cells.text("source"),
    )


def _papers(
    grid: Grid | None, problems: list[CellProblem]
) -> tuple[tuple[dict[str, Any], ...] | None, tuple[Cells, ...]]:
    if grid is None:
        return None, ()
    head, columns = columns_of(grid, _labels(PAPER_COLUMNS))
    rows = rows_below(grid, head, columns, problems)
    return (tuple(_paper(cells) for cells in rows), tuple(rows)) if rows else (None, ())


def _paper(cells: Cells) -> dict[str, Any]:
    raw: dict[str, Any] = {column.name: cells.text(column.name) or None for column in PAPER_COLUMNS}
    try:
        raw["date"] = dates_as_typed.stored(raw["date"]) if raw["date"] else None
    except ValueError:
        cells.wrong("date", "日付として読めません。2026年5月、令和8年5月、2026-05 のように書いてください。")
    return raw


def _facts(
    grid: Grid | None, problems: list[CellProblem]
) -> tuple[Mapping[str, str | None] | None, int | None]:
    if grid is None:
        return None, None
    head, columns = columns_of(grid, _labels(FACT_COLUMNS))
    known = {normal(label): name for name, label in FACT_NAMES.items()}
    facts: dict[str, str | None] = {}
    for cells in rows_below(grid, head, columns, problems):
        if name := known.get(normal(cells.text("name"))):
            facts[name] = cells.whole("value") or None
    number = facts.pop("number", None)
    return facts, int(number) if number and number.isdecimal() and len(number) < 9 else None


def _remarks(grids: Sequence[Grid], read_from: Grid) -> Iterator[str]:
    for grid in grids:
        yield from (f"シート「{grid.name}」：{remark}" for remark in grid.remarks)
        if grid.name != read_from.name and grid.name not in _NOT_ITEMS and any(map(any, grid.rows)):
            yield _NOT_READ.format(grid.name)
