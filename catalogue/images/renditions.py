"""The files a browser chooses from: how they are called, and how a page lists them. Nothing here opens a picture.

A name says the width and what is in the file (``640-0123456789abcdef.avif``), so what is under a name never changes,
and browsers may keep it for ever. Files of earlier versions are called ``640.avif``.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

AVIF, WEBP, JPEG, PNG = "image/avif", "image/webp", "image/jpeg", "image/png"

_SUFFIXES = {AVIF: "avif", WEBP: "webp", JPEG: "jpg", PNG: "png"}
_MEDIA_TYPES = {suffix: media_type for media_type, suffix in _SUFFIXES.items()}


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file with its bytes: width and height in pixels, media type, and the name it is kept by."""

    name: str
    width: int
    height: int
    media_type: str
    data: bytes


def named(width: int, height: int, media_type: str, data: bytes) -> Rendition:
    """A rendition with its name: the width, and the first 16 hex digits of the SHA-256 of its bytes."""
    digest = hashlib.sha256(data).hexdigest()[:16]
    return Rendition(f"{width}-{digest}.{_SUFFIXES[media_type]}", width, height, media_type, data)


def is_itself(name: str, data: bytes) -> bool:
    """Whether the name speaks of these bytes. One of an earlier version says nothing of them and is believed."""
    said = name.partition(".")[0].partition("-")[2]
    return hashlib.sha256(data).hexdigest().startswith(said)


def srcset(renditions: Iterable[Rendition]) -> dict[str, list[tuple[str, int]]]:
    """By media type, the (name, width) pairs a page's ``srcset`` lists; in the order given."""
    choices: dict[str, list[tuple[str, int]]] = {}
    for each in renditions:
        choices.setdefault(each.media_type, []).append((each.name, each.width))
    return choices


def media_type_of(name: str) -> str:
    """The media type of a rendition by its file name; KeyError if its ending is none of ours."""
    return _MEDIA_TYPES[name.rpartition(".")[2]]
