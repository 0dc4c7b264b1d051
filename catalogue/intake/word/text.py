"""The text of a paragraph of Word as it is printed, and what stands in it besides.

Of text whose changes are tracked, what was put in is read and what was taken out is not. Readings above words (ruby)
are no part of the text.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from catalogue.intake.elements import attribute, child, is_on, local, shown

PAGE = "\f"
_LEFT_OUT = {
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "rt",
    "pPr",
    "rubyPr",
    "sdtPr",
    "sdtEndPr",
    "fldData",
    "annotationRef",
}
_CHANGED = {"ins", "del", "moveFrom", "moveTo"}
_DRAWN = {"drawing", "pict", "object"}
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": "・"}
_BOXES = {"txbxContent", "relIds"}
_PICTURES = {"pic", "imagedata"}
_CHARTS = {"chart"}


@dataclass(slots=True)
class Seen:
    """What was met on the way and is told of at the end.

    ``page`` is the one that is being read, from 1; 0 where a document does not say how Word last printed it.
    """

    page: int = 0
    pictures: Counter[int] = field(default_factory=Counter)
    charts: int = 0
    is_changed: bool = False
    is_hidden: bool = False


def text_of(element: Element, seen: Seen, boxes: list[Element]) -> str:
    """The text within an element; where a new page was asked for, it holds :data:`PAGE`. Text boxes, and what
    names a diagram, go to ``boxes``."""
    return "".join(_parts(element, seen, boxes))


def _parts(element: Element, seen: Seen, boxes: list[Element]) -> Iterator[str]:
    for each in shown(element):
        name = local(each)
        seen.is_changed |= name in _CHANGED
        if name == "t":
            yield each.text or ""
        elif name == "br":
            yield PAGE if attribute(each, "type") == "page" else "\n"
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "lastRenderedPageBreak":
            seen.page += 1
        elif name in _DRAWN:
            _look_at(each, seen, boxes)
        elif name == "rPr":
            seen.is_hidden |= is_on(child(each, "vanish"))
        elif name not in _LEFT_OUT:
            yield from _parts(each, seen, boxes)


def _look_at(drawn: Element, seen: Seen, boxes: list[Element]) -> None:
    """Count what is drawn, and keep what has text for who reads it."""
    for each in shown(drawn):
        name = local(each)
        if name in _BOXES:
            boxes.append(each)
            continue
        if name in _PICTURES:
            seen.pictures[seen.page] += 1
        seen.charts += name in _CHARTS
        _look_at(each, seen, boxes)
