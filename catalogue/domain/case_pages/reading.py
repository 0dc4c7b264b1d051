"""How the lines of a paper come together as themes and cases.

Papers are not tidy: the headings of one theme stand a step higher than those of the others, slides repeat their titles,
text copied from a page has no headings at all. So what counts is what a line says; its form only helps where that
leaves a question. A person may correct it: lines can be said to begin a case, or not to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from catalogue.domain.case_pages.lines import Mark, above_rows, ends_theme, marks_of, place_after
from catalogue.domain.case_pages.marks import CaptionMark, CaseMark, ThemeMark, caption_mark, place_alone
from catalogue.domain.case_pages.pages import (
    CasePages,
    FoundCase,
    FoundLine,
    FoundTable,
    FoundTheme,
    Part,
    Rest,
)
from catalogue.domain.case_pages.words import after_ring, is_subhead
from catalogue.domain.paper import Form, Piece

_LONGEST_TABLE_TITLE = 60
_FEWEST_ROWS = 2


def recognise(
    pieces: Sequence[Piece], starts: Collection[int] = (), joined: Collection[int] = ()
) -> CasePages:
    """What the paper holds. ``starts`` are the numbers of lines that begin a case though nothing told so, ``joined``
    those of headings of cases that are none."""
    said = [piece for piece in pieces if (piece.text or piece.raw).strip()]
    marks = marks_of(said, starts, joined)
    walk = _Walk(said, marks)
    for at in range(len(said)):
        walk.take(at)
    walk.close()
    return CasePages(
        tuple(each.found() for each in walk.themes),
        tuple(each.found() for each in walk.cases),
        tuple(Rest(heading, theme, tuple(lines)) for heading, theme, lines in walk.rest if lines),
    )


@dataclass(slots=True)
class _Theme:
    mark: ThemeMark
    pieces: list[Piece]

    def found(self) -> FoundTheme:
        return FoundTheme(self.mark.name, self.mark.ordinal, self.mark.printed, tuple(self.pieces))


@dataclass(slots=True)
class _Case:
    head: Piece
    mark: CaseMark
    theme: int | None
    place: str
    lines: list[FoundLine] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)
    rows: list[Piece] = field(default_factory=list)

    def end_rows(self) -> None:
        """What came as rows is a table, with the line above it as its title, which may be at the end of the page
        before; a single one is a line."""
        if sum(any(row.cells) for row in self.rows) >= _FEWEST_ROWS:
            above = next((line for line in reversed(self.lines) if line.part is not Part.RULE), None)
            title = above if above and self._is_title(above) else None
            if title:
                self.lines.remove(title)
            self.tables.append(_table(title.piece if title else None, self.rows))
        else:
            self.lines += [FoundLine(row, Part.LINE) for row in self.rows]
        self.rows = []

    def _is_title(self, line: FoundLine) -> bool:
        if line.part is Part.CAPTION:
            caption = caption_mark(line.text)
            return caption is not None and caption.of_table
        is_short = len(line.text) <= _LONGEST_TABLE_TITLE and not line.text.endswith(("。", "、"))
        return is_short and line.part in (Part.SUBHEAD, Part.LINE) and line.piece.form is not Form.ROW

    def found(self) -> FoundCase:
        return FoundCase(
            self.head,
            self.theme,
            self.mark.category,
            self.mark.title,
            self.place,
            tuple(self.lines),
            tuple(self.tables),
        )


def _table(title: Piece | None, rows: Sequence[Piece]) -> FoundTable:
    filled = [row for row in rows if any(row.cells)]
    width = max(len(row.cells) for row in filled)
    full = [(*row.cells, *[""] * (width - len(row.cells))) for row in filled]
    ragged = tuple(row.number for row in filled if len(row.cells) < width)
    return FoundTable(title, tuple(rows), full[0], tuple(full[1:]), ragged)


class _Walk:
    """One line after the other, with the theme and the case it stands in."""

    def __init__(self, said: Sequence[Piece], marks: Sequence[Mark]) -> None:
        self.themes: list[_Theme] = []
        self.cases: list[_Case] = []
        self.rest: list[tuple[str, int | None, list[Piece]]] = [("", None, [])]
        self._said, self._marks = said, marks
        self._theme: int | None = None
        self._begun_at: int | None = None
        self._case: _Case | None = None

    def take(self, at: int) -> None:
        """The next line."""
        piece, mark = self._said[at], self._marks[at]
        if self._case and piece.form is not Form.ROW:
            self._case.end_rows()
        if isinstance(mark, ThemeMark):
            self._open_theme(at, mark)
        elif self._begun_at is not None and ends_theme(self._said, self._marks, self._begun_at, at):
            self.close()
            self._theme = self._begun_at = None
            self._put_aside(piece)
        elif isinstance(mark, CaseMark) and not self._is_repeated(mark):
            self._open_case(at, mark)
        elif self._case is None or self._leaves(at):
            self._put_aside(piece)
        else:
            self._put_into(self._case, piece, mark)

    def close(self) -> None:
        """After the last line, or before what ends a case."""
        if self._case:
            self._case.end_rows()
        self._case = None

    def _open_theme(self, at: int, mark: ThemeMark) -> None:
        self.close()
        piece, self._begun_at = self._said[at], at
        known = [number for number, each in enumerate(self.themes) if each.mark == mark]
        if known:
            self.themes[known[0]].pieces.append(piece)
        else:
            self.themes.append(_Theme(mark, [piece]))
        self._theme = known[0] if known else len(self.themes) - 1
        self.rest.append((piece.text, self._theme, []))

    def _open_case(self, at: int, mark: CaseMark) -> None:
        self.close()
        self._case = _Case(self._said[at], mark, self._theme, mark.place or place_after(self._said, at))
        self.cases.append(self._case)

    def _is_repeated(self, mark: CaseMark) -> bool:
        return self._case is not None and self._case.mark == mark

    def _leaves(self, at: int) -> bool:
        """Whether this line is no part of the case before it: a heading as high as the case's own."""
        assert self._case is not None
        piece, head = self._said[at], self._case.head
        if piece.form is Form.HEADING and self._marks[at] is None and not above_rows(self._said, at):
            is_below = head.form is Form.HEADING and piece.level > head.level
            if not is_below and not place_alone(piece.text):
                self.close()
        return self._case is None

    def _put_aside(self, piece: Piece) -> None:
        if piece.form is Form.HEADING:
            self.rest.append((piece.text, self._theme, []))
        self.rest[-1][2].append(piece)

    def _put_into(self, case: _Case, piece: Piece, mark: Mark) -> None:
        if piece.form is Form.ROW:
            case.rows.append(piece)
        else:
            case.lines.append(FoundLine(piece, _part(case, piece, mark), _depth(piece)))


def _depth(piece: Piece) -> int:
    return piece.level if piece.form is Form.BULLET else 0


def _part(case: _Case, piece: Piece, mark: Mark) -> Part:
    if piece.form is Form.BREAK:
        return Part.RULE
    if isinstance(mark, CaseMark):
        return Part.REPEATED
    if isinstance(mark, CaptionMark):
        return Part.CAPTION
    if not (case.lines or case.tables or case.mark.place) and place_alone(piece.text):
        return Part.PLACE
    if piece.form is Form.HEADING or (piece.form is Form.LINE and is_subhead(piece.text)):
        return Part.SUBHEAD
    is_bullet = piece.form is Form.BULLET or after_ring(piece.text)
    return Part.BULLET if is_bullet else Part.LINE
