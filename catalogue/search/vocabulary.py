"""Vocabulary: what the cases' own words are, how they are read, what resembles them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from catalogue.search.folding import fold
from catalogue.search.readings import to_hiragana
from catalogue.search.segments import Segment
from catalogue.search.snapshots import Snapshot
from catalogue.search.spelling import is_near
from catalogue.search.word_kinds import names_something

# Of the words that begin with one letter there may be thousands; the first few hundred say enough.
_MOST_COMPARED = 500
# In letters: no word is longer.
_LONGEST = 50


class Words:
    """The words of a snapshot (a :class:`catalogue.search.concepts.Vocabulary`)."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Of this snapshot."""
        self._snapshot = snapshot

    def frequency(self, term: str) -> int:
        """See :class:`Vocabulary`."""
        return self._snapshot.frequency(term)

    def read_as(self, kana: str) -> Sequence[str]:
        """See :class:`Vocabulary`."""
        return self._most_frequent(lambda segment: segment.resemblances.read_as(kana))

    def near(self, term: str) -> Sequence[str]:
        """See :class:`Vocabulary`."""
        return [
            word
            for word in self._most_frequent(lambda segment: segment.resemblances.near(term))
            if is_near(word, term)
        ]

    def beginning(self, start: str, limit: int) -> Sequence[str]:
        """See :class:`Vocabulary`."""
        kana = to_hiragana(start)

        def numbers(segment: Segment) -> Iterable[int]:
            words = segment.words.terms.beginning(start)
            read = segment.resemblances.reading_beginning(kana, _MOST_COMPARED)
            return {*words[:_MOST_COMPARED], *read}

        return self._most_frequent(numbers)[:limit]

    def suggestions(self, typed: str, limit: int) -> tuple[str, ...]:
        """The words beginning so, as they stand in some case."""
        folded = fold(typed[:_LONGEST]).text.strip()
        if not folded:
            return ()
        things = filter(names_something, self.beginning(folded, _MOST_COMPARED))
        shown = dict.fromkeys(filter(None, map(self.surface, things)))
        return tuple(islice(shown, limit))

    def surface(self, term: str) -> str:
        """A term as it is written where it stands first."""
        for segment in self._snapshot.segments:
            number = segment.words.terms.find(term)
            if number is not None:
                doc, place = segment.words.first_place(number)
                return segment.card(doc).texts[place.field][place.start : place.end]
        return ""

    def _most_frequent(self, numbers: Callable[[Segment], Iterable[int]]) -> list[str]:
        """The terms with these numbers, the most frequent first, equals in their own order; none that only the dead
        have."""
        counted: Counter[str] = Counter()
        for segment in self._snapshot.segments:
            for number in numbers(segment):
                term = segment.words.terms.text(number)
                counted[term] = counted[term] or self.frequency(term)
        return sorted((term for term in +counted), key=lambda term: (-counted[term], term))
