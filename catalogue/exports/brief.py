"""What a document or a set of slides says, before anybody has decided how it looks.

A composer makes a :class:`Brief` from the same data a page shows; ``docx``, ``pptx`` and ``plain`` write any brief. So
a case says the same in Word, in PowerPoint and as text to copy, and a new format is one writer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

# What stands above a list of sources.
SOURCES = "出典"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: its words, the numbers of its sources in the section's list, and a ``mark`` for what is not known
    (未確認, 出典なし …). ``url`` is where its words lead."""

    text: str
    refs: tuple[int, ...] = ()
    mark: str | None = None
    strong: bool = False
    url: str | None = None

    @property
    def tail(self) -> str:
        """What stands behind the words where there is no superscript: ``[1][3]〔未確認〕``."""
        return in_brackets(self.refs) + (f"〔{self.mark}〕" if self.mark else "")


Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A small heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Lines one below the other, without bullets."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines with bullets, as the plan has them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are as long as ``head``. ``shares`` are the widths of the columns, of any sum; without them all are
    equal. With ``row_heads`` the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    shares: tuple[float, ...] = ()
    row_heads: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """``data`` is a PNG or JPEG of ``width`` × ``height`` pixels; ``caption`` is printed beneath it, ``credit`` too;
    ``alternative`` is what it says to somebody who does not see it. Where it may not be shown there is no ``data``,
    and a frame with ``missing``, the sentence why, stands in its place."""

    data: bytes
    width: int
    height: int
    alternative: str
    caption: Line
    credit: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The numbered list the ``refs`` of a section point into, in small print; a line's own number is its first ref."""

    lines: tuple[Line, ...]


Block = Heading | Paragraphs | Bullets | Table | Picture | Sources


@dataclass(frozen=True, slots=True)
class Section:
    """One subject: a slide (or more, if it is long), or what follows one heading of a document. ``kicker`` stands small
    above the title; ``notes`` are for whoever presents it and appear in no text. ``dense`` asks for small type, for a
    section that is to fit on one sheet; ``landscape`` for sheets on their side where the others of a document stand."""

    title: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    notes: tuple[str, ...] = ()
    dense: bool = False
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole file. ``number`` is the 資料番号 somebody gave it, ``made_on`` the day it was made in words, ``address``
    the page it was made from, ``remarks`` sentences a reader must know before anything else (what was left out)."""

    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    number: str = ""
    made_on: str = ""
    address: str = ""
    remarks: tuple[str, ...] = ()
    landscape: bool = False
    section_per_page: bool = False


def in_brackets(refs: Sequence[int]) -> str:
    """Numbers of sources as they stand behind words: ``[1][3]``."""
    return "".join(f"[{number}]" for number in refs)


def numbered(line: Line) -> Line:
    """An entry of a list of sources with its own number in front, where it has one."""
    if not line.refs:
        return line
    return replace(line, text=f"[{line.refs[0]}] {line.text}", refs=line.refs[1:])


def lines(texts: Iterable[str]) -> tuple[Line, ...]:
    """Plain lines."""
    return tuple(Line(text) for text in texts)


def cell(*texts: str) -> Cell:
    """A cell of plain lines."""
    return lines(texts)
