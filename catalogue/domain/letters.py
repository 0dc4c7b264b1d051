"""What is different between two texts, letter by letter.

For people who read Japanese: a text has no spaces to cut it into words, so it is compared letter by letter, with a
number or a Latin word as one; and what stays the same between two changes is only shown as the same where it is long
enough to be read. For whoever waits: texts are compared as closely as can be done in a moment, and longer ones by
sentences.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of text is."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that stayed, went or came."""

    kind: Kind
    text: str


# A number with its points and commas, or a Latin word, is one; so is every other letter.
_TOKEN = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。\n]*[。\n]+|[^。\n]+")
# How many pairs of equal tokens may be looked at, some tenths of a second's worth, and how many of them at the first
# look: difflib looks again at what is left on both sides of what it found.
_BUDGET = 3_000_000
_FIRST_LOOK = _BUDGET // 2
# What stays the same between two changes is not shown as the same if it is no longer than this and than both changes.
_ISLAND = 4

Chunk = tuple[bool, str, str]


def letters(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of two texts in reading order, what went before what came. All that is not new makes up ``before``,
    all that is not gone ``after``. Takes some tenths of a second at worst, for whatever two texts of 20,000 letters."""
    return tuple(_pieces(_without_islands(_chunks(before, after))))


def _chunks(before: str, after: str) -> Iterator[Chunk]:
    """(same, of the older, of the newer): ends that are the same are set aside first, for most edits touch a few words
    of a long text."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _common(old, new)
    tail = _common(reversed(old[head:]), reversed(new[head:]))
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    start, end = "".join(old[:head]), "".join(old[len(old) - tail :])
    yield True, start, start
    yield from _middle(*middle)
    yield True, end, end


def _common(old: Iterable[str], new: Iterable[str]) -> int:
    same = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        same += 1
    return same


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[Chunk]:
    """By letters where there are not too many of them, else by sentences."""
    budget = _Budget(_BUDGET)
    if _equal_pairs(old, new) <= _FIRST_LOOK:
        yield from _compared(old, new, budget)
        return
    before, after = (_SENTENCE.findall("".join(tokens)) for tokens in (old, new))
    for same, gone, come in _compared(before, after, budget):
        if same:
            yield same, gone, come
        else:
            yield from _compared(_TOKEN.findall(gone), _TOKEN.findall(come), budget)


def _equal_pairs(old: Sequence[str], new: Sequence[str]) -> int:
    counted = Counter(new)
    return sum(number * counted[token] for token, number in Counter(old).items())


@dataclass
class _Budget:
    """How much may still be looked at."""

    left: int


class _Matcher(SequenceMatcher[str]):
    """difflib's, within a budget: in texts made to repeat themselves it would look for minutes. What it has no time for
    counts as changed."""

    def __init__(self, old: Sequence[str], new: Sequence[str], budget: _Budget) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._old = old
        self._budget = budget
        self._places = Counter(new)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """The longest run of both within these bounds, or none of it once the budget is spent."""
        cost = sum(self._places[token] for token in self._old[alo:ahi])
        if cost > self._budget.left:
            return Match(alo, blo, 0)
        self._budget.left -= cost
        return super().find_longest_match(alo, ahi, blo, bhi)


def _compared(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[Chunk]:
    for tag, i1, i2, j1, j2 in _Matcher(old, new, budget).get_opcodes():
        yield tag == "equal", "".join(old[i1:i2]), "".join(new[j1:j2])


def _joined(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Neighbours of the same kind as one, empty ones left out."""
    joined: list[Chunk] = []
    for same, gone, come in chunks:
        if joined and joined[-1][0] == same:
            joined[-1] = (same, joined[-1][1] + gone, joined[-1][2] + come)
        elif gone or come:
            joined.append((same, gone, come))
    return joined


def _without_islands(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Join changes that stand so close that what is between them would only be in the way of reading."""
    read = _joined(chunks)
    for number in range(1, len(read) - 1):
        same, gone, come = read[number]
        if same and _is_island(gone, read[number - 1], read[number + 1]):
            read[number] = (False, gone, come)
    return _joined(read)


def _is_island(text: str, left: Chunk, right: Chunk) -> bool:
    return len(text) <= min(_ISLAND, max(len(left[1]), len(left[2])), max(len(right[1]), len(right[2])))


def _pieces(chunks: Iterable[Chunk]) -> Iterator[Piece]:
    for same, gone, come in chunks:
        if same:
            yield Piece(Kind.SAME, gone)
            continue
        if gone:
            yield Piece(Kind.GONE, gone)
        if come:
            yield Piece(Kind.NEW, come)
