"""A brief as a Word document: real headings, lists and tables, so that it can be edited and taken over into a draft."""

from io import BytesIO

import docx
from docx.document import Document

from catalogue.exports.brief import Brief
from catalogue.exports.word.blocks import add_section
from catalogue.exports.word.page import describe, lay_out, turn_sheet
from catalogue.exports.word.styles import give_styles
from catalogue.exports.word.text import add_words
from catalogue.schemas.paper import PaperSize


def write(brief: Brief, *, size: PaperSize = PaperSize.A4) -> bytes:
    """The file (ISO/IEC 29500, ``.docx``).

    Args:
        brief: anything; letters Word refuses are dropped.
        size: of the sheet; ``brief`` says whether it lies or stands.
    """
    document = docx.Document()
    give_styles(document)
    width = lay_out(document, brief, size)
    opened = _open(document, brief)
    lies = brief.landscape
    for place, section in enumerate(brief.sections):
        new_page = (brief.section_per_page and place > 0) or (section.dense and opened)
        if lies != (brief.landscape or section.landscape):
            lies, new_page = not lies, False
            width = turn_sheet(document, brief, size, landscape=lies)
        add_section(document, section, width, new_page=new_page)
    describe(document, brief.title)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _open(document: Document, brief: Brief) -> bool:
    """Title, subtitle and remarks; whether there was anything to say before the sections.

    A single section has a title of its own, and sections of one sheet each leave no room for another: there the title
    stands at the foot of the page only, unless there is something to tell the reader first.
    """
    several = len(brief.sections) != 1 and not any(section.dense for section in brief.sections)
    if not (several or brief.subtitle or brief.remarks):
        return False
    add_words(document.add_paragraph(style="Title"), brief.title)
    if brief.subtitle:
        add_words(document.add_paragraph(style="Subtitle"), brief.subtitle)
    for remark in brief.remarks:
        add_words(document.add_paragraph(), remark)
    return True
