"""A plan of a slide as a slide of PowerPoint."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu

from catalogue.exports.brief import Line
from catalogue.exports.slides.cover import CoverPlan, Foot
from catalogue.exports.slides.fit import Fitted, fitted
from catalogue.exports.slides.flow import Style, paragraph, printable
from catalogue.exports.slides.form import EMU, Box, Form
from catalogue.exports.slides.plan import GridPlace, PicturePlace, Piece, SlidePlan, Words
from catalogue.exports.slides.table import write_table
from catalogue.exports.slides.template import CONTENT, COVER, insets, layout_of, place
from catalogue.exports.slides.text import (
    Linker,
    add_element,
    add_run,
    add_slide_number,
    write_paragraphs,
    write_words,
)
from catalogue.exports.web_addresses import web_address

_NOTE = Style(12)
_EDGE = 12700
_TITLE, _PICTURE, _FRAME = "タイトル", "図", "図の枠"
# Of the sentence in the frame of a picture that may not be shown, and what it leaves to the edge.
_IN_A_FRAME, _FRAME_ROOM = (14.0, 12.0, 11.0, 10.0, 9.0), 8.0


def write_cover(made: Any, plan: CoverPlan) -> Any:
    """The first slide."""
    slide = made.slides.add_slide(layout_of(made, COVER))
    _write_fitted(slide.shapes.title, plan.title, _TITLE, bold=True, anchor="b")
    subtitle = slide.placeholders[1]
    if plan.subtitle.shown:
        _write_fitted(subtitle, plan.subtitle, "サブタイトル", anchor="t")
    else:
        subtitle.element.getparent().remove(subtitle.element)
    if plan.number.shown:
        _edged(_add_fitted(slide, plan.number_box, plan.number, "資料番号", align="ctr"))
    _write_pieces(slide, plan.pieces)
    return slide


def write_slide(made: Any, plan: SlidePlan, form: Form) -> Any:
    """A slide with its notes."""
    slide = made.slides.add_slide(layout_of(made, CONTENT))
    _write_fitted(slide.shapes.title, plan.title, _TITLE, bold=True, anchor="ctr")
    if plan.kicker.shown:
        _add_fitted(slide, form.kicker, plan.kicker, "分類")
    _write_pieces(slide, plan.pieces)
    if plan.notes:
        _write_notes(slide, plan.notes)
    return slide


def write_foot(slide: Any, foot: Foot, form: Form, number: int, total: int) -> None:
    """資料番号, where it comes from, and n / total, whose n PowerPoint keeps right when slides are moved."""
    if foot.number.shown:
        _add_fitted(slide, form.number, foot.number, "資料番号", anchor="b")
    if foot.origin.shown:
        _as_placeholder(_add_fitted(slide, form.origin, foot.origin, "作成日とページ", anchor="b"), "ftr", 11)
    box = _add_box(slide, form.page, "スライド番号", anchor="b")
    node = write_words(box._element.txBody, "", 10, 12.5, align="r")
    add_slide_number(node, number, 10)
    add_run(node, f" / {total}", 10)
    _as_placeholder(box, "sldNum", 12)


def _write_pieces(slide: Any, pieces: Sequence[Piece]) -> None:
    link = _linker(slide)
    for piece in pieces:
        if isinstance(piece, Words):
            write_paragraphs(_add_box(slide, piece.box, piece.name)._element.txBody, piece.paragraphs, link)
        elif isinstance(piece, GridPlace):
            write_table(slide, piece.box, piece.grid, link)
        elif piece.picture.missing:
            _write_frame(slide, piece)
        else:
            _write_picture(slide, piece)


def _linker(slide: Any) -> Linker:
    def link(url: str) -> str | None:
        address = web_address(url)
        if address is None:
            return None
        return str(slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    return link


def _add_box(slide: Any, box: Box, name: str, anchor: str = "t") -> Any:
    shape = slide.shapes.add_textbox(0, 0, 0, 0)
    place(shape, box)
    shape.name = name
    insets(shape._element.txBody, anchor)
    return shape


def _add_fitted(
    slide: Any, box: Box, words: Fitted, name: str, *, anchor: str = "ctr", align: str = "l"
) -> Any:
    shape = _add_box(slide, box, name, anchor)
    write_words(shape._element.txBody, words.shown, words.size, words.pitch, align=align)
    return shape


def _write_fitted(placeholder: Any, words: Fitted, name: str, *, anchor: str, bold: bool = False) -> None:
    """Into a placeholder, which stays where the layout has it."""
    placeholder.name = name
    body = placeholder._element.txBody
    insets(body, anchor)
    write_words(body, words.shown, words.size, words.pitch, bold=bold)


def _as_placeholder(shape: Any, kind: str, index: int) -> None:
    """So that PowerPoint's own dialogue for feet of slides finds it."""
    shape._element.nvSpPr.cNvSpPr.attrib.pop("txBox", None)
    holder = shape._element.nvSpPr.nvPr
    add_element(holder, "p:ph", type=kind, sz="quarter", idx=str(index))


def _write_picture(slide: Any, piece: PicturePlace) -> None:
    shape = slide.shapes.add_picture(BytesIO(piece.picture.data), 0, 0)
    place(shape, piece.box)
    properties = shape._element.nvPicPr.cNvPr
    properties.set("name", _PICTURE)
    properties.set("descr", printable(piece.picture.alternative))


def _write_frame(slide: Any, piece: PicturePlace) -> None:
    """The sentence why there is no picture."""
    box = piece.box
    inner = Box(box.left, box.top, box.width - 2 * _FRAME_ROOM, box.height)
    shape = _add_fitted(slide, box, fitted(piece.picture.missing, inner, _IN_A_FRAME), _FRAME, align="ctr")
    shape.text_frame.margin_left = shape.text_frame.margin_right = Emu(round(_FRAME_ROOM * EMU))
    _edged(shape)


def _edged(shape: Any) -> None:
    shape.line.color.theme_color, shape.line.width = MSO_THEME_COLOR.TEXT_1, Emu(_EDGE)


def _write_notes(slide: Any, notes: Sequence[str]) -> None:
    body = slide.notes_slide.notes_text_frame._txBody
    write_paragraphs(body, [paragraph(Line(note), _NOTE) for note in notes])
