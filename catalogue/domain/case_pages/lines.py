"""What each line of a plan's case pages is, seen beside its neighbours: a heading alone does not tell."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from catalogue.domain.case_pages.marks import (
    LONGEST_HEAD,
    CaptionMark,
    CaseMark,
    ThemeMark,
    caption_mark,
    case_mark,
    is_chapter,
    is_plain,
    place_alone,
    theme_mark,
    title_alone,
)
from catalogue.domain.paper import Form, Piece


class Joined:
    """A heading of which a person says that it begins no case: it stays with what is above it."""


Mark = ThemeMark | CaseMark | CaptionMark | Joined | None


def marks_of(said: Sequence[Piece], starts: Collection[int], joined: Collection[int]) -> list[Mark]:
    """What each line says by itself; then the headings of themes whose cases have neither 【】 nor a place; then what a
    person says of them: ``starts`` begin a case, ``joined`` do not."""
    marks = [_mark(piece) for piece in said]
    _head_cards(said, marks)
    _unmark_headings_elsewhere(said, marks)
    _name_plain_cases(said, marks)
    for at, piece in enumerate(said):
        if piece.number in starts:
            marks[at] = case_mark(piece.text, is_heading=True) or _only_a_title(piece.text)
        elif piece.number in joined and isinstance(marks[at], CaseMark):
            marks[at] = Joined()
    return marks


def _mark(piece: Piece) -> Mark:
    is_heading = piece.form is Form.HEADING
    if piece.form in (Form.ROW, Form.BREAK):
        return None
    if (caption := caption_mark(piece.text)) is not None:
        return caption
    found = case_mark(piece.text, is_heading=is_heading) if is_heading or is_plain(piece.text) else None
    if found and (found.category or found.place):
        return found
    return theme_mark(piece.text, is_heading=is_heading) or found


def _head_cards(said: Sequence[Piece], marks: list[Mark]) -> None:
    """自治体名：… and 事業名：… in two lines, either of them first, are the heading of a case."""
    for at, (one, other) in enumerate(pairwise(said)):
        title = title_alone(one.text) or title_alone(other.text)
        place = title and (place_alone(one.text) or place_alone(other.text))
        if place:
            marks[at] = marks[at + 1] = CaseMark("", title, place)


def _unmark_headings_elsewhere(said: Sequence[Piece], marks: list[Mark]) -> None:
    """Of what stands below no theme only that is a case which names a place: 【】 stand in all chapters."""
    theme: int | None = None
    for at, mark in enumerate(marks):
        if isinstance(mark, ThemeMark):
            theme = at
        elif theme is not None and ends_theme(said, marks, theme, at):
            theme = None
        elif isinstance(mark, CaseMark) and theme is None and not (mark.place or place_after(said, at)):
            marks[at] = None


def _is_chapter_heading(piece: Piece, mark: Mark) -> bool:
    """Whether a line that says nothing else begins another chapter."""
    return mark is None and piece.form in (Form.HEADING, Form.LINE) and is_chapter(piece.text)


def place_after(said: Sequence[Piece], at: int) -> str:
    """The municipality in the line after a heading."""
    follows = said[at + 1] if at + 1 < len(said) else None
    return place_alone(follows.text) if follows and follows.form is not Form.ROW else ""


def _name_plain_cases(said: Sequence[Piece], marks: list[Mark]) -> None:
    """Below a theme in which no line says that it is a case, the highest headings are taken for cases."""
    at = 0
    while at < len(said):
        end = at + 1
        if isinstance(marks[at], ThemeMark):
            while end < len(said) and not ends_theme(said, marks, at, end):
                end += 1
            _name_within(said, marks, range(at + 1, end))
        at = end


def ends_theme(said: Sequence[Piece], marks: Sequence[Mark], theme: int, at: int) -> bool:
    """Whether the theme whose heading stands at ``theme`` is over: another one begins, another chapter, or what is as
    high."""
    if isinstance(marks[at], ThemeMark) or _is_chapter_heading(said[at], marks[at]):
        return True
    is_other_heading = said[at].form is Form.HEADING and marks[at] is None and not above_rows(said, at)
    return is_other_heading and 0 < said[at].level <= said[theme].level


def _name_within(said: Sequence[Piece], marks: list[Mark], below: range) -> None:
    if any(isinstance(marks[at], CaseMark) for at in below):
        return
    headings = [
        at for at in below if said[at].form is Form.HEADING and marks[at] is None and not above_rows(said, at)
    ]
    highest = min((said[at].level for at in headings), default=0)
    for at in headings:
        if said[at].level == highest and len(said[at].text) <= LONGEST_HEAD:
            marks[at] = _only_a_title(said[at].text)


def _only_a_title(text: str) -> CaseMark:
    """Of a heading that says no more; that may be a municipality."""
    return CaseMark("", text.strip()[:LONGEST_HEAD], place_alone(text))


def above_rows(said: Sequence[Piece], at: int) -> bool:
    """Whether a table follows: what heads it is its title, however high it stands."""
    return at + 1 < len(said) and said[at + 1].form is Form.ROW
