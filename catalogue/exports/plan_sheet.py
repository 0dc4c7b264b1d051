"""計画の表: a plan as a workbook to be changed and brought back, or an empty one to be filled in."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from catalogue.exports import xlsx
from catalogue.exports.sheets import Column, Entry, Sheet, Use, Workbook
from catalogue.schemas.plan_sheet.sheets import CHOICES, GUIDE, ITEMS, SHEETS, SheetColumn, laid_out

TITLE = "計画の表"
_MUST = "必須"


def plan_sheet(document: Mapping[str, Any] | None, number: int | None = None) -> bytes:
    """The file. ``document`` is ``number`` of a plan's revisions; without it, the sheets are empty."""
    rows = laid_out(document, number)
    filled = tuple(_sheet(name, columns, rows[name]) for name, columns in SHEETS.items())
    title = f"{TITLE}：{document['title']}" if document else TITLE
    return xlsx.write(Workbook(title=title, sheets=(*filled, _choices(), _guide()), use=Use.DATA))


def _sheet(name: str, columns: Sequence[SheetColumn], rows: Sequence[tuple[str, ...]]) -> Sheet:
    cells = tuple(tuple(value or None for value in row) for row in rows)
    made = tuple(_column(name, column) for column in columns)
    return Sheet(name, made, cells, for_entry=True, pinned=2 if name == ITEMS else 1)


def _column(sheet: str, column: SheetColumn) -> Column:
    return Column(
        name=column.label,
        width=column.width,
        entry=Entry(
            hint=column.about,
            as_text=True,
            locked=column.fixed,
            words=(CHOICES, _list_of(sheet, column)) if column.words else None,
        ),
    )


def _list_of(sheet: str, column: SheetColumn) -> str:
    return f"{sheet}の{column.label}"


def _choices() -> Sheet:
    lists = {_list_of(name, column): column.words for name, columns in SHEETS.items() for column in columns}
    known = {name: words for name, words in lists.items() if words}
    rows = tuple(zip_longest(*known.values()))
    return Sheet(CHOICES, tuple(Column(name, width=24) for name in known), rows, for_entry=True)


def _guide() -> Sheet:
    heads = (
        Column("シート", width=14),
        Column("列", width=20),
        Column(_MUST, width=8),
        Column("書くこと", width=100),
    )
    rows = tuple(
        (name, column.label, _MUST if column.required else None, column.about)
        for name, columns in SHEETS.items()
        for column in columns
    )
    return Sheet(GUIDE, heads, rows, for_entry=True)
