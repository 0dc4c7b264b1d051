"""Expressions: which of the words typed belong together, and what else says the same.

The longest word of the table that begins and ends where words do is one expression, over several words if need be
(空店舗, ソーシャル・インパクト・ボンド) or inside a compound, where it is exchanged (助成金制度 for 補助金制度).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalogue.search.analysis import Part, Word, words_of
from catalogue.search.concepts import Form, Vocabulary
from catalogue.search.folding import Folded, fold
from catalogue.search.forms import SEPARATORS, printable
from catalogue.search.readings import reading_of
from catalogue.search.slips import is_likely_slip
from catalogue.search.wordbook import Wordbook, key

_MOST_WORDS, _MOST_UNITS = 8, 6
_LONGEST_SLIP = 8

# What may stand between two words of one expression: nothing, a dot, a hyphen, a particle. Who puts a space into a
# word of katakana or Latin letters means the one word.
_BETWEEN = re.compile(r"[・‐-]?|[ぁ-ん]{1,2}")
_LOOSE = re.compile(r"[ァ-ヺーa-z0-9]\s[ァ-ヺーa-z0-9]")
_KANJI = re.compile(r"[一-鿿々]{2,}")
# Two kanji inside a word have become one with it: 商店 of 商店街 is no shop any more.
_TWO_KANJI = re.compile(r"[一-鿿々]{1,2}")


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it was typed, and its words. Offsets are those of the ``original``, which holds nothing that a page
    may not show."""

    original: str
    folded: Folded
    words: Sequence[Word]

    @classmethod
    def of(cls, text: str) -> "Typed":
        """The text with its words."""
        folded = fold(text)
        return cls(printable(text), folded, words_of(folded))

    def letters(self, start: int, end: int) -> str:
        """The folded letters of a stretch."""
        starts = self.folded.starts
        if isinstance(starts, range):
            return self.folded.text[start:end]
        return self.folded.text[bisect_left(starts, start) : bisect_left(starts, end)]

    def shown(self, start: int, end: int) -> str:
        """A stretch as a page may show it."""
        return self.original[start:end]


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that are one thing asked for, and the forms that say the same."""

    words: Sequence[Word]
    also: tuple[Form, ...] = ()


def expressions(
    typed: Typed, words: Sequence[Word], wordbook: Wordbook, vocabulary: Vocabulary
) -> Iterator[Expression]:
    """The words in expressions, each word in one of them."""
    at = 0
    while at < len(words):
        following = words[at : at + _MOST_WORDS]
        known = _longest(typed, following, wordbook)
        unbroken = len(following) > 1 and following[1].start == following[0].end
        if unbroken and (known is None or len(known.words) == 1):
            slip = _sounding(typed, following, wordbook) or _mistyped(typed, following, wordbook, vocabulary)
            known = slip or known
        found = known or Expression(words[at : at + 1], _inside(typed, words[at], wordbook))
        yield found
        at += len(found.words)


def _longest(typed: Typed, words: Sequence[Word], wordbook: Wordbook) -> Expression | None:
    """The longest expression of the table that these words begin with."""
    best, spelt = None, ""
    for taken in _beginnings(typed, words):
        letters = typed.letters(taken[0].start, taken[-1].end)
        letters = letters if letters.isalnum() else SEPARATORS.sub("", letters)
        spelt += taken[-1].term
        forms = wordbook.synonyms.get(letters) or wordbook.synonyms.get(spelt)
        if forms and not (len(taken) == 1 and taken[0].light):
            best = Expression(taken, forms)
        if letters not in wordbook.beginnings and spelt not in wordbook.beginnings:
            break
    return best


def _beginnings(typed: Typed, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The first word, the first two and so on, as long as they may be of one expression."""
    yield words[:1]
    for number in range(1, len(words)):
        before, word = words[number - 1], words[number]
        if before.end < word.start:
            gap = typed.letters(before.end, word.start)
            around = typed.letters(before.end - 1, word.start + 1)
            if not _BETWEEN.fullmatch(gap) and not _LOOSE.fullmatch(around):
                return
        yield words[: number + 1]


def _sounding(typed: Typed, words: Sequence[Word], wordbook: Wordbook) -> Expression | None:
    """The words that together sound like an expression of the table: 自立走行 for 自律走行. Should no case have them,
    that is what may have been meant."""
    reading, best = "", None
    for number, word in enumerate(words):
        letters = typed.letters(word.start, word.end)
        if not _KANJI.fullmatch(letters) or (number and words[number - 1].end < word.start):
            break
        reading += reading_of(letters)
        if number and reading in wordbook.read:
            best = Expression(words[: number + 1])
        if reading not in wordbook.sounds:
            break
    return best


def _mistyped(
    typed: Typed, words: Sequence[Word], wordbook: Wordbook, vocabulary: Vocabulary
) -> Expression | None:
    """The whole run of kanji, where the dictionary cut off single letters of what may be a slip of a known word:
    商店界 for 商店街."""
    taken: list[Word] = []
    for word in words:
        if taken and taken[-1].end < word.start:
            break
        taken.append(word)
    letters = typed.letters(taken[0].start, taken[-1].end)
    single = any(word.end - word.start == 1 for word in taken)
    if len(taken) < 2 or not single or len(letters) > _LONGEST_SLIP or not _KANJI.fullmatch(letters):
        return None
    near = [*vocabulary.near(letters), *(key(form.shown) for form in wordbook.near(letters))]
    return Expression(taken) if any(is_likely_slip(letters, term) for term in near) else None


def _inside(typed: Typed, word: Word, wordbook: Wordbook) -> tuple[Form, ...]:
    """The word with the longest expression of the table that it contains exchanged for what says the same."""
    if word.light or not word.parts:
        return ()
    units = [part for part in word.parts if part.short and (part.start, part.end) != (word.start, word.end)]
    if not 2 <= len(units) <= _MOST_UNITS:
        return ()
    stretches = [(i, j) for i in range(len(units)) for j in range(i + 1, len(units) + 1)]
    for first, last in sorted(stretches, key=lambda stretch: stretch[0] - stretch[1]):
        taken = units[first:last]
        letters = typed.letters(taken[0].start, taken[-1].end)
        forms = wordbook.synonyms.get(letters) or wordbook.synonyms.get("".join(unit.term for unit in taken))
        if forms and len(taken) < len(units) and not _TWO_KANJI.fullmatch(letters):
            return tuple(_exchanged(typed, word, units[:first], form, units[last:]) for form in forms)
    return ()


def _exchanged(typed: Typed, word: Word, before: Sequence[Part], form: Form, after: Sequence[Part]) -> Form:
    """The form with what stands around it in the word."""
    head, tail = (
        (word.start, before[-1].end if before else word.start),
        (after[0].start if after else word.end, word.end),
    )
    middle = [form.word] if form.word else list(form.parts)
    return replace(
        form,
        word="",
        parts=(*(part.term for part in before), *middle, *(part.term for part in after)),
        letters=typed.letters(*head) + form.letters + typed.letters(*tail) if form.letters else "",
        shown=typed.shown(*head) + form.shown + typed.shown(*tail),
    )
