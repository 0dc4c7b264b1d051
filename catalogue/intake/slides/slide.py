"""One slide: its title first, then its shapes in the order in which one reads them."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from catalogue.intake.drawing import diagram_lines, text_of
from catalogue.intake.elements import child, children, is_true, local, named_part, shown
from catalogue.intake.limits import MOST_COLUMNS
from catalogue.intake.package import Package
from catalogue.intake.pieces import Pieces
from catalogue.intake.slides.bullets import Bullets
from catalogue.intake.slides.places import corner, in_reading_order, shapes_of, stands_for

_TITLES = {"title", "ctrTitle"}
# What stands on every slide and says nothing of its own: numbers, dates, the lines at the edge.
_AT_THE_EDGE = {"sldNum", "dt", "ftr", "hdr"}


class Slide:
    """Reads one slide into ``pieces``; ``pictures`` and ``charts`` are how many it had."""

    def __init__(self, package: Package, part: str, behind: Sequence[Element], pieces: Pieces) -> None:
        """``behind`` are the layout and the master."""
        self._package, self._part, self._behind, self._pieces = package, part, behind, pieces
        self.pictures = self.charts = 0

    def read(self, tree: Element) -> None:
        """Read all of it."""
        shapes = list(shapes_of(tree))
        titles = [each for each in shapes if stands_for(each) in _TITLES]
        for title in titles:
            self._pieces.heading("\n".join(map(text_of, children(child(title, "txBody"), "p"))), 1)
        self._shapes(each for each in shapes if stands_for(each) not in _TITLES | _AT_THE_EDGE)

    def _shapes(self, shapes: Iterator[Element]) -> None:
        for shape in in_reading_order(shapes, lambda each: corner(each, self._behind)):
            match local(shape):
                case "sp":
                    self._text(shape)
                case "grpSp":
                    self._shapes(shown(shape))
                case "graphicFrame":
                    self._frame(child(shape, "graphic", "graphicData"))
                case "pic":
                    self.pictures += 1

    def _text(self, shape: Element) -> None:
        bullets = Bullets(shape, self._behind)
        for paragraph in children(child(shape, "txBody"), "p"):
            text = text_of(paragraph)
            if not text.strip():
                continue
            found = bullets.of(paragraph)
            if found is None:
                self._pieces.lines(text)
            else:
                depth, mark = found
                self._pieces.bullet(f"{mark} {text}" if mark else text, depth + 1)

    def _frame(self, data: Element | None) -> None:
        """A table, a diagram, a chart, or what another program drew."""
        for each in shown(data) if data is not None else ():
            match local(each):
                case "tbl":
                    self._table(each)
                case "relIds":
                    self._diagram(named_part(each, "dm"))
                case "chart":
                    self.charts += 1
                case "oleObj":
                    self.pictures += 1

    def _table(self, table: Element) -> None:
        rows = [list(children(row, "tc"))[:MOST_COLUMNS] for row in children(table, "tr")]
        is_frame = all(len(row) <= 1 for row in rows)
        for row in rows:
            cells = [_cell_text(cell) for cell in row]
            if is_frame:
                self._pieces.lines("\n".join(cells))
            else:
                self._pieces.row(cells)

    def _diagram(self, name: str) -> None:
        named = self._package.relations(self._part).get(name)
        if named is not None:
            self._pieces.lines("\n".join(diagram_lines(self._package, named.part)))


def _cell_text(cell: Element) -> str:
    """What a cell of a table says; one that goes on from above or from the left says nothing."""
    if is_true(cell.get("hMerge")) or is_true(cell.get("vMerge")):
        return ""
    return "\n".join(map(text_of, children(child(cell, "txBody"), "p")))
