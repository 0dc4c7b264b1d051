"""Which letters a Word document is set in, said everywhere Word might look.

Word chooses a font by the kind of letter, and a name given for Latin letters says nothing about Japanese ones. The
template also names fonts by way of its theme, which wins over a plain name; so all of these are taken out.
"""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from catalogue.exports.typeface import FONT

_LETTERS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
LANGUAGE = "ja-JP"


def set_font(properties: Any) -> None:
    """Name the font and the language in a ``w:rPr``, for letters of every kind."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = properties._add_rFonts()
    _name(fonts)
    _speak(properties)


def set_everywhere(root: Any) -> None:
    """Name them wherever ``root`` (the styles, the numbering) names a font or a language."""
    for fonts in root.iter(qn("w:rFonts")):
        _name(fonts)
    for language in root.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)


def _name(fonts: Any) -> None:
    fonts.attrib.clear()
    for letters in _LETTERS:
        fonts.set(qn(letters), FONT)


def _speak(properties: Any) -> None:
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), LANGUAGE)
    language.set(qn("w:eastAsia"), LANGUAGE)
