"""Whether two pictures show the same, though their bytes differ: re-saved, resized, recompressed, a little brighter.

A perceptual hash by the discrete cosine transform (Zauner, "Implementation and Benchmarking of Perceptual Image Hash
Functions", 2010, section 3.2.1): grey, 32 × 32, the lowest 8 × 8 frequencies, each a bit by the median.
"""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_SIDE, _KEPT = 32, 8
# Bits of 64 in which likenesses may differ. The same picture, worked over, differs by 6 at most; figures drawn by one
# hand in one style differ by 18 at least (tests/images/test_likeness.py).
ALIKE = 10


def likeness(pixels: "Image.Image") -> str:
    """16 hex digits (64 bits) for a picture in mode RGB: its coarse light and dark."""
    grey = pixels.convert("L").resize((_SIDE, _SIDE)).tobytes()
    rows = [_lowest(grey[start : start + _SIDE]) for start in range(0, len(grey), _SIDE)]
    columns = [_lowest(column) for column in zip(*rows, strict=True)]
    waves = [wave for column in columns for wave in column]
    # The first is the mean: it says how bright, which is what the likeness must not depend on.
    middle = sorted(waves[1:])[31]
    return f"{sum((wave > middle) << place for place, wave in enumerate(waves)):016x}"


def distance(one: str, other: str) -> int:
    """In how many of 64 bits two likenesses differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


_WAVES = [
    [math.cos(math.pi * wave * (2 * place + 1) / (2 * _SIDE)) for place in range(_SIDE)]
    for wave in range(_KEPT)
]


def _lowest(values: "bytes | tuple[float, ...]") -> list[float]:
    """The lowest frequencies of 32 values (DCT-II, not scaled: only which is larger matters)."""
    return [sum(value * height for value, height in zip(values, wave, strict=True)) for wave in _WAVES]
