"""A table to be filled in by hand and read back: what may be chosen is offered, what must stay is marked, and every
column says what belongs into it where somebody begins to write."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet as Leaf

from catalogue.exports.excel.cells import EVERY_CELL, Cells, Style
from catalogue.exports.excel.paper import PAPERS, height_of
from catalogue.exports.sheets import Column, Sheet
from catalogue.schemas.paper import PaperSize

_LAST_ROW = 1_048_575
# What Excel takes in the note of a cell.
_LONGEST_TITLE, _LONGEST_HINT = 32, 255
# Points of a row where cases are written: the beginning of long texts is seen, and several rows are. What explains is
# seen whole.
_MOST_HEIGHT, _WHOLE = 78, 400
# A sheet of this width can still be read when it is printed on one page across.
_PRINTED_ACROSS = 260
_NOT_LISTED = "「{name}」のシートの「{column}」から選ぶか、同じ言葉を書いてください。"
_NEW_WORD = "「{name}」のシートの「{column}」にない言葉です。新しく加えるときは「はい」を選びます。"


def make_fillable(leaf: Leaf, cells: Cells, sheet: Sheet, sheets: Sequence[Sheet]) -> None:
    """Fill one leaf; ``sheets`` are all of the book, in which lists of words are."""
    widths = [column.width for column in sheet.columns]
    leaf.set_row(0, height_of([column.name for column in sheet.columns], widths))
    for at, column in enumerate(sheet.columns):
        leaf.set_column(at, at, column.width, cells.format_of(_style(column)))
        cells.put(leaf, 0, at, column.name, Style.HEAD)
        if rule := _rule(column, sheets):
            leaf.data_validation(1, at, _LAST_ROW, at, rule)
    for row, values in enumerate(sheet.rows, start=1):
        leaf.set_row(row, min(height_of(values, widths), _MOST_HEIGHT if sheet.is_read else _WHOLE))
        for at, value in enumerate(values):
            cells.put(leaf, row, at, value, _style(sheet.columns[at]))
    leaf.freeze_panes(1, sheet.pinned)
    _set_up_printing(leaf, sum(widths))
    leaf.ignore_errors({"number_stored_as_text": EVERY_CELL})


def _set_up_printing(leaf: Leaf, width: float) -> None:
    leaf.set_paper(PAPERS[PaperSize.A4])
    leaf.set_landscape()
    leaf.repeat_rows(0)
    if width <= _PRINTED_ACROSS:
        leaf.fit_to_pages(1, 0)


def _style(column: Column) -> Style:
    if column.entry.locked:
        return Style.LOCKED
    return Style.ENTRY_TEXT if column.entry.as_text else Style.ENTRY


def _rule(column: Column, sheets: Sequence[Sheet]) -> dict[str, Any] | None:
    """What Excel says and checks in the cells of a column; nothing where there is nothing to say."""
    told = {
        "input_title": column.name[:_LONGEST_TITLE],
        "input_message": _shortened(column.entry.hint),
    }
    if column.entry.words is None:
        return {"validate": "any", **told} if column.entry.hint else None
    name, listed = column.entry.words
    sentence = _NOT_LISTED if column.entry.strict else _NEW_WORD
    return {
        "validate": "list",
        "source": f"={_range(name, listed, sheets)}",
        "error_type": "stop" if column.entry.strict else "warning",
        "error_title": column.name[:_LONGEST_TITLE],
        "error_message": sentence.format(name=name, column=listed),
        **(told if column.entry.hint else {}),
    }


def _range(name: str, listed: str, sheets: Sequence[Sheet]) -> str:
    """The cells of a column of words, as far as they are filled."""
    sheet = next(sheet for sheet in sheets if sheet.name == name)
    at = next(at for at, column in enumerate(sheet.columns) if column.name == listed)
    last = max((row for row, values in enumerate(sheet.rows, start=1) if values[at]), default=1)
    return f"{quote_sheetname(name)}!{xl_range_abs(1, at, last, at)}"


def _shortened(hint: str) -> str:
    return hint if len(hint) <= _LONGEST_HINT else f"{hint[: _LONGEST_HINT - 1]}…"
