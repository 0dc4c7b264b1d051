"""What a workbook holds, before anybody has decided how it looks.

Two kinds are asked for, and they contradict each other: a table for machines (one table a sheet, names in the first
row, nothing merged, codes with their table, nothing said by colour alone) and a table for a meeting (a title, widths,
borders, ready to print). A composer says which a workbook is for; ``xlsx`` writes both, ``delimited`` writes one sheet
of the first.
"""

from dataclasses import dataclass
from enum import StrEnum

# Between the values of a cell that has several.
SEPARATOR = ";"
# A number stays a number; nothing known is an empty cell, never a zero and never a word.
Value = str | int | float | None


class Use(StrEnum):
    """What a workbook is for, as an address says it (``use=data``)."""

    MEETING = "meeting"
    DATA = "data"

    @property
    def label(self) -> str:
        """Its name."""
        return {Use.MEETING: "会議用", Use.DATA: "データ用"}[self]


@dataclass(frozen=True, slots=True)
class Entry:
    """How a column is filled in by hand. ``hint`` is said where somebody begins to write; ``as_text`` keeps a program
    from taking what is typed for a number or a date; ``locked`` marks what must not be changed. ``words`` names the
    sheet and the column there that list what may be chosen; other words are refused if ``strict``."""

    hint: str = ""
    as_text: bool = False
    locked: bool = False
    words: tuple[str, str] | None = None
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` stands in the first row. ``meaning``, ``unit`` and ``codes`` (the code table its values come from) go
    into the dictionary of columns. ``width`` is in characters of the standard font, for a meeting."""

    name: str
    meaning: str = ""
    unit: str = ""
    codes: str = ""
    width: float = 16
    entry: Entry = Entry()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; every row is as long as ``columns``. ``name`` is at most 31 characters, none of them ``[]:*?/\\``.
    With ``row_heads`` the first column names the row.

    One ``for_entry`` is filled in by hand and read back, or explains such sheets (not ``is_read``): its texts keep
    their lines, and its first ``pinned`` columns stay in sight."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    remarks: tuple[str, ...] = ()
    row_heads: bool = False
    for_entry: bool = False
    pinned: int = 0
    is_read: bool = True


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole file. For a meeting, ``title``, ``number`` (資料番号), ``made_on`` and ``remarks`` stand above each
    table; for data they go into a sheet of their own. One whose sheets are all for entry explains itself."""

    title: str
    sheets: tuple[Sheet, ...]
    use: Use
    number: str = ""
    made_on: str = ""
    address: str = ""
    remarks: tuple[str, ...] = ()
    landscape: bool = True

    @property
    def for_entry(self) -> bool:
        """Whether it is filled in by hand and read back."""
        return all(sheet.for_entry for sheet in self.sheets)
