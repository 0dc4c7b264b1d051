"""Slides of PowerPoint as a paper: title, text, tables and diagrams of one after the other, as one reads them.

PresentationML is ECMA-376 Part 1, 19. Notes of the speaker are told of, not read.
"""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catalogue.domain.errors import Invalid
from catalogue.domain.paper import Paper
from catalogue.intake import paper_remarks
from catalogue.intake.drawing import text_of
from catalogue.intake.elements import attribute, child, children, named_part
from catalogue.intake.package import Damaged, Package
from catalogue.intake.pieces import Pieces
from catalogue.intake.sentences import BROKEN, NOTHING_IN_PAPER
from catalogue.intake.slides.places import shapes_of, stands_for
from catalogue.intake.slides.slide import Slide

_HIDDEN = {"0", "false"}


def paper(data: bytes) -> Paper:
    """All that is written on the slides, hidden ones too.

    Raises:
        Invalid: there is nothing, too much, or the file is damaged.
    """
    package = Package(data)
    try:
        return _Reading(package).paper()
    except (Damaged, ValueError, IndexError, OverflowError) as error:
        raise Invalid(BROKEN) from error


class _Reading:
    """Slides while they are read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._pieces = Pieces()
        self._behind: dict[str, Element] = {}
        self._pictures: Counter[int] = Counter()
        self._charts = self._with_notes = 0
        self._hidden: list[int] = []

    def paper(self) -> Paper:
        """Read all slides."""
        for place, part in enumerate(self._parts(), start=1):
            self._read(place, part)
        pieces = self._pieces.all()
        if not pieces:
            raise Invalid(NOTHING_IN_PAPER)
        return Paper(pieces, tuple(self._remarks()))

    def _parts(self) -> Iterator[str]:
        """Where the slides lie, in their order."""
        main = self._package.one("", "officeDocument")
        named = self._package.relations(main)
        for each in children(child(self._package.tree(main), "sldIdLst"), "sldId"):
            slide = named.get(named_part(each))
            if slide is None:
                raise Damaged(main)
            yield slide.part

    def _read(self, place: int, part: str) -> None:
        tree = self._package.tree(part)
        slide = Slide(self._package, part, self._pages_behind(part), self._pieces)
        self._pieces.page_break()
        slide.read(tree)
        self._charts += slide.charts
        if slide.pictures:
            self._pictures[place] = slide.pictures
        if attribute(tree, "show") in _HIDDEN:
            self._hidden.append(place)
        self._with_notes += self._has_notes(part)

    def _pages_behind(self, part: str) -> list[Element]:
        """The layout of a slide and the master of that; many slides share them."""
        layout = self._package.named(part, "slideLayout")
        master = self._package.named(layout, "slideMaster") if layout else ""
        for each in filter(None, (layout, master)):
            if each not in self._behind:
                self._behind[each] = self._package.tree(each)
        return [self._behind[each] for each in (layout, master) if each]

    def _has_notes(self, part: str) -> bool:
        notes = self._package.named(part, "notesSlide")
        bodies = (
            (each for each in shapes_of(self._package.tree(notes)) if stands_for(each) == "body")
            if notes
            else ()
        )
        return any(text_of(line).strip() for body in bodies for line in children(child(body, "txBody"), "p"))

    def _remarks(self) -> Iterator[str]:
        if self._hidden:
            yield paper_remarks.hidden_slides(self._hidden)
        if self._with_notes:
            yield paper_remarks.SPEAKER_NOTES.format(self._with_notes)
        yield from paper_remarks.drawn(self._pictures, self._charts, "枚")
