"""Values as cells of Excel, so that whatever a text holds, the file opens and the text stays text.

Excel refuses control characters, silently drops a text that is too long, and takes a text for a formula when somebody
edits it; all that is met here. Its limits: Microsoft, "Excel specifications and limits".
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from xlsxwriter import Workbook as Book
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Leaf

from catalogue.domain.text import clean, drop_forbidden_characters
from catalogue.exports.cell_text import looks_like_a_formula
from catalogue.exports.sheets import Value
from catalogue.exports.typeface import FONT

# Widths of columns are counted in digits of the font of the book. Those of the proportional face are half as wide again
# as its other letters allow for, so the book is in the face of fixed width and its cells in the proportional one.
FONT_OF_THE_BOOK = "BIZ UDGothic"
FONT_SIZE = 10
# For writing a book: no text becomes a formula, an address or a number by itself.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT_OF_THE_BOOK, "font_size": FONT_SIZE},
}
EVERY_CELL = "A1:XFD1048576"
# In units of UTF-16, as Excel counts.
LONGEST_TEXT = 32_767
CUT_HERE = "…（長いため、ここで切っています。続きはカタログのページでご覧ください）"
LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
# Thousands are set apart from ten thousand on: a year is not.
_NUMBER = "[>=10000]#,##0.##########;[<=-10000]-#,##0.##########;General"
_WHOLE_NUMBER = "[>=10000]#,##0;[<=-10000]-#,##0;General"
# Excel keeps what is typed into such a cell as it is: codes their zeros, 「1-2」 from becoming a date.
_TEXT = "@"
_LINE, _SHADE = "#808080", "#E6E6E6"


class Style(StrEnum):
    """What a cell is, which decides how it looks."""

    PLAIN = "plain"
    TITLE = "title"
    NUMBER_OF_PAPER = "number of paper"
    REMARK = "remark"
    HEAD = "head"
    ROW_HEAD = "row head"
    TEXT = "text"
    FIGURE = "figure"
    WHOLE_FIGURE = "whole figure"
    ENTRY = "entry"
    ENTRY_TEXT = "entry text"
    LOCKED = "locked"


_BOXED = {"border": 1, "border_color": _LINE, "text_wrap": True, "valign": "top"}
_HEADING = _BOXED | {"bold": True, "bg_color": _SHADE}
_LOOKS: dict[Style, dict[str, object]] = {
    Style.PLAIN: {},
    Style.TITLE: {"bold": True, "font_size": 14, "text_wrap": True, "valign": "vcenter"},
    Style.NUMBER_OF_PAPER: {"align": "right", "valign": "vcenter"},
    Style.REMARK: {"text_wrap": True, "valign": "top"},
    Style.HEAD: _HEADING | {"align": "center", "valign": "vcenter"},
    Style.ROW_HEAD: _HEADING,
    Style.TEXT: _BOXED,
    Style.FIGURE: _BOXED | {"align": "right", "num_format": _NUMBER},
    Style.WHOLE_FIGURE: _BOXED | {"align": "right", "num_format": _WHOLE_NUMBER},
    Style.ENTRY: {"text_wrap": True, "valign": "top"},
    Style.ENTRY_TEXT: {"text_wrap": True, "valign": "top", "num_format": _TEXT},
    Style.LOCKED: {"text_wrap": True, "valign": "top", "num_format": _TEXT, "bg_color": _SHADE},
}


class Cells:
    """Writes values into the sheets of one book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._formats: dict[tuple[Style, bool], Format] = {}

    def put(self, leaf: Leaf, row: int, column: int, value: Value, style: Style = Style.PLAIN) -> None:
        """Write one value; nothing known is an empty cell."""
        if value is None or value == "":
            if style is not Style.PLAIN:
                leaf.write_blank(row, column, None, self.format_of(style))
        elif isinstance(value, str):
            text = fit_for_a_cell(value)
            leaf.write_string(row, column, text, self.format_of(style, looks_like_a_formula(text)))
        else:
            leaf.write_number(row, column, value, self.format_of(style))

    def format_of(self, style: Style, stays_text: bool = False) -> Format:
        """The format of a style. With ``stays_text`` Excel keeps it text also when somebody has edited it."""
        key = (style, stays_text)
        if key not in self._formats:
            font = {"font_name": FONT, "font_size": FONT_SIZE}
            self._formats[key] = self._book.add_format(font | _LOOKS[style] | {"quote_prefix": stays_text})
        return self._formats[key]


def fit_for_a_cell(text: str) -> str:
    """``text`` as a cell can hold it; what is too long is cut, and says so."""
    fit = drop_forbidden_characters(text).replace("\r\n", "\n").replace("\r", "\n")
    if _length(fit) <= LONGEST_TEXT:
        return fit
    kept = fit.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(CUT_HERE))]
    return kept.decode("utf-16-le", errors="ignore") + CUT_HERE


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def names_of_sheets(wished: Iterable[str]) -> list[str]:
    """Names Excel accepts, in this order: without ``[]:*?/\\`` and apostrophes at the ends, at most 31 letters, no two
    alike (it does not tell capitals), none called History."""
    names: list[str] = []
    for wish in wished:
        name = _NOT_IN_NAMES.sub(" ", clean(drop_forbidden_characters(wish))).strip("' ") or "表"
        names.append(_another(name, {given.casefold() for given in names} | {"history"}))
    return names


def _another(name: str, taken: set[str]) -> str:
    number, tried = 1, _cut(name, "")
    while tried.casefold() in taken:
        number += 1
        tried = _cut(name, f" ({number})")
    return tried


def _cut(name: str, ending: str) -> str:
    room = 2 * (LONGEST_NAME - len(ending))
    return name.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore").rstrip("' ") + ending
