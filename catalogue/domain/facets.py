"""Facets and orders of cases, and counting without an index: OR inside a facet, AND between facets, live counts.

A value's count is what the reader would see on choosing it: under all other filters, without the facet's own choice.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Facets = Mapping[str, frozenset[str]]

# Every facet there is: an address may choose in it, an index entry has values in it, a page may offer it.
FACETS: tuple[str, ...] = (
    "theme",
    "category",
    "node",
    "prefecture",
    "municipality",
    "likeness",
    "status",
    "method",
    "funding",
    "evidence",
    "completeness",
)


class Sort(StrEnum):
    """The orders cases can come in. Among those checked at the same time the newest come first, among those begun in
    the same year those checked last; then slugs decide, so pages never overlap."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    CHECKED = "checked"
    LIKENESS = "likeness"


@dataclass(frozen=True, slots=True)
class Sorted:
    """``kept`` are the keys that pass every filter; ``counts`` maps each facet to its values' counts."""

    kept: frozenset[str]
    counts: Mapping[str, Mapping[str, int]]


def sort_out(items: Mapping[str, Facets], chosen: Facets) -> Sorted:
    """Filter ``items`` (key to facets) by what is chosen and count what else could be."""
    passing = {
        name: frozenset(key for key, facets in items.items() if facets.get(name, frozenset()) & values)
        for name, values in chosen.items()
        if values
    }
    everything = frozenset(items)
    names = {name for facets in items.values() for name in facets}
    return Sorted(
        kept=everything.intersection(*passing.values()),
        counts={
            name: _count(items, name, everything.intersection(*_others(passing, name))) for name in names
        },
    )


def _others(passing: Mapping[str, frozenset[str]], name: str) -> list[frozenset[str]]:
    return [keys for other, keys in passing.items() if other != name]


def _count(items: Mapping[str, Facets], name: str, keys: frozenset[str]) -> Mapping[str, int]:
    return Counter(value for key in keys for value in items[key].get(name, frozenset()))
