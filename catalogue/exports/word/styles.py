"""The styles of a Word document: real ones, so that whoever edits it changes a heading once and all headings follow."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from catalogue.exports.word.fonts import set_everywhere, set_font
from catalogue.exports.word.type import (
    DENSE,
    FRAME_ROOM,
    LINK_STYLE,
    ORDINARY,
    QUIET_LINK_STYLE,
    TABLE_STYLE,
    Face,
    Role,
    Setting,
)

_INK, _SOFT_INK, _LINK_INK = RGBColor(0, 0, 0), RGBColor(0x40, 0x40, 0x40), RGBColor(0x1A, 0x3E, 0x8C)
_SOFT = {Role.KICKER, Role.CREDIT, Role.SOURCE}
_KEPT_WITH_NEXT = {Role.KICKER, Role.TITLE, Role.HEADING, Role.SOURCES, Role.PICTURE, Role.FRAME}
_CENTRED = {Role.PICTURE, Role.FRAME}
# Borders and the shade of the first row are greys: they must survive a copier.
_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="CatalogueTable">
  <w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr><w:tblBorders>{{borders}}</w:tblBorders></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E6E6E6"/></w:tcPr></w:tblStylePr>
</w:style>"""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def give_styles(document: Document) -> None:
    """Set the fonts of the template, and add the styles of every role in both settings."""
    _drop_looks_of_the_template(document.styles.element)
    set_everywhere(document.styles.element)
    set_everywhere(document.part.numbering_part.element)
    _bullet_of_japan(document.part.numbering_part.element)
    _shape_title(document)
    for setting in (ORDINARY, DENSE):
        for role, face in setting.faces.items():
            _shape(_style(document, role, setting), role, face, setting)
    for name in ("Header", "Footer"):
        _margin_style(document.styles[name])
    for name, underlined in ((LINK_STYLE, True), (QUIET_LINK_STYLE, False)):
        _add_link_style(document, name, underlined=underlined)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>' for side in _SIDES)
    document.styles.element.append(parse_xml(_TABLE.format(borders=borders)))


def _drop_looks_of_the_template(styles: Any) -> None:
    """A hundred coloured tables nobody asked for (each look-up of a style would walk past them), and blue headings."""
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None:
            styles.remove(style)
    for colour in list(styles.iter(qn("w:color"))):
        colour.getparent().remove(colour)


def _style(document: Document, role: Role, setting: Setting) -> Any:
    """The style of that name; a dense one stands on its ordinary one, and so stays a heading or a list."""
    name = setting.style(role)
    if name in document.styles:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[role.value if setting.suffix else Role.BODY.value]
    style.quick_style = True
    return style


def _shape(style: Any, role: Role, face: Face, setting: Setting) -> None:
    _plain(style)
    style.font.size, style.font.bold = Pt(face.size), face.bold
    style.font.color.rgb = _SOFT_INK if role in _SOFT else _INK
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(face.before), Pt(face.after)
    shape.line_spacing = Pt(face.line)
    # A picture in a line of exact height would be cut off.
    exact = setting.exact and role is not Role.PICTURE
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY if exact else WD_LINE_SPACING.AT_LEAST
    shape.keep_with_next = role in _KEPT_WITH_NEXT
    if role in _CENTRED:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if role in (Role.BULLET, Role.SOURCE):
        hang = setting.indent if role is Role.BULLET else setting.source_indent
        shape.left_indent, shape.first_line_indent = Pt(hang), Pt(-hang)
    if role is Role.FRAME:
        shape.left_indent = shape.right_indent = Pt(FRAME_ROOM + 1)
        _frame(style.element.pPr)


def _frame(properties: Any) -> None:
    """A line around the paragraph. Its place among its brothers is laid down (ISO/IEC 29500-1, 17.3.1.26)."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="{FRAME_ROOM}" w:color="7F7F7F"/>' for side in _SIDES[:4]
    )
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _plain(style: Any) -> None:
    """The style without the colours and borders of the template, in our font."""
    properties = style.element.get_or_add_rPr()
    for name in ("w:color", "w:spacing", "w:kern", "w:szCs", "w:bCs"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    paragraph = style.element.get_or_add_pPr()
    for name in ("w:pBdr", "w:contextualSpacing"):
        for found in paragraph.findall(qn(name)):
            paragraph.remove(found)
    set_font(properties)


def _shape_title(document: Document) -> None:
    for name, size, bold in (("Title", 18, True), ("Subtitle", 11, False)):
        style = document.styles[name]
        _plain(style)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, _INK
        style.font.italic = False
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True


def _margin_style(style: Any) -> None:
    _plain(style)
    for tabs in style.element.get_or_add_pPr().findall(qn("w:tabs")):
        style.element.pPr.remove(tabs)
    style.font.size, style.font.color.rgb = Pt(7.5), _SOFT_INK
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(11)
    style.paragraph_format.space_after = Pt(0)


def _add_link_style(document: Document, name: str, *, underlined: bool) -> None:
    """Underlined within a sentence; not in a list of sources, which would be nothing but lines."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb, style.font.underline = _LINK_INK, underlined
    set_font(style.element.get_or_add_rPr())


def _bullet_of_japan(numbering: Any) -> None:
    """The template's dot is a letter of the font Symbol, which this document does not use."""
    for level in numbering.iter(qn("w:lvl")):
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
            level.find(qn("w:lvlText")).set(qn("w:val"), "・")
