"""Where a picture nobody vouches for is worked on: in a process of its own, one for each picture.

How such a process is started, and what its end means, is the same for all files (``catalogue.confined``); what is
said of pictures is said here, and what comes back is looked at before it is kept.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any

from catalogue.confined.child import Child, Endings, running
from catalogue.domain.errors import Invalid
from catalogue.images.gate import BROKEN, STANDARD, Limits, form_of
from catalogue.images.renditions import AVIF, JPEG, PNG, WEBP, Rendition, named
from catalogue.images.worker import TOO_HEAVY

CHILD = Child(
    running("catalogue.images.worker"),
    Endings(
        broken=BROKEN,
        too_slow=(
            "このファイルは開くのに時間がかかりすぎるため、受け取れません。"
            "画像ソフトで開き、縮小するか、通常のJPEGかPNGで保存し直してからお試しください。"
        ),
        too_heavy=TOO_HEAVY,
        away="いまは画像を受け取れません。しばらくしてからもう一度お試しください。",
    ),
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file's header says: the format, and the size in pixels as it is stored."""

    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Made:
    """A picture fit to be shown, with its files: the modern type first, the plain one last, narrow before wide.

    ``digest`` (SHA-256, 64 hex digits) names the prepared pixels; ``width`` and ``height`` are those of what was sent,
    upright. ``colour`` is ``#rrggbb`` for the place until the picture has come, ``likeness`` 16 hex digits (see there).
    """

    digest: str
    width: int
    height: int
    colour: str
    likeness: str
    format: str
    files: tuple[Rendition, ...]


def make(data: bytes, *, page: int = 1, limits: Limits = STANDARD) -> Made:
    """Decode a file in a process of its own, and make all that pages show. ``page`` (from 1) is asked of a PDF only.

    Raises:
        Invalid: the file is refused; the message says what to mend.
        Unavailable: no process could be started, or there is no room for its answer.
    """
    said, body = _answer(data, page, limits, only_examine=False)
    try:
        return _made(said, body)
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(BROKEN) from error


def examine(data: bytes, *, page: int = 1, limits: Limits = STANDARD) -> Examined:
    """Check a file by its header alone. Raises as ``make`` does, but does not find damage behind the header."""
    said, _ = _answer(data, page, limits, only_examine=True)
    try:
        return Examined(str(said["format"]), int(said["width"]), int(said["height"]))
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(BROKEN) from error


def task(page: int = 1, limits: Limits = STANDARD, *, only_examine: bool = False) -> dict[str, Any]:
    """What a child is told to do."""
    return {"page": page, "limits": asdict(limits), "only_examine": only_examine}


def _answer(data: bytes, page: int, limits: Limits, *, only_examine: bool) -> tuple[dict[str, Any], bytes]:
    """What the child says, and the bytes behind that; a refusal of its is raised."""
    form_of(data, limits)
    return CHILD.answer(task(page, limits, only_examine=only_examine), data)


# A child that a picture has taken over may answer anything. What is kept has at least the shape of what we serve.
_SHAPES = {
    AVIF: re.compile(rb"[\s\S]{4}ftypavi"),
    WEBP: re.compile(rb"RIFF[\s\S]{4}WEBP"),
    JPEG: re.compile(rb"\xff\xd8\xff"),
    PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
}
_LONGEST = 99_999
_TEXTS = {
    "digest": r"[0-9a-f]{64}",
    "colour": r"#[0-9a-f]{6}",
    "likeness": r"[0-9a-f]{16}",
    "format": r"[A-Z]{3,4}",
}


def _made(said: Mapping[str, Any], body: bytes) -> Made:
    """Raises KeyError, TypeError or ValueError where the answer is not of the shape it should have."""
    for key, shape in _TEXTS.items():
        if not re.fullmatch(shape, said[key]):
            raise ValueError(key)
    texts = {key: str(said[key]) for key in _TEXTS}
    files = tuple(_files(said["files"], body))
    return Made(**texts, width=_side(said["width"]), height=_side(said["height"]), files=files)


def _files(listed: list[tuple[str, int, int, int]], body: bytes) -> Iterator[Rendition]:
    ends = list(accumulate(length for *_, length in listed))
    if not ends or ends[-1] != len(body):
        raise ValueError("files")
    for (media_type, width, height, length), end in zip(listed, ends, strict=True):
        data = body[end - length : end]
        if not _SHAPES[media_type].match(data):
            raise ValueError(media_type)
        yield named(_side(width), _side(height), media_type, data)


def _side(said: object) -> int:
    if not isinstance(said, int) or not 1 <= said <= _LONGEST:
        raise ValueError(said)
    return said
