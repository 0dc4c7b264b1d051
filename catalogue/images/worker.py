"""The process in which one picture is decoded: ``python -m catalogue.images.worker <task>``.

What it answers are the words and sizes of what was made, and behind them the bytes of the files one after the other.
"""

from typing import Any, BinaryIO

from catalogue.confined.bounds import stop_the_timer
from catalogue.confined.worker import serve
from catalogue.images.confinement import BOUNDS
from catalogue.images.gate import Limits

TOO_HEAVY = (
    "このファイルは開くのに多くのメモリを使うため、受け取れません。"
    "縮小するか、通常のJPEGかPNGで保存し直してからお試しください。"
)


def _worked(task: dict[str, Any], sent: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    limits, page = Limits(**task["limits"]), int(task["page"])
    data = sent.read(limits.max_bytes + 1)
    # Loaded under the limits: what it takes counts.
    from catalogue.images import pipeline

    if task["only_examine"]:
        form, width, height = pipeline.examine(data, page, limits)
        return {"format": form, "width": width, "height": height}, []
    picture = pipeline.prepare(data, page, limits)
    stop_the_timer()
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
    serve(_worked, BOUNDS, TOO_HEAVY)
