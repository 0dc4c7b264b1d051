"""One table as comma-separated text (RFC 4180), as the rules for machine-readable data want it: names in the first
line, one record a line, an empty field where nothing is known.

What a spreadsheet program would take for a formula is given an apostrophe in front, so that it stays text; that is the
one thing that differs from the Excel file. Numbers are numbers, negative ones too.
"""

import csv
import re
from collections.abc import Iterable
from enum import StrEnum
from io import StringIO

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.cell_text import looks_like_a_formula, on_one_line
from catalogue.exports.sheets import Sheet, Value

# 下駄: what Japanese printers set where they had no letter.
NO_SUCH_LETTER = "〓"
# Letters Windows' Shift_JIS has under another code point, or as one letter with the one before.
_OTHER_CODE_POINTS = (("m²", "㎡"), ("〜", "～"), ("−", "－"), ("—", "―"), ("‖", "∥"), ("\xa0", " "))
# They choose between drawings of the letter before them, which stays.
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


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
    """The file, its lines ended by CR LF.

    UTF-8 is marked with a BOM, without which Excel on Windows takes it for Shift_JIS. Shift_JIS is that of Windows
    (cp932): a letter it has not becomes 〓, but for the few it knows in another form (〜 as ～, m² as ㎡).
    """
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(_fields(column.name for column in sheet.columns))
    lines.writerows(_fields(row) for row in sheet.rows)
    if encoding is Encoding.SHIFT_JIS:
        return _in_shift_jis(text.getvalue())
    return text.getvalue().encode("utf-8-sig")


def _fields(row: Iterable[Value]) -> list[str]:
    return [_field(value) for value in row]


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    return str(int(value)) if value == int(value) else str(value)


def _text(value: str) -> str:
    """On one line, and never a formula."""
    line = on_one_line(drop_forbidden_characters(value))
    return f"'{line}" if looks_like_a_formula(line) else line


def _in_shift_jis(text: str) -> bytes:
    text = _VARIATION_SELECTORS.sub("", text)
    for letters, there in _OTHER_CODE_POINTS:
        text = text.replace(letters, there)
    try:
        return text.encode("cp932")
    except UnicodeEncodeError:
        return b"".join(_letter_in_shift_jis(letter) for letter in text)


def _letter_in_shift_jis(letter: str) -> bytes:
    try:
        return letter.encode("cp932")
    except UnicodeEncodeError:
        return NO_SUCH_LETTER.encode("cp932")
