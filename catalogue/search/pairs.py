"""Pairs: every two neighbouring letters of a text, so that whatever a dictionary makes of it, no word of two letters
is lost. They are worked out from the folded texts, by arrays, for they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from catalogue.search.arrays import Arrays
from catalogue.search.cards import MOST_IN_A_FIELD
from catalogue.search.lexicon import NOWHERE, BoolArray, FloatArray, IntArray, Postings, among, changes

Codes = npt.NDArray[np.uint64]

# How many bits a letter takes, and the number of a text.
_LETTER, _TEXT = 21, 22

_STRETCHES_KEPT = 8192


@dataclass(frozen=True, slots=True)
class Text:
    """A folded text of a document, and how much each pair of it weighs."""

    doc: int
    weight: float
    folded: str


class Pairs:
    """The pairs of a segment."""

    def __init__(self, arrays: Arrays) -> None:
        """``arrays`` as :func:`pairs` makes them."""
        self._codes = arrays["pairs"]
        self._ends = arrays["pairs.postings"]
        self._docs = arrays["pairs.docs"]
        self._weights = arrays["pairs.weights"]
        self._find = lru_cache(_STRETCHES_KEPT)(partial(_stretch, self._codes, self._ends))

    def __getitem__(self, pair: str) -> Postings:
        """The postings of two letters."""
        stretch = self._find(pair)
        return NOWHERE if stretch is None else Postings(self._docs[stretch], self._weights[stretch])

    def with_all(self, pairs: Sequence[str]) -> Postings:
        """The documents that have all of these pairs, at least one, and the least weight of any in each."""
        if not all(map(self._find, pairs)):
            return NOWHERE
        found = sorted((self[pair] for pair in pairs), key=lambda postings: len(postings.docs))
        docs, weights = found[0].docs, found[0].weights
        for other in found[1:]:
            if not len(docs):
                return NOWHERE
            at, there = among(docs, other.docs)
            docs, weights = docs[there], np.minimum(weights[there], other.weights[at[there]])
        return Postings(docs, weights)

    def of_all(self, pairs: Sequence[str]) -> tuple[IntArray, FloatArray, IntArray]:
        """The postings of many pairs end to end: documents, weights, and which of the pairs each is of."""
        sought = np.array([ord(pair[0]) << _LETTER | ord(pair[1]) for pair in pairs], np.uint64)
        at = np.searchsorted(self._codes, sought)
        at[at == len(self._codes)] = 0
        there = self._codes[at] == sought if len(self._codes) else np.zeros(len(at), np.bool_)
        ends = self._ends[at[there]]
        counts = ends - np.where(at[there] > 0, self._ends[at[there] - 1], 0)
        places = np.repeat(ends - np.cumsum(counts), counts) + np.arange(counts.sum())
        return self._docs[places], self._weights[places], np.repeat(np.flatnonzero(there), counts)


def _stretch(codes: Codes, ends: IntArray, pair: str) -> slice | None:
    code = ord(pair[0]) << _LETTER | ord(pair[1])
    at = int(np.searchsorted(codes, np.uint64(code)))
    if at == len(codes) or codes[at] != code:
        return None
    return slice(int(ends[at - 1]) if at else 0, int(ends[at]))


def pairs(texts: Sequence[Text]) -> dict[str, npt.NDArray[Any]]:
    """The arrays of :class:`Pairs`; ``texts`` come in the order of their documents.

    Raises:
        ValueError: there are more texts than can be told apart, some four millions.
    """
    if len(texts) >= 1 << _TEXT:
        raise ValueError("too many texts for one segment")
    letters = np.frombuffer("".join(f"{text.folded}\n" for text in texts).encode("utf-32-le"), np.uint32)
    lengths = [len(text.folded) + 1 for text in texts]
    there = _neighbours(letters)
    # Step by step in place: for a large index this is as much as there is to remember at once.
    keys = letters[:-1][there].astype(np.uint64)
    keys <<= np.uint64(_LETTER)
    keys |= letters[1:][there]
    keys <<= np.uint64(_TEXT)
    keys |= np.repeat(np.arange(len(texts), dtype=np.uint32), lengths)[:-1][there]
    keys.sort()
    begins = np.flatnonzero(changes(keys))
    counts = np.diff(begins, append=len(keys))
    keys = keys[begins]
    number = (keys & np.uint64((1 << _TEXT) - 1)).astype(np.int32)
    weights = np.minimum(counts, MOST_IN_A_FIELD) * np.array([text.weight for text in texts])[number]
    keys >>= np.uint64(_TEXT)
    return _by_document(keys, np.array([text.doc for text in texts], np.int32)[number], weights)


def _by_document(codes: Codes, docs: IntArray, weights: FloatArray) -> dict[str, npt.NDArray[Any]]:
    """From the pairs of each text to those of each document."""
    begins = np.flatnonzero(changes(codes) | changes(docs))
    summed = np.add.reduceat(weights, begins) if len(begins) else weights
    kinds = np.flatnonzero(changes(codes[begins]))
    return {
        "pairs": codes[begins][kinds],
        "pairs.postings": np.append(kinds[1:], len(begins))[: len(kinds)],
        "pairs.docs": docs[begins],
        "pairs.weights": summed.astype(np.float32),
    }


def _neighbours(letters: npt.NDArray[np.uint32]) -> BoolArray:
    """Whether each character and the one after it are both letters or digits."""
    kinds = np.flatnonzero(np.bincount(letters))
    is_letter = np.zeros(int(kinds.max(initial=0)) + 1, np.bool_)
    is_letter[kinds] = [chr(kind).isalnum() for kind in kinds.tolist()]
    each = is_letter[letters] if len(letters) else is_letter[:0]
    return each[:-1] & each[1:]
