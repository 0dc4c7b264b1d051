"""The index on disk, kept by Whoosh: the only module that knows it.

Whoosh keeps the files: segments that never change, a term dictionary, postings, columns, a table of contents
that is swapped by a rename. What it does slowly, scoring posting by posting in Python, is done on arrays
instead: each segment is read once through Whoosh's public matchers and kept, so a change costs as much as
what changed.

Reading that way is also the safe way. A Whoosh searcher seeks in shared file objects, and threads that share
one get wrong answers now and then; one searcher for each thread would copy the whole index into memory for
each. Here one thread reads, under a lock, and all threads search the same immutable snapshot.

Whoosh's files hold pickles: an index folder is code. Never open one that this program did not write.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, create_in, open_dir

from catalogue.domain.errors import Unavailable
from catalogue.search.analysis import analysis_stamp
from catalogue.search.answering import Reader
from catalogue.search.cards import analyse
from catalogue.search.entry import Entry
from catalogue.search.generations import UNWRITABLE, Generations
from catalogue.search.port import Answer, Query
from catalogue.search.segments import Segment
from catalogue.search.snapshots import Snapshot
from catalogue.search.whoosh_fields import LAYOUT, fields_of, schema
from catalogue.search.whoosh_segments import merge_small, open_segment
from catalogue.search.wordbook import Wordbook

BROKEN = "検索の索引を読み取れません。作り直すまで検索はお休みします。"

_NAME = "MAIN"

# A segment may vanish under a reader when a writer merges it with others; then the table of contents has
# changed too.
_TRIES = 5


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A reader of a folder as it was after its commit number ``generation``, and the segments by Whoosh's names for
    them. ``seen`` is what the file system said of the folder before it was read."""

    folder: Path
    generation: int
    seen: object
    reader: Reader
    segments: Mapping[str, Segment]


class WhooshIndex:
    """An index in a folder, which several processes may read and write."""

    def __init__(
        self, root: Path, patience: float = 10.0, wordbook: Callable[[], Wordbook] = Wordbook.empty
    ) -> None:
        """``patience`` is how many seconds a writer waits for another to finish; ``wordbook`` gives what is known of
        words, as it is now."""
        self._generations = Generations(root, patience)
        self._wordbook = wordbook
        self._reading = threading.Lock()
        self._loaded: _Loaded | None = None

    def put(self, entries: Iterable[Entry]) -> None:
        """See :class:`SearchIndex`."""
        analysed = {entry.slug: analyse(entry) for entry in entries}
        with self._changing(analysed) as writer:
            for item in analysed.values():
                writer.add_document(**fields_of(item))

    def drop(self, slugs: Iterable[str]) -> None:
        """See :class:`SearchIndex`."""
        with self._changing(set(slugs)):
            pass

    def search(self, query: Query) -> Answer:
        """See :class:`SearchIndex`."""
        return self._reader().answer(query, self._wordbook())

    def suggest(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """See :class:`SearchIndex`."""
        return self._reader().words.suggestions(typed, limit)

    def fingerprints(self) -> Mapping[str, str]:
        """See :class:`SearchIndex`."""
        return self._reader().snapshot.fingerprints

    def replace(self, entries: Iterable[Entry]) -> None:
        """See :class:`SearchIndex`."""
        with self._generations.writing():
            with _or_unavailable(UNWRITABLE):
                folder = self._generations.make(_stamp())
            with _writer(create_in(str(folder), schema(), _NAME)) as writer:
                for item in {entry.slug: entry for entry in entries}.values():
                    writer.add_document(**fields_of(analyse(item)))
            with _or_unavailable(UNWRITABLE):
                storage = FileStorage(str(folder))
                _open_segments(storage, TOC.read(storage, _NAME), {})
                self._generations.show(folder)

    def stale(self) -> bool:
        """See :class:`SearchIndex`."""
        return self._generations.stamp() != _stamp()

    def close(self) -> None:
        """See :class:`SearchIndex`."""
        with self._reading:
            self._loaded = None

    @contextmanager
    def _changing(self, slugs: Iterable[str]) -> Iterator[Any]:
        """A writer from whose index the entries with these slugs are gone. What it committed is read at once, so
        that it is this process that makes the arrays."""
        with self._generations.writing():
            folder = self._generations.current()
            with _or_unavailable(UNWRITABLE), _writer(open_dir(str(folder), _NAME)) as writer:
                arrays = _open_segments(writer.storage, writer, self._known_of(folder))
                for segment in writer.segments:
                    for number in arrays[segment.segment_id()].numbers_of(slugs):
                        segment.delete_document(number)
                yield writer
            self._reader()

    def _reader(self) -> Reader:
        """A reader of what the folder holds now: the one at hand if nothing changed, else a fresh one."""
        loaded = self._loaded
        if loaded is not None and loaded.seen == self._generations.seen(loaded.folder):
            return loaded.reader
        with self._reading:
            for tries_left in reversed(range(_TRIES)):
                try:
                    self._loaded = loaded = self._refreshed()
                except Unavailable:
                    if not tries_left:
                        raise
                else:
                    return loaded.reader
        raise Unavailable(BROKEN)

    def _known_of(self, folder: Path) -> Mapping[str, Segment]:
        """The segments of a folder that were read before, by their names."""
        loaded = self._loaded
        return loaded.segments if loaded is not None and loaded.folder == folder else {}

    def _refreshed(self) -> _Loaded:
        """What there is to read now; as much as possible of it is what was read before."""
        folder = self._generations.current()
        seen, loaded = self._generations.seen(folder), self._loaded
        with _or_unavailable(BROKEN):
            storage = FileStorage(str(folder))
            contents = TOC.read(storage, _NAME)
            if loaded is not None and (loaded.folder, loaded.generation) == (folder, contents.generation):
                return replace(loaded, seen=seen)
            segments = _open_segments(storage, contents, self._known_of(folder))
        dead = [sorted(segment.deleted_docs()) for segment in contents.segments]
        reader = Reader(Snapshot(list(zip(segments.values(), dead, strict=True))))
        return _Loaded(folder, contents.generation, seen, reader, segments)


def _open_segments(storage: Any, contents: Any, known: Mapping[str, Segment]) -> dict[str, Segment]:
    """The segments that a table of contents or a writer speaks of, by their names; those known are not opened again."""
    found = {segment.segment_id(): segment for segment in contents.segments}
    return {
        name: known[name] if name in known else open_segment(storage, contents.schema, segment)
        for name, segment in found.items()
    }


def _stamp() -> Mapping[str, str]:
    return {**analysis_stamp(), "layout": LAYOUT}


@contextmanager
def _or_unavailable(message: str) -> Iterator[None]:
    """A damaged file may show itself by an exception of any kind; to those outside it is one and the same."""
    try:
        yield
    except Unavailable:
        raise
    except Exception as error:
        raise Unavailable(message) from error


@contextmanager
def _writer(opened: Any) -> Iterator[Any]:
    """A Whoosh writer: committed if all goes well, else taken back."""
    with _or_unavailable(UNWRITABLE):
        writer = opened.writer()
    try:
        yield writer
        with _or_unavailable(UNWRITABLE):
            writer.commit(mergetype=merge_small)
    except BaseException:
        with suppress(Exception):  # it has failed already, and why is what is being raised
            writer.cancel()
        raise
