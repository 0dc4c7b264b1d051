"""Segments: entries as arrays, which is what ranking and counting work on.

A segment is a set of entries that never changes, so any number of threads and processes may read it without a lock.
It looks the same in memory and mapped from a file.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from catalogue.domain.facets import FACETS
from catalogue.search.arrays import Arrays, Blobs, Strings, blobs, strings
from catalogue.search.cards import FIELD_WEIGHTS, AnalysedEntry, Card
from catalogue.search.folding import fold
from catalogue.search.lexicon import FloatArray, IntArray, Lexicon, TermPostings, lexicon
from catalogue.search.pairs import Pairs, Text, pairs
from catalogue.search.resemblances import Resemblances, resemblances

# Before every fiscal year, so that the newest first puts what is unknown last.
NO_YEAR = -1
NO_LIKENESS = -1.0


@dataclass(frozen=True)
class Content:
    """What a segment is made of, all in the same order of documents. ``checked`` is empty, ``years`` ``NO_YEAR`` and
    ``likeness`` ``NO_LIKENESS`` where unknown; ``facets`` gives the documents of each value of each facet; ``words``
    come in rising order of their UTF-8; ``cards`` are encoded."""

    slugs: Sequence[str]
    fingerprints: Sequence[str]
    years: Sequence[int]
    checked: Sequence[str]
    likeness: Sequence[float]
    cards: Sequence[bytes]
    facets: Mapping[str, Iterable[tuple[str, Sequence[int]]]]
    words: Iterable[TermPostings]


def content_of(entries: Sequence[AnalysedEntry]) -> Content:
    """The content of a segment of these entries, in their order."""
    return Content(
        slugs=[item.entry.slug for item in entries],
        fingerprints=[item.entry.fingerprint for item in entries],
        years=[NO_YEAR if item.entry.year is None else item.entry.year for item in entries],
        checked=[item.entry.checked or "" for item in entries],
        likeness=[NO_LIKENESS if item.entry.likeness is None else item.entry.likeness for item in entries],
        cards=[item.card for item in entries],
        facets={
            name: _inverted(item.entry.facets.get(name, ()) for item in entries).items() for name in FACETS
        },
        words=_words(entries),
    )


def _inverted(bags: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    docs: dict[str, list[int]] = defaultdict(list)
    for doc, bag in enumerate(bags):
        for value in bag:
            docs[value].append(doc)
    return docs


def _words(entries: Sequence[AnalysedEntry]) -> Iterator[TermPostings]:
    for term, docs in sorted(_inverted(item.words for item in entries).items()):
        weights, places = zip(*(entries[doc].words[term] for doc in docs), strict=True)
        yield term, docs, weights, places


class Segment:
    """One segment, read from its arrays."""

    def __init__(self, arrays: Arrays) -> None:
        """``arrays`` as :func:`arrays_of` makes them."""
        self.slugs = Strings(arrays, "slugs")
        self.fingerprints = Strings(arrays, "fingerprints")
        self.size = len(self.slugs)
        self.years: IntArray = arrays["years"]
        self.checked: IntArray = arrays["checked"]
        self.likeness: FloatArray = arrays["likeness"]
        self.word_lengths: FloatArray = arrays["lengths.words"]
        self.pair_lengths: FloatArray = arrays["lengths.pairs"]
        self.words = Lexicon(arrays)
        self.pairs = Pairs(arrays)
        self.resemblances = Resemblances(arrays)
        self.folded = Blobs(arrays, "folded")
        self._cards = Blobs(arrays, "cards")
        self._by_slug = Strings(arrays, "by slug")
        self._arrays = arrays

    def facet(self, name: str) -> tuple[list[str], IntArray, IntArray]:
        """A facet: its values; the numbers of the values of all documents, end to end; where each document's end."""
        values = Strings(self._arrays, f"facet.{name}")
        return (
            [values.text(number) for number in range(len(values))],
            self._arrays[f"facet.{name}.codes"],
            self._arrays[f"facet.{name}.valued"],
        )

    def card(self, doc: int) -> Card:
        """The card of a document."""
        return Card.decode(self._cards[doc])

    def numbers_of(self, slugs: Iterable[str]) -> Iterator[int]:
        """The documents with these slugs, dead or alive."""
        for slug in slugs:
            at = self._by_slug.find(slug)
            if at is not None:
                yield int(self._arrays["by slug.docs"][at])


def arrays_of(content: Content) -> dict[str, npt.NDArray[Any]]:
    """The arrays of :class:`Segment`."""
    size = len(content.slugs)
    texts = list(_folded_texts(content.cards))
    words = lexicon(content.words)
    paired = pairs(texts)
    by_slug = sorted(range(size), key=content.slugs.__getitem__)
    made = {
        **strings("slugs", content.slugs),
        **strings("fingerprints", content.fingerprints),
        **blobs("cards", content.cards),
        **blobs("folded", _joined(texts, size)),
        **words,
        **paired,
        **resemblances(words),
        "years": np.array(content.years, np.int64),
        "checked": np.array([_as_number(date) for date in content.checked], np.int64),
        "likeness": np.array(content.likeness, np.float64),
        "lengths.words": np.bincount(words["words.docs"], words["words.weights"], minlength=size),
        "lengths.pairs": np.bincount(paired["pairs.docs"], paired["pairs.weights"], minlength=size),
        **strings("by slug", [content.slugs[doc] for doc in by_slug]),
        "by slug.docs": np.array(by_slug, np.int32),
    }
    for name in FACETS:
        made |= _facet(name, content.facets[name], size)
    return made


def _folded_texts(cards: Sequence[bytes]) -> Iterator[Text]:
    for doc, encoded in enumerate(cards):
        for name, text in Card.decode(encoded).texts.items():
            yield Text(doc, FIELD_WEIGHTS[name], fold(text).text)


def _joined(texts: Iterable[Text], size: int) -> Iterator[bytes]:
    """For each document its folded texts, a line break between them."""
    of: list[list[str]] = [[] for _ in range(size)]
    for text in texts:
        of[text.doc].append(text.folded)
    return ("\n".join(folded).encode() for folded in of)


def _as_number(date: str) -> int:
    """A date as a number that grows as dates do, a month before its days; 0 for none."""
    return int(date.replace("-", "").ljust(8, "0"))


def _facet(
    name: str, postings: Iterable[tuple[str, Sequence[int]]], size: int
) -> dict[str, npt.NDArray[Any]]:
    in_order = sorted(postings)
    counts = [len(docs) for _, docs in in_order]
    docs = np.array([doc for _, value_docs in in_order for doc in value_docs], np.int64)
    codes = np.repeat(np.arange(len(in_order)), counts)
    return {
        **strings(f"facet.{name}", [value for value, _ in in_order]),
        f"facet.{name}.codes": codes[np.argsort(docs, kind="stable")].astype(np.int32),
        f"facet.{name}.valued": np.cumsum(np.bincount(docs, minlength=size)),
    }
