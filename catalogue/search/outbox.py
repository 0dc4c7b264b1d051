"""How the index learns of changes without ever losing or inventing one.

Whoever changes a public row cannot forget the index, because a listener on the session leaves a note *in the same
transaction*. After the commit the notes are drained: the rows are read as they are now, the index is brought up to
date and commits, and only then are exactly those notes deleted. Dying between any two steps leaves the notes, so the
next drain heals it. The drain holds the database's write lock, so nobody can change a row between its being read and
its being indexed.

The factory of sessions is handed in: this room does not know which database it is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, event
from sqlmodel import Session, col, select

from catalogue.models import (
    Case,
    CaseMunicipality,
    CasePage,
    Category,
    Link,
    Municipality,
    PlanNode,
    Reach,
    StaleNote,
    Theme,
)
from catalogue.search.loading import load_entries
from catalogue.search.port import SearchIndex

BATCH = 100

_OF_A_CASE: dict[type[Any], str] = {
    Case: "slug",
    CasePage: "case_slug",
    CaseMunicipality: "case_slug",
    Link: "case_slug",
    Reach: "case_slug",
}
_SHARED: dict[type[Any], tuple[str, str]] = {
    Theme: ("theme", "slug"),
    Category: ("category", "slug"),
    Municipality: ("municipality", "code"),
    PlanNode: ("node", "key"),
}


def noting(sessions: Callable[[], Session]) -> Callable[[], Session]:
    """The same factory, whose sessions leave a note of every change to what the index shows."""

    def open_noting_session() -> Session:
        session = sessions()
        event.listen(session, "before_flush", _leave_notes)
        return session

    return open_noting_session


def _leave_notes(session: Any, _context: Any, _instances: Any) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    touched = {note for row in (*session.new, *changed, *session.deleted) for note in _notes_for(row)}
    left = {(row.kind, row.key) for row in session.new if isinstance(row, StaleNote)}
    session.add_all(StaleNote(kind=kind, key=key) for kind, key in sorted(touched - left))


def _notes_for(row: object) -> Iterator[tuple[str, str]]:
    if type(row) in _OF_A_CASE:
        yield "case", getattr(row, _OF_A_CASE[type(row)])
    elif type(row) in _SHARED:
        kind, attribute = _SHARED[type(row)]
        yield kind, getattr(row, attribute)


@dataclass(frozen=True, slots=True)
class Differences:
    """How index and database differ: slugs of cases the index lacks, holds wrongly, or holds though they are gone."""

    missing: frozenset[str]
    different: frozenset[str]
    orphaned: frozenset[str]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.missing or self.different or self.orphaned)


class Outbox:
    """Brings an index up to date from the notes in a database."""

    def __init__(
        self, readers: Callable[[], Session], writers: Callable[[], Session], index: SearchIndex
    ) -> None:
        """``writers`` must give sessions whose transactions may write."""
        self._readers = readers
        self._writers = writers
        self._index = index

    def drain(self) -> int:
        """Work off all notes; returns how many cases they spoke of.

        Raises:
            Unavailable: the index cannot be written; the notes stay.
        """
        self._spread()
        drained = 0
        while done := self._drain_batch():
            drained += done
        return drained

    def _spread(self) -> None:
        """Turn notes about shared rows into notes about the cases that show them, so that a batch can be small."""
        with self._writers() as session:
            shared = session.exec(select(StaleNote).where(StaleNote.kind != "case")).all()
            session.add_all(
                StaleNote(kind="case", key=slug) for slug in sorted(_touched_cases(session, shared))
            )
            session.flush()
            _delete(session, [note.id for note in shared])
            session.commit()

    def _drain_batch(self) -> int:
        """One batch is one transaction: writers wait for the analysis of some cases and not of all."""
        with self._writers() as session:
            slugs = session.exec(
                select(StaleNote.key).where(StaleNote.kind == "case").distinct().limit(BATCH)
            ).all()
            if slugs:
                of_these = (StaleNote.kind == "case", col(StaleNote.key).in_(slugs))
                notes = session.exec(select(StaleNote.id).where(*of_these)).all()
                self._bring_up_to_date(session, slugs)
                _delete(session, notes)
            session.commit()
            return len(slugs)

    def _bring_up_to_date(self, session: Session, slugs: Iterable[str]) -> None:
        wanted = set(slugs)
        entries = list(load_entries(session, wanted))
        gone = wanted - {entry.slug for entry in entries}
        if entries:
            self._index.put(entries)
        if gone:
            self._index.drop(sorted(gone))

    def check(self) -> Differences:
        """Compare fingerprints of every entry with what the index holds.

        Raises:
            Unavailable: the index is missing or broken.
        """
        with self._readers() as session:
            return self._compare(session)

    def sync(self) -> Differences:
        """Mend what :meth:`check` finds, and say what it was.

        Raises:
            Unavailable: the index is missing or broken, or cannot be written.
        """
        with self._writers() as session:
            found = self._compare(session)
            self._bring_up_to_date(session, found.missing | found.different | found.orphaned)
            session.commit()
            return found

    def rebuild(self) -> int:
        """Build the index anew beside the old one and swap; returns the number of entries. Writers may go on meanwhile:
        what they change is mended in the end.

        Raises:
            Unavailable: the index cannot be written; the old one stays.
        """
        with self._readers() as session:
            notes = session.exec(select(StaleNote.id)).all()
            entries = list(load_entries(session))
        self._index.replace(entries)
        with self._writers() as session:
            _delete(session, notes)
            session.commit()
        self.sync()
        return len(entries)

    def _compare(self, session: Session) -> Differences:
        wanted = {entry.slug: entry.fingerprint for entry in load_entries(session)}
        held = self._index.fingerprints()
        return Differences(
            missing=frozenset(wanted.keys() - held.keys()),
            different=frozenset(slug for slug in wanted.keys() & held.keys() if wanted[slug] != held[slug]),
            orphaned=frozenset(held.keys() - wanted.keys()),
        )


def _touched_cases(session: Session, notes: Iterable[StaleNote]) -> set[str]:
    """Which cases the notes speak of; a shared row touches every case that shows it."""
    keys: dict[str, set[str]] = {}
    for note in notes:
        keys.setdefault(note.kind, set()).add(note.key)
    touched = keys.pop("case", set())
    for kind, column, owner in _OWNERS:
        if kind in keys:
            touched.update(session.exec(select(owner).where(column.in_(keys[kind]))))
    return touched


_OWNERS: tuple[tuple[str, Any, Any], ...] = (
    ("theme", Case.theme_slug, Case.slug),
    ("category", Case.category_slug, Case.slug),
    ("municipality", CaseMunicipality.municipality_code, CaseMunicipality.case_slug),
    ("node", Reach.node_key, Reach.case_slug),
)


def _delete(session: Session, notes: Iterable[int | None]) -> None:
    session.execute(delete(StaleNote).where(col(StaleNote.id).in_(list(notes))))
