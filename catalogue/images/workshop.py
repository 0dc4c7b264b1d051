"""Where a picture nobody vouches for is worked on: in a process of its own, one for each picture.

A decoder that runs wild, out of memory or into a trap takes only that process with it. Every way in which it may end
is a sentence here; nothing of it is left behind, for its answer goes into a file that has no name.
"""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import catalogue
from catalogue.domain.errors import Invalid, Unavailable
from catalogue.images.gate import BROKEN, STANDARD, Limits, form_of
from catalogue.images.renditions import AVIF, JPEG, PNG, WEBP, Rendition, named
from catalogue.images.worker import NO_ROOM, TOO_HEAVY

# Seconds by the clock: an unconfined child, or one on a machine that is very busy, ends here.
PATIENCE = 60.0

_TOO_SLOW = (
    "このファイルは開くのに時間がかかりすぎるため、受け取れません。"
    "画像ソフトで開き、縮小するか、通常のJPEGかPNGで保存し直してからお試しください。"
)
_AWAY = "いまは画像を受け取れません。しばらくしてからもう一度お試しください。"


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


def task(page: int = 1, limits: Limits = STANDARD, *, only_examine: bool = False) -> str:
    """What a child is told to do, as its one argument."""
    return json.dumps({"page": page, "limits": asdict(limits), "only_examine": only_examine})


def _answer(data: bytes, page: int, limits: Limits, *, only_examine: bool) -> tuple[dict[str, Any], bytes]:
    """What the child says, and the bytes behind that; a refusal of its is raised."""
    form_of(data, limits)
    line, _, body = _run(task(page, limits, only_examine=only_examine), data).partition(b"\n")
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Invalid(BROKEN) from error
    if not isinstance(said, dict):
        raise Invalid(BROKEN)
    if "refused" in said:
        raise Invalid(str(said["refused"]))
    return said, body


# -P: where the service happens to stand is no place to import from.
COMMAND = (sys.executable, "-P", "-W", "ignore", "-m", "catalogue.images.worker")
# Nothing of the service's own environment, where its secrets are. Two arenas: threads of the encoders would otherwise
# each take a piece of what memory the child may have.
ENVIRONMENT = {
    "PYTHONPATH": str(Path(catalogue.__file__).resolve().parent.parent),
    "PYTHONDONTWRITEBYTECODE": "1",
    "MALLOC_ARENA_MAX": "2",
    "LC_ALL": "C.UTF-8",
}


def _run(what: str, data: bytes) -> bytes:
    """One child from start to end; everything it wrote."""
    try:
        with TemporaryFile() as answer:
            ended = subprocess.run(  # noqa: S603  # our own interpreter and module; the stranger's bytes go to stdin
                [*COMMAND, what],
                check=False,
                input=data,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                timeout=PATIENCE,
            )
            if ended.returncode:
                raise _refusal(ended.returncode)
            answer.seek(0)
            return answer.read()
    except subprocess.TimeoutExpired as error:
        raise Invalid(_TOO_SLOW) from error
    except OSError as error:
        raise Unavailable(_AWAY) from error


def _refusal(code: int) -> Invalid | Unavailable:
    """Why a child ended without an answer. A negative code is the signal that ended it."""
    if code == NO_ROOM:
        return Unavailable(_AWAY)
    ended_by = next((each.name for each in signal.Signals if each == -code), "")
    return Invalid(_BY_SIGNAL.get(ended_by, BROKEN))


# Where memory ends, PDFium stops itself by a trap, and the system by a kill.
_BY_SIGNAL = {
    **dict.fromkeys(("SIGPROF", "SIGXCPU"), _TOO_SLOW),
    **dict.fromkeys(("SIGKILL", "SIGTRAP", "SIGABRT", "SIGILL"), TOO_HEAVY),
}

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
