"""Words of a brief as the runs of a Word paragraph: superscript numbers, marks, links."""

from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.brief import Line, in_brackets
from catalogue.exports.web_addresses import web_address
from catalogue.exports.word.fonts import set_font
from catalogue.exports.word.type import LINK_STYLE, QUIET_LINK_STYLE, style_id


def add_line(paragraph: Paragraph, line: Line, *, number_before: str | None = None) -> None:
    """Append a line. With ``number_before`` it is an entry of a list of sources: its first number is its own and
    stands in front, followed by these characters."""
    refs = line.refs
    if number_before is not None and line.refs:
        add_words(paragraph, f"[{line.refs[0]}]{number_before}")
        refs = line.refs[1:]
    link = LINK_STYLE if number_before is None else QUIET_LINK_STYLE
    add_words(paragraph, line.text, bold=line.strong, url=line.url, link=link)
    if refs:
        add_words(paragraph, in_brackets(refs)).font.superscript = True
    if line.mark:
        add_words(paragraph, f"〔{line.mark}〕", bold=True)


def new_paragraph(place: Document | _Cell, style: str) -> Paragraph:
    """An empty paragraph. The library looks a style up among all others each time, which is most of the time a large
    document takes; so it is given by its id."""
    paragraph = place.add_paragraph()
    paragraph._p.style = style_id(style)
    return paragraph


def add_words(
    paragraph: Paragraph, words: str, *, bold: bool = False, url: str | None = None, link: str = LINK_STYLE
) -> Run:
    """Append words, as a link where ``url`` is one that can be followed."""
    run = paragraph.add_run(drop_forbidden_characters(words))
    if bold:
        run.font.bold = True
    if address := web_address(url):
        _lead_to(address, paragraph, run)
        run._r.style = style_id(link)
    set_font(run._r.get_or_add_rPr())
    return run


def _lead_to(address: str, paragraph: Paragraph, run: Run) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    link.append(run._r)


def add_field(paragraph: Paragraph, name: str) -> None:
    """Append a number Word works out itself: ``PAGE``, ``NUMPAGES``."""
    for made in (_mark("begin"), _instruction(name), _mark("separate"), None, _mark("end")):
        run = paragraph.add_run("1" if made is None else "")
        set_font(run._r.get_or_add_rPr())
        if made is not None:
            run._r.append(made)


def _mark(kind: str) -> Any:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _instruction(name: str) -> Any:
    element = OxmlElement("w:instrText")
    element.text = f" {name} "
    return element
