"""Large collections: real sentences, of the shipped cases and of JSQuAD, shuffled into documents of 347 characters.

The sentences repeat, so the vocabulary stops growing while the lists of postings go on: what is measured is time
and space, never quality. The same seed gives the same collection.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from catalogue.search.entry import Entry
from tests.bench.corpora import SEED, Question, peers_words
from tests.bench.ours import FACETS

_PIECE = re.compile(r"[^。\n]+。?")
_SENTENCE = re.compile(r"[^。\n]{8,}。?")
_SHORTEST, _LONGEST = 121, 502  # when to stop adding sentences; 347 characters come of it on average
_TITLE = re.compile(r"[^、。]{4,24}")
_RUN = re.compile(r"[一-鿿々]+|[ァ-ヺー]+|[A-Za-z]{2,}")
_PROSE = ("summary", "activities", "story", "lessons")


class Collection:
    """Makes documents, and queries for them, out of the texts of some entries."""

    def __init__(self, cases: Sequence[Entry], paragraphs: Sequence[Entry], questions: Sequence[Question]):
        """``cases`` lend their facets to the documents; without ``questions``, sentences are asked."""
        self.cases = cases
        texts = [entry.texts.get(name, "") for entry in (*cases, *paragraphs) for name in _PROSE]
        self.sentences = list(dict.fromkeys(found for text in texts for found in _SENTENCE.findall(text)))
        self._known = Counter(run for sentence in self.sentences for run in set(_RUN.findall(sentence)))
        self._asked = [question.text for question in questions] or self.sentences

    def documents(self, count: int) -> Iterator[Entry]:
        """So many documents, each with three fields, all facets, a year and a date."""
        chance = random.Random(SEED)
        stream = _shuffled_for_ever(self.sentences, chance)
        for number in range(count):
            wanted, sentences = chance.uniform(_SHORTEST, _LONGEST), [next(stream)]
            while sum(map(len, sentences)) < wanted:
                sentences.append(next(stream))
            yield self._document(number, sentences, chance)

    def _document(self, number: int, sentences: Sequence[str], chance: random.Random) -> Entry:
        place, model = chance.choice(self.cases), chance.choice(self.cases)
        facets = {name: values for name, values in model.facets.items() if values}
        for name in ("prefecture", "municipality"):
            facets[name] = frozenset(sorted(place.facets[name])[:1])
        opening = _TITLE.search(sentences[0])
        return Entry(
            f"synthetic-{number:06}",
            {
                "title": opening.group() if opening else sentences[0][:24],
                "summary": sentences[0],
                "story": "".join(sentences[1:]),
            },
            facets,
            year=chance.randint(2000, 2026),
            checked=f"{chance.randint(2020, 2026)}-{chance.randint(1, 12):02}",
            likeness=model.likeness,
        )

    def three_words(self, count: int) -> list[str]:
        """Questions cut to their three rarest runs of one script: chosen with no tokenizer."""
        cut = [self.rarest(text) for text in self._asked]
        return self._some([query for query in cut if query.count(" ") == 2], count)

    def rarest(self, text: str) -> str:
        """The rarest runs of a text that some sentence has, three at most, in the order of the text."""
        runs = [run for run in dict.fromkeys(_RUN.findall(text)) if self._known[run]]
        kept = set(sorted(runs, key=lambda run: self._known[run])[:3])
        return " ".join(run for run in runs if run in kept)

    def twelve_words(self, count: int) -> list[str]:
        """Whole questions of eleven to thirteen different words."""
        return self._some([text for text in self._asked if 11 <= len(set(peers_words(text))) <= 13], count)

    def _some(self, queries: Sequence[str], count: int) -> list[str]:
        return random.Random(SEED).sample(queries, min(count, len(queries)))


def rows(documents: Iterable[Entry]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What peers are given of each document: its words, joined by spaces, and its value in each of ``FACETS``."""
    for entry in documents:
        pieces = (piece for text in entry.texts.values() for piece in _PIECE.findall(text))
        words = [word for piece in pieces for word in _words_of_sentence(piece)]
        yield " ".join(words), tuple(min(entry.facets[name], default="") for name in FACETS)


@cache
def _words_of_sentence(sentence: str) -> tuple[str, ...]:
    return tuple(peers_words(sentence))


def _shuffled_for_ever(sentences: Sequence[str], chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.sample(sentences, len(sentences))
