"""Mending: what a word that no case has may have been meant to be.

A slip of the finger gives a word one letter apart, a slip of the conversion another word that is read the same
(地財 for 知財). Both are looked for only where a word is found nowhere, and they are told as a guess.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from catalogue.search.analysis import known_word
from catalogue.search.concepts import Concept, Form, Understanding, Vocabulary, Way
from catalogue.search.readings import KANJI, reading_of
from catalogue.search.slips import is_likely_slip, sound_alike
from catalogue.search.wordbook import Wordbook, key

SLIP_WEIGHT = 0.6
_MOST_SLIPS = 3
_MOST_RESEMBLING = 5


def mended(
    understanding: Understanding, missing: Collection[Concept], vocabulary: Vocabulary, wordbook: Wordbook
) -> Understanding:
    """The understanding with forms added to the ``missing`` concepts: what they may be slips of."""
    concepts = (
        replace(concept, forms=(*concept.forms, *_slips(concept, vocabulary, wordbook)))
        if concept in missing
        else concept
        for concept in understanding.concepts
    )
    return replace(understanding, concepts=tuple(concepts))


def resembling(concept: Concept, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Terms of the cases that resemble what a concept was typed as, the most likely first: read the same, one slip
    apart, or beginning alike."""
    found: dict[str, None] = {}
    for typed in _typed(concept):
        found |= dict.fromkeys(guess.term for guess in _guesses(typed, vocabulary))
    for typed in _typed(concept):
        alike = typed[: 2 if KANJI.match(typed) else 3]
        if len(alike) < len(typed):
            found |= dict.fromkeys(vocabulary.beginning(alike, _MOST_RESEMBLING))
    return tuple(term for term in found if term not in _typed(concept))[:_MOST_RESEMBLING]


@dataclass(frozen=True, slots=True)
class _Guess:
    """A term that may have been meant; ``sure`` if it sounds the same."""

    term: str
    sure: bool


def _slips(concept: Concept, vocabulary: Vocabulary, wordbook: Wordbook) -> tuple[Form, ...]:
    """The forms of what a concept may have been meant to be, the best first."""
    if concept.light or concept.forms[0].exact:
        return ()
    known = {form.shown for form in concept.forms}
    found: dict[str, Form] = {}
    for typed in _typed(concept):
        for form in _of_the_table(typed, wordbook):
            found.setdefault(form.shown, form)
        # 囲碁 is read as 以後, but who knows the word has typed what they meant: that much is left to "near".
        for guess in _best(() if known_word(typed) and KANJI.search(typed) else _guesses(typed, vocabulary)):
            slip = Form(guess.term, (), "", guess.term, weight=SLIP_WEIGHT, way=Way.SLIP)
            found.setdefault(guess.term, slip)
    return tuple(form for form in found.values() if form.shown not in known)[:_MOST_SLIPS]


def _typed(concept: Concept) -> tuple[str, ...]:
    """What to compare: the whole run, which the dictionary may have cut to pieces; the word's letters; its term."""
    first = concept.forms[0]
    whole = key(concept.run)
    return tuple(typed for typed in dict.fromkeys([whole, key(first.shown), first.word]) if typed)


def _of_the_table(typed: str, wordbook: Wordbook) -> Iterator[Form]:
    """Words of the table of synonyms, each with its synonyms: a case may have but those."""
    reading = reading_of(typed) if KANJI.search(typed) else ""
    likely = [form for form in wordbook.near(typed) if is_likely_slip(typed, key(form.shown))]
    for form in [*wordbook.read.get(reading, ()), *likely]:
        if key(form.shown) != typed:
            yield replace(form, weight=SLIP_WEIGHT, way=Way.SLIP)
            for each in wordbook.synonyms.get(key(form.shown), ()):
                yield replace(each, weight=SLIP_WEIGHT * each.weight, way=Way.SLIP)


def _guesses(typed: str, vocabulary: Vocabulary) -> Iterator[_Guess]:
    if KANJI.search(typed) and (reading := reading_of(typed)):
        yield from (_Guess(term, sure=True) for term in vocabulary.read_as(reading) if term != typed)
    for term in vocabulary.near(typed):
        if is_likely_slip(typed, term):
            yield _Guess(term, sound_alike(typed, term))


def _best(guesses: Iterable[_Guess]) -> list[_Guess]:
    """The sure ones; where there are none, the others."""
    every = list(guesses)
    return [guess for guess in every if guess.sure] or every
