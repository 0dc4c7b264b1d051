"""A table laid out for a meeting: a title and what must be known above it, and ready for the printer.

It says nothing by colour, so a copy in black and white says the same.
"""

from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet as Leaf

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.excel.cells import Cells, Style
from catalogue.exports.excel.paper import (
    MARGIN,
    PAPERS,
    height_of,
    in_rows_that_fit,
    widths_on,
)
from catalogue.exports.sheets import Sheet, Value, Workbook
from catalogue.exports.typeface import FONT
from catalogue.schemas.paper import PaperSize

_INCH = 25.4
_TITLE_LARGER = 1.5
# What stands above the table stays in sight only while it leaves most of a small screen to the table.
_MOST_FROZEN = 220
# Excel takes 255 characters in a footer; three parts share them.
_LONGEST_IN_FOOTER = 60
_FOOTER_FONT = f'&"{FONT},Regular"&8'


def lay_out(leaf: Leaf, cells: Cells, sheet: Sheet, workbook: Workbook, size: PaperSize) -> None:
    """Fill one leaf with one table."""
    widths = widths_on(size, [column.width for column in sheet.columns], landscape=workbook.landscape)
    for column, width in enumerate(widths):
        leaf.set_column(column, column, width)
    head, height = _above(leaf, cells, sheet, workbook, widths)
    names = [column.name for column in sheet.columns]
    leaf.set_row(head, height_of(names, widths))
    for column, name in enumerate(names):
        cells.put(leaf, head, column, name, Style.HEAD)
    end = _rows(leaf, cells, sheet, widths, head + 1)
    if height <= _MOST_FROZEN:
        leaf.freeze_panes(head + 1, 1 if sheet.row_heads else 0)
    leaf.repeat_rows(head)
    leaf.print_area(0, 0, end - 1, len(widths) - 1)
    _set_up_printing(leaf, workbook, size)


def _above(
    leaf: Leaf, cells: Cells, sheet: Sheet, workbook: Workbook, widths: Sequence[float]
) -> tuple[int, float]:
    """Write title, number, day and remarks; the row the table begins in, and the points above it."""
    row, height = 0, 0.0
    for text, style in _lines_above(sheet, workbook):
        points = height_of([text], [sum(widths)]) * (_TITLE_LARGER if style is Style.TITLE else 1)
        leaf.set_row(row, points)
        if len(widths) > 1:
            leaf.merge_range(row, 0, row, len(widths) - 1, "", cells.format_of(style))
        cells.put(leaf, row, 0, text, style)
        row, height = row + 1, height + points
    return row, height


def _lines_above(sheet: Sheet, workbook: Workbook) -> Iterable[tuple[str, Style]]:
    if workbook.number:
        yield workbook.number, Style.NUMBER_OF_PAPER
    first = sheet.name == workbook.sheets[0].name
    yield workbook.title if first else f"{workbook.title}　{sheet.name}", Style.TITLE
    if workbook.made_on:
        yield f"作成日：{workbook.made_on}", Style.REMARK
    if workbook.address:
        yield f"もとのページ：{workbook.address}", Style.REMARK
    for remark in (*workbook.remarks, *sheet.remarks):
        yield f"※ {remark}", Style.REMARK


def _rows(leaf: Leaf, cells: Cells, sheet: Sheet, widths: Sequence[float], first: int) -> int:
    """Write the rows; the row after the last."""
    row = first
    for values in sheet.rows:
        for shown in in_rows_that_fit(values, widths):
            leaf.set_row(row, height_of(shown, widths))
            for column, value in enumerate(shown):
                cells.put(leaf, row, column, value, _style(value, column, sheet))
            row += 1
    return row


def _style(value: Value, column: int, sheet: Sheet) -> Style:
    if sheet.row_heads and column == 0:
        return Style.ROW_HEAD
    if value is None or isinstance(value, str):
        return Style.TEXT
    return Style.WHOLE_FIGURE if value == int(value) else Style.FIGURE


def _set_up_printing(leaf: Leaf, workbook: Workbook, size: PaperSize) -> None:
    leaf.set_paper(PAPERS[size])
    if workbook.landscape:
        leaf.set_landscape()
    side = MARGIN / _INCH
    leaf.set_margins(left=side, right=side, top=side, bottom=1.4 * side)
    leaf.fit_to_pages(1, 0)
    leaf.center_horizontally()
    named = _in_footer(" ".join(part for part in (workbook.number, workbook.title) if part))
    leaf.set_footer(
        f"&L{_FOOTER_FONT}{named}&C{_FOOTER_FONT} &P / &N&R{_FOOTER_FONT}{_in_footer(workbook.made_on)}"
    )


def _in_footer(text: str) -> str:
    """Its first letters, after a blank: a digit right behind the size of the font would count as part of that."""
    plain = " ".join(drop_forbidden_characters(text).split())
    short = plain if len(plain) <= _LONGEST_IN_FOOTER else f"{plain[: _LONGEST_IN_FOOTER - 1]}…"
    return f" {short.replace('&', '&&')}"
