"""The process in which one picture is decoded: ``python -m catalogue.images.worker <task>``.

The task is JSON in the argument, the picture comes by standard input. The answer is one line of JSON, then the bytes
of the files one after the other. A refusal is such a line too; whatever else ends this process says nothing.
"""

import errno
import json
import os
import sys
from typing import Any, BinaryIO

from catalogue.domain.errors import Invalid
from catalogue.images.confinement import allow_encoding, confine
from catalogue.images.gate import Limits

# sysexits(3) EX_TEMPFAIL: it was not the picture.
NO_ROOM = 75

TOO_HEAVY = (
    "このファイルは開くのに多くのメモリを使うため、受け取れません。"
    "縮小するか、通常のJPEGかPNGで保存し直してからお試しください。"
)


def main() -> None:
    """Confine, read, work, answer."""
    confine()
    answer = _answer_only()
    try:
        said, files = _worked(json.loads(sys.argv[1]), sys.stdin.buffer)
    except Invalid as refused:
        said, files = {"refused": refused.message}, []
    except MemoryError:
        said, files = {"refused": TOO_HEAVY}, []
    try:
        answer.write(json.dumps(said).encode() + b"\n")
        answer.writelines(files)
        answer.close()
    except OSError as error:
        os._exit(NO_ROOM if error.errno == errno.ENOSPC else 1)
    # Nothing is left to be tidied, and a damaged picture may have left behind what cannot be.
    os._exit(0)


def _answer_only() -> BinaryIO:
    """Standard output for the answer alone: what a library prints goes where its complaints go."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answer


def _worked(task: dict[str, Any], sent: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    limits, page = Limits(**task["limits"]), int(task["page"])
    data = sent.read(limits.max_bytes + 1)
    # Loaded under the limits: what it takes counts.
    from catalogue.images import pipeline

    if task["only_examine"]:
        form, width, height = pipeline.examine(data, page, limits)
        return {"format": form, "width": width, "height": height}, []
    picture = pipeline.prepare(data, page, limits)
    allow_encoding()
    del data
    try:
        return _made(picture)
    except (OSError, ValueError, RuntimeError) as error:
        # The picture is ours by now, and nothing is wrong with it: so encoders say that memory has ended.
        raise MemoryError from error


def _made(picture: Any) -> tuple[dict[str, Any], list[bytes]]:
    from catalogue.images.encoding import encoded
    from catalogue.images.impression import colour, on_white
    from catalogue.images.likeness import likeness

    seen = on_white(picture.pixels)
    files = list(encoded(picture))
    said = {
        "digest": picture.digest,
        "width": picture.width,
        "height": picture.height,
        "colour": colour(seen),
        "likeness": likeness(seen),
        "format": picture.format,
        "files": [[media_type, width, height, len(data)] for media_type, width, height, data in files],
    }
    return said, [data for *_, data in files]


if __name__ == "__main__":
    main()
