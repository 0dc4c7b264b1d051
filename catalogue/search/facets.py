"""Facets: what the reader's choices let pass, and how many hits each further choice would have.

Values of one facet are alternatives, different facets narrow each other. So a facet is counted under all the
*other* choices: its numbers say what choosing one more of its values would bring.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from catalogue.domain.facets import FACETS
from catalogue.search.lexicon import BoolArray, IntArray
from catalogue.search.port import YEARS, Query
from catalogue.search.segments import NO_YEAR
from catalogue.search.snapshots import Snapshot


class FacetColumn:
    """A facet of all documents of a snapshot."""

    def __init__(self, snapshot: Snapshot, name: str) -> None:
        """``name`` is one of ``FACETS``."""
        self._values, self._codes, self._ends = snapshot.facet(name)
        self._lengths = np.diff(self._ends, prepend=0)
        self._numbers = {value: number for number, value in enumerate(self._values)}

    @cached_property
    def _only(self) -> IntArray | None:
        """Where no document has two values: the value of each, or one more than there are for none."""
        if len(self._lengths) and self._lengths.max() > 1:
            return None
        only = np.full(len(self._lengths), len(self._values), np.intp)
        only[self._lengths == 1] = self._codes
        return only

    def counts(self, docs: IntArray) -> Mapping[str, int]:
        """How many of these documents have each value; values nobody has are left out."""
        codes = self._valued(docs)[0] if self._only is None else self._only[docs]
        counts = np.bincount(codes, minlength=len(self._values)).tolist()
        return {value: count for value, count in zip(self._values, counts, strict=False) if count}

    def passing(self, docs: IntArray, chosen: frozenset[str]) -> BoolArray:
        """Which of these documents have one of the chosen values."""
        wanted = np.zeros(len(self._values) + 1, np.bool_)
        wanted[[self._numbers[value] for value in chosen if value in self._numbers]] = True
        if self._only is not None:
            return wanted[self._only[docs]]
        codes, owners = self._valued(docs)
        passing = np.zeros(len(docs), np.bool_)
        passing[owners[wanted[codes]]] = True
        return passing

    def _valued(self, docs: IntArray) -> tuple[IntArray, IntArray]:
        """The values of these documents end to end, and for each which of the documents it belongs to."""
        lengths = self._lengths[docs]
        owners = np.repeat(np.arange(len(docs)), lengths)
        begins = self._ends[docs] - lengths
        within = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self._codes[begins[owners] + within], owners


class Columns:
    """The facets of a snapshot, each made when it is first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Of this snapshot."""
        self._snapshot = snapshot
        self._made: dict[str, FacetColumn] = {}

    def __getitem__(self, name: str) -> FacetColumn:
        """A facet by its name."""
        if name not in self._made:
            self._made[name] = FacetColumn(self._snapshot, name)
        return self._made[name]


class Filters:
    """The choices of one query, and which of the documents found pass each of them."""

    def __init__(self, snapshot: Snapshot, columns: Columns, query: Query, docs: IntArray) -> None:
        """``docs`` are the documents found without any choice."""
        self._snapshot, self._columns, self._docs = snapshot, columns, docs
        self._passing = {
            name: columns[name].passing(docs, values) if name in FACETS else np.zeros(len(docs), np.bool_)
            for name, values in query.chosen.items()
            if values
        }
        if query.year_from is not None or query.year_to is not None:
            self._passing[YEARS] = _within(snapshot.years[docs], query.year_from, query.year_to)

    def passing(self, but: str | None = None) -> BoolArray | slice:
        """Which of the documents pass all choices, or all but those in one facet."""
        passing = [passed for name, passed in self._passing.items() if name != but]
        return np.logical_and.reduce(passing) if passing else slice(None)

    def counts(self, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """For each of these facets, how many hits each of its values would have; values without any are left out."""
        return {name: self._columns[name].counts(self._docs[self.passing(but=name)]) for name in names}

    def years(self) -> Mapping[int, int]:
        """How many hits each fiscal year would have, in rising order."""
        years = self._snapshot.years[self._docs[self.passing(but=YEARS)]]
        known = years[years != NO_YEAR]
        if not len(known):
            return {}
        first = int(known.min())
        counts = np.bincount(known - first)
        return {first + after: int(counts[after]) for after in np.flatnonzero(counts).tolist()}


def _within(years: IntArray, first: int | None, last: int | None) -> BoolArray:
    passing: BoolArray = years != NO_YEAR
    if first is not None:
        passing &= years >= first
    if last is not None:
        passing &= years <= last
    return passing
