"""An index in memory: for tests, and the plainest account of what an index must do."""

import threading
from collections.abc import Iterable, Mapping

import numpy as np

from catalogue.search.answering import answer
from catalogue.search.cards import AnalysedEntry, analyse
from catalogue.search.entry import Entry
from catalogue.search.port import Answer, Query
from catalogue.search.segments import Snapshot, segment_of


class MemoryIndex:
    """Keeps the entries analysed and arranges them anew after every change. It is there from the start,
    empty."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._entries: dict[str, AnalysedEntry] = {}
        self._snapshot = _arranged(self._entries)

    def put(self, entries: Iterable[Entry]) -> None:
        """See :class:`SearchIndex`."""
        fresh = {entry.slug: analyse(entry) for entry in entries}
        with self._changing:
            self._show(self._entries | fresh)

    def drop(self, slugs: Iterable[str]) -> None:
        """See :class:`SearchIndex`."""
        gone = set(slugs)
        with self._changing:
            self._show({slug: entry for slug, entry in self._entries.items() if slug not in gone})

    def search(self, query: Query) -> Answer:
        """See :class:`SearchIndex`."""
        return answer(self._snapshot, query)

    def fingerprints(self) -> Mapping[str, str]:
        """See :class:`SearchIndex`."""
        return self._snapshot.fingerprints

    def replace(self, entries: Iterable[Entry]) -> None:
        """See :class:`SearchIndex`."""
        fresh = {entry.slug: analyse(entry) for entry in entries}
        with self._changing:
            self._show(fresh)

    def stale(self) -> bool:
        """Never: it lives no longer than the analysis that filled it."""
        return False

    def close(self) -> None:
        """Nothing is held open."""

    def _show(self, entries: dict[str, AnalysedEntry]) -> None:
        self._entries, self._snapshot = entries, _arranged(entries)


def _arranged(entries: Mapping[str, AnalysedEntry]) -> Snapshot:
    segment = segment_of(list(entries.values()))
    return Snapshot([(segment, np.ones(len(entries), np.bool_))])
