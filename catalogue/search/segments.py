"""Segments and snapshots: the index as arrays, which is what ranking and counting work on.

A *segment* is a set of entries that never changes; a *snapshot* is some segments without the entries deleted
from them since. Both are immutable, so any number of threads may read them without a lock, and a change is a
new snapshot put in the place of the old. The documents of a snapshot are numbered from 0 without gaps.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from catalogue.domain.facets import FACETS
from catalogue.search.cards import AnalysedEntry, Card

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

# Before every fiscal year, so that the newest first puts what is unknown last.
NO_YEAR = -1
NO_LIKENESS = -1.0

# Terms and cards kept at hand between searches. A card with what is worked out of it takes some 170 kB.
_TERMS_KEPT = 4096
_CARDS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term occurs: document numbers, rising, and the weight it has in each."""

    docs: IntArray
    weights: FloatArray


NOWHERE = Postings(np.empty(0, np.int64), np.empty(0, np.float64))


class Lexicon:
    """The postings of all terms of one kind, end to end in two arrays."""

    def __init__(self, postings: Iterable[tuple[str, Iterable[int], Iterable[float]]]) -> None:
        """``postings`` gives each term once, with its documents in rising order and its weight in each."""
        docs, weights = array("i"), array("f")
        self._places: dict[str, slice] = {}
        for term, term_docs, term_weights in postings:
            start = len(docs)
            docs.extend(term_docs)
            weights.extend(term_weights)
            self._places[term] = slice(start, len(docs))
        self._docs = np.array(docs, np.int32)
        self._weights = np.array(weights, np.float32)

    def __getitem__(self, term: str) -> Postings:
        """The postings of a term; a term that is not there occurs nowhere."""
        place = self._places.get(term)
        if place is None:
            return NOWHERE
        return Postings(self._docs[place].astype(np.int64), self._weights[place].astype(np.float64))

    def __iter__(self) -> Iterator[str]:
        """The terms, in no order to rely on."""
        return iter(self._places)

    def lengths(self, size: int) -> FloatArray:
        """For each of ``size`` documents, the sum of the weights of all its terms."""
        return np.bincount(self._docs, self._weights, minlength=size).astype(np.float64)


@dataclass(frozen=True)
class Segment:
    """Some entries as arrays, all in the same order. ``checked`` is empty, ``years`` ``NO_YEAR`` and ``likeness``
    ``NO_LIKENESS`` where unknown; ``facets`` gives the documents of each value of each facet; ``cards`` are encoded."""

    slugs: Sequence[str]
    fingerprints: Sequence[str]
    years: Sequence[int]
    checked: Sequence[str]
    likeness: Sequence[float]
    facets: Mapping[str, Lexicon]
    words: Lexicon
    pairs: Lexicon
    cards: Sequence[bytes]


def segment_of(entries: Sequence[AnalysedEntry]) -> Segment:
    """A segment of these entries, in their order."""
    facets = {
        name: inverted([dict.fromkeys(item.entry.facets.get(name, ()), 1.0) for item in entries])
        for name in FACETS
    }
    return Segment(
        slugs=[item.entry.slug for item in entries],
        fingerprints=[item.entry.fingerprint for item in entries],
        years=[NO_YEAR if item.entry.year is None else item.entry.year for item in entries],
        checked=[item.entry.checked or "" for item in entries],
        likeness=[NO_LIKENESS if item.entry.likeness is None else item.entry.likeness for item in entries],
        facets=facets,
        words=inverted([item.words for item in entries]),
        pairs=inverted([item.pairs for item in entries]),
        cards=[item.card for item in entries],
    )


def inverted(bags: Sequence[Mapping[str, float]]) -> Lexicon:
    """From the terms of each document to the documents of each term."""
    docs: dict[str, list[int]] = defaultdict(list)
    weights: dict[str, list[float]] = defaultdict(list)
    for doc, bag in enumerate(bags):
        for term, weight in bag.items():
            docs[term].append(doc)
            weights[term].append(weight)
    return Lexicon((term, docs[term], weights[term]) for term in docs)


@dataclass(frozen=True)
class FacetColumn:
    """A facet of all documents: document ``docs[i]`` has the value ``values[codes[i]]``."""

    values: Sequence[str]
    docs: IntArray
    codes: IntArray


class Snapshot:
    """The index at one moment: segments, and of each the documents that are still alive."""

    def __init__(self, members: Sequence[tuple[Segment, BoolArray]]) -> None:
        """``members`` pairs each segment with an array that is true where its document is alive."""
        self._segments = [segment for segment, _ in members]
        self._numbers = _renumbered([alive for _, alive in members])
        self._homes = [(segment, int(old)) for segment, alive in members for old in np.flatnonzero(alive)]
        self.size = len(self._homes)
        self.slugs = [segment.slugs[old] for segment, old in self._homes]
        self.fingerprints = {segment.slugs[old]: segment.fingerprints[old] for segment, old in self._homes}
        self.years = np.array([segment.years[old] for segment, old in self._homes], np.int64)
        self.slug_ranks = _ranks(self.slugs)
        self.checked_ranks = _ranks([segment.checked[old] for segment, old in self._homes])
        self.likeness = np.array([segment.likeness[old] for segment, old in self._homes], np.float64)
        self.facets = {name: self._facet(name) for name in FACETS}
        self.word_lengths = self._lengths([segment.words for segment in self._segments])
        self.pair_lengths = self._lengths([segment.pairs for segment in self._segments])
        self.words = lru_cache(_TERMS_KEPT)(self._words)
        self.pairs = lru_cache(_TERMS_KEPT)(self._pairs)
        self.card = lru_cache(_CARDS_KEPT)(self._card)

    def _words(self, term: str) -> Postings:
        """Where a word occurs."""
        return self._gathered([segment.words[term] for segment in self._segments])

    def _pairs(self, pair: str) -> Postings:
        """Where a pair of letters occurs."""
        return self._gathered([segment.pairs[pair] for segment in self._segments])

    def _card(self, doc: int) -> Card:
        """The card of a document."""
        segment, old = self._homes[doc]
        return Card.decode(segment.cards[old])

    def _gathered(self, postings: Sequence[Postings]) -> Postings:
        docs = np.concatenate(
            [numbers[part.docs] for numbers, part in zip(self._numbers, postings, strict=True)]
            or [NOWHERE.docs]
        )
        weights = np.concatenate([part.weights for part in postings] or [NOWHERE.weights])
        alive = docs >= 0
        return Postings(docs[alive], weights[alive])

    def _facet(self, name: str) -> FacetColumn:
        values = sorted({value for segment in self._segments for value in segment.facets[name]})
        found = [
            self._gathered([segment.facets[name][value] for segment in self._segments]).docs
            for value in values
        ]
        return FacetColumn(
            values,
            np.concatenate([*found, NOWHERE.docs]),
            np.repeat(np.arange(len(values)), [len(docs) for docs in found]),
        )

    def _lengths(self, lexicons: Sequence[Lexicon]) -> FloatArray:
        lengths = np.empty(self.size)
        for numbers, lexicon in zip(self._numbers, lexicons, strict=True):
            alive = numbers >= 0
            lengths[numbers[alive]] = lexicon.lengths(len(numbers))[alive]
        return lengths


def _renumbered(alive: Sequence[BoolArray]) -> list[IntArray]:
    """For each segment, the new number of each of its documents; -1 for the dead."""
    numbers, base = [], 0
    for living in alive:
        numbers.append(np.where(living, base + np.cumsum(living) - 1, -1))
        base += int(living.sum())
    return numbers


def _ranks(keys: Sequence[str]) -> IntArray:
    """For each key, its place among the different keys in rising order."""
    order = {key: place for place, key in enumerate(sorted(set(keys)))}
    return np.array([order[key] for key in keys], np.int64)
