"""Ranking: which documents have what was asked for, and how well.

Concepts times coverage. Each concept scores by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009, with weighted term frequencies as in BM25F); a document's sum is multiplied by the share of
the query it covers, each concept counting by its rarity. Pairs of letters add a little, which rewards words
standing together as typed. The constants were chosen on questions with known answers (tests/bench);
neighbouring values change little.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from catalogue.search.analysis import pairs_of
from catalogue.search.cards import PART_WEIGHT, Card
from catalogue.search.phrases import Stretch, gathered, stretches
from catalogue.search.segments import NOWHERE, BoolArray, FloatArray, IntArray, Postings, Snapshot
from catalogue.search.understanding import Concept, Understanding

K1 = 0.9
B = 0.75
PARTS = 0.3
PAIRS = 0.2

# What a document covers of a concept of which it has some parts only, at the most.
PARTLY = 0.75

# Documents covering less than this share of what the best one covers are no hits: one common word out of
# many. The second is for when some document has everything that was asked for.
WORTH_SHOWING = 0.3
WORTH_SHOWING_BESIDE_FULL = 0.4

# Beyond this many documents, letters that are no word of theirs are too common to tell anything.
_MOST_READ = 200


@dataclass(frozen=True, slots=True)
class Ranking:
    """For every document of a snapshot: whether it is a hit, its score, whether it has all telling concepts.
    And for every concept how rare it is, and which of the telling ones no document has."""

    hits: BoolArray
    scores: FloatArray
    full: BoolArray
    rarities: Mapping[Concept, float]
    missing: frozenset[Concept]


@dataclass(frozen=True, slots=True)
class _Match:
    """Where a concept was found: itself; all its parts without itself; and its parts one by one."""

    itself: Postings
    in_parts: IntArray
    parts: Sequence[Postings]

    @property
    def frequency(self) -> int:
        """How many documents have the concept."""
        return len(self.itself.docs) + len(self.in_parts)


def rank(snapshot: Snapshot, understanding: Understanding) -> Ranking:
    """Score every document."""
    matches = {concept: _match(snapshot, concept) for concept in understanding.concepts}
    rarities = {concept: _rarity(snapshot.size, match.frequency) for concept, match in matches.items()}
    scores, covered = np.zeros(snapshot.size), np.zeros(snapshot.size)
    for concept, match in matches.items():
        _add_scores(snapshot, match, rarities[concept], scores)
        _add_coverage(snapshot, match, rarities[concept], covered)
    telling = understanding.telling
    full = _full(snapshot.size, [matches[concept] for concept in telling])
    return Ranking(
        hits=_hits(covered, full, list(matches.values())),
        scores=scores * covered / (sum(rarities.values()) or 1.0)
        + PAIRS * _pair_scores(snapshot, understanding.pairs),
        full=full,
        rarities=rarities,
        missing=frozenset(concept for concept in telling if not matches[concept].frequency),
    )


def _match(snapshot: Snapshot, concept: Concept) -> _Match:
    word = snapshot.words(concept.word)
    letters = _letters(snapshot, concept, word.docs)
    itself = Postings(
        np.concatenate([word.docs, letters.docs]), np.concatenate([word.weights, letters.weights])
    )
    parts = [snapshot.words(part) for part in concept.parts]
    together = _read(
        snapshot, [part.docs for part in parts], itself.docs, lambda card: gathered(card, concept.parts)
    )
    return _Match(itself, together, parts)


def _letters(snapshot: Snapshot, concept: Concept, known: IntArray) -> Postings:
    """Documents that contain the very letters, though not the word. The pairs say where to look, the text
    decides."""
    if not concept.letters or (concept.spare and len(known)):
        return NOWHERE
    pairs = [snapshot.pairs(pair) for pair in pairs_of(concept.letters)]
    docs = _read(
        snapshot, [pair.docs for pair in pairs], known, lambda card: stretches(card, concept.letters)
    )
    weights = np.min([pair.weights[np.searchsorted(pair.docs, docs)] for pair in pairs], axis=0)
    return Postings(docs, PART_WEIGHT * weights)


def _read(
    snapshot: Snapshot, lists: Sequence[IntArray], known: IntArray, look: Callable[[Card], Iterator[Stretch]]
) -> IntArray:
    """Of the documents in all lists and not known yet, those whose card shows what is looked for."""
    likely = np.setdiff1d(_intersection(lists), known, assume_unique=True)
    if len(likely) > _MOST_READ:
        return NOWHERE.docs
    return np.array([doc for doc in likely.tolist() if any(look(snapshot.card(doc)))], np.int64)


def _intersection(lists: Sequence[IntArray]) -> IntArray:
    """The documents that are in all of the lists; none if there is no list."""
    if not lists:
        return NOWHERE.docs
    return reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), sorted(lists, key=len))


def _rarity(size: int, frequency: int) -> float:
    """Inverse document frequency, as in BM25; never negative."""
    return float(np.log1p((size - frequency + 0.5) / (frequency + 0.5)))


def _saturated(postings: Postings, lengths: FloatArray) -> FloatArray:
    """BM25's term weight without its rarity, of each posting. ``lengths`` are relative to the average."""
    return postings.weights * (K1 + 1) / (postings.weights + K1 * (1 - B + B * lengths[postings.docs]))


def _relative(lengths: FloatArray) -> FloatArray:
    return lengths / (lengths.mean() or 1.0) if len(lengths) else lengths


def _add_scores(snapshot: Snapshot, match: _Match, rarity: float, scores: FloatArray) -> None:
    lengths = _relative(snapshot.word_lengths)
    scores[match.itself.docs] += rarity * _saturated(match.itself, lengths)
    for part in match.parts:
        scores[part.docs] += PARTS * _rarity(snapshot.size, len(part.docs)) * _saturated(part, lengths)


def _add_coverage(snapshot: Snapshot, match: _Match, rarity: float, covered: FloatArray) -> None:
    some = np.zeros(snapshot.size)
    rarities = [_rarity(snapshot.size, len(part.docs)) for part in match.parts]
    for part, part_rarity in zip(match.parts, rarities, strict=True):
        some[part.docs] += PARTLY * part_rarity / sum(rarities)
    some[match.itself.docs] = 1.0
    some[match.in_parts] = 1.0
    covered += rarity * some


def _pair_scores(snapshot: Snapshot, pairs: Sequence[str]) -> FloatArray:
    scores = np.zeros(snapshot.size)
    lengths = _relative(snapshot.pair_lengths)
    for pair in pairs:
        postings = snapshot.pairs(pair)
        scores[postings.docs] += _rarity(snapshot.size, len(postings.docs)) * _saturated(postings, lengths)
    return scores


def _having(size: int, match: _Match) -> BoolArray:
    """Which documents have a concept."""
    having = np.zeros(size, np.bool_)
    having[match.itself.docs] = True
    having[match.in_parts] = True
    return having


def _full(size: int, matches: Sequence[_Match]) -> BoolArray:
    """Which documents have every one of these concepts."""
    return reduce(np.logical_and, (_having(size, match) for match in matches), np.ones(size, np.bool_))


def _hits(covered: FloatArray, full: BoolArray, matches: Sequence[_Match]) -> BoolArray:
    """Which documents are worth showing. One that has mere parts of words is, only if there is nothing
    better."""
    share = WORTH_SHOWING_BESIDE_FULL if full.any() else WORTH_SHOWING
    hits: BoolArray = (covered > 0) & (covered >= share * covered.max(initial=0.0))
    having = reduce(np.logical_or, (_having(len(covered), match) for match in matches), np.zeros_like(hits))
    return np.logical_and(hits, having) if having.any() else hits
