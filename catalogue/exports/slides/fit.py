"""Words that have one place and do not flow: a title, the line above it, the foot of a slide."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.exports.slides.flow import line_starts, printable
from catalogue.exports.slides.form import Box

_PITCH = 1.25
_ETC = "…"


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is shown in a size, and ``whole``, what it should have said."""

    shown: str
    size: float
    whole: str

    @property
    def is_cut(self) -> bool:
        """Whether the whole must be said elsewhere."""
        return self.whole not in self.shown

    @property
    def pitch(self) -> float:
        """From one line to the next."""
        return round(self.size * _PITCH, 1)


def fitted(text: str, box: Box, sizes: Sequence[float], *, ending: str = "") -> Fitted:
    """``text`` and its ``ending`` in the largest of ``sizes`` that has room in ``box``, in the last one cut with …"""
    whole = " ".join(printable(text).split("\n"))
    for size in sizes:
        if len(line_starts(whole + ending, size, box.width)) <= _lines(box, size):
            return Fitted(whole + ending, size, whole)
    size = sizes[-1]
    starts = line_starts(whole, size, box.width)
    cut = starts[min(_lines(box, size), len(starts) - 1)] - len(ending) - 2 * len(_ETC)
    return Fitted(whole[: max(cut, 0)] + _ETC + ending, size, whole)


def _lines(box: Box, size: float) -> int:
    return max(int(box.height / (size * _PITCH)), 1)
