"""Which paragraphs of a slide have a point or a number before them, and which number.

A paragraph says it itself, or its shape, the placeholder of the layout or of the master, or the master for all text of
its kind (ECMA-376 Part 1, 21.1.2.4).
"""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from catalogue.intake.elements import attribute, child, local, number
from catalogue.intake.numerals import numeral
from catalogue.intake.slides.places import inherited, list_style, master_style, stands_for

_POINTS = {"buChar", "buBlip"}
_DEEPEST = 8
_KINDS = (
    ("circleNum", "decimalEnclosedCircle"), ("romanUc", "upperRoman"), ("romanLc", "lowerRoman"),
    ("alphaUc", "upperLetter"), ("alphaLc", "lowerLetter"), ("ea1JpnChsDb", "japaneseCounting"),
    ("ea1JpnKor", "japaneseCounting"), ("arabicDb", "decimalFullWidth"),
)  # fmt: skip
_AROUND = (("ParenBoth", "({})"), ("ParenR", "{})"), ("Period", "{}."), ("Minus", "-{}-"))


class Bullets:
    """The points and numbers of one shape, from its first paragraph to its last."""

    def __init__(self, shape: Element, pages: Sequence[Element]) -> None:
        """``pages`` are the layout and the master."""
        self._styles = [list_style(each) for each in inherited(shape, pages)]
        self._styles += [master_style(page, stands_for(shape)) for page in pages]
        self._counts: dict[int, int] = {}

    def of(self, paragraph: Element) -> tuple[int, str] | None:
        """How deep a paragraph is, from 0, and its number as it is shown, "" for a point; nothing without either."""
        properties = child(paragraph, "pPr")
        depth = max(0, min(number(properties, "lvl"), _DEEPEST))
        sign = next(self._signs(properties, depth), None)
        if sign is None or local(sign) == "buNone":
            self._forget(depth)
            return None
        if local(sign) in _POINTS:
            self._forget(depth)
            return depth, ""
        self._forget(depth + 1)
        self._counts[depth] = self._counts.get(depth, number(sign, "startAt", 1) - 1) + 1
        return depth, _numbered(self._counts[depth], attribute(sign, "type"))

    def _signs(self, properties: Element | None, depth: int) -> Iterator[Element]:
        for each in (properties, *(child(style, f"lvl{depth + 1}pPr") for style in self._styles)):
            if each is not None:
                yield from (sign for sign in each if local(sign) in {"buNone", "buAutoNum", *_POINTS})

    def _forget(self, depth: int) -> None:
        for deeper in range(depth, _DEEPEST + 1):
            self._counts.pop(deeper, None)


def _numbered(count: int, kind: str) -> str:
    figure = numeral(count, next((name for start, name in _KINDS if kind.startswith(start)), "decimal"))
    return next((around for end, around in _AROUND if kind.endswith(end)), "{}").format(figure)
