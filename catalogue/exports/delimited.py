"""One table as comma-separated text (RFC 4180), as the rules for machine-readable data want it: names in the first
line, one record a line, an empty field where nothing is known.

What a spreadsheet program would take for a formula is given an apostrophe in front, so that it stays text; that is the
one thing that differs from the Excel file. Numbers are numbers, negative ones too.
"""

import csv
from collections.abc import Iterable
from enum import StrEnum
from io import StringIO

from catalogue.domain import shift_jis
from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.cell_text import looks_like_a_formula, on_one_line
from catalogue.exports.sheets import Sheet, Value


class Encoding(StrEnum):
    """How letters become bytes, as an address says it."""

    UTF_8 = "utf-8"
    SHIFT_JIS = "sjis"

    @property
    def charset(self) -> str:
        """Its name in a header."""
        return {Encoding.UTF_8: "utf-8", Encoding.SHIFT_JIS: "Shift_JIS"}[self]


def encoding_of(asked: str) -> Encoding:
    """What an address asks for; anything unknown is UTF-8."""
    return Encoding(asked) if asked in set(Encoding) else Encoding.UTF_8


def write(sheet: Sheet, encoding: Encoding = Encoding.UTF_8) -> bytes:
    """The file, its records ended by CR LF. A record is one line, but where the sheet is for entry.

    UTF-8 is marked with a BOM, without which Excel on Windows takes it for Shift_JIS. Shift_JIS is that of Windows
    (cp932): a letter it has not becomes 〓, but for the few it knows in another form (〜 as ～, m² as ㎡).
    """
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    in_lines = sheet.for_entry
    lines.writerow(_fields((column.name for column in sheet.columns), in_lines=in_lines))
    lines.writerows(_fields(row, in_lines=in_lines) for row in sheet.rows)
    if encoding is Encoding.SHIFT_JIS:
        return shift_jis.encoded(text.getvalue())
    return text.getvalue().encode("utf-8-sig")


def _fields(row: Iterable[Value], *, in_lines: bool) -> list[str]:
    return [_field(value, in_lines=in_lines) for value in row]


def _field(value: Value, *, in_lines: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value, in_lines=in_lines)
    return str(int(value)) if value == int(value) else str(value)


def _text(value: str, *, in_lines: bool) -> str:
    """On one line, unless it is to be read back as it is, and never a formula."""
    text = drop_forbidden_characters(value)
    line = text if in_lines else on_one_line(text)
    return f"'{line}" if looks_like_a_formula(line) else line
