"""How the values of a case's document are written for people: names for slugs and codes, dates with their era, sources
by what they are called."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from catalogue.domain import wareki
from catalogue.domain.difference import Document, Words, plain
from catalogue.domain.text import quoted
from catalogue.domain.vocabulary import FigureKind, FundingKind, Method, Named, SourceKind, Status

Names = Mapping[str, str]

_NUMBERS = re.compile(r"\[\d+\]")
_VOCABULARIES: Mapping[str, type[Named]] = {
    "status": Status,
    "methods": Method,
    "funding_kinds": FundingKind,
    "sources[].kind": SourceKind,
    "figures[].kind": FigureKind,  # said there before there was a register of pictures
}
_CLOSED: Mapping[str, Names] = {
    place: {word.value: word.label for word in vocabulary} for place, vocabulary in _VOCABULARIES.items()
}
_DATES = frozenset({"date", "as_of", "accessed", "on"})
# By what statements name a source: nobody reads it, and what it is called says which one is meant.
_HIDDEN = frozenset({"sources[].key"})


def words_with(names: Mapping[str, Names]) -> Words:
    """For documents of cases; ``names`` gives, for the path of a field without numbers, what its slugs and codes are
    called. The closed lists are known."""
    by_place = {**names, **_CLOSED}

    def words(document: Document, path: str, value: Any) -> str:
        place = _NUMBERS.sub("[]", path)
        if value is None or value == [] or place in _HIDDEN:
            return ""
        if place in by_place:
            return _named(by_place[place], value)
        return _of_kind(place.rpartition(".")[2], document, value)

    return words


def _named(names: Names, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(names.get(each, each) for each in value)
    return names.get(value, str(value))


def _of_kind(name: str, document: Document, value: Any) -> str:
    if write := _KINDS.get(name):
        return write(document, value)
    if name in _DATES and isinstance(value, str):
        return _date(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value) and max(map(len, value)) < 20:
        return "、".join(value)
    return plain(document, name, value)


def _sources(document: Document, keys: Any) -> str:
    titles = {row["key"]: row["title"] for row in document.get("sources", ())}
    return "、".join(quoted(titles[key]) if key in titles else str(key) for key in keys)


def _picture(_document: Document, digest: Any) -> str:
    """Whole, for pages show the picture itself, and two pictures of one name are not the same."""
    return str(digest)


def _flag(_document: Document, value: Any) -> str:
    """A box that nobody ticked says nothing."""
    return "はい" if value else ""


def _date(text: str) -> str:
    try:
        return wareki.show_text(text)
    except ValueError:
        return text


_KINDS: Mapping[str, Callable[[Document, Any], str]] = {
    "sources": _sources,
    "image": _picture,
    "withheld": _flag,
}
