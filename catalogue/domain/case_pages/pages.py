"""The pages of a plan that tell of other places, as they were recognised: themes, cases, and everything else.

Every line of the paper is in exactly one of them (:attr:`CasePages.numbers`), so that nothing is lost between a paper
and what becomes of it. How a line is told from another is in :mod:`catalogue.domain.case_pages.marks`, how they come
together in :mod:`catalogue.domain.case_pages.reading`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from catalogue.domain.case_pages.words import after_ring
from catalogue.domain.paper import Piece


class Part(StrEnum):
    """What a line of a case is."""

    BULLET = "bullet"
    LINE = "line"
    SUBHEAD = "subhead"
    PLACE = "place"  # the municipality on a line of its own
    CAPTION = "caption"
    REPEATED = "repeated"  # the heading of the case once more, as on its second slide
    RULE = "rule"  # a line drawn across the page, or its number


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line of a case. ``level`` is that of a bullet, 1 for the outermost."""

    piece: Piece
    part: Part
    level: int = 0

    @property
    def number(self) -> int:
        """Its number in the paper."""
        return self.piece.number

    @property
    def text(self) -> str:
        """Without marks; the cells of what was a row are parted as people see them."""
        said = (self.piece.text or self.piece.raw).replace("\t", "｜").strip()
        return (after_ring(said) if self.part is Part.BULLET else None) or said


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table: ``columns`` is its first row. Rows that were shorter than the longest are filled up with ``""``, and
    named in ``ragged`` by their numbers. ``title`` is the line above it, where it can be one."""

    title: Piece | None
    pieces: tuple[Piece, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ragged: tuple[int, ...]

    @property
    def number(self) -> int:
        """The number of its first row in the paper."""
        return self.pieces[0].number


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A heading under which cases stand: 他地域の事例① スマートシティ. ``ordinal`` is 1 and ``printed`` is ① then.
    ``pieces`` are all lines that say it: slides repeat it."""

    name: str
    ordinal: int | None
    printed: str
    pieces: tuple[Piece, ...]

    @property
    def number(self) -> int:
        """Where it stands first."""
        return self.pieces[0].number

    @property
    def level(self) -> int:
        """That of its heading; 0 where it is no heading by its form."""
        return self.pieces[0].level

    @property
    def label(self) -> str:
        """How a sentence names it."""
        return f"事例{self.printed}" if self.printed else f"「{self.name}」"


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One case: 【category】title（place）, each as printed and "" where it is not there; ``theme`` is its place in
    :attr:`CasePages.themes`."""

    head: Piece
    theme: int | None
    category: str
    title: str
    place: str
    lines: tuple[FoundLine, ...] = ()
    tables: tuple[FoundTable, ...] = ()

    @property
    def number(self) -> int:
        """The number of its heading, by which it is known from here on."""
        return self.head.number

    @property
    def captions(self) -> tuple[FoundLine, ...]:
        """The lines that tell of a picture."""
        return tuple(line for line in self.lines if line.part is Part.CAPTION)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of it in the order of the paper."""
        rows = (piece for table in self.tables for piece in (table.title, *table.pieces) if piece)
        return tuple(sorted((self.head, *(line.piece for line in self.lines), *rows), key=_number))


@dataclass(frozen=True, slots=True)
class Rest:
    """Lines that belong to no case, below the heading they stand under (which is one of ``pieces``, unless it is that
    of a theme); ``heading`` is "" for what stands before any, ``theme`` the place of the theme they stand in."""

    heading: str
    theme: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CasePages:
    """A whole paper; ``themes`` and ``cases`` in its order."""

    themes: tuple[FoundTheme, ...]
    cases: tuple[FoundCase, ...]
    rest: tuple[Rest, ...]

    def theme_of(self, case: FoundCase) -> FoundTheme | None:
        """The heading it stands under."""
        return None if case.theme is None else self.themes[case.theme]

    @property
    def numbers(self) -> Iterator[int]:
        """The number of every line, once."""
        for theme in self.themes:
            yield from map(_number, theme.pieces)
        for case in self.cases:
            yield from map(_number, case.pieces)
        for rest in self.rest:
            yield from map(_number, rest.pieces)


def _number(piece: Piece) -> int:
    return piece.number
