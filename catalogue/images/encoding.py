"""A picture at several widths, each as a modern file and as one every browser knows.

Photographs are AVIF and JPEG (PNG if any part is transparent). Drawings (flat colours, lines, letters) lose nothing:
WebP and PNG, because JPEG frays the edges of letters, and AVIF at its best still changes colours and is larger.
Content tells the two apart.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops

from catalogue.images.measures import widths_of
from catalogue.images.opening import JPEG_FORMATS
from catalogue.images.pipeline import Picture
from catalogue.images.renditions import AVIF, JPEG, PNG, WEBP

# A drawing has at least this share of pixels equal to the pixel on their left. Schematic figures measure about
# 0.95 (soft edges included), pictures with a sensor's grain about 0.01. Counting colours would not do: soft edges
# make thousands of them, and a grey photograph has 256.
_FLAT_SHARE = 0.6

_Settings = dict[str, dict[str, Any]]

# One thread and no tiles on every machine: both change the bytes, which should depend on the picture alone.
# Photographs are no smaller at speed 8 than at 9.
_AVIF = {
    "format": "AVIF", "quality": 60, "speed": 9, "subsampling": "4:2:0", "max_threads": 1, "autotiling": False,
}  # fmt: skip
PHOTOGRAPH: _Settings = {
    AVIF: _AVIF,
    JPEG: {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
# Grain has no words to repeat, and what is clear has one: zlib's Z_RLE takes a fifth of the time, and less room.
_CLEAR_PHOTOGRAPH: _Settings = {AVIF: _AVIF, PNG: {"format": "PNG", "compress_type": 3}}
# On figures 1600 wide, WebP at method 4, effort 50 is within 1 % of the slowest in a third of its time, and PNG at
# level 6 within 3 % of ``optimize`` in a fifth.
_DRAWING: _Settings = {
    WEBP: {"format": "WEBP", "lossless": True, "method": 4, "quality": 50},
    PNG: {"format": "PNG", "compress_level": 6},
}


def _settings(picture: Picture) -> _Settings:
    """How each media type is written, the modern one first.

    A picture that came as JPEG stays a photograph: its edges are frayed already, and kept exactly that is huge.
    """
    if picture.format not in JPEG_FORMATS and _flat_share(picture.pixels) >= _FLAT_SHARE:
        return _DRAWING
    return _CLEAR_PHOTOGRAPH if picture.pixels.mode == "RGBA" else PHOTOGRAPH


def encoded(picture: Picture) -> Iterator[tuple[str, int, int, bytes]]:
    """Every file of a picture: media type, width, height, bytes. The modern type first, narrow before wide.

    The same picture gives the same bytes under the same version of Pillow.
    """
    sized = _sized(picture)
    for media_type, options in _settings(picture).items():
        for pixels in sized:
            stream = BytesIO()
            pixels.save(stream, **options)
            yield media_type, pixels.width, pixels.height, stream.getvalue()


def _sized(picture: Picture) -> list[Image.Image]:
    """The picture at each of its widths, all from the working copy, so that no step is seen in the next."""
    whole = picture.pixels
    # Colours are weighed by how much of them is seen; done here once, and not by Pillow for every width.
    weighed = whole.convert("RGBa") if whole.mode == "RGBA" else whole
    sizes = [(width, max(1, round(whole.height * width / whole.width))) for width in widths_of(whole.width)]
    return [
        whole
        if size == whole.size
        else weighed.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0).convert(whole.mode)
        for size in sizes
    ]


def _flat_share(pixels: Image.Image) -> float:
    """The share (0 to 1) of pixels that equal the pixel on their left, where anything can be seen; 1 for a column.

    Rows enough for a judgement are looked at, not all of a large picture's.
    """
    width, height = pixels.width, min(pixels.height, 500)
    if width == 1:
        return 1.0
    rows = pixels.resize((width, height), Image.Resampling.NEAREST)
    left, right = rows.crop((0, 0, width - 1, height)), rows.crop((1, 0, width, height))
    first, *others = ImageChops.difference(left, right).split()
    for other in others:
        first = ImageChops.lighter(first, other)
    seen = right.getchannel("A").point(lambda alpha: 255 if alpha else 0) if right.mode == "RGBA" else None
    counts = first.histogram(seen)
    return counts[0] / max(1, sum(counts)) if any(counts) else 1.0
