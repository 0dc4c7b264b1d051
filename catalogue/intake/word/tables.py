"""The tables of a Word document: cells in their columns, and what was merged said once (ECMA-376 Part 1, 17.4)."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from catalogue.intake.elements import attribute, child, local, number, shown
from catalogue.intake.limits import MOST_COLUMNS

# Content controls, and changes that are tracked, stand around rows and cells.
_AROUND = {"sdt", "sdtContent", "ins", "customXml"}


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, without those whose removal is tracked."""
    return (row for row in _within(table, "tr") if child(row, "trPr", "del") is None)


def cells_of(row: Element) -> list[Element]:
    """The cells of a row as they are written down."""
    return list(_within(row, "tc"))


def is_frame(table: Element) -> bool:
    """Whether a table is but a frame around paragraphs: none of its rows has two cells."""
    return all(len(cells_of(row)) <= 1 for row in rows_of(table))


def texts_of(row: Element, text_in: Callable[[Element], str]) -> list[str]:
    """The texts of a row by its columns; a cell that goes on from above or from the left is ""."""
    texts = [""] * _columns(child(row, "trPr", "gridBefore"))
    for cell in cells_of(row):
        properties = child(cell, "tcPr")
        above = child(properties, "vMerge")
        goes_on = above is not None and attribute(above, "val", "continue") == "continue"
        texts.append("" if goes_on else text_in(cell))
        texts.extend([""] * (_columns(child(properties, "gridSpan"), 1) - 1))
    return texts[:MOST_COLUMNS]


def _columns(said: Element | None, otherwise: int = 0) -> int:
    return max(0, min(number(said, "val", otherwise), MOST_COLUMNS))


def _within(element: Element, name: str) -> Iterator[Element]:
    for each in shown(element):
        if local(each) == name:
            yield each
        elif local(each) in _AROUND:
            yield from _within(each, name)
