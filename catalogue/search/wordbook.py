"""The wordbook: what is known of words before any case is read: synonyms, light words, and how places are read.

It is asked while a query is understood, so an index knows nothing of it, and no synonym needs a new index.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from catalogue.search.analysis import words_of
from catalogue.search.concepts import Form, Way
from catalogue.search.folding import fold
from catalogue.search.forms import SEPARATORS, form_of, form_of_text
from catalogue.search.readings import reading_of
from catalogue.search.spelling import deletes, is_near

# What finding a word counts that was not typed, beside one that was.
SAME_WEIGHT, ALSO_WEIGHT, READING_WEIGHT = 0.8, 0.6, 0.9


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Wordbook:
    """What is known of words.

    ``synonyms`` maps a :func:`key` to the forms to be looked for besides; ``members`` every key to the form of
    the word itself. ``read`` maps a reading, in hiragana, to the words of the table read so, ``names`` likewise to
    municipalities and prefectures, with and without their suffix. ``light`` are terms, ``shortened`` maps what is
    left of a key without one letter to the keys it is left of. ``beginnings`` and ``sounds`` are what keys and readings
    begin with, so that nobody need look further where none does.
    """

    synonyms: Mapping[str, tuple[Form, ...]]
    members: Mapping[str, Form]
    read: Mapping[str, tuple[Form, ...]]
    names: Mapping[str, tuple[str, ...]]
    light: frozenset[str]
    shortened: Mapping[str, tuple[str, ...]]
    beginnings: frozenset[str]
    sounds: frozenset[str]

    @staticmethod
    @cache
    def empty() -> "Wordbook":
        """A wordbook that knows nothing."""
        return make({"groups": [], "light": []}, {})

    def places(self, kana: str) -> tuple[Form, ...]:
        """The municipalities and prefectures read so, in hiragana."""
        return tuple(form for name in self.names.get(kana, ()) if (form := _place(name)) is not None)

    def near(self, word: str) -> tuple[Form, ...]:
        """The words of the table one slip of the finger away from this one."""
        letters = key(word)
        keys = dict.fromkeys(each for less in deletes(letters) for each in self.shortened.get(less, ()))
        return tuple(self.members[each] for each in keys if is_near(letters, each))


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What an expression is looked up by: its folded letters, without what may stand between its words."""
    return SEPARATORS.sub("", fold(text).text)


def make(table: Mapping[str, Any], names: Mapping[str, tuple[str, ...]]) -> Wordbook:
    """The wordbook of a table, as ``SynonymsSchema`` loads it, and of the names of places."""
    members: dict[str, _Member] = {}
    synonyms: dict[str, list[Form]] = defaultdict(list)
    for group in table["groups"]:
        listed = {
            name: [_member(word, members) for word in group[name]] for name in ("same", "typed", "also")
        }
        for member in listed["same"]:
            _add(synonyms, member, listed["same"], SAME_WEIGHT)
        for member in listed["typed"]:
            _add(synonyms, member, listed["also"], ALSO_WEIGHT)
    forms = {key(word): member.form for word, member in members.items()}
    read = _by_reading(members)
    return Wordbook(
        synonyms={each: tuple(found) for each, found in synonyms.items()},
        members=forms,
        read=read,
        names=names,
        light=frozenset(word.term for text in table["light"] for word in words_of(fold(text))),
        shortened=_shortened(forms),
        beginnings=_beginnings(synonyms),
        sounds=_beginnings(read),
    )


@lru_cache(maxsize=1024)
def _place(name: str) -> Form | None:
    return form_of_text(name, weight=READING_WEIGHT, way=Way.READING)


@dataclass(frozen=True, slots=True)
class _Member:
    """A word of the table: what it is looked up by, and its form."""

    keys: tuple[str, ...]
    form: Form


def _member(text: str, members: dict[str, _Member]) -> _Member:
    """The word of the table written so, analysed once."""
    if text not in members:
        folded = fold(text)
        words = words_of(folded)
        form = Form("", (), folded.text, text, weight=SAME_WEIGHT, way=Way.SYNONYM)
        if words:
            form = form_of(words, folded.text, text, weight=SAME_WEIGHT, way=Way.SYNONYM)
        members[text] = _Member((key(text), "".join(word.term for word in words)), form)
    return members[text]


def _add(synonyms: dict[str, list[Form]], member: _Member, others: Iterable[_Member], weight: float) -> None:
    """Have the others looked for beside a member, but for its own other spellings."""
    for other in others:
        if other.keys[1] == member.keys[1]:
            continue
        for each in dict.fromkeys(member.keys):
            known = {key(form.shown) for form in synonyms[each]}
            if other.keys[0] not in known:
                synonyms[each].append(replace(other.form, weight=weight))


def _by_reading(members: Mapping[str, _Member]) -> dict[str, tuple[Form, ...]]:
    read: dict[str, list[Form]] = defaultdict(list)
    for word, member in members.items():
        reading = reading_of(key(word))
        if reading:
            read[reading].append(replace(member.form, weight=READING_WEIGHT, way=Way.READING))
    return {reading: tuple(forms) for reading, forms in read.items()}


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:length] for word in words for length in range(1, len(word)))


def _shortened(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    shortened: dict[str, list[str]] = defaultdict(list)
    for each in keys:
        for less in deletes(each):
            shortened[less].append(each)
    return {less: tuple(found) for less, found in shortened.items()}
