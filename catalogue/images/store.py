"""Where pictures lie: a folder of renditions per digest, and the files as they came, behind a port.

What is stored never changes: a digest names one picture. So a file is either whole or not there (written
beside, then moved), writing it again does no harm, and browsers may keep it for ever.

Originals lie in a folder of their own and have methods of their own: what serves a rendition cannot name one.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from fsspec import AbstractFileSystem

from catalogue.domain.errors import Invalid, NotFound, Unavailable
from catalogue.images.places import AWAY, MISSING, answering, place_at, since

ORIGINALS = "originals"
_DIGEST = re.compile(r"[0-9a-f]{64}")
# The width, and the first 16 hex digits of the file's SHA-256; files of earlier versions have the width alone.
_NAME = re.compile(r"[1-9][0-9]{0,4}(?:-[0-9a-f]{16})?\.(?:avif|webp|jpg|png)")
# All that the store writes itself: also a file it was writing when it was killed, and a folder still without one.
_OURS = re.compile(
    rf"(?:{_DIGEST.pattern}/{_NAME.pattern}|{ORIGINALS}/{_DIGEST.pattern})(?:\.[0-9a-f]{{32}}\.part)?|{_DIGEST.pattern}"
)
# Asked about one file, S3 rounds to seconds; in a listing it need not.
_ROUNDING = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it lies in the store, also one that was left half written: its place (``<digest>/<name>`` or
    ``originals/<received>``), its size in bytes, and when it was written (UTC). A ``folder`` is one that holds
    nothing."""

    place: str
    size: int
    since: datetime
    folder: bool = False


class ImageStore(Protocol):
    """The port. A digest is 64 lower-case hex digits; a name is a width, 16 hex digits and an ending
    (``640-0123456789abcdef.avif``, earlier ``640.avif``); ``received`` is the SHA-256 of a file as it came.

    Every method raises Unavailable where the store cannot be used.
    """

    def put(self, digest: str, name: str, data: bytes) -> None:
        """Keep a file, whole or not at all. Raises Invalid for any other shape of digest or name."""

    def get(self, digest: str, name: str) -> bytes:
        """The bytes of a file. Raises NotFound, also for names that could not exist."""

    def has(self, digest: str, name: str) -> bool:
        """Whether ``get`` would find it."""

    def names(self, digest: str) -> list[str]:
        """The names kept under a digest, in alphabetical order; none if the digest is unknown."""

    def drop(self, digest: str) -> None:
        """Remove all that is kept under a digest; nothing happens if there is nothing."""

    def digests(self) -> list[str]:
        """Every digest there is, in alphabetical order."""

    def put_original(self, received: str, data: bytes) -> None:
        """Keep a file as it came, whole or not at all. Raises Invalid for any other shape of ``received``."""

    def original(self, received: str) -> bytes:
        """The bytes of a file as it came. Raises NotFound."""

    def has_original(self, received: str) -> bool:
        """Whether ``original`` would find it; nothing of it is read."""

    def originals(self) -> list[str]:
        """Every original there is, in alphabetical order."""

    def drop_original(self, received: str) -> None:
        """Remove an original; nothing happens if there is none."""

    def entries(self) -> list[Entry]:
        """All that the store has written and still lies there, in alphabetical order of place."""

    def remove(self, entry: Entry) -> bool:
        """Remove what ``entries`` said lies there. Whether it was done: what was written again since stays."""


def open_store(address: str | Path) -> "FilesystemStore":
    """The store in a folder or at an fsspec address (``memory://…``, ``s3://…``); made when first written.

    Raises:
        BadSetting: there can be none at such an address.
    """
    place = place_at(address)
    return FilesystemStore(place.filesystem, place.root, place.whole_at_once)


class FilesystemStore:
    """The adapter over an fsspec file system, which ``opened`` gives; the rest as in ``Place``."""

    def __init__(
        self, opened: Callable[[], AbstractFileSystem], root: str, whole_at_once: bool = False
    ) -> None:
        self._opened = opened
        self._root = root.rstrip("/")
        self._write = self._write_at_once if whole_at_once else self._write_beside

    def put(self, digest: str, name: str, data: bytes) -> None:
        if not _DIGEST.fullmatch(digest) or not _NAME.fullmatch(name):
            raise Invalid("画像の名前の形が正しくありません。")
        self._keep(digest, name, data)

    def get(self, digest: str, name: str) -> bytes:
        if not _DIGEST.fullmatch(digest) or not _NAME.fullmatch(name):
            raise NotFound(MISSING)
        return self._read(digest, name)

    def has(self, digest: str, name: str) -> bool:
        return name in self.names(digest)

    def names(self, digest: str) -> list[str]:
        if not _DIGEST.fullmatch(digest):
            return []
        return [name for name in self._listed(self._folder(digest), "file") if _NAME.fullmatch(name)]

    def drop(self, digest: str) -> None:
        if _DIGEST.fullmatch(digest):
            with suppress(NotFound), answering():
                self._filesystem.rm(self._folder(digest), recursive=True)

    def digests(self) -> list[str]:
        return [name for name in self._listed(self._root, "directory") if _DIGEST.fullmatch(name)]

    def put_original(self, received: str, data: bytes) -> None:
        if not _DIGEST.fullmatch(received):
            raise Invalid("画像の名前の形が正しくありません。")
        self._keep(ORIGINALS, received, data)

    def original(self, received: str) -> bytes:
        if not _DIGEST.fullmatch(received):
            raise NotFound(MISSING)
        return self._read(ORIGINALS, received)

    def has_original(self, received: str) -> bool:
        with suppress(NotFound), answering():
            return bool(
                _DIGEST.fullmatch(received) and self._filesystem.size(f"{self._folder(ORIGINALS)}/{received}")
            )
        return False

    def originals(self) -> list[str]:
        return [name for name in self._listed(self._folder(ORIGINALS), "file") if _DIGEST.fullmatch(name)]

    def drop_original(self, received: str) -> None:
        if _DIGEST.fullmatch(received):
            with suppress(NotFound), answering():
                self._filesystem.rm_file(f"{self._folder(ORIGINALS)}/{received}")

    def entries(self) -> list[Entry]:
        with answering():
            found = self._filesystem.find(self._root, withdirs=True, detail=True)
            return sorted(self._entries(found), key=lambda entry: entry.place)

    def remove(self, entry: Entry) -> bool:
        """A folder that still holds something cannot be removed, so what came into it meanwhile stays."""
        path = self._folder(entry.place)
        with suppress(NotFound), answering():
            now = self._filesystem.info(path)
            if entry.folder:
                return self._empty(path)
            moment = since(self._filesystem, now)
            if moment and moment - entry.since < _ROUNDING:
                self._filesystem.rm_file(path)
                self._empty(path.rpartition("/")[0])
                return True
        return False

    @property
    def _filesystem(self) -> AbstractFileSystem:
        return self._opened()

    def _empty(self, folder: str) -> bool:
        """Remove a folder that holds nothing; whether there was one (S3 has no folders)."""
        with suppress(OSError):
            self._filesystem.rmdir(folder)
            return True
        return False

    def _folder(self, digest: str) -> str:
        return f"{self._root}/{digest}"

    def _read(self, folder: str, name: str) -> bytes:
        with answering():
            data = bytes(self._filesystem.cat_file(f"{self._folder(folder)}/{name}"))
        if not data:
            raise NotFound(MISSING)
        return data

    def _keep(self, folder: str, name: str, data: bytes) -> None:
        with suppress(NotFound), answering():
            return self._write(self._folder(folder), name, data)
        # Once more: a sweep may have removed the folder just as it was made.
        try:
            with answering():
                self._write(self._folder(folder), name, data)
        except NotFound as error:
            raise Unavailable(AWAY) from error

    def _write_at_once(self, folder: str, name: str, data: bytes) -> None:
        self._filesystem.pipe_file(f"{folder}/{name}", data)

    def _write_beside(self, folder: str, name: str, data: bytes) -> None:
        part = f"{folder}/{name}.{uuid4().hex}.part"
        self._filesystem.makedirs(folder, exist_ok=True)
        try:
            self._filesystem.pipe_file(part, data)
            self._filesystem.mv(part, f"{folder}/{name}")
        except BaseException:
            with suppress(OSError):
                self._filesystem.rm_file(part)
            raise

    def _listed(self, folder: str, kind: str) -> list[str]:
        """What lies in a folder, by its last part. An empty file is what a power cut leaves: not there."""
        try:
            with answering():
                entries = self._filesystem.ls(folder, detail=True)
        except NotFound:
            return []
        kept = (each for each in entries if each["type"] == kind and (kind == "directory" or each["size"]))
        return sorted(str(each["name"]).rstrip("/").rpartition("/")[2] for each in kept)

    def _entries(self, found: dict[str, dict[str, Any]]) -> Iterator[Entry]:
        """Of folders, those that hold nothing; a file system that does not say since when lets nothing be swept."""
        holding = {path.rpartition("/")[0] for path in found}
        for path, info in found.items():
            place, folder = path.removeprefix(f"{self._root}/"), info["type"] == "directory"
            if not _OURS.fullmatch(place) or folder == ("/" in place) or path in holding:
                continue
            moment = since(self._filesystem, info)
            if moment is not None:
                yield Entry(place, 0 if folder else int(info["size"]), moment.astimezone(UTC), folder)
