"""The files a browser chooses from: a picture at several widths, in AVIF and in a format every browser knows.

Photographs fall back to JPEG. Drawings (flat colours, lines, text) fall back to PNG, because JPEG frays the
edges of letters; their AVIF keeps colour at full resolution for the same reason. Content tells the two apart.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops

from catalogue.images.gate import JPEG_FORMATS
from catalogue.images.pipeline import Picture

WIDTHS = (320, 640, 960, 1280, 1600)
AVIF, JPEG, PNG = "image/avif", "image/jpeg", "image/png"

_SUFFIXES = {AVIF: "avif", JPEG: "jpg", PNG: "png"}
_MEDIA_TYPES = {suffix: media_type for media_type, suffix in _SUFFIXES.items()}

# A drawing has at least this share of pixels equal to the pixel on their left. Schematic figures measure about
# 0.95 (soft edges included), pictures with a sensor's grain about 0.01. Counting colours would not do: soft edges
# make thousands of them, and a grey photograph has 256.
_FLAT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Planned:
    """A rendition by its description: file name (``640.avif``), size in pixels, media type."""

    name: str
    width: int
    height: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Rendition(Planned):
    """A rendition with its bytes."""

    data: bytes


def plan(width: int, height: int, fallback: str) -> tuple[Planned, ...]:
    """What a picture of this size is to have, narrow before wide: each in AVIF and in ``fallback``.

    Never wider than the picture; a picture narrower than a step ends with its own width.
    """
    widest = min(width, WIDTHS[-1])
    widths = [*(step for step in WIDTHS if step < widest), widest]
    return tuple(
        Planned(f"{wide}.{_SUFFIXES[media_type]}", wide, max(1, round(height * wide / width)), media_type)
        for wide in widths
        for media_type in (AVIF, fallback)
    )


def fallback_type(picture: Picture) -> str:
    """PNG for drawings and for what is transparent, JPEG for photographs.

    A picture that came as JPEG stays one: its edges are frayed already, and as PNG that noise would be huge.
    """
    if picture.pixels.mode == "RGBA":
        return PNG
    if picture.format in JPEG_FORMATS:
        return JPEG
    return PNG if _flat_share(picture.pixels) >= _FLAT_SHARE else JPEG


def render(picture: Picture, fallback: str, but: Collection[str] = ()) -> Iterator[Rendition]:
    """Make the planned renditions one by one, except those whose names are in ``but``.

    The same picture gives the same bytes under the same version of Pillow.
    """
    sized = picture.pixels
    for planned in plan(picture.width, picture.height, fallback):
        if planned.name in but:
            continue
        if sized.size != (planned.width, planned.height):
            sized = picture.pixels.resize((planned.width, planned.height), Image.Resampling.LANCZOS)
        data = _encode(sized, _SETTINGS[planned.media_type, fallback])
        yield Rendition(planned.name, planned.width, planned.height, planned.media_type, data)


def srcset(renditions: Iterable[Planned]) -> dict[str, list[tuple[str, int]]]:
    """By media type, the (name, width) pairs a page's ``srcset`` lists; in the order given, AVIF first."""
    choices: dict[str, list[tuple[str, int]]] = {}
    for each in renditions:
        choices.setdefault(each.media_type, []).append((each.name, each.width))
    return choices


def media_type_of(name: str) -> str:
    """The media type of a rendition by its file name; KeyError if its ending is none of ours."""
    return _MEDIA_TYPES[name.rpartition(".")[2]]


# Two threads and no tiles on every machine: both change the bytes, which should depend on the picture alone.
_EVERY_AVIF = {"format": "AVIF", "max_threads": 2, "autotiling": False}

# By media type and the picture's fallback. Photographs are no smaller at speed 8 than at 9; drawings are half
# the size, for twice the time (0.7 s instead of 0.4 s for a figure of 1600 × 900 in all widths, on two cores).
_SETTINGS: dict[tuple[str, str], dict[str, Any]] = {
    (AVIF, JPEG): {**_EVERY_AVIF, "quality": 60, "speed": 9, "subsampling": "4:2:0"},
    (AVIF, PNG): {**_EVERY_AVIF, "quality": 80, "speed": 8, "subsampling": "4:4:4"},
    (JPEG, JPEG): {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
    (PNG, PNG): {"format": "PNG", "compress_level": 6},
}


def _encode(pixels: Image.Image, settings: dict[str, Any]) -> bytes:
    stream = BytesIO()
    pixels.save(stream, **settings)
    return stream.getvalue()


def _flat_share(pixels: Image.Image) -> float:
    """The share (0 to 1) of pixels that equal the pixel on their left; 1 for a single column.

    Rows enough for a judgement are looked at, not all of a large picture's.
    """
    width, height = pixels.width, min(pixels.height, 500)
    if width == 1:
        return 1.0
    rows = pixels.resize((width, height), Image.Resampling.NEAREST)
    left, right = rows.crop((0, 0, width - 1, height)), rows.crop((1, 0, width, height))
    red, green, blue = ImageChops.difference(left, right).split()
    unequal = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return unequal.histogram()[0] / (unequal.width * unequal.height)
