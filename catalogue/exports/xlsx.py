"""A workbook as an Excel file: bare tables for machines, laid out for a meeting, or made for being filled in."""

from dataclasses import replace
from io import BytesIO

from xlsxwriter import Workbook as Book
from xlsxwriter.worksheet import Worksheet as Leaf

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.cell_text import on_one_line
from catalogue.exports.data_notes import explained
from catalogue.exports.excel.cells import EVERY_CELL, OPTIONS, Cells, names_of_sheets
from catalogue.exports.excel.entry import make_fillable
from catalogue.exports.excel.meeting import lay_out
from catalogue.exports.sheets import Sheet, Use, Workbook
from catalogue.schemas.paper import PaperSize


def write(workbook: Workbook, *, size: PaperSize = PaperSize.A4) -> bytes:
    """The file. ``size`` is the paper of a meeting; data have none, but say what they mean in two sheets more."""
    made = BytesIO()
    workbook = replace(workbook, sheets=_well_named(workbook.sheets))
    bare = workbook.use is Use.DATA and not workbook.for_entry
    sheets = _well_named(explained(workbook)) if bare else workbook.sheets
    with Book(made, OPTIONS) as book:
        cells = Cells(book)
        # Whoever runs the service is nobody's author.
        book.set_properties({"title": drop_forbidden_characters(workbook.title), "author": ""})
        for sheet in sheets:
            leaf = book.add_worksheet(sheet.name)
            if workbook.for_entry:
                make_fillable(leaf, cells, sheet, sheets)
            elif bare:
                _table(leaf, cells, sheet)
            else:
                lay_out(leaf, cells, sheet, workbook, size)
    return made.getvalue()


def _well_named(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    names = names_of_sheets(sheet.name for sheet in sheets)
    return tuple(replace(sheet, name=name) for sheet, name in zip(sheets, names, strict=True))


def _table(leaf: Leaf, cells: Cells, sheet: Sheet) -> None:
    """Names in the first row, the data below, and nothing else."""
    for column, named in enumerate(sheet.columns):
        leaf.set_column(column, column, named.width)
        cells.put(leaf, 0, column, named.name)
    for row, values in enumerate(sheet.rows, start=1):
        for column, value in enumerate(values):
            cells.put(leaf, row, column, on_one_line(value) if isinstance(value, str) else value)
    leaf.freeze_panes(1, 0)
    # Codes are text on purpose; Excel need not mark every one of them.
    leaf.ignore_errors({"number_stored_as_text": EVERY_CELL})
