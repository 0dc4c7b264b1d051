"""Ranking: which documents have what was asked for, and how well.

Concepts times coverage. Each concept scores by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009, with weighted term frequencies as in BM25F); a document's sum is multiplied by the share of
the query it covers, each concept counting by its rarity. Pairs of letters add a little, which rewards words
standing together as typed, where there are several. The constants were chosen on questions with known answers
(tests/bench); neighbouring values change little.

Nothing is done for a document that cannot be a hit. The rarest concepts decide who can: whoever has none of them
covers too little with all the others (as in Turtle and Flood, "Query evaluation: strategies and optimizations", 1995).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from catalogue.search.concepts import Understanding
from catalogue.search.lexicon import NOWHERE, BoolArray, FloatArray, IntArray, Postings, among, distinct
from catalogue.search.matching import PAIRS_UP_TO, Match, find, saturated
from catalogue.search.snapshots import Snapshot

PARTS = 0.3
PAIRS = 0.2

# What a document covers of a concept of which it has some parts only, at the most.
PARTLY = 0.75

# Documents covering less than this share of what the best one covers are no hits: one common word out of
# many. The second is for when some document has everything that was asked for.
WORTH_SHOWING = 0.3
WORTH_SHOWING_BESIDE_FULL = 0.4
_LEAST = 1e-9

# So many documents with the rarest concept tell well enough how much the best of them covers.
_ENOUGH = 250
# Going through so few documents is quicker than finding out which can be left out.
_FEW = 4000
# How much longer than the list of candidates a list is where looking each of them up is quicker than going through it.
_MUCH_LONGER = 32
# How much shorter than the index lists are where putting them in order is quicker than going through all documents.
_MUCH_SHORTER = 12


@dataclass(frozen=True, slots=True)
class Ranking:
    """The hits, as document numbers in rising order, and for each its score and whether it has all telling concepts.
    And for every concept of the query, in their order, how rare it is and where it was found."""

    docs: IntArray
    scores: FloatArray
    full: BoolArray
    rarities: Sequence[float] = ()
    matches: Sequence[Match] = ()


def everything(snapshot: Snapshot) -> Ranking:
    """The ranking of no query: every document is a hit, and none is better than another."""
    return _alike(np.flatnonzero(snapshot.alive))


def _alike(docs: IntArray) -> Ranking:
    return Ranking(docs, np.zeros(len(docs)), np.ones(len(docs), np.bool_))


def rank(snapshot: Snapshot, understanding: Understanding) -> Ranking:
    """Score every document that can be a hit."""
    matches = [find(snapshot, concept) for concept in understanding.concepts]
    rarities = [_rarity(snapshot.count, len(match.docs)) for match in matches]
    docs = _candidates(snapshot, understanding, matches, rarities)
    if not matches:
        return _alike(docs)
    telling = understanding.are_telling
    with snapshot.numbered(docs) as places:
        tally = _Tally(snapshot, docs, places)
        scores, covered, having = tally.of_concepts(matches, rarities, telling)
        for match, rarity, met in zip(matches, rarities, tally.met, strict=True):
            if match.parts:
                tally.add_parts(match.parts, rarity, met, scores, covered)
        scores *= covered / (sum(rarities) or 1.0)
        if len(matches) > 1 and understanding.pairs and snapshot.count <= PAIRS_UP_TO:
            scores += PAIRS * tally.of_pairs(understanding.pairs)
    full = having == sum(telling)
    hits = np.flatnonzero((covered >= _worth_showing(covered, full)) & (having > 0))
    return Ranking(docs[hits], scores[hits], full[hits], rarities, matches)


def _candidates(
    snapshot: Snapshot, understanding: Understanding, matches: Sequence[Match], rarities: Sequence[float]
) -> IntArray:
    """The documents that can be hits, rising: those with one of the deciding concepts, and never one with what is
    excluded. Mere parts of words make no hit: 京都 and 市 are no 京都市."""
    if matches:
        docs = _any_of([match.docs for match in _deciding(matches, rarities)], snapshot.size)
    else:
        narrowed = understanding.excluded or understanding.year_from or understanding.year_to
        docs = np.flatnonzero(snapshot.alive) if narrowed else NOWHERE.docs
    for concept in understanding.excluded:
        docs = docs[~among(docs, find(snapshot, concept).docs)[1]]
    return docs


def _any_of(lists: Sequence[IntArray], size: int) -> IntArray:
    """The documents that are in any of the lists, rising; by the way that is shorter."""
    if sum(map(len, lists)) < size // _MUCH_SHORTER:
        return distinct(np.sort(np.concatenate([NOWHERE.docs, *lists]), kind="stable"))
    chosen = np.zeros(size, np.bool_)
    for docs in lists:
        chosen[docs] = True
    return np.flatnonzero(chosen)


def _deciding(matches: Sequence[Match], rarities: Sequence[float]) -> list[Match]:
    """The rarest of the concepts found, without those that all together cover less than is worth showing beside what
    a document with the rarest concept covers."""
    found = sorted(
        ((rarity, match) for rarity, match in zip(rarities, matches, strict=True) if len(match.docs)),
        key=lambda pair: -pair[0],
    )
    if sum(len(match.docs) for _, match in found) > _FEW:
        spare = WORTH_SHOWING * _covered_with_the_rarest(found)
        spare -= sum(PARTLY * rarity for rarity, match in found if match.parts)
        while len(found) > 1 and (spare := spare - found[-1][0]) > 0:
            found.pop()
    return [match for _, match in found]


def _covered_with_the_rarest(found: Sequence[tuple[float, Match]]) -> float:
    """How much some document with the first of these concepts covers of all of them."""
    (rarity, rarest), *others = found
    some = rarest.docs[:_ENOUGH]
    covered = np.full(len(some), rarity)
    for other_rarity, match in others:
        covered[among(some, match.docs)[1]] += other_rarity
    return float(covered.max())


def _rarity(size: int, frequency: int) -> float:
    """Inverse document frequency, as in BM25; never negative."""
    return math.log1p((size - frequency + 0.5) / (frequency + 0.5))


class _Tally:
    """Counts what the candidates have; all arrays it gives are in their order."""

    def __init__(self, snapshot: Snapshot, docs: IntArray, places: IntArray) -> None:
        """``docs`` are the candidates; ``places`` gives for each document which of them it is, -1 if none."""
        self._snapshot, self._docs, self._places = snapshot, docs, places
        self.met: list[IntArray] = []

    def of_concepts(
        self, matches: Sequence[Match], rarities: Sequence[float], telling: Sequence[bool]
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """What the concepts score, how much is covered by them, and how many telling ones there are. All concepts
        at once: for most queries the calls cost more than the counting. ``met`` are then the candidates with each."""
        met = [self._met(match.docs) for match in matches]
        self.met = [places for places, _ in met]
        lengths = [len(places) for places in self.met]
        places = np.concatenate(self.met)
        weights = np.concatenate([match.weights[at] for match, (_, at) in zip(matches, met, strict=True)])
        worths = np.repeat(rarities, lengths)
        size = len(self._docs)
        impacts = worths * saturated(weights, self._snapshot.word_norms[self._docs][places])
        if not all(match.plain for match in matches):
            impacts *= np.concatenate(
                [match.factors_at(at) for match, (_, at) in zip(matches, met, strict=True)]
            )
        scores, covered, having = (
            np.bincount(places, of_each, size).astype(
                np.float64, copy=False
            )  # of nothing, it counts in whole numbers
            for of_each in (impacts, worths, np.repeat(telling, lengths))
        )
        return scores, covered, having

    def add_parts(
        self,
        parts: Sequence[Postings],
        rarity: float,
        whole: IntArray,
        scores: FloatArray,
        covered: FloatArray,
    ) -> None:
        """Count parts of a concept: a little for the score, and for what is covered where the whole is not."""
        some = np.zeros(len(self._docs))
        rarities = [_rarity(self._snapshot.count, len(part.docs)) for part in parts]
        for part, part_rarity in zip(parts, rarities, strict=True):
            places = self._add_term(part, PARTS * part_rarity, self._snapshot.word_norms, scores)
            some[places] += PARTLY * part_rarity / sum(rarities)
        some[whole] = 0.0
        covered += rarity * some

    def of_pairs(self, pairs: Sequence[str]) -> FloatArray:
        """What the pairs of letters score."""
        postings, of = self._snapshot.all_pairs(pairs)
        frequencies = np.bincount(of, minlength=len(pairs)).tolist()
        rarities = np.array([_rarity(self._snapshot.count, frequency) for frequency in frequencies])
        places = self._places[postings.docs]
        at = np.flatnonzero(places >= 0)
        impacts = saturated(postings.weights[at], self._snapshot.pair_norms[postings.docs[at]])
        scores = np.bincount(places[at], rarities[of[at]] * impacts, len(self._docs))
        return scores.astype(np.float64, copy=False)

    def _add_term(self, postings: Postings, rarity: float, norms: FloatArray, scores: FloatArray) -> IntArray:
        """Add to ``scores`` what a term is worth, and say which candidates have it."""
        places, at = self._met(postings.docs)
        scores[places] += rarity * saturated(postings.weights[at], norms[postings.docs[at]])
        return places

    def _met(self, docs: IntArray) -> tuple[IntArray, IntArray | slice]:
        """Which candidates are among these documents, and where among them each is; by the way that is shorter."""
        if len(docs) > _MUCH_LONGER * len(self._docs):
            at, there = among(self._docs, docs)
            return np.flatnonzero(there), at[there]
        places = self._places[docs]
        if len(docs) <= len(self._docs) and places.min(initial=0) >= 0:
            return places, slice(None)
        at = np.flatnonzero(places >= 0)
        return places[at], at


def _worth_showing(covered: FloatArray, full: BoolArray) -> float:
    """How much a hit covers at least."""
    share = WORTH_SHOWING_BESIDE_FULL if full.any() else WORTH_SHOWING
    return max(share * float(covered.max(initial=0.0)), _LEAST)
