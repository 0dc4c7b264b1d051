"""Phrases: whether what was asked for stands in a text, though the dictionary did not cut it out there as a
word.

Japanese is written without spaces, so letters alone prove little: 京都 stands in 東京都. They count where
the dictionary does not contradict: not in the middle of a katakana or Latin word, and not across the parts
of a compound.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from catalogue.search.cards import Card, Place
from catalogue.search.entry import FIELDS
from catalogue.search.lexicon import IntArray, distinct
from catalogue.search.snapshots import Snapshot

# The name of a field and a stretch of its original text: name, start, end.
Stretch = tuple[str, int, int]

# In characters: parts of a word that are farther from each other are not about the same thing.
_NEAR = 20


def stretches(card: Card, letters: str) -> Iterator[Stretch]:
    """Where the folded ``letters`` stand as a word."""
    for name, start, finish, bordered in _standing(card, letters):
        if bordered and not card.contradicts(name, start, finish):
            yield name, start, finish


def phrases(card: Card, letters: str) -> Iterator[Stretch]:
    """Where the folded ``letters`` stand, whatever is around them."""
    return ((name, start, finish) for name, start, finish, _ in _standing(card, letters))


def _standing(card: Card, letters: str) -> Iterator[tuple[str, int, int, bool]]:
    """Where letters stand, and whether a word may begin and end there."""
    for name, folded in card.folded.items():
        at = folded.text.find(letters)
        while at >= 0:
            end = at + len(letters)
            bordered = not _runs_on(folded.text, at) and not _runs_on(folded.text, end)
            yield name, *folded.span(at, end), bordered
            at = folded.text.find(letters, end)


def _runs_on(text: str, border: int) -> bool:
    """Whether a katakana or Latin word goes on across this offset."""
    if not 0 < border < len(text):
        return False
    before, after = text[border - 1], text[border]
    return (_is_katakana(before) and _is_katakana(after)) or (_is_latin(before) and _is_latin(after))


def _is_katakana(letter: str) -> bool:
    return "ァ" <= letter <= "ヺ" or letter == "ー"


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def near_each_other(
    snapshot: Snapshot, parts: Sequence[str], docs: IntArray, fields: frozenset[int]
) -> IntArray:
    """Of these documents, which are rising and have all parts, those in which the parts begin near each other, in one
    of these fields."""
    first, *others = (snapshot.starts(part, docs) for part in parts)
    near = (
        np.isin(first >> 29 & 0x1F, list(fields))
        if len(fields) < len(FIELDS)
        else np.ones(len(first), np.bool_)
    )
    for other in others:
        after = np.minimum(np.searchsorted(other, first - _NEAR), len(other) - 1)
        near &= np.abs(other[after] - first) <= _NEAR
    return distinct(first[near] >> 34)


def gathered(snapshot: Snapshot, doc: int, parts: Sequence[str]) -> Iterator[Stretch]:
    """Where in a document all these parts of a word stand near each other; each part's own stretch."""
    found = [snapshot.places(part, doc) for part in parts]
    if not found or not all(found):
        return
    first, *others = found
    for place in first:
        near = [[other for other in places if _are_near(place, other)] for places in others]
        if all(near):
            yield from (place, *(nearest[0] for nearest in near))


def _are_near(one: Place, other: Place) -> bool:
    return one.field == other.field and abs(one.start - other.start) <= _NEAR
