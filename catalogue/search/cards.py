"""Cards: what an index keeps of one entry, the original texts and where in them each term stands.

The places make excerpts possible without analysing anything again. Beside the card stand the weights of its
terms, which become the postings. Every engine is filled from cards, so no two can disagree about a text.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from catalogue.search.analysis import Word, pairs_of, words_of
from catalogue.search.entry import FIELDS, Entry
from catalogue.search.folding import Folded, fold

# How often a word counts that stands once in a field. Binary fractions: their sums are exact in any order,
# so every engine scores alike.
FIELD_WEIGHTS: Mapping[str, float] = {
    "title": 3.0,
    "subtitle": 2.5,
    "place": 2.0,
    "category": 1.5,
    "theme": 1.5,
    "keywords": 1.5,
    "summary": 1.5,
    "activities": 1.0,
    "story": 1.0,
    "outcomes": 1.0,
    "lessons": 1.0,
    "people": 1.0,
    "nodes": 0.75,
    "table": 0.75,
    "figures": 0.75,
    "sources": 0.5,
}

# A word inside a longer one says less than the word alone: クラウド in クラウドファンディング.
PART_WEIGHT = 0.5

# A field that says a word ten times is no more about it than one that says it twice; another field saying it is.
MOST_IN_A_FIELD = 2.0


class Place(NamedTuple):
    """Where a term stands: ``texts[field][start:end]``; ``whole`` if it is a word there and not part of one."""

    field: str
    start: int
    end: int
    whole: bool


@dataclass(frozen=True)
class Card:
    """One entry, analysed as far as showing a hit needs it. Fields are in the order of ``FIELDS``."""

    texts: Mapping[str, str]
    places: Mapping[str, tuple[Place, ...]]

    @cached_property
    def folded(self) -> Mapping[str, Folded]:
        """The folded text of each field."""
        return {name: fold(text) for name, text in self.texts.items()}

    @cached_property
    def parts(self) -> Mapping[str, frozenset[tuple[int, int]]]:
        """For each field, the stretches that are parts of a longer word."""
        return self._stretches(whole=False)

    @cached_property
    def compounds(self) -> Mapping[str, frozenset[tuple[int, int]]]:
        """For each field, the stretches that are words with parts."""
        begins = {name: {start for start, _ in parts} for name, parts in self.parts.items()}
        wholes = self._stretches(whole=True)
        return {
            name: frozenset(word for word in words if word[0] in begins[name])
            for name, words in wholes.items()
        }

    def _stretches(self, *, whole: bool) -> Mapping[str, frozenset[tuple[int, int]]]:
        found: dict[str, set[tuple[int, int]]] = {name: set() for name in self.texts}
        for places in self.places.values():
            for place in places:
                if place.whole is whole:
                    found[place.field].add((place.start, place.end))
        return {name: frozenset(stretches) for name, stretches in found.items()}

    def encode(self) -> bytes:
        """As bytes, for :meth:`decode`."""
        number = {name: i for i, name in enumerate(self.texts)}
        places = {
            term: [
                value for place in places for value in (number[place.field], *place[1:3], int(place.whole))
            ]
            for term, places in self.places.items()
        }
        return zlib.compress(json.dumps([self.texts, places], separators=(",", ":")).encode("ascii"))

    @classmethod
    def decode(cls, encoded: bytes) -> "Card":
        """The card that :meth:`encode` gave these bytes for.

        Raises:
            ValueError, zlib.error: these are not such bytes.
        """
        texts, flat = json.loads(zlib.decompress(encoded))
        names = list(texts)
        places = {
            term: tuple(
                Place(names[values[i]], values[i + 1], values[i + 2], bool(values[i + 3]))
                for i in range(0, len(values), 4)
            )
            for term, values in flat.items()
        }
        return cls(texts, places)


@dataclass(frozen=True, slots=True)
class AnalysedEntry:
    """An entry ready for an engine: its card, encoded, and the weight of each word and of each pair of
    letters."""

    entry: Entry
    card: bytes
    words: Mapping[str, float]
    pairs: Mapping[str, float]


def analyse(entry: Entry) -> AnalysedEntry:
    """Find the words of an entry."""
    places: dict[str, list[Place]] = defaultdict(list)
    words: dict[str, float] = defaultdict(float)
    pairs: dict[str, float] = defaultdict(float)
    texts = {name: entry.texts[name] for name in FIELDS if entry.texts.get(name)}
    for name, text in texts.items():
        weight = FIELD_WEIGHTS[name]
        folded = fold(text)
        counts: dict[str, float] = defaultdict(float)
        for word in words_of(folded):
            for term, place in _terms(name, word):
                places[term].append(place)
                counts[term] += 1.0 if place.whole else PART_WEIGHT
        for term, count in counts.items():
            words[term] += weight * min(count, MOST_IN_A_FIELD)
        for pair in pairs_of(folded.text):
            pairs[pair] += weight
    card = Card(texts, {term: tuple(found) for term, found in places.items()})
    return AnalysedEntry(entry, card.encode(), words, pairs)


def _terms(name: str, word: Word) -> Iterator[tuple[str, Place]]:
    yield word.term, Place(name, word.start, word.end, whole=True)
    for part in word.parts:
        yield part.term, Place(name, part.start, part.end, whole=False)
