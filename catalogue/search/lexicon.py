"""Lexicons: terms, and for each the documents it occurs in, end to end in a few arrays."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from catalogue.search.arrays import Arrays, Strings, strings
from catalogue.search.cards import Place, unpack

IntArray = npt.NDArray[np.signedinteger[Any]]
FloatArray = npt.NDArray[np.floating[Any]]
BoolArray = npt.NDArray[np.bool_]
# What can be put in order.
Keys = IntArray | FloatArray | BoolArray

_STRETCHES_KEPT = 8192

# A term, its documents in rising order, its weight in each, and its packed places in each.
TermPostings = tuple[str, Sequence[int], Sequence[float], Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term occurs: document numbers, rising, and the weight it has in each."""

    docs: IntArray
    weights: FloatArray


NOWHERE = Postings(np.empty(0, np.int32), np.empty(0, np.float32))


def among(docs: IntArray, others: IntArray) -> tuple[IntArray, BoolArray]:
    """Where each document would be among others, which are rising, and whether it is there."""
    at = np.searchsorted(others, docs)
    at[at == len(others)] = 0
    return at, others[at] == docs if len(others) else np.zeros(len(docs), np.bool_)


def changes(rising: npt.NDArray[Any]) -> BoolArray:
    """Whether each of some numbers is another than the one before it."""
    different = np.ones(len(rising), np.bool_)
    different[1:] = rising[1:] != rising[:-1]
    return different


def distinct(rising: IntArray) -> IntArray:
    """Each of some numbers, which are rising, once. numpy's own way does not trust them to be and sorts again."""
    return rising[changes(rising)]


class Lexicon:
    """The words of a segment."""

    def __init__(self, arrays: Arrays) -> None:
        """``arrays`` as :func:`lexicon` makes them."""
        self.terms = Strings(arrays, "words")
        self.docs = arrays["words.docs"]
        self.weights = arrays["words.weights"]
        self._ends = arrays["words.postings"]
        self._place_ends = arrays["words.placed"]
        self._places = arrays["words.places"]
        # It must not hold this object, which holds it: such circles keep their arrays mapped until they are looked for.
        self._find = lru_cache(_STRETCHES_KEPT)(partial(_stretch, self.terms, self._ends))

    def __getitem__(self, term: str) -> Postings:
        """The postings of a term; a term that is not there occurs nowhere."""
        stretch = self._find(term)
        return NOWHERE if stretch is None else Postings(self.docs[stretch], self.weights[stretch])

    def places(self, term: str, docs: IntArray) -> list[list[Place]]:
        """For each of these documents, where a term stands in it."""
        stretch = self._find(term)
        if stretch is None:
            return [[] for _ in docs]
        at, there = among(docs, self.docs[stretch])
        return [
            self._places_of(stretch.start + number) if is_there else []
            for number, is_there in zip(at.tolist(), there.tolist(), strict=True)
        ]

    def _places_of(self, posting: int) -> list[Place]:
        begin = self._place_ends[posting - 1] if posting else 0
        return [unpack(number) for number in self._places[begin : self._place_ends[posting]].tolist()]

    def starts(self, term: str, docs: IntArray) -> IntArray:
        """Where a term begins in each of these documents, which are rising and all have it, as rising
        numbers: the document, from bit 34, the number of the field, from bit 29, the start."""
        stretch = self._find(term)
        if stretch is None or not len(docs):
            return NOWHERE.docs
        at = stretch.start + np.searchsorted(self.docs[stretch], docs)
        ends = self._place_ends[at].astype(np.int64)
        begins = np.where(at > 0, self._place_ends[at - 1], 0).astype(np.int64)
        counts = ends - begins
        shift = begins - (np.cumsum(counts) - counts)
        places = self._places[np.repeat(shift, counts) + np.arange(counts.sum())].astype(np.int64)
        return np.sort(np.repeat(docs.astype(np.int64), counts) << 34 | (places & 0x1F) << 29 | places >> 21)

    def first_place(self, number: int) -> tuple[int, Place]:
        """The first document a term occurs in, and where; by the term's number."""
        posting, _ = _bounds(self._ends, number)
        return int(self.docs[posting]), self._places_of(posting)[0]

    def fields(self, term: str) -> tuple[IntArray, IntArray]:
        """For every place of a term: which of its postings it belongs to (from 0), and the number of its field."""
        stretch = self._find(term)
        if stretch is None:
            return NOWHERE.docs, NOWHERE.docs
        ends = self._place_ends[stretch].astype(np.int64)
        begin = int(self._place_ends[stretch.start - 1]) if stretch.start else 0
        owners = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=begin))
        places = self._places[begin : int(ends[-1])]
        return owners, (places & np.uint64(0x1F)).astype(np.int64)


def _bounds(ends: IntArray, number: int) -> tuple[int, int]:
    return int(ends[number - 1]) if number else 0, int(ends[number])


def _stretch(terms: Strings, ends: IntArray, term: str) -> slice | None:
    number = terms.find(term)
    return None if number is None else slice(*_bounds(ends, number))


def lexicon(postings: Iterable[TermPostings]) -> dict[str, npt.NDArray[Any]]:
    """The arrays of :class:`Lexicon`; the terms come in rising order of their UTF-8."""
    terms, ends = [], array("q")
    docs, weights, placed = array("i"), array("f"), array("i")
    places = bytearray()
    for term, term_docs, term_weights, term_places in postings:
        terms.append(term)
        docs.extend(term_docs)
        weights.extend(term_weights)
        placed.extend([len(packed) >> 3 for packed in term_places])
        places += b"".join(term_places)
        ends.append(len(docs))
    return {
        **strings("words", terms),
        "words.postings": np.array(ends, np.int64),
        "words.docs": np.frombuffer(docs, np.int32),
        "words.weights": np.frombuffer(weights, np.float32),
        "words.placed": np.cumsum(np.frombuffer(placed, np.int32), dtype=np.uint32),
        "words.places": np.frombuffer(places, "<u8"),
    }
