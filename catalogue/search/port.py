"""The port of the search room: what can be asked of an index and what it answers, whatever engine lies
behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, Protocol

from catalogue.domain.facets import FACETS, Sort
from catalogue.search.concepts import Way
from catalogue.search.entry import Entry

YEARS = "years"


@dataclass(frozen=True)
class Query:
    """A question to the index.

    ``text`` is what the reader typed, as it came; an empty text asks for everything. ``chosen`` maps a facet
    to the values chosen in it: any of them inside a facet (OR), all facets together (AND). The years are
    fiscal years, both ends included; a case whose year is unknown lies in no range. ``RELEVANCE`` without a
    text means ``NEWEST``. Without ``expand`` nothing but what was typed is looked for. Only
    ``facets`` are counted, ``YEARS`` among them, and without ``excerpts`` none are made: who does not show them need
    not wait for them.
    """

    text: str = ""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    expand: bool = True
    facets: tuple[str, ...] = (*FACETS, YEARS)
    excerpts: bool = True


class Mark(NamedTuple):
    """A stretch of text to be marked: ``text[start:end]``."""

    start: int
    end: int


class Excerpt(NamedTuple):
    """A piece of one field around the words asked for. Marks count from the start of ``text``; they are in
    order and do not touch. ``cut_before`` and ``cut_after`` say that a sentence was broken there, so that an
    ellipsis is due."""

    field: str
    text: str
    marks: tuple[Mark, ...]
    cut_before: bool
    cut_after: bool


class Hit(NamedTuple):
    """One case found. ``score`` is comparable within one answer only. ``fields`` are those the words were
    found in, in the order of ``FIELDS``; ``ways`` how, if not as they were typed; ``excerpts``, at most two, are
    from fields other than the title."""

    slug: str
    score: float
    all_words: bool
    fields: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]
    title_marks: tuple[Mark, ...]
    ways: frozenset[Way] = frozenset()


@dataclass(frozen=True)
class Expansion:
    """What was looked for besides: for ``typed``, the words ``also``, each of which some case has."""

    way: Way
    typed: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What the index answers.

    ``total`` counts the hits under all filters, ``full`` those among them that contain all words. ``counts``
    gives, for each facet, how many hits each value would have: under all other filters, without the facet's
    own choice; ``years`` likewise, without the range of years. Values nobody has are left out. ``words`` are
    the words understood, as the reader typed them; ``missing`` those of them that no case contains, ``excluded``
    those no hit may contain. ``near`` are words of the cases that resemble the missing ones.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    years: Mapping[int, int]
    words: tuple[str, ...]
    missing: tuple[str, ...]
    full: int
    excluded: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    near: tuple[str, ...] = ()


class SearchIndex(Protocol):
    """An index of entries. Any thread may call any method at any time; a search sees all of a change or none
    of it.

    Every method but ``replace``, ``stale`` and ``close`` raises ``catalogue.domain.errors.Unavailable`` when
    the index is missing or broken; ``replace`` makes or mends it.
    """

    def put(self, entries: Iterable[Entry]) -> None:
        """Add entries, or replace those with the same slug. On return they can be found."""

    def drop(self, slugs: Iterable[str]) -> None:
        """Remove entries; a slug that is not there is no error."""

    def search(self, query: Query) -> Answer:
        """Answer a query. No text a reader can send is an error; what is too long is cut."""

    def suggest(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """Words of the cases that begin with what was typed, or are read so; the most frequent first, as they
        stand in the cases."""

    def fingerprints(self) -> Mapping[str, str]:
        """Slug to fingerprint of every entry held, to be compared with what should be held."""

    def replace(self, entries: Iterable[Entry]) -> None:
        """Fill a new index beside the old one, then swap: readers never see half."""

    def stale(self) -> bool:
        """True if the index was not made by today's analysis and dictionary, or is not there: rebuild it."""

    def close(self) -> None:
        """Let go of what is held open. The index may be used again; it opens itself."""
