"""How a JPEG is put together, walked by its segments (ITU-T T.81, annex B) without decoding anything.

Two things in it cost far more than its size in pixels tells: how often the whole picture is gone over again (scans),
and that a picture in several scans is held in memory at full size until the last of them.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anatomy:
    """``scans`` of the first picture; ``several_scans`` if they, or its kind, make the decoder hold all of it;
    ``samples`` in all its components (a pixel of a 4:2:0 photograph has 1.5)."""

    scans: int
    several_scans: bool
    samples: int


# Markers with a segment behind them. Stuffed bytes and restarts have none; nor have those reserved below C0,
# which a decoder may skip, so that scans could hide in what would be taken for their segment.
_MARKER = re.compile(rb"\xff([\xc0-\xcf\xd8-\xfe])")
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
# C0 to CF, without those that bring tables; every second one says that the picture comes in steps.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})


def anatomy(data: bytes) -> Anatomy:
    """What the segments of the first picture say.

    Counting the bytes FF DA anywhere would also count thumbnails, and films phones append to a photograph.
    """
    scans, samples, progressive, position = 0, 0, False, 2
    while found := _MARKER.search(data, position):
        marker = found[1][0]
        if marker == _END_OF_IMAGE:
            break
        scans += marker == _START_OF_SCAN
        if marker in _FRAMES:
            samples = max(samples, _samples(data[found.end() :][:80]))
            progressive |= marker in _PROGRESSIVE
        position = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return Anatomy(scans, progressive or scans > 1, samples)


def _samples(frame: bytes) -> int:
    """Samples in all components, from a frame header (B.2.2): length, precision, lines, columns, components."""
    if len(frame) < 8:
        return 0
    lines, columns = int.from_bytes(frame[3:5]), int.from_bytes(frame[5:7])
    factors = [divmod(each, 16) for each in frame[9 : 8 + 3 * frame[7] : 3]]
    widest = max((across for across, _ in factors), default=1) * max((down for _, down in factors), default=1)
    return lines * columns * sum(across * down for across, down in factors) // max(1, widest)
