"""Single values between a form and a document: read as people type them, shown so that they can be edited.

What cannot be read stays as it was typed: the schema then speaks of it, and nothing is lost.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from catalogue.domain import dates_as_typed
from catalogue.domain.text import run_on
from catalogue.schemas.form_inputs import Kind

BAR = "｜"
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,20})?\Z", re.ASCII)
# How tables of the government write what is below zero.
_MINUS = str.maketrans({"−": "-", "△": "-", "▲": "-", "‐": "-"})
_LINE_END = re.compile(r"\r\n?|\n")
_QUOTED = re.compile(r'"[^"]*"')
_NEEDS_QUOTES = re.compile(r'[｜|\t"\n]')
_CASE_ADDRESS = re.compile(r".*/cases/(?P<slug>[a-z0-9-]+).*\Z")


def as_stored(kind: Kind, typed: str) -> Any:
    """What the document holds for one field's text; None where nothing was typed."""
    if not typed.strip():
        return None
    reader = _READERS.get(kind)
    return reader(typed) if reader else typed


def as_typed(kind: Kind, value: Any) -> str:
    """What the field shows for a value of the document; empty for None."""
    if value is None:
        return ""
    writer = _WRITERS.get(kind)
    return writer(value) if writer else str(value)


def _read_date(typed: str) -> str:
    try:
        return dates_as_typed.stored(typed)
    except ValueError:
        return typed


def _read_number(typed: str) -> float | int | str:
    text = unicodedata.normalize("NFKC", typed).strip().translate(_MINUS)
    if not _NUMBER.match(text):
        return typed
    digits = text.replace(",", "")
    return float(digits) if "." in digits else int(digits)


def _show_number(value: Any) -> str:
    if isinstance(value, str):
        return value
    number = Decimal(repr(value))
    whole = number == number.to_integral_value()
    return f"{number.to_integral_value() if whole else number:,f}"


def _read_paragraph(typed: str) -> str:
    """One paragraph out of lines: text copied from a paper is broken where the paper was full."""
    return run_on(_read_list(typed))


def _read_list(typed: str) -> list[str]:
    return [line.strip() for line in _LINE_END.split(typed) if line.strip()]


def _read_cases(typed: str) -> list[str]:
    return [_CASE_ADDRESS.sub(r"\g<slug>", line) for line in _read_list(typed)]


def _read_cells(typed: str) -> list[str]:
    return next(iter(_read_grid(typed)), [])


def _read_grid(typed: str) -> list[list[str]]:
    """Rows of cells, as typed with bars or copied from a spreadsheet (tabs, quotes around what holds line breaks)."""
    bare = _QUOTED.sub("", typed)
    sign = next((sign for sign in ("\t", BAR, "|") if sign in bare), BAR)
    lines = [f"{line}\n" for line in _LINE_END.split(typed)]
    try:
        rows = list(csv.reader(lines, delimiter=sign, skipinitialspace=True))
    except csv.Error:
        return [[typed]]
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _show_cells(cells: Iterable[str]) -> str:
    return BAR.join(_quoted(cell) for cell in cells)


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if _NEEDS_QUOTES.search(cell) else cell


def _show_lines(items: Sequence[str]) -> str:
    return "\n".join(items)


_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.DATE: _read_date,
    Kind.NUMBER: _read_number,
    Kind.WHOLE: _read_number,
    Kind.PARAGRAPH: _read_paragraph,
    Kind.LIST: _read_list,
    Kind.MUNICIPALITIES: _read_list,
    Kind.CASES: _read_cases,
    Kind.CELLS: _read_cells,
    Kind.GRID: _read_grid,
    Kind.FLAG: bool,
    Kind.ADDRESS: str.strip,
}
_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.DATE: dates_as_typed.to_edit,
    Kind.NUMBER: _show_number,
    Kind.WHOLE: _show_number,
    Kind.LIST: _show_lines,
    Kind.MUNICIPALITIES: _show_lines,
    Kind.CASES: _show_lines,
    Kind.CELLS: _show_cells,
    Kind.GRID: lambda rows: "\n".join(_show_cells(row) for row in rows),
    Kind.FLAG: lambda value: "1" if value else "",
}
