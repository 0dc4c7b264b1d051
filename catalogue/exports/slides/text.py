"""Words as the text of a shape of PowerPoint: each run with its Japanese font, superscript numbers, marks and links.

python-pptx sets the Latin font of a run only; without ``a:ea`` Japanese is shown in whatever the theme of the reader's
machine has. The elements and their order: ECMA-376, part 1, 21.1.2 (DrawingML, Text).
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from pptx.oxml.ns import qn

from catalogue.exports.brief import Line, in_brackets
from catalogue.exports.slides.flow import Paragraph, printable
from catalogue.exports.typeface import FONT

_BULLET_FONT = "Arial"
_SUPERSCRIPT = "30000"

# Gives the id of a link to an address within the slide; nothing for an address a slide must not lead to.
Linker = Callable[[str], str | None]


def no_links(address: str) -> None:
    """For text that leads nowhere."""


def write_paragraphs(body: Any, paragraphs: Iterable[Paragraph], link: Linker = no_links) -> None:
    """Make these the text of a ``txBody``."""
    _empty(body)
    for each in paragraphs:
        node = add_element(body, "a:p")
        _set_up(node, each)
        _write_line(node, each.line, each.style.size, each.style.bold, link)
    if body.find(qn("a:p")) is None:
        add_element(body, "a:p")


def write_words(
    body: Any, words: str, size: float, pitch: float, *, bold: bool = False, align: str = "l"
) -> Any:
    """Make one paragraph of plain words the text of a ``txBody``; the paragraph."""
    _empty(body)
    node = add_element(body, "a:p")
    _spacing(add_element(node, "a:pPr", algn=align), pitch, 0)
    add_run(node, words, size, bold=bold)
    return node


def add_run(
    node: Any, words: str, size: float, *, bold: bool = False, raised: bool = False, link: str = ""
) -> None:
    """Append words to a paragraph; a line end becomes a break."""
    for index, part in enumerate(printable(words).split("\n")):
        if index:
            _font(add_element(node, "a:br"), size)
        if part:
            run = add_element(node, "a:r")
            _font(run, size, bold=bold, raised=raised, link=link)
            add_element(run, "a:t").text = part


def add_slide_number(node: Any, number: int, size: float) -> None:
    """Append the number of the slide as PowerPoint keeps it up to date."""
    kind = add_element(node, "a:fld", id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
    _font(kind, size)
    add_element(kind, "a:t").text = str(number)


def add_element(parent: Any, tag: str, **attributes: str) -> Any:
    """Append an element of the format, named with its prefix (``a:p``); the element."""
    element = parent.makeelement(_name(tag), attributes)
    parent.append(element)
    return element


@cache
def _name(tag: str) -> str:
    """One of a dozen, asked for tens of thousands of times."""
    return qn(tag)


def _write_line(node: Any, line: Line, size: float, bold: bool, link: Linker) -> None:
    address = link(line.url) if line.url else None
    add_run(node, line.text, size, bold=bold or line.strong, link=address or "")
    if line.refs:
        add_run(node, in_brackets(line.refs), size, raised=True)
    if line.mark:
        add_run(node, f"〔{line.mark}〕", size, bold=True)


def _empty(body: Any) -> None:
    for old in body.findall(qn("a:p")):
        body.remove(old)


def _set_up(node: Any, each: Paragraph) -> None:
    style = each.style
    bullet = style.bullet and not each.continued
    indent = round(style.indent * 12700)
    properties = add_element(node, "a:pPr", algn="ctr" if style.centred else "l")
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent if bullet else 0))
    _spacing(properties, style.pitch, style.before)
    if bullet:
        add_element(properties, "a:buFont", typeface=_BULLET_FONT)
        add_element(properties, "a:buChar", char=style.bullet)
    else:
        add_element(properties, "a:buNone")


def _spacing(properties: Any, pitch: float, before: float) -> None:
    """Exact, not in percent: a percentage is of a font's own height, and half as much again if the font is missing."""
    for name, points in (("a:lnSpc", pitch), ("a:spcBef", before), ("a:spcAft", 0)):
        add_element(add_element(properties, name), "a:spcPts", val=str(round(points * 100)))


def _font(run: Any, size: float, *, bold: bool = False, raised: bool = False, link: str = "") -> None:
    properties = add_element(run, "a:rPr", lang="ja-JP", altLang="en-US", sz=str(round(size * 100)))
    properties.set("b", "1" if bold else "0")
    if raised:
        properties.set("baseline", _SUPERSCRIPT)
    add_element(properties, "a:latin", typeface=FONT)
    add_element(properties, "a:ea", typeface=FONT)
    if link:
        add_element(properties, "a:hlinkClick").set(qn("r:id"), link)
