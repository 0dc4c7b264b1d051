"""A table of a plan as a table of PowerPoint: real rows and columns, lines and a grey head that survive a copier."""

from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from catalogue.exports.slides.flow import printable
from catalogue.exports.slides.form import EMU, Box
from catalogue.exports.slides.grid import PAD_X, PAD_Y, Grid
from catalogue.exports.slides.template import place
from catalogue.exports.slides.text import Linker, write_paragraphs

# "No Style, Table Grid": what a row looks like that is added by hand.
_STYLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
_EDGES = ("lnL", "lnR", "lnT", "lnB")
_LINE, _HEAD, _ROW_HEAD = "7F7F7F", "E4E4E6", "F4F4F5"
_TABLE = "表"


def write_table(slide: Any, box: Box, grid: Grid, link: Linker) -> None:
    """Add a table to a slide."""
    rows, widths = grid.all_rows, grid.widths(box.width)
    shape = slide.shapes.add_table(len(rows), len(widths), 0, 0, 0, 0)
    _size(shape.table, widths, grid.row_heights(box.width))
    place(shape, box)
    _describe(shape, grid)
    for index, (row, element) in enumerate(zip(rows, shape.table._tbl.tr_lst, strict=True)):
        for column, (cell, target) in enumerate(zip(row, element.tc_lst, strict=True)):
            write_paragraphs(target.get_or_add_txBody(), cell, link)
            target.replace(target.get_or_add_tcPr(), _properties(_fill(grid, index, column)))


def _size(table: Any, widths: tuple[float, ...], heights: tuple[float, ...]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(round(width * EMU))
    for row, height in zip(table.rows, heights, strict=True):
        row.height = Emu(round(height * EMU))


def _describe(shape: Any, grid: Grid) -> None:
    """What a table says to somebody who hears it, and which of its cells name the others."""
    head = "、".join(each.line.text for row in grid.head for cell in row for each in cell)
    properties = shape._element.nvGraphicFramePr.cNvPr
    caption = " ".join(printable(grid.caption).split())
    properties.set("name", caption or _TABLE)
    properties.set("descr", f"{caption}（列：{head}）" if head else caption)
    table = shape._element.graphic.graphicData.tbl.tblPr
    table.set("firstRow", "1" if grid.head else "0")
    table.set("firstCol", "1" if grid.row_heads else "0")
    table.set("bandRow", "0")
    table.find(qn("a:tableStyleId")).text = _STYLE


def _fill(grid: Grid, row: int, column: int) -> str | None:
    if row < len(grid.head):
        return _HEAD
    return _ROW_HEAD if grid.row_heads and column == 0 else None


def _properties(fill: str | None) -> Any:
    """Margins, the four edges and the ground of a cell, in the order the format asks for."""
    across, down = round(PAD_X * EMU), round(PAD_Y * EMU)
    edges = "".join(
        f'<a:{edge} w="6350"><a:solidFill><a:srgbClr val="{_LINE}"/></a:solidFill></a:{edge}>'
        for edge in _EDGES
    )
    ground = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    return parse_xml(
        f'<a:tcPr {nsdecls("a")} marL="{across}" marR="{across}" marT="{down}" marB="{down}">{edges}{ground}</a:tcPr>'
    )
