"""A table of a brief as a Word table: its first row repeated on each page, its widths kept, its cells in our styles."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.brief import Line, Table
from catalogue.exports.word.room import column_widths, row_lines
from catalogue.exports.word.text import add_line, new_paragraph
from catalogue.exports.word.type import TABLE_STYLE, Role, Setting

# A row of more lines than these may be divided between two pages; a shorter one moves to the next as a whole.
_SHORT_ROW = 12


def add_table(document: Document, table: Table, width: float, setting: Setting) -> None:
    """Append a table as wide as ``width`` (points). What has no columns is left out."""
    if not table.head:
        return
    widths = column_widths(table, width)
    made = document.add_table(rows=0, cols=len(widths), style=TABLE_STYLE)
    _fix(made, widths, setting, row_heads=table.row_heads)
    _add_row(made, [(Line(words),) for words in table.head], widths, setting, head=True)
    for row in table.rows:
        _add_row(made, row, widths, setting, row_heads=table.row_heads)
    if table.caption:
        _describe(made, table.caption)
    new_paragraph(document, setting.style(Role.AFTER_TABLE))


def _fix(made: WordTable, widths: Sequence[float], setting: Setting, *, row_heads: bool) -> None:
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Pt(width)
    properties = made._tbl.tblPr
    total = properties.find(qn("w:tblW"))
    total.set(qn("w:type"), "dxa")
    total.set(qn("w:w"), str(round(sum(widths) * 20)))
    properties.append(_cell_margins(setting))
    _look(properties, row_heads=row_heads)


def _cell_margins(setting: Setting) -> Any:
    margins = OxmlElement("w:tblCellMar")
    sides = (
        ("top", setting.cell_ends),
        ("left", setting.cell_sides),
        ("bottom", setting.cell_ends),
        ("right", setting.cell_sides),
    )
    for side, points in sides:
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(round(points * 20)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    return margins


def _look(properties: Any, *, row_heads: bool) -> None:
    """Say which row and column are headings, also to programs that read the table aloud."""
    for found in properties.findall(qn("w:tblLook")):
        properties.remove(found)
    look = OxmlElement("w:tblLook")
    said = {"val": "06A0" if row_heads else "0620", "firstRow": "1", "lastRow": "0", "lastColumn": "0"}
    said |= {"firstColumn": "1" if row_heads else "0", "noHBand": "1", "noVBand": "1"}
    for name, value in said.items():
        look.set(qn(f"w:{name}"), value)
    properties.append(look)


def _describe(made: WordTable, caption: str) -> None:
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), drop_forbidden_characters(caption))
    made._tbl.tblPr.append(title)


def _add_row(
    made: Any,
    cells: Sequence[Sequence[Line]],
    widths: Sequence[float],
    setting: Setting,
    *,
    head: bool = False,
    row_heads: bool = False,
) -> None:
    row = made.add_row()
    properties = row._tr.get_or_add_trPr()
    if head or row_lines(cells, widths, setting) <= _SHORT_ROW:
        properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for place, (cell, lines, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
        cell.width = Pt(width)
        heading = head or (row_heads and place == 0)
        _fill(cell, lines, setting.style(Role.CELL_HEAD if heading else Role.CELL), kept=head)


def _fill(cell: _Cell, lines: Sequence[Line], style: str, *, kept: bool) -> None:
    content: Any = cell._tc
    content.clear_content()
    for line in lines or (Line(""),):
        paragraph = new_paragraph(cell, style)
        if kept:
            paragraph.paragraph_format.keep_with_next = True
        add_line(paragraph, line)
