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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh.index import create_in, open_dir

from catalogue.domain.errors import Unavailable
from catalogue.domain.facets import FACETS
from catalogue.search.analysis import analysis_stamp
from catalogue.search.answering import answer
from catalogue.search.cards import AnalysedEntry, analyse
from catalogue.search.entry import Entry
from catalogue.search.generations import MISSING, UNWRITABLE, Generations
from catalogue.search.port import Answer, Query
from catalogue.search.segments import NO_LIKENESS, NO_YEAR, Segment, Snapshot
from catalogue.search.whoosh_segments import alive_in, merge_small, read_segment

BROKEN = "検索の索引を読み取れません。作り直すまで検索はお休みします。"

# Raise it whenever the fields below change: indexes with other fields are rebuilt.
_LAYOUT = "2"

# A segment may vanish under a reader when a writer merges it with others; then the table of contents has
# changed too.
_TRIES = 5


class Bag(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types; this is how it is meant to be extended
    """A field of terms with weights, given as a mapping. Whoosh analyses nothing: the terms come ready."""

    def __init__(self) -> None:
        # Scorable, though Whoosh never scores here: without lengths it looks for their file at every posting.
        super().__init__(format=formats.Existence(), analyzer=None, scorable=True)

    def index(self, value: Mapping[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight and payload of each posting, as Whoosh asks for them."""
        return ((term.encode(), 1, weight, b"") for term, weight in value.items())


def _schema() -> Any:
    facets = {f"facet_{name}": Bag() for name in FACETS}
    return fields.Schema(
        slug=fields.ID(unique=True, sortable=True),
        fingerprint=fields.COLUMN(columns.VarBytesColumn()),
        checked=fields.COLUMN(columns.VarBytesColumn()),
        year=fields.COLUMN(columns.NumericColumn("i", default=NO_YEAR)),
        likeness=fields.COLUMN(columns.NumericColumn("d", default=NO_LIKENESS)),
        card=fields.STORED(),
        words=Bag(),
        pairs=Bag(),
        **facets,
    )


def _fields_of(item: AnalysedEntry) -> dict[str, Any]:
    entry = item.entry
    facets = {f"facet_{name}": dict.fromkeys(values, 1.0) for name, values in entry.facets.items()}
    return {
        "slug": entry.slug,
        "fingerprint": entry.fingerprint.encode(),
        "checked": (entry.checked or "").encode(),
        "year": NO_YEAR if entry.year is None else entry.year,
        "likeness": NO_LIKENESS if entry.likeness is None else entry.likeness,
        "card": item.card,
        "words": item.words,
        "pairs": item.pairs,
        **facets,
    }


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A snapshot, the state of the folder it was read from, and its segments by Whoosh's name for them."""

    state: tuple[str, int]
    snapshot: Snapshot
    segments: Mapping[str, Segment]


class WhooshIndex:
    """An index in a folder, which several processes may read and write."""

    def __init__(self, root: Path, patience: float = 10.0) -> None:
        """``patience`` is how many seconds a writer waits for another to finish."""
        self._generations = Generations(root, patience)
        self._reading = threading.Lock()
        self._loaded: _Loaded | None = None
        self._opened: Any = None

    def put(self, entries: Iterable[Entry]) -> None:
        """See :class:`SearchIndex`."""
        analysed = {entry.slug: analyse(entry) for entry in entries}
        with self._generations.writing(), _or_unavailable(UNWRITABLE), _writer(self._open()) as writer:
            for item in analysed.values():
                writer.update_document(**_fields_of(item))

    def drop(self, slugs: Iterable[str]) -> None:
        """See :class:`SearchIndex`."""
        gone = set(slugs)
        with self._generations.writing(), _or_unavailable(UNWRITABLE), _writer(self._open()) as writer:
            for slug in gone:
                writer.delete_by_term("slug", slug)

    def search(self, query: Query) -> Answer:
        """See :class:`SearchIndex`."""
        return answer(self._snapshot(), query)

    def fingerprints(self) -> Mapping[str, str]:
        """See :class:`SearchIndex`."""
        return self._snapshot().fingerprints

    def replace(self, entries: Iterable[Entry]) -> None:
        """See :class:`SearchIndex`."""
        with self._generations.writing():
            with _or_unavailable(UNWRITABLE):
                folder = self._generations.make(_stamp())
            with _writer(create_in(str(folder), _schema())) as writer:
                for item in {entry.slug: entry for entry in entries}.values():
                    writer.add_document(**_fields_of(analyse(item)))
            with _or_unavailable(UNWRITABLE):
                self._generations.show(folder)

    def stale(self) -> bool:
        """See :class:`SearchIndex`."""
        return self._generations.stamp() != _stamp()

    def close(self) -> None:
        """See :class:`SearchIndex`."""
        with self._reading:
            self._loaded = self._opened = None

    def _open(self) -> Any:
        """Whoosh's object for the folder to read. It knows the folder and no more, so threads may share it."""
        folder = str(self._generations.current())
        opened = self._opened
        if opened is None or opened.storage.folder != folder:
            with _or_unavailable(BROKEN):
                self._opened = opened = open_dir(folder)
        return opened

    def _snapshot(self) -> Snapshot:
        """What the folder holds now: the snapshot at hand if nothing changed, else a fresh one."""
        loaded = self._loaded
        if loaded is not None and loaded.state == self._state():
            return loaded.snapshot
        with self._reading:
            for _ in range(_TRIES):
                state = self._state()
                try:
                    return self._refreshed(state).snapshot
                except Unavailable:
                    if self._state() == state:
                        raise
        raise Unavailable(BROKEN)

    def _refreshed(self, state: tuple[str, int]) -> _Loaded:
        """The folder in this state or a later one. Another thread may have loaded it while we waited."""
        loaded = self._loaded
        if loaded is None or loaded.state != state:
            known = loaded.segments if loaded is not None and loaded.state[0] == state[0] else {}
            with _or_unavailable(BROKEN), closing(self._open().reader()) as reader:
                self._loaded = loaded = _load(state, reader, known)
        return loaded

    def _state(self) -> tuple[str, int]:
        """The name of the folder to read and the number of its last commit; it changes whenever the content
        does."""
        opened = self._open()
        try:
            return opened.storage.folder, opened.latest_generation()
        except OSError as error:
            raise Unavailable(MISSING) from error


def _load(state: tuple[str, int], reader: Any, known: Mapping[str, Segment]) -> _Loaded:
    """A snapshot of what a reader sees; segments known, by their names in this folder, are not read again."""
    leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
    names = [leaf.segment().segment_id() for leaf in leaves]
    segments = {
        name: known[name] if name in known else read_segment(leaf)
        for name, leaf in zip(names, leaves, strict=True)
    }
    alive = [alive_in(leaf) for leaf in leaves]
    return _Loaded(state, Snapshot(list(zip(segments.values(), alive, strict=True))), segments)


def _stamp() -> Mapping[str, str]:
    return {**analysis_stamp(), "layout": _LAYOUT}


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
