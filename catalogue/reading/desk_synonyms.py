"""Synonyms at the desk: the groups that hold a word, and how many cases a search finds before and after a change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from catalogue.domain.synonym_table import described, key_of
from catalogue.reading.cards import cards_by_slug
from catalogue.search.folding import fold
from catalogue.search.port import Query, SearchIndex

Row = dict[str, Any]

# More hits than this are not looked at one by one, and no more words than this are tried.
_MOST, _WORDS, _NAMED = 500, 30, 5


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the search for one word: how many cases have it before and after, and the titles of some
    that come or go."""

    word: str
    before: int
    after: int
    comes: tuple[str, ...]
    goes: tuple[str, ...]


def rows(document: Mapping[str, Any], words: str = "") -> list[Row]:
    """The groups in order, each with its ``key`` and how it is ``described``; only those with a word that holds
    ``words``, if any are given, in whatever width or case."""
    wanted = fold(words).text.strip()
    return [
        {**group, "key": key_of(group), "described": described(group)}
        for group in document["groups"]
        if any(wanted in fold(word).text for name in ("same", "typed", "also") for word in group[name])
    ]


def effects(
    session: Session,
    index: SearchIndex,
    words: Sequence[str],
    trying: Callable[[], AbstractContextManager[None]],
) -> list[Effect]:
    """What a search for each of ``words`` finds now, and what it would find within ``trying()``.

    Raises:
        Unavailable: the index is away.
    """
    chosen = words[:_WORDS]
    before = {word: _having(index, word) for word in chosen}
    with trying():
        after = {word: _having(index, word) for word in chosen}
    touched = {slug for word in chosen for slug in before[word] ^ after[word]}
    titles = {slug: card["title"] for slug, card in cards_by_slug(session, sorted(touched)).items()}
    return [
        Effect(
            word,
            len(before[word]),
            len(after[word]),
            _titles(after[word] - before[word], titles),
            _titles(before[word] - after[word], titles),
        )
        for word in chosen
    ]


def _having(index: SearchIndex, word: str) -> set[str]:
    """The cases that have the word, or what is looked for beside it."""
    answer = index.search(Query(text=word, limit=_MOST, facets=(), excerpts=False))
    return {hit.slug for hit in answer.hits if hit.all_words}


def _titles(slugs: Iterable[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(titles[slug] for slug in sorted(slugs) if slug in titles)[:_NAMED]
