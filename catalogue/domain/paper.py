"""A paper as it was read: its lines, each with what its form says it is, and nothing of the file it came in.

Pasted text, Markdown, Word and slides all become this. What the lines mean (a theme, a case, a measure) is for who
reads them. :func:`read` takes lines of plain text apart, those that were pasted and those of files that have no forms.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class Form(StrEnum):
    """What a line looks like."""

    HEADING = "heading"
    BULLET = "bullet"
    LINE = "line"
    ROW = "row"  # of a table
    BREAK = "break"  # a new page or slide, or the number of one


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a paper.

    ``number`` is that of the line in the text, from 1; of files, that of the piece. ``level`` is 1 for the highest
    heading and for the outermost bullet. ``text`` is without marks (``#``, ``-``, ``・``, ``**``); that of a row is its
    cells joined by tabs. ``raw`` is the line as it came.
    """

    form: Form
    text: str
    number: int
    level: int = 0
    cells: tuple[str, ...] = ()
    raw: str = ""

    def as_json(self) -> dict[str, Any]:
        """For keeping; :func:`piece_of` reads it back."""
        return {**asdict(self), "form": self.form.value, "cells": list(self.cells)}


def piece_of(kept: Mapping[str, Any]) -> Piece:
    """A piece from what :meth:`Piece.as_json` gave."""
    return Piece(**{**kept, "form": Form(kept["form"]), "cells": tuple(kept["cells"])})


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. ``remarks`` are sentences for the person who brought it: what was left out, what to look at."""

    pieces: tuple[Piece, ...]
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For keeping; :func:`paper_of` reads it back."""
        return {"pieces": [piece.as_json() for piece in self.pieces], "remarks": list(self.remarks)}


def paper_of(kept: Mapping[str, Any]) -> Paper:
    """A paper from what :meth:`Paper.as_json` gave."""
    return Paper(tuple(piece_of(each) for each in kept["pieces"]), tuple(kept["remarks"]))


# What ends a line: also the breaks within a paragraph that word processors and slides paste.
_LINE_END = re.compile("\r\n|[\r\n\v\x85\u2028\u2029]")
_PARTS = re.compile(r"\f|[^\f]+")
# Spaces of every width, and the two that have none.
_BLANK = " \t\f\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\ufeff"
_HEADING = re.compile(r"([#＃]{1,6})\s+(\S.*)")
# A hyphen wants a space behind it, a point does not; "- ・" is one mark.
_BULLET = re.compile(r"(?:[-*+–−－]\s+(?:[・･•]\s*)?|[・･•‣◦]\s*)(\S.*)")
_RULE = re.compile(r"([-*_―─━－])(?:\s*\1){2,}")
# Bold letters, as programs that turn files into Markdown leave them.
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
# - 12 -, 3 / 20, P.4, 4ページ. A number by itself may be the cell of a table, of which nothing else is left.
_PAGE = re.compile(
    r"[-－‐–—―]\s*[0-9０-９]{1,3}\s*[-－‐–—―]|[0-9０-９]{1,3}(?:\s+[/／]\s+[0-9０-９]{1,3}|\s*(?:ページ|頁))"
    r"|[pPｐＰ][.．]?\s*[0-9０-９]{1,3}"
)
_BETWEEN_PIPES = re.compile(r"(?<!\\)\|")
_UNDER_THE_HEAD = re.compile(r"\s*:?-+:?\s*")
_TAB_WIDTH, _WIDE = 4, 2


def read(text: str) -> tuple[Piece, ...]:
    """The pieces of plain text: exactly one for each line that is not blank, so that nothing is lost.

    Headings are those of Markdown (``#`` to ``######``), bullets begin with ``- ``, ``* ``, ``・`` or both, and are the
    deeper the further they are indented. Rows hold tabs, as pasted from a spreadsheet, or stand between the pipes of a
    Markdown table; the line of hyphens under its head is a row without cells. A form feed, ``---`` and the number of a
    page are breaks, and a form feed counts as a line of its own. Everything else is a line.
    """
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    indents: list[int] = []
    number, above = 0, None
    for line in _LINE_END.split(text):
        if not line:
            number, above = number + 1, None
        for part in _PARTS.findall(line):
            number += 1
            piece = _piece(part, number, after_a_row=above is Form.ROW)
            above = piece.form if piece else None
            if piece is None:
                continue
            if piece.form is Form.BULLET:
                piece = replace(piece, level=_level(indents, _indent(part)))
            elif piece.form is not Form.LINE or not _indent(part):
                # An indented line goes on with the bullet above it; any other ends the list.
                indents.clear()
            yield piece


def _piece(line: str, number: int, *, after_a_row: bool) -> Piece | None:
    """What one line is; nothing for one that is blank."""
    seen = _BOLD.sub(r"\1", line.strip(_BLANK))
    if line == "\f" or _RULE.fullmatch(seen) or _PAGE.fullmatch(seen):
        return Piece(Form.BREAK, "", number, raw=line)
    if not seen:
        return None
    if heading := _HEADING.fullmatch(seen):
        return Piece(
            Form.HEADING, _unclosed(heading[2]).replace("\t", " "), number, len(heading[1]), raw=line
        )
    bullet = _BULLET.fullmatch(seen)
    if bullet and "\t" not in bullet[1]:
        return Piece(Form.BULLET, bullet[1], number, raw=line)
    if cells := _cells(line, seen, after_a_row=after_a_row):
        cells = () if all(map(_UNDER_THE_HEAD.fullmatch, cells)) else cells
        return Piece(Form.ROW, "\t".join(cells), number, cells=cells, raw=line)
    return Piece(Form.LINE, seen, number, raw=line)


def _unclosed(heading: str) -> str:
    """A heading without the ``#`` that may close it; that of C# stays."""
    words = heading.rstrip("#＃")
    return words.rstrip() if words[-1:].isspace() else heading


def _cells(line: str, seen: str, *, after_a_row: bool) -> tuple[str, ...]:
    """The cells of a row; none if the line is no row. Tabs before the first word indent it, unless a row is above."""
    if seen.startswith("|") and seen.count("|") > 1:
        within = seen[1:].removesuffix("|")
        return tuple(cell.replace("\\|", "|").strip() for cell in _BETWEEN_PIPES.split(within))
    if "\t" in line.lstrip() or ("\t" in line and after_a_row):
        return tuple(cell.strip() for cell in line.split("\t"))
    return ()


def _indent(line: str) -> int:
    """How far a line is indented, in columns of Latin letters."""
    spaces = line.expandtabs(_TAB_WIDTH)
    return sum(_WIDE if each == "\u3000" else 1 for each in spaces[: len(spaces) - len(spaces.lstrip())])


def _level(indents: list[int], indent: int) -> int:
    """How deep a bullet is in its list; ``indents`` are those of the bullets it may stand under."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)
