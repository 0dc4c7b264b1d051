"""What is written in one cell of a workbook (ECMA-376 Part 1, 18.3.1.4 and 18.18.11)."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from catalogue.domain.grid import address
from catalogue.intake.elements import is_true, local
from catalogue.intake.excel.numbers import number_text
from catalogue.intake.letters import plain_letters
from catalogue.intake.package import Damaged

_YES, _NO = "はい", "いいえ"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?Z?\Z")


def text_in(element: Element) -> str:
    """The text of a string, rich or plain. The readings above it (``rPh``) are no part of it."""
    parts: list[str] = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(each.text or "" for each in child if local(each) == "t")
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """``text`` with the characters XML cannot hold, which are written as ``_x000B_``, and without what we cannot."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain_letters(text)


def value_text(kind: str, kept: str, strings: Sequence[str], code: str, *, since_1904: bool) -> str:
    """What a cell says whose type is ``kind`` and which keeps ``kept``; ``code`` is its number format.

    Raises:
        IndexError, ValueError: it names a string that is not there, or its number is none.
    """
    match kind:
        case "s":
            number = int(kept)
            if number < 0:
                raise IndexError(kept)
            return strings[number]
        case "b":
            return _YES if is_true(kept.strip()) else _NO
        case "n":
            return number_text(kept, code, since_1904=since_1904)
        case "d":
            return plain_letters(_MIDNIGHT.sub("", kept.strip())).replace("T", " ")
        case "str" | "e":
            return unescaped(kept)
    raise Damaged(kind)


class Formulas:
    """The formulas of one sheet as text. Those that were filled down are written out once, and named by the others."""

    def __init__(self) -> None:
        self._shared: dict[str, tuple[str, str]] = {}

    def text(self, formula: Element, row: int, column: int) -> str:
        """``=B2*C2``, or that it is a copy of the one in D2."""
        written = plain_letters(formula.text or "")
        group = formula.get("si") if formula.get("t") == "shared" else None
        if written and group is not None:
            self._shared[group] = written, address(row, column)
        if written:
            return f"={written}"
        if group in self._shared:
            original, place = self._shared[group]
            return f"={original}（{place}の数式の写し）"
        return "=（数式）"
