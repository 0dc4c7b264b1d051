"""Printed tables of a case: in our sheet a row is a row of the table, in the public workbook one of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.grid import Place
from catalogue.schemas.case_sheet.gathering import Cell, Gathered, read_into
from catalogue.schemas.case_sheet.special import HEAD_OF_TABLE, MOST_CELLS
from catalogue.schemas.case_sheet.synonyms import normal

_NO_HEAD = f"表の初めの行では、「行」の列に「{HEAD_OF_TABLE}」と書いてください。"
_CELLS = tuple(f"tables.cell{number}" for number in range(1, MOST_CELLS + 1))


@dataclass(slots=True)
class Row:
    """One row of a sheet of parts that belongs to a case."""

    place: Place
    cells: Sequence[Cell]
    order: int | None = None

    def text(self, name: str) -> str:
        """What stands in a column, by its field; empty where it has none."""
        return next((cell.text.strip() for cell in self.cells if cell.name == name and cell.text), "")

    def place_of(self, name: str) -> Place:
        """The cell of a column."""
        return next((cell.place for cell in self.cells if cell.name == name), self.place)


def tables_of(rows: Sequence[Row], about: Gathered) -> list[dict[str, Any]]:
    """The tables of a case, in the order of the rows."""
    if any(cell.name == "tables.column" for row in rows for cell in row.cells):
        return _told_by_cells(rows, about)
    tables: list[dict[str, Any]] = []
    for row in rows:
        if normal(row.text("tables.row")) == normal(HEAD_OF_TABLE):
            tables.append(_begun(row, f"tables[{len(tables)}]", about))
        elif tables:
            _add_row(tables, row, about)
        else:
            about.wrong(row.place_of("tables.row"), _NO_HEAD, "tables")
    return tables


def _begun(row: Row, path: str, about: Gathered) -> dict[str, Any]:
    about.places[path] = row.place
    table: dict[str, Any] = {"columns": [], "rows": []}
    about.places[f"{path}.title"] = row.place_of("tables.title")
    if title := row.text("tables.title"):
        table["title"] = title
    cited = next((cell for cell in row.cells if cell.name == "tables.sources"), None)
    if cited is not None:
        about.places[f"{path}.sources"] = cited.place
        table["sources"] = (read_into(about, cited, f"{path}.sources") or []) if cited.text else []
    for at, text in enumerate(_cells(row, 0)):
        table["columns"].append(text)
        about.places[f"{path}.columns[{at}]"] = row.place_of(_CELLS[at])
    return table


def _add_row(tables: list[dict[str, Any]], row: Row, about: Gathered) -> None:
    path = f"tables[{len(tables) - 1}].rows[{len(tables[-1]['rows'])}]"
    cells = _cells(row, len(tables[-1]["columns"]))
    about.places[path] = row.place_of(_CELLS[0])
    about.places |= {f"{path}[{at}]": row.place_of(_CELLS[at]) for at in range(len(cells))}
    tables[-1]["rows"].append(cells)


def _cells(row: Row, least: int) -> list[str]:
    """As many as there are columns, and what stands behind them."""
    texts = [row.text(name) for name in _CELLS]
    last = max((at for at, text in enumerate(texts, start=1) if text), default=0)
    return texts[: max(last, least)]


def _told_by_cells(rows: Sequence[Row], about: Gathered) -> list[dict[str, Any]]:
    """The public workbook says title, number of the row, name of the column and content for each cell."""
    tables: list[dict[str, Any]] = []
    number = ""
    for row in rows:
        title, column = row.text("tables.title"), row.text("tables.column")
        again = row.text("tables.row") == "1" and tables and column in tables[-1]["columns"]
        if not tables or title != tables[-1].get("title", "") or again:
            tables.append(_begun(row, f"tables[{len(tables)}]", about))
            number = ""
        table = tables[-1]
        if row.text("tables.row") != number:
            number = row.text("tables.row")
            table["rows"].append([])
        if len(table["rows"]) == 1:
            table["columns"].append(column)
        path = f"tables[{len(tables) - 1}].rows[{len(table['rows']) - 1}][{len(table['rows'][-1])}]"
        about.places[path] = row.place_of("tables.value")
        table["rows"][-1].append(row.text("tables.value"))
    return tables
