"""Concepts: what was asked for, in the form the engines rank by.

A *concept* is one thing asked for; its *forms* are the ways of saying it: as it was typed, a synonym, the word a
reading stands for, the word a slip was meant to be. A case has the concept if it has any of its forms, so a synonym
can never make a case count twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
from typing import Protocol


class Way(StrEnum):
    """How a form came to be looked for."""

    TYPED = "typed"
    SYNONYM = "synonym"
    READING = "reading"
    SLIP = "slip"


class Scope(StrEnum):
    """Which fields a concept may stand in; a word after 自治体: is looked for among the places alone."""

    ANYWHERE = ""
    PLACE = "place"
    THEME = "theme"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying a concept.

    ``word`` is the term of its one word, empty where it takes several words; ``parts`` the terms that together say
    the same: the short units of the word, or the several words. ``letters`` are its folded letters, empty where
    looking for them would only mislead; ``spare`` letters are for the case that the word is found nowhere. An
    ``exact`` form is a phrase: nothing but its letters, as they stand, will do. ``weight``, above 0 and at most 1,
    is what finding it counts beside finding what was typed. ``shown`` is how a page names it.
    """

    word: str
    parts: tuple[str, ...]
    letters: str
    shown: str
    spare: bool = False
    exact: bool = False
    weight: float = 1.0
    way: Way = Way.TYPED


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for. The first of ``forms`` is what was typed. A ``light`` concept adds to the score but
    nobody has to have it. ``run`` is the unbroken run of words it was typed in."""

    forms: tuple[Form, ...]
    run: str
    light: bool = False
    scope: Scope = Scope.ANYWHERE


@dataclass(frozen=True, slots=True)
class Understanding:
    """A query understood: its concepts, each once; those no hit may have; all pairs of letters of its words;
    the fiscal years (年度) it names, both ends included."""

    concepts: tuple[Concept, ...]
    pairs: tuple[str, ...] = ()
    excluded: tuple[Concept, ...] = ()
    year_from: int | None = None
    year_to: int | None = None

    @property
    def are_telling(self) -> tuple[bool, ...]:
        """For each concept, whether it is one of the telling ones."""
        all_light = all(concept.light for concept in self.concepts)
        return tuple(all_light or not concept.light for concept in self.concepts)

    @property
    def telling(self) -> tuple[Concept, ...]:
        """The concepts a case must have to have all words: the light ones only where there are no others."""
        return tuple(compress(self.concepts, self.are_telling))


class Vocabulary(Protocol):
    """What an index knows of words. Terms come most frequent first, equals in their own order."""

    def frequency(self, term: str) -> int:
        """How many cases have this word."""

    def read_as(self, kana: str) -> Sequence[str]:
        """The terms that are read so, in hiragana."""

    def near(self, term: str) -> Sequence[str]:
        """The terms one slip of the finger away: a letter too many, too few, another, or two that changed places."""

    def beginning(self, start: str, limit: int) -> Sequence[str]:
        """The terms that begin so, or whose reading does."""
