"""Sheets of cases for tests: lists as somebody might bring them, and our own as a program gives them back."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.domain.grid import Grid
from catalogue.schemas.case import CaseSchema
from catalogue.schemas.case_sheet.columns import CASE_SHEET, PART_SHEETS
from catalogue.schemas.case_sheet.laying import Names, Value, Written, laid_columns, rows_of
from catalogue.schemas.case_sheet.reading import read
from catalogue.schemas.case_sheet.sheets import CaseRow, CaseSheets
from catalogue.schemas.case_sheet.upon import upon

NAMES = Names({"132055": ("東京都", "青梅市")}, {"dx": "DX化"}, {"dx-use": "DX活用"})
# What whoever knows the catalogue puts into a document.
LOOKED_UP = {"theme": "dx", "category": "dx-use", "municipality": "132055"}


def grid(*rows: Sequence[str], name: str = "一覧", formulas: Sequence[tuple[int, int]] = ()) -> Grid:
    """A sheet of these rows, as wide as the widest."""
    width = max(map(len, rows))
    return Grid(name, tuple((*row, *[""] * (width - len(row))) for row in rows), frozenset(formulas))


def read_list(*rows: Sequence[str], chosen: Mapping[str, str] | None = None, **more: Any) -> CaseSheets:
    """A list of somebody else, read."""
    return read([grid(*rows, **more)], chosen or {})


def only_row(sheets: CaseSheets) -> CaseRow:
    """The one case of a sheet."""
    (row,) = sheets.rows
    return row


def of_program(value: Value) -> str:
    """A cell as it is read: a number as a program shows it, nothing as nothing."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


def as_grids(*cases: Written) -> list[Grid]:
    """Our own workbook with these cases, as it is read."""
    told = [rows_of(case, NAMES) for case in cases]
    return [
        grid(
            tuple(column.label for column in laid_columns(kind)),
            *(tuple(map(of_program, row)) for rows in told for row in rows[kind.name]),
            name=kind.name,
        )
        for kind in (CASE_SHEET, *PART_SHEETS)
    ]


def document_of(row: CaseRow, base: Mapping[str, Any] | None) -> dict[str, Any]:
    """The document a row becomes, upon the case that is there or upon nothing."""
    return dict(CaseSchema().load({**upon(row, base), **LOOKED_UP, "slug": row.identity}))


def changed_fields(row: CaseRow, base: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a case a row would change, with their new values."""
    after = document_of(row, base)
    return {name: after[name] for name in after if after[name] != base[name]}
