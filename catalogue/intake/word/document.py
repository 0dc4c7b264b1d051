"""A Word document as a paper: its paragraphs and tables in their order, and the boxes beside the text.

WordprocessingML is ECMA-376 Part 1, 17. It is read as it is written down, because what matters here (tracked changes,
readings above words, numbers that are counted, text boxes, what is written twice for old programs) is what libraries
that write documents pass over.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catalogue.domain.errors import Invalid
from catalogue.domain.paper import Paper
from catalogue.intake import paper_remarks
from catalogue.intake.drawing import diagram_lines
from catalogue.intake.elements import attribute, child, children, is_on, local, named_part, shown
from catalogue.intake.package import Damaged, Package
from catalogue.intake.pieces import Pieces
from catalogue.intake.sentences import BROKEN, NOTHING_IN_PAPER
from catalogue.intake.word import tables
from catalogue.intake.word.numbering import Numbering
from catalogue.intake.word.styles import Styles
from catalogue.intake.word.text import PAGE, Seen, text_of

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_NOTES_APART = {"separator", "continuationSeparator", "continuationNotice"}
_SAME_PAGE = {"continuous", "nextColumn"}


def paper(data: bytes) -> Paper:
    """All that is written in a document, footnotes at its end; headers and footers of pages are not.

    Raises:
        Invalid: there is nothing, too much, or the file is damaged.
    """
    package = Package(data)
    try:
        return _Reading(package, package.one("", "officeDocument")).paper()
    except (Damaged, ValueError, IndexError, OverflowError) as error:
        raise Invalid(BROKEN) from error


class _Reading:
    """A document while it is read."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main
        self._styles, self._numbering = Styles(package, main), Numbering(package, main)
        self._pieces, self._seen = Pieces(), Seen()

    def paper(self) -> Paper:
        body = child(self._package.tree(self._main), "body")
        if body is None:
            raise Damaged(self._main)
        self._seen.page = int(any(local(each) == "lastRenderedPageBreak" for each in body.iter()))
        self._blocks(body)
        notes = self._notes()
        pieces = self._pieces.all()
        if not pieces:
            raise Invalid(NOTHING_IN_PAPER)
        return Paper(pieces, tuple(self._remarks(notes)))

    def _blocks(self, around: Element) -> None:
        for each in shown(around):
            match local(each):
                case "p":
                    self._paragraph(each)
                case "tbl":
                    self._table(each)
                case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml":
                    self._blocks(each)

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "pPr")
        if is_on(child(properties, "pageBreakBefore")):
            self._pieces.page_break()
        boxes: list[Element] = []
        parts = text_of(paragraph, self._seen, boxes).split(PAGE)
        for place, text in enumerate(parts):
            if place:
                self._pieces.page_break()
            if text.strip():
                self._text(text, properties)
        for box in boxes:
            if local(box) == "relIds":
                self._pieces.lines("\n".join(self._diagram(box)))
            self._blocks(box)
        section = child(properties, "sectPr")
        if section is not None and attribute(child(section, "type"), "val") not in _SAME_PAGE:
            self._pieces.page_break()

    def _text(self, text: str, properties: Element | None) -> None:
        heading, listed = self._styles.heading(properties), self._styles.listed(properties)
        level, mark = self._numbering.mark(listed) if listed else (0, "")
        marked = f"{mark} {text.lstrip()}" if mark else text
        if heading:
            self._pieces.heading(marked, heading)
        elif listed:
            self._pieces.bullet(marked, level + 1)
        else:
            self._pieces.lines(text, self._styles.indent(properties))

    def _table(self, table: Element) -> None:
        is_frame = tables.is_frame(table)
        for row in tables.rows_of(table):
            if is_frame:
                for cell in tables.cells_of(row):
                    self._blocks(cell)
            else:
                self._pieces.row(tables.texts_of(row, self._cell_text))

    def _cell_text(self, cell: Element) -> str:
        """What a cell says, a line for each of its paragraphs; a table within is written out row by row."""
        return "\n".join(filter(str.strip, self._cell_lines(cell)))

    def _cell_lines(self, around: Element) -> Iterator[str]:
        for each in shown(around):
            match local(each):
                case "p":
                    yield from self._cell_paragraph(each)
                case "tbl":
                    for row in tables.rows_of(each):
                        yield " ".join(filter(None, tables.texts_of(row, self._cell_text)))
                case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml":
                    yield from self._cell_lines(each)

    def _cell_paragraph(self, paragraph: Element) -> Iterator[str]:
        boxes: list[Element] = []
        text = text_of(paragraph, self._seen, boxes).replace(PAGE, "\n")
        listed = self._styles.listed(child(paragraph, "pPr")) if text.strip() else None
        if listed:
            mark = self._numbering.mark(listed)[1]
            text = f"{mark} {text.lstrip()}" if mark else f"・{text.lstrip()}"
        yield text
        for box in boxes:
            yield from self._diagram(box) if local(box) == "relIds" else self._cell_lines(box)

    def _diagram(self, named: Element) -> Iterator[str]:
        part = self._package.relations(self._main).get(named_part(named, "dm"))
        return diagram_lines(self._package, part.part) if part else iter(())

    def _notes(self) -> int:
        """Read the notes at the foot of pages and at the end; how many there are."""
        count = 0
        for kind, name in _NOTES.items():
            part = self._package.named(self._main, kind)
            for note in children(self._package.tree(part), name) if part else ():
                if attribute(note, "type") not in _NOTES_APART:
                    count += 1
                    self._blocks(note)
        return count

    def _remarks(self, notes: int) -> Iterator[str]:
        seen = self._seen
        if seen.is_changed:
            yield paper_remarks.CHANGED
        if seen.is_hidden:
            yield paper_remarks.HIDDEN_TEXT
        if notes:
            yield paper_remarks.NOTES.format(notes)
        if self._package.named(self._main, "comments"):
            yield paper_remarks.COMMENTS
        yield from paper_remarks.drawn(seen.pictures, seen.charts, "ページ")
