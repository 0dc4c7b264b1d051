"""Understanding: what a reader may have meant by what they typed.

The words of a query become *concepts*. A case has a concept if it contains its word, or all parts of that
word, or the very letters that were typed; so neither the dictionary's taste in compounds nor its gaps lose a
case. Whatever is not a word (quotes, brackets, asterisks, emoji) is passed over, and nothing that can be
typed is an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.search.analysis import LETTERS, Word, pairs_of, words_of
from catalogue.search.folding import Folded, fold

LONGEST_QUERY = 200
MOST_CONCEPTS = 32

# Habits from other search boxes; in capitals they are not meant as words.
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_HIRAGANA_ONLY = re.compile(r"[ぁ-ゖー]*")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for.

    ``word`` is the term of the word, ``parts`` those of its short units. ``letters`` are the folded letters
    as they were typed, empty where looking for them would only mislead; ``spare`` letters are for the case
    that the word is found nowhere. A ``light`` concept adds to the score but nobody has to have it. ``run``
    is the unbroken run of words it was typed in.
    """

    word: str
    parts: tuple[str, ...]
    letters: str
    spare: bool
    light: bool
    run: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """A query understood: its concepts, each once, and all its pairs of letters."""

    concepts: tuple[Concept, ...]
    pairs: tuple[str, ...]

    @property
    def telling(self) -> tuple[Concept, ...]:
        """The concepts a case must have to have all words: the light ones only where there are no others."""
        return tuple(concept for concept in self.concepts if not concept.light) or self.concepts


def understand(text: str) -> Understanding | None:
    """What a text asks for; None if there is nothing in it, which asks for everything.

    Only the first ``LONGEST_QUERY`` characters and ``MOST_CONCEPTS`` concepts count.
    """
    typed = text[:LONGEST_QUERY]
    folded = fold(typed)
    if not folded.text.strip():
        return None
    words = [word for word in words_of(folded) if typed[word.start : word.end] not in _OPERATORS]
    words = words or list(_chunks(folded))
    concepts: dict[str, Concept] = {}
    for run in _runs(words):
        shown = _printable(typed[run[0].start : run[-1].end])
        for word in run:
            concepts.setdefault(word.term, _concept(word, fold(typed[word.start : word.end]).text, shown))
    return Understanding(
        tuple(concepts.values())[:MOST_CONCEPTS], tuple(dict.fromkeys(pairs_of(folded.text)))
    )


def _concept(word: Word, letters: str, run: str) -> Concept:
    sought = len(letters) > 1 and not word.light and LETTERS.fullmatch(letters)
    return Concept(
        word=word.term,
        parts=tuple(dict.fromkeys(part.term for part in word.parts if part.short)),
        letters=letters if sought else "",
        spare=_HIRAGANA_ONLY.fullmatch(letters) is not None,
        light=word.light,
        run=run,
    )


def _chunks(folded: Folded) -> Iterator[Word]:
    """For a query without a word: しか may be a particle, but who types it alone wants the deer."""
    for chunk in LETTERS.finditer(folded.text):
        yield Word(chunk.group(), *folded.span(*chunk.span()), light=False, parts=())


def _runs(words: list[Word]) -> Iterator[list[Word]]:
    """The words in groups that were typed without a break."""
    run: list[Word] = []
    for word in words:
        if run and run[-1].end != word.start:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
