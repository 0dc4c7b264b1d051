"""The blocks of a section as paragraphs, lists, tables and pictures of a Word document."""

from collections.abc import Sequence
from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.brief import SOURCES, Block, Bullets, Heading, Line, Picture, Section, Sources, Table
from catalogue.exports.word.fonts import set_font
from catalogue.exports.word.room import picture_size
from catalogue.exports.word.table import add_table
from catalogue.exports.word.text import add_line, add_words, new_paragraph
from catalogue.exports.word.type import DENSE, ORDINARY, Role, Setting


def add_section(document: Document, section: Section, width: float, *, new_page: bool) -> None:
    """Append a section to a document whose text is ``width`` points wide."""
    setting = DENSE if section.dense else ORDINARY
    heads = [(section.kicker, Role.KICKER), (section.title, Role.TITLE)]
    paragraphs = [_add(document, words, role, setting) for words, role in heads if words]
    if new_page and paragraphs:
        paragraphs[0].paragraph_format.page_break_before = True
    for block in section.blocks:
        _add_block(document, block, width, setting)


def _add_block(document: Document, block: Block, width: float, setting: Setting) -> None:
    if isinstance(block, Heading):
        _add(document, block.text, Role.HEADING, setting)
    elif isinstance(block, Table):
        if block.caption:
            caption = _add(document, block.caption, Role.CAPTION, setting)
            caption.paragraph_format.keep_with_next = True
        add_table(document, block, width, setting)
    elif isinstance(block, Picture):
        _add_picture(document, block, width, setting)
    elif isinstance(block, Sources):
        _add_sources(document, block, setting)
    else:
        _add_lines(document, block.lines, Role.BULLET if isinstance(block, Bullets) else Role.BODY, setting)


def _add(document: Document, words: str, role: Role, setting: Setting) -> Paragraph:
    paragraph = new_paragraph(document, setting.style(role))
    add_words(paragraph, words)
    return paragraph


def _add_lines(document: Document, lines: Sequence[Line], role: Role, setting: Setting) -> None:
    for line in lines:
        add_line(new_paragraph(document, setting.style(role)), line)


def _add_picture(document: Document, picture: Picture, width: float, setting: Setting) -> None:
    if picture.missing:
        _add(document, picture.missing, Role.FRAME, setting)
    else:
        _add_shape(document, picture, width, setting)
    caption = new_paragraph(document, setting.style(Role.CAPTION))
    add_line(caption, picture.caption)
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if picture.credit:
        caption.paragraph_format.keep_with_next = True
        credit = _add(document, picture.credit, Role.CREDIT, setting)
        credit.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_shape(document: Document, picture: Picture, width: float, setting: Setting) -> None:
    wide, high = picture_size(picture, width, setting)
    run = new_paragraph(document, setting.style(Role.PICTURE)).add_run()
    set_font(run._r.get_or_add_rPr())
    shape = run.add_picture(BytesIO(picture.data), width=Pt(wide), height=Pt(high))
    shape._inline.docPr.set("descr", drop_forbidden_characters(picture.alternative))


def _add_sources(document: Document, sources: Sources, setting: Setting) -> None:
    """One below the other; in a dense section one behind the other, because half-empty lines add up."""
    if not sources.lines:
        return
    _add(document, SOURCES, Role.SOURCES, setting)
    style = setting.style(Role.SOURCE)
    if setting.source_indent:
        for line in sources.lines:
            paragraph = new_paragraph(document, style)
            if not line.refs:
                paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = Pt(0)
            add_line(paragraph, line, number_before="\t")
        return
    paragraph = new_paragraph(document, style)
    for place, line in enumerate(sources.lines):
        if place:
            add_words(paragraph, "　")
        add_line(paragraph, line, number_before=" ")
