"""The sheet of a Word document: its size and margins, what stands above and below each page, and what the file says of
itself."""

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.brief import Brief
from catalogue.exports.word.fonts import LANGUAGE
from catalogue.exports.word.room import shortened
from catalogue.exports.word.text import add_field, add_words
from catalogue.exports.word.type import DENSE, ORDINARY, PER_MM, Setting
from catalogue.schemas.paper import PaperSize

_FOOTER_LETTER = 7.5
_FILLED = 0.92  # of a line, because an address is broken at its signs
# What the template brings along and no reader needs: a thumbnail of an empty page, an empty data store, styles for
# Word 2010.
_LUGGAGE = ("/thumbnail", "/customXml", "/stylesWithEffects")


def lay_out(document: Document, brief: Brief, size: PaperSize) -> float:
    """Give the document its sheet, header and footer. Returns the width of the text in points."""
    section, setting = document.sections[0], _setting(brief)
    width = _cut_sheet(section, size, setting, landscape=brief.landscape)
    _write_header(section, brief.number)
    _write_footer(section, brief, width, setting)
    return width


def turn_sheet(document: Document, brief: Brief, size: PaperSize, *, landscape: bool) -> float:
    """Go on with a new sheet that lies, or stands again; what stands at the head of the others stands there too.
    Returns the width of the text in points."""
    section, setting = document.add_section(WD_SECTION.NEW_PAGE), _setting(brief)
    width = _cut_sheet(section, size, setting, landscape=landscape)
    # The number of the page stands at the right of another width.
    section.footer.is_linked_to_previous = False
    _write_footer(section, brief, width, setting)
    return width


def _setting(brief: Brief) -> Setting:
    """The margins of a document are one: narrow, where any of it must fit on a sheet."""
    return DENSE if any(part.dense for part in brief.sections) else ORDINARY


def _cut_sheet(section: Section, size: PaperSize, setting: Setting, *, landscape: bool) -> float:
    short, long = size.millimetres
    wide, high = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(setting.margin)
    section.top_margin = section.bottom_margin = Mm(setting.margin)
    section.header_distance = section.footer_distance = Mm(setting.to_the_edge)
    return (wide - 2 * setting.margin) * PER_MM


def _write_header(section: Section, number: str) -> None:
    """The 資料番号 in a frame at the right, as papers for a meeting have it."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if not number:
        return
    run = add_words(paragraph, f" {number} ", bold=True)
    run.font.size = Pt(9)
    frame = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
        frame.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().insert_element_before(frame, "w:shd", "w:vertAlign", "w:lang")


def _write_footer(section: Section, brief: Brief, width: float, setting: Setting) -> None:
    first = section.footer.paragraphs[0]
    first.paragraph_format.tab_stops.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT)
    letters = width / _FOOTER_LETTER
    day = f"　{brief.made_on}" if brief.made_on else ""
    add_words(first, f"{shortened(brief.title, letters - len(day) - 8)}{day}\t")
    add_field(first, "PAGE")
    add_words(first, " / ")
    add_field(first, "NUMPAGES")
    if brief.address:
        shown = shortened(brief.address, _FILLED * setting.lines_of_address * letters)
        add_words(section.footer.add_paragraph(style="Footer"), shown, url=brief.address)


def describe(document: Document, title: str) -> None:
    """What the file says of itself; nothing is left of what the template said."""
    properties = document.core_properties
    properties.title, properties.language = drop_forbidden_characters(title)[:255], LANGUAGE
    properties.author = properties.comments = properties.keywords = ""
    for name in ("dcterms:created", "dcterms:modified", "cp:revision"):
        for found in properties._element.findall(qn(name)):
            properties._element.remove(found)
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(_LUGGAGE):
                del part.rels[key]
    _as_word_of_today(document.settings.element)


def _as_word_of_today(settings: Any) -> None:
    """Without this Word opens the file in a mode for older versions; and full-width commas may be squeezed."""
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), LANGUAGE)
    for found in settings.iter(qn("w:characterSpacingControl")):
        found.set(qn("w:val"), "compressPunctuation")
