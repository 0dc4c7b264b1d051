"""Snapshots: the index at one moment, which is some segments without the entries deleted from them since.

Snapshots never change either: a change is a new one put in the place of the old. Making one costs a few arrays as
long as the index has documents; the words stay where they are.
"""

import threading
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache, partial

import numpy as np

from catalogue.search.cards import Card, Place
from catalogue.search.lexicon import NOWHERE, BoolArray, FloatArray, IntArray, Postings, distinct
from catalogue.search.segments import Segment

# BM25's constants: how soon more of a word counts no more, and how much a long text is held against it.
K1 = 0.9
B = 0.75

# A card takes about as much as its texts, some 10 kB.
_CARDS_KEPT = 256


class Snapshot:
    """Documents are numbered from 0 through all segments. The dead keep their numbers, but are met nowhere."""

    def __init__(self, members: Sequence[tuple[Segment, Sequence[int]]]) -> None:
        """``members`` pairs each segment with the numbers of its deleted documents."""
        self.segments = [segment for segment, _ in members]
        self._bases = np.cumsum([0, *(segment.size for segment in self.segments)]).tolist()
        self.size: int = self._bases[-1]
        dead = [
            base + doc for base, (_, deleted) in zip(self._bases, members, strict=False) for doc in deleted
        ]
        self.alive: BoolArray = np.ones(self.size, np.bool_)
        self.alive[dead] = False
        self._whole = [not deleted for _, deleted in members]
        self.count = self.size - len(dead)
        self._of_thread = threading.local()
        self.card = lru_cache(_CARDS_KEPT)(partial(_card, self.segments, self._bases))

    @cached_property
    def years(self) -> IntArray:
        """The fiscal year of each document."""
        return _together([segment.years for segment in self.segments])

    @cached_property
    def checked(self) -> IntArray:
        """The date each document's facts were checked, as a number that grows as dates do."""
        return _together([segment.checked for segment in self.segments])

    @cached_property
    def likeness(self) -> FloatArray:
        """How like Ome each document's place is."""
        return _together([segment.likeness for segment in self.segments]).astype(np.float64)

    @cached_property
    def word_norms(self) -> FloatArray:
        """BM25's norm of each document by the weight of all its words."""
        return self._norms([segment.word_lengths for segment in self.segments])

    @cached_property
    def pair_norms(self) -> FloatArray:
        """BM25's norm of each document by the weight of all its pairs."""
        return self._norms([segment.pair_lengths for segment in self.segments])

    def words(self, term: str) -> Postings:
        """Where a word occurs."""
        return self._gathered([segment.words[term] for segment in self.segments])

    def frequency(self, term: str) -> int:
        """In how many documents a word occurs."""
        if all(self._whole):
            return sum(len(segment.words[term].docs) for segment in self.segments)
        return len(self.words(term).docs)

    def words_in(self, term: str, fields: frozenset[int]) -> Postings:
        """Where a word occurs in one of these fields, given by their numbers; it weighs what it weighs in all."""
        return self._gathered([_within(segment, term, fields) for segment in self.segments])

    def with_pairs(self, pairs: Sequence[str]) -> Postings:
        """The documents with all of these pairs, at least one, and the least weight of any in each."""
        return self._gathered([segment.pairs.with_all(pairs) for segment in self.segments])

    def all_pairs(self, pairs: Sequence[str]) -> tuple[Postings, IntArray]:
        """Where many pairs of letters occur, end to end, and which of the pairs each posting is of."""
        found = [segment.pairs.of_all(pairs) for segment in self.segments]
        docs = _together([part + base for (part, _, _), base in zip(found, self._bases, strict=False)])
        weights = np.concatenate([NOWHERE.weights, *(part for _, part, _ in found)])
        of = _together([part for _, _, part in found])
        if all(self._whole):
            return Postings(docs.astype(np.intp), weights), of
        alive = self.alive[docs]
        return Postings(docs[alive].astype(np.intp), weights[alive]), of[alive]

    def slug(self, doc: int) -> str:
        """The slug of a document."""
        segment, own = self._home(doc)
        return segment.slugs.text(own)

    def folded(self, doc: int) -> bytes:
        """The folded texts of a document, a line break between them, as UTF-8."""
        segment, own = self._home(doc)
        return segment.folded[own]

    def places(self, term: str, doc: int) -> list[Place]:
        """Where a word stands in a document, in the order of the fields."""
        segment, own = self._home(doc)
        return segment.words.places(term, np.array([own]))[0]

    def places_in(self, term: str, docs: IntArray) -> list[list[Place]]:
        """For each of these documents, where a word stands in it, in the order of the fields."""
        if len(self.segments) == 1:
            return self.segments[0].words.places(term, docs)
        return [self.places(term, doc) for doc in docs.tolist()]

    def starts(self, term: str, docs: IntArray) -> IntArray:
        """Where a word begins in each of these documents; see :meth:`Lexicon.starts`."""
        bounds = np.searchsorted(docs, self._bases).tolist()
        found = [
            segment.words.starts(term, docs[begin:end] - base) + (base << 34)
            for segment, base, begin, end in zip(self.segments, self._bases, bounds, bounds[1:], strict=False)
            if begin < end
        ]
        return found[0] if len(found) == 1 else _together(found)

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """The fingerprint of each living entry, by slug."""
        homes = map(self._home, np.flatnonzero(self.alive).tolist())
        return {segment.slugs.text(own): segment.fingerprints.text(own) for segment, own in homes}

    def facet(self, name: str) -> tuple[list[str], IntArray, IntArray]:
        """A facet, as :meth:`Segment.facet` gives it, with the values in rising order."""
        parts = [segment.facet(name) for segment in self.segments]
        values = sorted({value for own, _, _ in parts for value in own})
        number = {value: i for i, value in enumerate(values)}
        codes = [np.array([number[value] for value in own], np.int32)[codes] for own, codes, _ in parts]
        offsets = np.cumsum([0, *(len(own) for own in codes)])
        ends = [own + offset for (_, _, own), offset in zip(parts, offsets, strict=False)]
        return values, _together(codes), _together(ends)

    @contextmanager
    def numbered(self, docs: IntArray) -> Iterator[IntArray]:
        """For each document of the snapshot, which of these it is, counted from 0; -1 for none. Filling an array as
        long as the snapshot for every query would cost more than most queries, so each thread keeps its own."""
        places: IntArray | None = getattr(self._of_thread, "places", None)
        if places is None:
            places = self._of_thread.places = np.full(self.size, -1, np.intp)
        places[docs] = np.arange(len(docs))
        try:
            yield places
        finally:
            places[docs] = -1

    def _home(self, doc: int) -> tuple[Segment, int]:
        """The segment a document is of, and its number there."""
        return _home(self.segments, self._bases, doc)

    def _gathered(self, postings: Sequence[Postings]) -> Postings:
        """The postings of all segments as one, without the dead."""
        pieces = [self._of_the_living(number, part) for number, part in enumerate(postings) if len(part.docs)]
        match pieces:
            case []:
                return NOWHERE
            case [piece]:
                return piece
        return Postings(
            np.concatenate([piece.docs for piece in pieces]),
            np.concatenate([piece.weights for piece in pieces]),
        )

    def _of_the_living(self, number: int, part: Postings) -> Postings:
        # numpy takes its own kind of index several times quicker than any other.
        docs = part.docs.astype(np.intp)
        docs += self._bases[number]
        if self._whole[number]:
            return Postings(docs, part.weights)
        alive = self.alive[docs]
        return Postings(docs[alive], part.weights[alive])

    def _norms(self, lengths: Sequence[FloatArray]) -> FloatArray:
        """BM25's norms from the lengths: relative to the average of the living, as far as length counts."""
        together = _together(lengths).astype(np.float64)
        living = together[self.alive]
        relative = together / ((living.mean() if len(living) else 0) or 1.0)
        return K1 * (1 - B + B * relative)


def _home(segments: Sequence[Segment], bases: Sequence[int], doc: int) -> tuple[Segment, int]:
    number = bisect_right(bases, doc) - 1
    return segments[number], doc - bases[number]


def _card(segments: Sequence[Segment], bases: Sequence[int], doc: int) -> Card:
    """The card of a document. It does not hold the snapshot, which holds it: such circles keep arrays mapped."""
    segment, own = _home(segments, bases, doc)
    return segment.card(own)


def _together(arrays: Sequence[IntArray | FloatArray]) -> IntArray:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)


def _within(segment: Segment, term: str, fields: frozenset[int]) -> Postings:
    postings = segment.words[term]
    owners, places = segment.words.fields(term)
    chosen = distinct(owners[np.isin(places, list(fields))])
    return Postings(postings.docs[chosen], postings.weights[chosen])
