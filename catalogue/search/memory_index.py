"""An index in memory: for tests, and the plainest account of what an index must do."""

import threading
from collections.abc import Callable, Iterable, Mapping

from catalogue.search.answering import Reader
from catalogue.search.cards import AnalysedEntry, analyse
from catalogue.search.entry import Entry
from catalogue.search.port import Answer, Query
from catalogue.search.segments import Segment, arrays_of, content_of
from catalogue.search.snapshots import Snapshot
from catalogue.search.wordbook import Wordbook


class MemoryIndex:
    """Keeps the entries analysed and arranges them anew after every change. It is there from the start,
    empty."""

    def __init__(self, wordbook: Callable[[], Wordbook] = Wordbook.empty) -> None:
        """``wordbook`` gives what is known of words, as it is now."""
        self._wordbook = wordbook
        self._changing = threading.Lock()
        self._show({})

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
        return self._reader.answer(query, self._wordbook())

    def suggest(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """See :class:`SearchIndex`."""
        return self._reader.words.suggestions(typed, limit)

    def fingerprints(self) -> Mapping[str, str]:
        """See :class:`SearchIndex`."""
        return self._reader.snapshot.fingerprints

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
        segment = Segment(arrays_of(content_of(list(entries.values()))))
        self._entries, self._reader = entries, Reader(Snapshot([(segment, ())]))
