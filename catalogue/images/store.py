"""Where the renditions of pictures lie: a folder per digest, behind a port, on any file system fsspec knows.

What is stored never changes: a digest names one picture. So a file is either whole or not there (written
beside, then moved), writing it again does no harm, and browsers may keep it for ever.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from catalogue.domain.errors import Invalid, NotFound, Unavailable
from catalogue.images.gate import STANDARD, Limits
from catalogue.images.pipeline import prepare
from catalogue.images.renditions import Planned, fallback_type, plan, render
from catalogue.settings import BadSetting

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[1-9][0-9]{0,4}\.(?:avif|jpg|png)")


class ImageStore(Protocol):
    """The port. A digest is 64 lower-case hex digits, a name is a width and an ending (``640.avif``)."""

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


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture in the store: its size in pixels, upright, its files, and the media type without AVIF."""

    digest: str
    width: int
    height: int
    media_type: str
    renditions: tuple[Planned, ...]


def keep(store: ImageStore, data: bytes, limits: Limits = STANDARD) -> Kept:
    """Prepare an uploaded file, make what renditions the store lacks, and say what it now has.

    Raises:
        Invalid: the file is refused; the store is as it was.
        Unavailable: the store cannot be written; a second call goes on where this one stopped.
    """
    picture = prepare(data, limits)
    digest, media_type = picture.digest, fallback_type(picture)
    for rendition in render(picture, media_type, but=store.names(digest)):
        store.put(digest, rendition.name, rendition.data)
    renditions = plan(picture.width, picture.height, media_type)
    return Kept(digest, picture.width, picture.height, media_type, renditions)


def open_store(address: str | Path) -> "FilesystemStore":
    """The store in a folder or at an fsspec address (``memory://…``, ``s3://…``); made when first written."""
    # Listings are not remembered: another process may have written since.
    try:
        filesystem, root = url_to_fs(str(address), use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise BadSetting(
            "IMAGE_STORE のアドレスが正しくないか、その保管場所の部品が入っていません。"
        ) from error
    return FilesystemStore(filesystem, root)


class FilesystemStore:
    """The adapter over an fsspec file system; ``root`` is a path in it."""

    def __init__(self, filesystem: AbstractFileSystem, root: str) -> None:
        self._filesystem = filesystem
        self._root = root.rstrip("/")

    def put(self, digest: str, name: str, data: bytes) -> None:
        if not _DIGEST.fullmatch(digest) or not _NAME.fullmatch(name):
            raise Invalid("画像の名前の形が正しくありません。")
        part = f"{self._folder(digest)}/{name}.{uuid4().hex}.part"
        with _answering():
            self._filesystem.makedirs(self._folder(digest), exist_ok=True)
            try:
                self._filesystem.pipe_file(part, data)
                self._filesystem.mv(part, f"{self._folder(digest)}/{name}")
            except BaseException:
                with suppress(OSError):
                    self._filesystem.rm_file(part)
                raise

    def get(self, digest: str, name: str) -> bytes:
        if not _DIGEST.fullmatch(digest) or not _NAME.fullmatch(name):
            raise NotFound(_MISSING)
        with _answering():
            data = bytes(self._filesystem.cat_file(f"{self._folder(digest)}/{name}"))
        if not data:
            raise NotFound(_MISSING)
        return data

    def has(self, digest: str, name: str) -> bool:
        return name in self.names(digest)

    def names(self, digest: str) -> list[str]:
        if not _DIGEST.fullmatch(digest):
            return []
        return [name for name in self._listed(self._folder(digest), "file") if _NAME.fullmatch(name)]

    def drop(self, digest: str) -> None:
        if _DIGEST.fullmatch(digest):
            with suppress(NotFound), _answering():
                self._filesystem.rm(self._folder(digest), recursive=True)

    def digests(self) -> list[str]:
        return [name for name in self._listed(self._root, "directory") if _DIGEST.fullmatch(name)]

    def _folder(self, digest: str) -> str:
        return f"{self._root}/{digest}"

    def _listed(self, folder: str, kind: str) -> list[str]:
        """What lies in a folder, by its last part. An empty file is what a power cut leaves: not there."""
        try:
            with _answering():
                entries = self._filesystem.ls(folder, detail=True)
        except NotFound:
            return []
        kept = (each for each in entries if each["type"] == kind and (kind == "directory" or each["size"]))
        return sorted(str(each["name"]).rstrip("/").rpartition("/")[2] for each in kept)


_MISSING = "この画像は見つかりません。"


@contextmanager
def _answering() -> Iterator[None]:
    """Put what a file system says into the catalogue's words."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound(_MISSING) from error
    except OSError as error:
        raise Unavailable("画像の保管場所を使えません。しばらくしてからもう一度お試しください。") from error
