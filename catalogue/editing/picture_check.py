"""Is every picture that anything names there, and are its bytes the ones that were kept? After pictures were copied or
restored, this is the proof.

Names say what is in a file: a rendition's has the first 16 hex digits of its SHA-256, an original is called by all of
it. Files of earlier versions (``640.avif``) say nothing of the kind: of them it is asked that they can be read.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from catalogue.domain.errors import CatalogueError, NotFound, Problem
from catalogue.domain.renditions import names_in
from catalogue.editing.picture_mentions import Mention, mentions, on_pages
from catalogue.images.renditions import is_itself
from catalogue.images.store import ORIGINALS, Entry, ImageStore
from catalogue.models import Image

_MISSING, _UNREADABLE = "ファイルがありません", "ファイルを読めません"
_DAMAGED, _UNREGISTERED = "中身が、保存したときと違います", "画像の登録がありません"
_NO_FILES = "ファイルが一つも登録されていません"
_NOWHERE = "使われている所はありません"


@dataclass(slots=True)
class Checked:
    """What was looked at (``size`` in bytes), what is wrong, and what is no mistake but worth knowing: rows of earlier
    versions, which kept no originals, and files no row names."""

    pictures: int = 0
    files: int = 0
    originals: int = 0
    size: int = 0
    without_original: int = 0
    problems: list[Problem] = field(default_factory=list)
    nameless: list[Entry] = field(default_factory=list)


def check(session: Session, store: ImageStore) -> Checked:
    """Read every file of every picture.

    Raises:
        Unavailable: the store cannot be listed.
    """
    rows = list(session.exec(select(Image).order_by(col(Image.digest))))
    named, pages = mentions(session), on_pages(session)
    lying = {entry.place: entry for entry in store.entries()}
    checked = Checked(pictures=len(rows))
    checked.problems += _unregistered(rows, named)
    for row in rows:
        where = named.get(row.digest, Mention()).in_words
        for place in places_of(row, pages):
            _see(checked, store, place, place in lying, where)
        if not row.renditions:
            checked.problems.append(_problem(row.digest, _NO_FILES, where))
        _see_original(checked, store, row, lying, where)
    expected = {place for row in rows for place in (*places_of(row, pages), original_of(row))}
    checked.nameless = [entry for place, entry in lying.items() if place not in expected]
    return checked


def places_of(row: Image, pages: Mapping[str, set[str]]) -> list[str]:
    """The places in the store of a picture's renditions, and of those that only public ``pages`` still name."""
    names = names_in(row.renditions)
    return [
        f"{row.digest}/{name}" for name in (*names, *sorted(pages.get(row.digest, set()).difference(names)))
    ]


def original_of(row: Image) -> str:
    """The place of the file as it came."""
    return f"{ORIGINALS}/{row.received}"


def _see_original(
    checked: Checked, store: ImageStore, row: Image, lying: Mapping[str, Entry], where: str
) -> None:
    place = original_of(row)
    if row.kept_at is None and place not in lying:
        checked.without_original += 1
        return
    checked.originals += 1
    _see(checked, store, place, place in lying, where)


def _see(checked: Checked, store: ImageStore, place: str, lies: bool, where: str) -> None:
    checked.files += 1
    try:
        data = _read(store, place) if lies else b""
    except NotFound:
        data = b""
    except CatalogueError:
        checked.problems.append(_problem(place, _UNREADABLE, where))
        return
    checked.size += len(data)
    if not data:
        checked.problems.append(_problem(place, _MISSING, where))
    elif not _is_itself(place, data):
        checked.problems.append(_problem(place, _DAMAGED, where))


def _read(store: ImageStore, place: str) -> bytes:
    folder, _, name = place.partition("/")
    return store.original(name) if folder == ORIGINALS else store.get(folder, name)


def _is_itself(place: str, data: bytes) -> bool:
    """Whether the bytes are those the name speaks of."""
    folder, _, name = place.partition("/")
    return hashlib.sha256(data).hexdigest() == name if folder == ORIGINALS else is_itself(name, data)


def _unregistered(rows: list[Image], named: Mapping[str, Mention]) -> Iterator[Problem]:
    known = {row.digest for row in rows}
    for digest, mention in sorted(named.items()):
        if mention.surely and digest not in known:
            yield _problem(digest, _UNREGISTERED, mention.in_words)


def _problem(place: str, reason: str, where: str) -> Problem:
    return Problem(place, f"{reason}（{where or _NOWHERE}）。")
