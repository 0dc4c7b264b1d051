"""A letter to another city as a Word document, set as offices set one: upright A4, the date at the right, 記 and 以上.

It stands on the same styles, tables and letters as every other document of the catalogue.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from catalogue.domain.figure_in_words import full_width
from catalogue.exports.brief import Line, Table
from catalogue.exports.inquiry import SHEET, Correspondence, sheet_tables
from catalogue.exports.word.blocks import add_section
from catalogue.exports.word.page import describe
from catalogue.exports.word.styles import give_styles
from catalogue.exports.word.table import add_table
from catalogue.exports.word.text import add_field, add_words, new_paragraph
from catalogue.exports.word.type import ORDINARY, PER_MM, Role
from catalogue.schemas.paper import PaperSize

_SIDES, _ENDS, _TO_THE_EDGE = 25, 22, 10  # millimetres
_SIZE, _LINE = 11, 20  # points
_NAMES = 9  # how wide the names of the items are, in letters
_MIDDLE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def write(letter: Correspondence) -> bytes:
    """The file (ISO/IEC 29500, ``.docx``): the letter, its answer sheet on a page of its own, and what is enclosed."""
    document = docx.Document()
    give_styles(document)
    width = _lay_out(document)
    _head(document, letter)
    _body(document, letter)
    _sheet(document, letter, width)
    if letter.content:
        add_section(document, letter.content, width, new_page=True)
    describe(document, letter.subject)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lay_out(document: Document) -> float:
    """The sheet, with the number of the page at its foot. Returns the width of the text in points."""
    section = document.sections[0]
    wide, high = PaperSize.A4.millimetres
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(_SIDES)
    section.top_margin = section.bottom_margin = Mm(_ENDS)
    section.header_distance = section.footer_distance = Mm(_TO_THE_EDGE)
    foot = section.footer.paragraphs[0]
    foot.alignment = _MIDDLE
    add_field(foot, "PAGE")
    return (wide - 2 * _SIDES) * PER_MM


def _head(document: Document, letter: Correspondence) -> None:
    for line in letter.head:
        _line(document, line, _RIGHT)
    _gap(document)
    _line(document, letter.addressee)
    _gap(document)
    for line in letter.sender:
        _line(document, line, _RIGHT)
    _gap(document)
    subject = _line(document, letter.subject, _MIDDLE, bold=True)
    subject.paragraph_format.left_indent = subject.paragraph_format.right_indent = Pt(2 * _SIZE)
    _gap(document)


def _body(document: Document, letter: Correspondence) -> None:
    for paragraph in letter.introduction:
        _line(document, paragraph).paragraph_format.first_line_indent = Pt(_SIZE)
    _gap(document)
    _line(document, "記", _MIDDLE)
    _gap(document)
    for number, (name, lines) in enumerate(letter.items, start=1):
        _item(document, f"{full_width(number)}　{name}", lines)
    _line(document, "以上", _RIGHT)


def _item(document: Document, name: str, lines: Iterable[str]) -> None:
    """A name, and beside it what there is to say of it."""
    for line in lines:
        paragraph = _line(document, f"{name}\t{line}")
        shape = paragraph.paragraph_format
        shape.left_indent, shape.first_line_indent = Pt(_NAMES * _SIZE), Pt(-_NAMES * _SIZE)
        shape.tab_stops.add_tab_stop(Pt(_NAMES * _SIZE), WD_TAB_ALIGNMENT.LEFT)
        name = ""


def _line(
    document: Document, words: str, where: WD_ALIGN_PARAGRAPH | None = None, *, bold: bool = False
) -> Paragraph:
    paragraph = new_paragraph(document, Role.BODY.value)
    add_words(paragraph, words, bold=bold).font.size = Pt(_SIZE)
    if where is not None:
        paragraph.alignment = where
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = Pt(_LINE)
    return paragraph


def _gap(document: Document) -> None:
    _line(document, "").paragraph_format.line_spacing = Pt(_LINE * 0.6)


def _sheet(document: Document, letter: Correspondence, width: float) -> None:
    title = new_paragraph(document, Role.TITLE.value)
    add_words(title, SHEET)
    title.alignment = _MIDDLE
    title.paragraph_format.page_break_before = True
    _note(document, f"照会：{letter.about}", Role.BODY)
    who, asked = sheet_tables(letter)
    add_table(document, who, width, ORDINARY)
    for rule in letter.rules:
        _note(document, rule)
    add_table(document, _with_labels(asked), width, ORDINARY)


def _with_labels(asked: Table) -> Table:
    """The first line of a question says which field it is about, and stands out."""
    rows: list[Any] = []
    for number, question, room in asked.rows:
        first, *others = question
        rows.append((number, (Line(first.text, strong=True), *others), room))
    return Table(asked.head, tuple(rows), shares=asked.shares, row_heads=asked.row_heads)


def _note(document: Document, words: str, role: Role = Role.BULLET) -> None:
    paragraph = new_paragraph(document, role.value)
    add_words(paragraph, words).font.size = Pt(9)
    paragraph.paragraph_format.line_spacing = Pt(14)
