"""An empty presentation of the right size, in Japanese fonts.

python-pptx brings a template of 4:3 in English with eleven layouts. Given another size, every placeholder stays where
it was, and a slide added by hand would ask in English for a title. So two layouts are kept, set up anew and named as
PowerPoint names them in Japan. (A template of our own would be a binary file that nobody can review.)
"""

from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from catalogue.exports.slides.form import EMU, Box, Form
from catalogue.exports.slides.text import add_element
from catalogue.exports.typeface import FONT

COVER, CONTENT = "タイトル スライド", "タイトルのみ"
_KEPT = {"Title Slide": COVER, "Title Only": CONTENT}
_PROMPTS = {
    "Click to edit Master title style": "タイトルを入力",
    "Click to edit Master subtitle style": "サブタイトルを入力",
    "Click to edit Master text styles": "本文を入力",
    "Second level": "第2レベル",
    "Third level": "第3レベル",
    "Fourth level": "第4レベル",
    "Fifth level": "第5レベル",
}
# Deep blue that stays dark in grey; black text.
_COLOURS = {"accent1": "00118F", "hlink": "00118F", "folHlink": "51006B"}
# A driver's settings, a picture of the template's first slide, and what counts its slides.
_NOT_WANTED = (
    RELATIONSHIP_TYPE.PRINTER_SETTINGS,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
)


def presentation(form: Form) -> Any:
    """A presentation without slides: layouts COVER and CONTENT, and their placeholders where ``form`` has them."""
    made = Presentation()
    _in_japanese(made.element)
    made.slide_width, made.slide_height = Emu(round(form.width * EMU)), Emu(round(form.height * EMU))
    made.element.sldSz.attrib.pop("type", None)
    for layout in list(made.slide_layouts):
        if layout.name in _KEPT:
            layout._element.cSld.set("name", _KEPT[layout.name])
        else:
            made.slide_layouts.remove(layout)
    _set_up_master(made.slide_master, form)
    _set_up_layout(layout_of(made, COVER), _cover_places(form), form.cover_rule)
    _set_up_layout(layout_of(made, CONTENT), _content_places(form), form.rule)
    _set_theme(made.slide_master.part)
    _set_up_notes(made)
    _drop_what_is_not_wanted(made.part)
    return made


def layout_of(made: Any, name: str) -> Any:
    """One of the two layouts."""
    return made.slide_layouts.get_by_name(name)


def place(shape: Any, box: Box) -> None:
    """Move and size a shape."""
    shape.left, shape.top = Emu(round(box.left * EMU)), Emu(round(box.top * EMU))
    shape.width, shape.height = Emu(round(box.width * EMU)), Emu(round(box.height * EMU))


def _set_theme(part: Any) -> None:
    """The fonts of headings and of text, and the few colours, of the theme a master uses."""
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    tree = parse_xml(theme.blob)
    for fonts in tree.iter(qn("a:majorFont"), qn("a:minorFont")):
        for name in ("a:latin", "a:ea"):
            fonts.find(qn(name)).set("typeface", FONT)
        for script in fonts.findall(f"{qn('a:font')}[@script='Jpan']"):
            script.set("typeface", FONT)
    for name, value in _COLOURS.items():
        for colour in tree.iter(qn(f"a:{name}")):
            del colour[:]
            add_element(colour, "a:srgbClr", val=value)
    # python-pptx keeps a theme as bytes and offers no way to set them.
    theme._blob = serialize_part_xml(tree)


def _set_up_master(master: Any, form: Form) -> None:
    _set_up_placeholders(master, _content_places(form) | {"body": form.body})
    for kind in ("p:titleStyle", "p:bodyStyle"):
        for properties in master._element.iter(qn(kind)):
            _calm(properties, heading=kind == "p:titleStyle")


def _calm(style: Any, *, heading: bool) -> None:
    """Titles are bold, stand on the left and are no larger than a title of a paper; text is of readable size."""
    for level, each in enumerate(style):
        each.find(qn("a:defRPr")).set("sz", "2400" if heading else ("1600", "1400", "1200")[min(level, 2)])
        if heading:
            each.set("algn", "l")
            each.find(qn("a:defRPr")).set("b", "1")


def _content_places(form: Form) -> dict[str, Box]:
    return {"title": form.title, "dt": form.number, "ftr": form.origin, "sldNum": form.page}


def _cover_places(form: Form) -> dict[str, Box]:
    return _content_places(form) | {"ctrTitle": form.cover_title, "subTitle": form.cover_subtitle}


def _set_up_layout(layout: Any, places: dict[str, Box], rule: Box) -> None:
    _set_up_placeholders(layout, places)
    layout.shapes._spTree.append(_rule(rule))


def _set_up_placeholders(page: Any, places: dict[str, Box]) -> None:
    for shape in page.placeholders:
        place(shape, places[shape.element.ph.type.xml_value])
        insets(shape.element.find(qn("p:txBody")))
        _in_japanese(shape.element)
        for pale in list(shape.element.iter(qn("a:tint"))):
            pale.getparent().remove(pale)


def _in_japanese(element: Any) -> None:
    for words in element.iter(qn("a:t")):
        words.text = _PROMPTS.get(words.text or "", words.text)
    for properties in element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
        properties.set("lang", "ja-JP")


def _set_up_notes(made: Any) -> None:
    """python-pptx makes the master of notes, but does not enter it where PowerPoint looks for it."""
    master = made.notes_master
    _set_theme(master.part)
    _in_japanese(master.element)
    key = made.part.relate_to(master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    ids = made.element.makeelement(qn("p:notesMasterIdLst"))
    made.element.sldMasterIdLst.addnext(ids)
    add_element(ids, "p:notesMasterId").set(qn("r:id"), key)


def insets(body: Any, anchor: str = "") -> None:
    """No room within a box of text but what the plan has counted; the text is never shrunk nor the box grown."""
    properties = body.find(qn("a:bodyPr"))
    for side in ("lIns", "tIns", "rIns", "bIns"):
        properties.set(side, "0")
    properties.set("wrap", "square")
    if anchor:
        properties.set("anchor", anchor)
    del properties[:]
    add_element(properties, "a:noAutofit")


def _rule(box: Box) -> Any:
    """A thin line that belongs to the layout, so nobody reading a slide aloud meets it."""
    left, top, across = (round(value * EMU) for value in (box.left, box.top, box.width))
    return parse_xml(
        f"<p:cxnSp {nsdecls('p', 'a')}><p:nvCxnSpPr>"
        '<p:cNvPr id="90" name="罫線"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{across}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        '<a:ln w="15875"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def _drop_what_is_not_wanted(part: Any) -> None:
    for holder in (part, part.package):
        relations = holder._rels
        for key in [key for key, each in relations.items() if each.reltype in _NOT_WANTED]:
            relations.pop(key)
