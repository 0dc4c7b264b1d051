"""Suggestions while somebody types: words of the cases, titles of cases, municipalities that have any.

What is typed may be half a word in an input method: おうｍ, しょうて. Only the last word is completed; those before it
stay as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from catalogue.domain.errors import Unavailable
from catalogue.models import Case, CaseMunicipality, Municipality
from catalogue.search.folding import fold
from catalogue.search.port import Query, SearchIndex
from catalogue.search.readings import to_hiragana

# Nobody has typed a word as long as this and still wants to be told how it goes on.
LONGEST_START = 40
MOST_WORDS, MOST_TITLES, MOST_PLACES = 6, 4, 4
# So many hits are looked through for words in the title; the first ones have them, for titles weigh most.
_HITS_LOOKED_AT = 20

# What an input method shows before a syllable is complete: しょうてｎ.
_HALF_A_SYLLABLE = re.compile(r"(?<=[ぁ-ゖァ-ヺー])[a-z]{1,3}$")
# Phrases, exclusions and fields of the query language are finished by whoever knows them.
_NOT_A_WORD = re.compile(r"^-|[\"“”:]")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What can be offered. ``before`` are the words that stand before the one being typed; ``words`` complete that
    one; ``titles`` are (slug, title) of cases, ``places`` (code, name) of municipalities."""

    before: str = ""
    words: Sequence[str] = ()
    titles: Sequence[tuple[str, str]] = ()
    places: Sequence[tuple[str, str]] = ()


def suggest(session: Session, index: SearchIndex, typed: str) -> Suggestions:
    """What may be meant by ``typed``; nothing where nothing can be. Without an index, what the database knows."""
    words = typed.split()
    start = _start(words[-1]) if words else ""
    if not start or len(start) > LONGEST_START:
        return Suggestions()
    return Suggestions(
        before=" ".join(words[:-1]),
        words=_words(index, start),
        titles=_titles(session, index, start),
        places=_places(session, start),
    )


def _start(word: str) -> str:
    """Folded, without half a syllable at its end; nothing if it is not the beginning of a plain word."""
    folded = fold(word).text.strip()
    return "" if _NOT_A_WORD.search(folded) else _HALF_A_SYLLABLE.sub("", folded)


def _words(index: SearchIndex, start: str) -> Sequence[str]:
    """What has been typed whole already is no suggestion."""
    try:
        found = index.suggest(start, MOST_WORDS + 1)
    except Unavailable:
        return ()
    return [word for word in found if fold(word).text != start][:MOST_WORDS]


def _titles(session: Session, index: SearchIndex, start: str) -> Sequence[tuple[str, str]]:
    """Cases that have it in their title, best first."""
    asked = Query(f'"{start}"', limit=_HITS_LOOKED_AT, expand=False, facets=(), excerpts=False)
    titles = select(Case.slug, Case.title)
    try:
        slugs = [hit.slug for hit in index.search(asked).hits]
    except Unavailable:
        alike = titles.where(col(Case.title).contains(start, autoescape=True))
        return session.exec(alike.order_by(Case.slug).limit(MOST_TITLES)).all()
    found = dict(session.exec(titles.where(col(Case.slug).in_(slugs))).all()) if slugs else {}
    having_it = [(slug, found[slug]) for slug in slugs if start in fold(found.get(slug, "")).text]
    return having_it[:MOST_TITLES]


def _places(session: Session, start: str) -> Sequence[tuple[str, str]]:
    """Municipalities with cases whose name, with or without the prefecture, or whose reading begins so."""
    name, kana = col(Municipality.name), col(Municipality.kana)
    begins = or_(
        name.startswith(start, autoescape=True),
        (col(Municipality.prefecture) + name).startswith(start, autoescape=True),
        kana.startswith(to_hiragana(start), autoescape=True),
    )
    taking_part = select(CaseMunicipality.municipality_code)
    query = select(Municipality).where(begins, col(Municipality.code).in_(taking_part))
    rows = session.exec(query.order_by(Municipality.code).limit(MOST_PLACES))
    return [(row.code, row.place) for row in rows]
