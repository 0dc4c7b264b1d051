"""Where the parts of a slide stand. Lengths are in points, a seventy-second of an inch."""

from dataclasses import dataclass

# English Metric Units, in which the format counts.
EMU = 12700
_MM = 72 / 25.4
_SIDE, _GAP = 36.0, 8.0
_KICKER_TOP, _KICKER, _TITLE, _FOOT, _BELOW = 16.0, 18.0, 52.0, 24.0, 14.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Form:
    """A slide of a size, and the places on it."""

    width: float
    height: float

    @property
    def kicker(self) -> Box:
        """The small line above the title."""
        return Box(_SIDE, _KICKER_TOP, self._across, _KICKER)

    @property
    def title(self) -> Box:
        """Room for two lines."""
        return Box(_SIDE, self.kicker.bottom, self._across, _TITLE)

    @property
    def rule(self) -> Box:
        """The line under the title, which has no height."""
        return Box(_SIDE, self.title.bottom + 2, self._across, 0)

    @property
    def body(self) -> Box:
        """Between the rule and the foot."""
        top = self.rule.bottom + _GAP
        return Box(_SIDE, top, self._across, self.foot.top - _GAP - top)

    @property
    def foot(self) -> Box:
        """The line at the bottom of the slide, all of it."""
        return Box(_SIDE, self.height - _BELOW - _FOOT, self._across, _FOOT)

    @property
    def number(self) -> Box:
        """資料番号, in the foot."""
        return Box(_SIDE, self.foot.top, self._across * 0.24, _FOOT)

    @property
    def origin(self) -> Box:
        """When and from which page it was made, in the foot."""
        return Box(_SIDE + self._across * 0.25, self.foot.top, self._across * 0.63, _FOOT)

    @property
    def page(self) -> Box:
        """The number of the slide, in the foot."""
        return Box(_SIDE + self._across * 0.89, self.foot.top, self._across * 0.11, _FOOT)

    @property
    def cover_number(self) -> Box:
        """資料番号 on the first slide: the upper right corner, as papers for a meeting have it."""
        return Box(self.width - _SIDE - 300, 28, 300, 32)

    @property
    def cover_title(self) -> Box:
        """The title of the whole."""
        return Box(_SIDE * 2, self.height * 0.2, self.width - _SIDE * 4, self.height * 0.2)

    @property
    def cover_rule(self) -> Box:
        """The line under it, which has no height."""
        return Box(_SIDE * 2, self.cover_title.bottom + 6, self.width - _SIDE * 4, 0)

    @property
    def cover_subtitle(self) -> Box:
        """Under that."""
        return Box(_SIDE * 2, self.cover_rule.top + 8, self.width - _SIDE * 4, self.height * 0.09)

    @property
    def cover_body(self) -> Box:
        """When it was made, and what a reader must know."""
        top = self.cover_subtitle.bottom + 8
        return Box(_SIDE * 2, top, self.width - _SIDE * 4, self.foot.top - _GAP - top)

    @property
    def _across(self) -> float:
        return self.width - 2 * _SIDE


WIDE = Form(960, 540)
A4 = Form(297 * _MM, 210 * _MM)
