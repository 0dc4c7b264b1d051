"""Cards: what an index keeps of one entry to show it, beside the words it is found by.

A card holds the original texts and where the dictionary saw compounds in them. Each word goes with its weight and
with its *places*, so that excerpts are made without analysing anything again. Every engine is filled from the same
analysed entries, so no two can disagree about a text.
"""

import json
import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from catalogue.search.analysis import Word, words_of
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

_LONGEST_WORD = 0xFFFF


class Place(NamedTuple):
    """Where a term stands: ``texts[field][start:end]``."""

    field: str
    start: int
    end: int


def pack(places: Sequence[Place]) -> bytes:
    """Places as bytes: a number of 64 bits each (start, length, field), little endian."""
    return struct.pack(f"<{len(places)}Q", *map(_number, places))


def _number(place: Place) -> int:
    length = min(place.end - place.start, _LONGEST_WORD)
    return place.start << 21 | length << 5 | FIELDS.index(place.field)


def unpack(number: int) -> Place:
    """The place a number stands for."""
    start = number >> 21
    return Place(FIELDS[number & 0x1F], start, start + (number >> 5 & _LONGEST_WORD))


@dataclass(frozen=True)
class Card:
    """The texts of one entry, in the order of ``FIELDS``, and, as JSON since it is seldom looked at, where the
    dictionary saw compounds in each: start, end and the borders between the parts."""

    texts: Mapping[str, str]
    encoded_compounds: str

    @cached_property
    def folded(self) -> Mapping[str, Folded]:
        """The folded text of each field."""
        return {name: fold(text) for name, text in self.texts.items()}

    @cached_property
    def _compounds(self) -> Mapping[str, Sequence[Sequence[int]]]:
        compounds: Mapping[str, Sequence[Sequence[int]]] = json.loads(self.encoded_compounds)
        return compounds

    def contradicts(self, field: str, start: int, end: int) -> bool:
        """Whether this stretch lies inside a compound without being made of its parts."""
        return any(
            begin <= start
            and end <= finish
            and not (start in (begin, *borders) and end in (*borders, finish))
            for begin, finish, *borders in self._compounds.get(field, ())
        )

    def encode(self) -> bytes:
        """As bytes, for :meth:`decode`."""
        return f"{_as_json(self.texts)}\n{self.encoded_compounds}".encode("utf-8", "surrogatepass")

    @classmethod
    def decode(cls, encoded: bytes) -> "Card":
        """The card that :meth:`encode` gave these bytes for."""
        texts, _, compounds = encoded.decode("utf-8", "surrogatepass").partition("\n")
        return cls(json.loads(texts), compounds)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class AnalysedEntry:
    """An entry ready for an engine: its card, encoded, and the weight and packed places of each word."""

    entry: Entry
    card: bytes
    words: Mapping[str, tuple[float, bytes]]


def analyse(entry: Entry) -> AnalysedEntry:
    """Find the words of an entry."""
    places: dict[str, list[Place]] = defaultdict(list)
    weights: dict[str, float] = defaultdict(float)
    compounds: dict[str, list[list[int]]] = {}
    texts = {name: entry.texts[name] for name in FIELDS if entry.texts.get(name)}
    for name, text in texts.items():
        counts: dict[str, float] = defaultdict(float)
        words = words_of(fold(text))
        for word in words:
            for term, start, end, weight in _terms(word):
                places[term].append(Place(name, start, end))
                counts[term] += weight
        for term, count in counts.items():
            weights[term] += FIELD_WEIGHTS[name] * min(count, MOST_IN_A_FIELD)
        compounds[name] = [_borders(word) for word in words if word.parts]
    return AnalysedEntry(
        entry,
        Card(texts, _as_json(compounds)).encode(),
        {term: (weight, pack(places[term])) for term, weight in weights.items()},
    )


def _terms(word: Word) -> Iterator[tuple[str, int, int, float]]:
    yield word.term, word.start, word.end, 1.0
    for part in word.parts:
        yield part.term, part.start, part.end, PART_WEIGHT


def _borders(word: Word) -> list[int]:
    inside = {border for part in word.parts for border in (part.start, part.end)} - {word.start, word.end}
    return [word.start, word.end, *sorted(inside)]
