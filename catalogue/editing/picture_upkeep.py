"""What lies in the store of pictures for nobody, and how it goes.

Two things pile up: files without a row (an upload was broken off, a picture was made anew under other names), and
pictures nothing names any more (taken in and never put into a case). Both are let lie for a while, for somebody may
be at work on them. What any revision in the history names stays, whatever its age.

Rows go first, all in one transaction, then the files: whoever is killed between leaves files without rows, and the next
sweep takes those. Each time the database is locked for other writers and asked once more, so a picture that came into
use after the look stays.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from catalogue.domain.acts import Act
from catalogue.domain.roles import Permission
from catalogue.editing.acting import Actor, record
from catalogue.editing.picture_check import original_of, places_of
from catalogue.editing.picture_mentions import mentions, on_pages
from catalogue.images.store import ORIGINALS, Entry, ImageStore
from catalogue.models import Image

# What is younger may belong to an upload that another process has under way.
UNDER_WAY = timedelta(days=1)
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Unused:
    """A picture nothing names: since when it is kept, and what lies in the store for it."""

    digest: str
    received: str
    kept_at: datetime | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sweepable:
    """What may go: pictures that are unused, and files without a row."""

    unused: tuple[Unused, ...]
    rowless: tuple[Entry, ...]

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(entry.size for entry in self.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All files of both."""
        return (*(entry for picture in self.unused for entry in picture.entries), *self.rowless)


def sweepable(session: Session, store: ImageStore, now: datetime, days: int = KEPT_DAYS) -> Sweepable:
    """What may go at ``now``; pictures that are kept for more than so many days.

    Raises:
        Unavailable: the store cannot be listed.
    """
    # Listed before the rows are read: what is put into the store in between has a row, or is too young.
    lying = store.entries()
    rows = list(session.exec(select(Image).order_by(col(Image.digest))))
    old = [entry for entry in lying if now - entry.since > UNDER_WAY]
    unused = _unused(rows, mentions(session), lying, now, days)
    theirs = {entry.place for picture in unused for entry in picture.entries}
    wanted = _wanted(rows, on_pages(session))
    rowless = (entry for entry in old if entry.place not in wanted and entry.place not in theirs)
    return Sweepable(tuple(unused), tuple(rowless))


def drop_rows(
    session: Session, actor: Actor, candidates: Iterable[Unused], days: int = KEPT_DAYS
) -> set[str]:
    """Delete the rows of those pictures that still nothing names, with their entries in the register; the caller
    commits, and then removes their files. Gives the digests.

    Raises:
        Forbidden: the actor does not look after the catalogue.
    """
    actor.must(Permission.MANAGE)
    named = mentions(session)
    digests = {each.digest for each in candidates} - named.keys()
    rows = session.exec(select(Image).where(col(Image.digest).in_(digests)))
    gone = {row.digest for row in rows if _is_old(row.kept_at, actor.now, days)}
    session.exec(delete(Image).where(col(Image.digest).in_(gone)))
    if gone:
        record(session, actor, Act.PICTURES_SWEPT, "画像", f"{len(gone)}点")
    return gone


def remove(session: Session, store: ImageStore, entries: Iterable[Entry]) -> list[Entry]:
    """Remove files that still no row wants and that were not written anew; gives those that went. ``session`` writes:
    who takes a picture in meanwhile waits for it.

    Raises:
        Unavailable: the store says no; what went is gone.
    """
    listed = list(entries)
    digests = {entry.place.partition("/")[0] for entry in listed}
    received = {entry.place.partition("/")[2] for entry in listed}
    rows = select(Image).where(col(Image.digest).in_(digests) | col(Image.received).in_(received))
    wanted = _wanted(session.exec(rows), on_pages(session, digests))
    return [entry for entry in listed if entry.place not in wanted and store.remove(entry)]


def by_folder(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """What lies together: the files of one digest, or one original."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        folder = entry.place.partition("/")[0]
        groups[entry.place if folder == ORIGINALS else folder].append(entry)
    return dict(groups)


def _wanted(rows: Iterable[Image], pages: Mapping[str, set[str]]) -> set[str]:
    return {place for row in rows for place in (*places_of(row, pages), original_of(row))}


def _unused(
    rows: Iterable[Image], named: Collection[str], lying: Iterable[Entry], now: datetime, days: int
) -> list[Unused]:
    """A row of earlier versions does not say since when: its files do. Of any row, files that were written just now say
    that somebody takes the picture in again."""
    groups = by_folder(lying)
    found = []
    for row in rows:
        if row.digest in named or not _is_old(row.kept_at, now, days):
            continue
        files = (*groups.get(row.digest, ()), *groups.get(original_of(row), ()))
        youngest = max((entry.since for entry in files), default=None)
        if _is_old(youngest, now, 1 if row.kept_at else days):
            found.append(Unused(row.digest, row.received, row.kept_at or youngest, files))
    return found


def _is_old(moment: datetime | None, now: datetime, days: int) -> bool:
    return moment is None or now - moment > timedelta(days=days)
