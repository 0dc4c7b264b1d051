"""How much room words take, and where to cut what does not fit.

A slide, unlike a page of Word, does not flow: whoever writes it must know beforehand what fits. The font is not here,
so widths are counted, rather too wide than too narrow. Nothing in this file knows of slides; a length is in points.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol, Self, TypeVar

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.brief import Line

# Advance widths of BIZ UDPGothic Bold in ems, rounded up. Its Latin letters are wider than those of most fonts.
_WIDTHS = {
    0.46: " !',.:;_ijlI|",
    0.57: '"()*-/JL[\\]^`frt{}~',
    0.77: "0123456789abcdeghknopqsuvxyz",
    0.89: "ABCDEFGHKNOPQRSTUVXYZ",
    1.0: "#$%&+<=>?@MWmw",
}
_ASCII = {char: width for width, chars in _WIDTHS.items() for char in chars}
_OTHER_NARROW = 0.9
_HALF_WIDTH_KANA = 0.6

# What may not end a line, and what may not begin one: the next, or the last, character comes along.
_OPENING = re.escape("（「『【〔［｛〈《“‘([{")
_CLOSING = re.escape(
    "、。，．・：；？！ー）」』】〕］｝〉》”’々…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]},."
)
_WORD = re.compile(rf"\n|[{_OPENING}]*(?:[!-~À-ɏ]+|.)[{_CLOSING}]*")
_SENTENCE = re.compile(r"。[」』）〕]*")

# Programs break lines a little differently; this much of each line is left to them.
_SAFE = 0.98
_PITCH = 1.35
# What is shorter than this part of a page goes to the next one whole, rather than being cut.
_SHORT = 0.4
_HALF = 0.5


@lru_cache(maxsize=8192)
def width_of(char: str) -> float:
    """The width of one character in ems."""
    if char in _ASCII:
        return _ASCII[char]
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    kind = unicodedata.east_asian_width(char)
    if kind == "H":
        return _HALF_WIDTH_KANA
    return 1.0 if kind in "WFA" else _OTHER_NARROW


def width(text: str, size: float) -> float:
    """The width of a line of text at a font size."""
    return sum(map(width_of, text)) * size


@lru_cache(maxsize=2048)
def line_starts(text: str, size: float, room: float) -> tuple[int, ...]:
    """Where in ``text`` each line begins, if lines are ``room`` wide. There is always a first line."""
    most = max(room * _SAFE / size, 1.0)
    starts, used = [0], 0.0
    for match in _WORD.finditer(text):
        word = match[0]
        if word == "\n":
            starts.append(match.end())
            used = 0.0
            continue
        length = sum(map(width_of, word))
        if used and used + length > most and word != " ":
            starts.append(match.start())
            used = 0.0
        if length > most:
            used = _break_word(word, match.start(), most, starts)
        else:
            used += length
    return tuple(starts)


def _break_word(word: str, begin: int, most: float, starts: list[int]) -> float:
    """A word longer than a line goes on in the next, wherever it stands; the width it takes of its last line."""
    used = 0.0
    for index, char in enumerate(word):
        if used and used + width_of(char) > most:
            starts.append(begin + index)
            used = 0.0
        used += width_of(char)
    return used


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set. ``indent`` is room on its left, where its ``bullet`` stands; ``before`` is room above."""

    size: float
    before: float = 0.0
    indent: float = 0.0
    bullet: str = ""
    bold: bool = False
    centred: bool = False

    @property
    def pitch(self) -> float:
        """From one line to the next."""
        return round(self.size * _PITCH, 1)


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a page, and the height of a ``whole`` empty one."""

    width: float
    left: float
    whole: float

    @property
    def roomy(self) -> bool:
        """Whether waiting for the next page would waste half of this one."""
        return self.left >= self.whole * _HALF

    def less(self, height: float) -> Self:
        """The same page with something more on it."""
        return replace(self, left=self.left - height)


class Item(Protocol):
    """Anything that takes room and can be cut. With ``keep`` it never stands last on a page."""

    @property
    def keep(self) -> bool:
        """Whether it belongs to what follows."""
        ...

    def height(self, width: float) -> float:
        """What it takes at this width."""
        ...

    def cut(self, room: Room) -> tuple[Self | None, Self | None]:
        """What goes here and what goes to the next page; nothing is lost between the two."""
        ...


AnyItem = TypeVar("AnyItem", bound=Item)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a brief in a style. What is ``continued`` bears no bullet a second time."""

    line: Line
    style: Style
    keep: bool = False
    continued: bool = False

    @property
    def words(self) -> str:
        """All that is printed."""
        return self.line.text + self.line.tail

    def height(self, width: float) -> float:
        """What it takes at this width."""
        return self.style.before + len(self._starts(width)) * self.style.pitch

    def cut(self, room: Room) -> tuple[Self | None, Self | None]:
        """After a sentence if one fits, else anywhere; but short paragraphs stay whole."""
        height = self.height(room.width)
        if height <= room.left:
            return self, None
        if room.left < room.whole and height <= room.whole * _SHORT:
            return None, self
        return self.cut_at(room.width, room.left, anywhere=room.roomy)

    def cut_at(self, width: float, height: float, *, anywhere: bool) -> tuple[Self | None, Self | None]:
        """What fits into ``height`` and the rest; without ``anywhere`` only whole sentences are parted."""
        starts = self._starts(width)
        fitting = int((height - self.style.before) / self.style.pitch + 1e-6)
        if fitting >= len(starts):
            return self, None
        if fitting < 1:
            return None, self
        end = min(starts[fitting], len(self.line.text))
        ends = [match.end() for match in _SENTENCE.finditer(self.line.text, 0, end)]
        at = max((each for each in ends if each < len(self.line.text)), default=end if anywhere else 0)
        if at:
            return self._parted(at)
        return self._tail_parted(width, fitting) if anywhere and not self.line.text else (None, self)

    def _parted(self, at: int) -> tuple[Self, Self]:
        """The numbers of the sources and the mark stay at the end."""
        first = replace(self.line, text=self.line.text[:at].removesuffix("\n"), refs=(), mark=None)
        rest = replace(self.line, text=self.line.text[at:].removeprefix("\n"))
        here = replace(self, line=first, keep=False)
        return here, replace(here, line=rest, continued=True)

    def _tail_parted(self, width: float, fitting: int) -> tuple[Self | None, Self | None]:
        """Where there are no words, only more numbers than a thin column holds."""
        refs = self.line.refs
        for count in range(len(refs), 0, -1):
            here = replace(self, line=replace(self.line, refs=refs[:count], mark=None))
            if len(here._starts(width)) <= fitting:
                return here, replace(self, line=replace(self.line, refs=refs[count:]), continued=True)
        return None, self

    def _starts(self, width: float) -> tuple[int, ...]:
        return line_starts(self.words, self.style.size, width - self.style.indent)


def paragraph(line: Line, style: Style, *, keep: bool = False) -> Paragraph:
    """A paragraph of words as they will be printed: measured and written from one text, without what Office refuses."""
    return Paragraph(
        replace(line, text=printable(line.text), mark=printable(line.mark or "") or None), style, keep
    )


def printable(text: str) -> str:
    """Without what Office refuses; a line ends in one way."""
    return drop_forbidden_characters(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def fill(items: Sequence[AnyItem], width: float, height: float) -> tuple[list[AnyItem], list[AnyItem]]:
    """What goes onto a page and what is left for the next.

    An empty page always takes something, so this comes to an end: only what has no room anywhere (a single line higher
    than a page) runs over.
    """
    room, placed, rest = Room(width, height, height), list[AnyItem](), list(items)
    while rest:
        here, after = rest[0].cut(room)
        if here is None:
            break
        placed.append(here)
        room = room.less(here.height(width))
        rest[:1] = [] if after is None else [after]
        if after is not None:
            break
    if not placed and rest:
        return [rest[0]], rest[1:]
    while rest and len(placed) > 1 and placed[-1].keep:
        rest.insert(0, placed.pop())
    return placed, rest
