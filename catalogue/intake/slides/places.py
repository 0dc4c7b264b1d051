"""Where shapes are on a slide, and in which order a person reads them.

A placeholder that says nothing of its place has that of the layout, or else of the master (ECMA-376 Part 1, 19.3.1.36).
All lengths are in EMU, 914,400 to the inch.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar
from xml.etree.ElementTree import Element

from catalogue.intake.elements import attribute, child, local, number, shown

_Thing = TypeVar("_Thing")

# Shapes whose tops are no further apart stand in one line: a quarter of an inch.
_ONE_LINE = 228_600
_TITLES = {"title", "ctrTitle"}
_BODY = {"", "obj", "body", "subTitle"}


def placeholder(shape: Element) -> Element | None:
    """What a shape says it is a placeholder for; nothing if it is none."""
    for each in shape:
        if local(each).startswith("nv"):
            return child(each, "nvPr", "ph")
    return None


def stands_for(shape: Element) -> str:
    """The kind of a placeholder: ``title``, ``body``, ``sldNum``; "" for one of no kind, ``-`` for none."""
    found = placeholder(shape)
    return attribute(found, "type") if found is not None else "-"


def shapes_of(slide: Element) -> Iterator[Element]:
    """The shapes of a slide, a layout or a master, as they are written down."""
    tree = child(slide, "cSld", "spTree")
    return shown(tree) if tree is not None else iter(())


def inherited(shape: Element, pages: Sequence[Element]) -> Iterator[Element]:
    """A shape, and the placeholders it takes from what it does not say itself: that of its number on the layout, that
    of its kind on the master (``pages`` are the two)."""
    yield shape
    mine = placeholder(shape)
    if mine is None:
        return
    for page, is_meant in zip(pages, (_has_number_of, _is_of_kind_of), strict=False):
        for other in shapes_of(page):
            theirs = placeholder(other)
            if theirs is not None and is_meant(theirs, mine):
                yield other
                break


def corner(shape: Element, pages: Sequence[Element] = ()) -> tuple[int, int]:
    """Where a shape begins: from the top, from the left. One that nothing is said of begins in the corner."""
    for each in inherited(shape, pages):
        for properties in each:
            frame = properties if local(properties) == "xfrm" else child(properties, "xfrm")
            begins = child(frame, "off")
            if begins is not None:
                return number(begins, "y"), number(begins, "x")
    return 0, 0


def in_reading_order(things: Iterable[_Thing], place: Callable[[_Thing], tuple[int, int]]) -> list[_Thing]:
    """Things from the top to the bottom, and from the left to the right where they stand in one line."""
    lines: list[list[_Thing]] = []
    for thing in sorted(things, key=place):
        if lines and place(thing)[0] - place(lines[-1][0])[0] <= _ONE_LINE:
            lines[-1].append(thing)
        else:
            lines.append([thing])
    return [thing for line in lines for thing in sorted(line, key=lambda each: place(each)[1])]


def _has_number_of(theirs: Element, mine: Element) -> bool:
    return attribute(theirs, "idx", "0") == attribute(mine, "idx", "0")


def _is_of_kind_of(theirs: Element, mine: Element) -> bool:
    kind, other = attribute(theirs, "type"), attribute(mine, "type")
    return kind == other or {kind, other} <= _TITLES or {kind, other} <= _BODY


def list_style(shape: Element) -> Element | None:
    """What a shape says of the levels of its text."""
    return child(shape, "txBody", "lstStyle")


def master_style(master: Element, kind: str) -> Element | None:
    """What a master says of the text of a kind of placeholder; ``-`` for shapes that are none."""
    name = "titleStyle" if kind in _TITLES else "bodyStyle" if kind in _BODY else "otherStyle"
    return child(master, "txStyles", name)
