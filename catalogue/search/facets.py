"""Facets: what the reader's choices let pass, and how many hits each further choice would have.

Values of one facet are alternatives, different facets narrow each other. So a facet is counted under all the
*other* choices: its numbers say what choosing one more of its values would bring.
"""

from collections.abc import Mapping

import numpy as np

from catalogue.search.port import Query
from catalogue.search.segments import NO_YEAR, BoolArray, FacetColumn, Snapshot

_YEARS = "years"


class Filters:
    """The choices of one query, as arrays of the documents that pass each of them."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._passing = {
            name: _with_any(snapshot, name, values) for name, values in query.chosen.items() if values
        }
        if query.year_from is not None or query.year_to is not None:
            self._passing[_YEARS] = _within(snapshot, query.year_from, query.year_to)

    def passing(self, hits: BoolArray, but: str | None = None) -> BoolArray:
        """The hits that pass all choices, or all but those in one facet."""
        for name, passing in self._passing.items():
            if name != but:
                hits = hits & passing
        return hits

    def counts(self, hits: BoolArray) -> Mapping[str, Mapping[str, int]]:
        """For each facet, how many hits each of its values would have; values without any are left out."""
        return {
            name: _counts(column, self.passing(hits, but=name))
            for name, column in self._snapshot.facets.items()
        }

    def years(self, hits: BoolArray) -> Mapping[int, int]:
        """How many hits each fiscal year would have, in rising order."""
        years = self._snapshot.years[self.passing(hits, but=_YEARS)]
        known, counts = np.unique(years[years != NO_YEAR], return_counts=True)
        return dict(zip(known.tolist(), counts.tolist(), strict=True))


def _with_any(snapshot: Snapshot, name: str, values: frozenset[str]) -> BoolArray:
    """The documents with one of these values; none for a facet nobody has heard of."""
    passing = np.zeros(snapshot.size, np.bool_)
    column = snapshot.facets.get(name)
    if column is not None:
        wanted = np.array([value in values for value in column.values], np.bool_)
        passing[column.docs[wanted[column.codes]]] = True
    return passing


def _within(snapshot: Snapshot, first: int | None, last: int | None) -> BoolArray:
    years = snapshot.years
    passing: BoolArray = years != NO_YEAR
    if first is not None:
        passing &= years >= first
    if last is not None:
        passing &= years <= last
    return passing


def _counts(column: FacetColumn, hits: BoolArray) -> Mapping[str, int]:
    counts = np.bincount(column.codes[hits[column.docs]], minlength=len(column.values))
    return {value: int(count) for value, count in zip(column.values, counts, strict=True) if count}
