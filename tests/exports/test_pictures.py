"""Pictures in files: which may stand there, which file of them is taken, and the frame in place of the others."""

import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from flask import Flask
from pptx import Presentation

from catalogue.domain.figure_in_words import FILE_GONE, NOT_ON_PAPER
from catalogue.exports import docx, pptx
from catalogue.exports.brief import Brief, Picture, Section
from catalogue.exports.cases.pictures import frame_of, printed
from catalogue.exports.cases.sheet import sheet_of
from catalogue.exports.cases.whole import whole_page
from catalogue.exports.plain import text_of
from catalogue.exports.word.room import sheet_room
from catalogue.web.offers import Kind
from tests.conftest import kit_of
from tests.exports.pages import all_pages, one_page
from tests.pictured import at, show

CASE = "kiryu-cocotomo"
TODAY = date(2026, 11, 22)
REFUSED = "掲載の許諾を得られていないため、図を掲載していません。"
FIGURE: Mapping[str, Any] = {
    "digest": "a" * 64,
    "width": 1600,
    "height": 900,
    "renditions": {
        "image/avif": [["640-a.avif", 640], ["1280-a.avif", 1280], ["1600-a.avif", 1600]],
        "image/webp": [["640-a.webp", 640], ["1280-a.webp", 1280], ["1600-a.webp", 1600]],
        "image/jpeg": [["640-a.jpg", 640], ["1280-a.jpg", 1280], ["1600-a.jpg", 1600]],
    },
    "caption": "試験の図",
    "refs": [1],
    "alternative": "試験のための四角。",
    "credit": "写真：試験市",
    "clearance": "granted",
    "until": None,
    "printable": True,
}


def read(_digest: str, name: str) -> bytes:
    return name.encode()


def test_of_a_picture_the_plain_type_is_taken_in_a_width_that_is_sharp_on_paper() -> None:
    picture = printed(FIGURE, TODAY, read)
    assert (picture.data, picture.width, picture.height) == (b"1280-a.jpg", 1280, 720)
    assert not picture.missing


def test_of_a_picture_that_is_never_so_wide_the_widest_is_taken() -> None:
    small = FIGURE | {
        "width": 400,
        "height": 300,
        "renditions": {"image/avif": [["400.avif", 400]], "image/png": [["400.png", 400]]},
    }
    picture = printed(small, TODAY, read)
    assert (picture.data, picture.width, picture.height) == (b"400.png", 400, 300)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"printable": False}, NOT_ON_PAPER),
        ({"clearance": "refused"}, REFUSED),
        ({"clearance": "refused", "printable": False}, REFUSED),
        ({"until": "2026-11-21"}, "掲載の許諾の期限が切れたため、図を掲載していません。"),
        ({"until": "2026-11-22"}, ""),
        ({"clearance": None}, "掲載の許諾を確かめられていないため、図を掲載していません。"),
    ],
)
def test_what_may_not_leave_the_house_is_a_frame_with_its_caption_and_the_reason_alone(
    said: dict[str, Any], why: str
) -> None:
    picture = printed(FIGURE | said, TODAY, read)
    assert picture.missing == why
    assert bool(picture.data) is not bool(why)
    assert (picture.caption.text, picture.credit) == ("図. 試験の図", "" if why else "写真：試験市")


FRAMED = Section("題名", (frame_of(FIGURE, NOT_ON_PAPER),))


def test_in_word_the_frame_is_a_line_around_the_sentence_and_its_caption_stays_with_it() -> None:
    made = Document(BytesIO(docx.write(Brief("題名", (FRAMED,)))))
    said = [each.text for each in made.paragraphs]
    place = said.index(NOT_ON_PAPER)
    frame = made.paragraphs[place]
    assert frame.style is not None
    borders = frame.style.element.pPr.find(qn("w:pBdr"))
    assert [each.tag.rpartition("}")[2] for each in borders] == ["top", "left", "bottom", "right"]
    assert frame.style.paragraph_format.keep_with_next
    assert said[place + 1] == "図. 試験の図[1]"
    assert "写真：試験市" not in said
    assert not made.inline_shapes


def test_in_powerpoint_the_frame_is_a_box_with_the_sentence() -> None:
    made = Presentation(BytesIO(pptx.write(Brief("題名", (FRAMED,)))))
    shapes = [shape for slide in made.slides for shape in slide.shapes]
    (frame,) = [shape for shape in shapes if shape.has_text_frame and shape.text_frame.text == NOT_ON_PAPER]
    assert frame.line.width
    assert frame.left + frame.width <= made.slide_width
    assert any("図. 試験の図" in shape.text_frame.text for shape in shapes if shape.has_text_frame)


def test_as_text_the_reason_stands_under_the_caption() -> None:
    assert text_of(FRAMED).endswith(f"図. 試験の図[1]\n{NOT_ON_PAPER}")


def test_a_sheet_with_a_frame_is_still_one_sheet_or_says_that_the_figure_is_left_out(app: Flask) -> None:
    said = []
    for page in all_pages(app).values():
        if page["figures"]:
            frame = frame_of(page["figures"][0], NOT_ON_PAPER)
            section = sheet_of(page, frame, "http://catalogue.example/")
            assert sheet_room(section) >= 0
            said.append(NOT_ON_PAPER in text_of(section))
            assert said[-1] or "図1件" in text_of(section)
    assert any(said)


def test_where_all_figures_stand_each_has_its_number_in_the_case(own_app: Flask) -> None:
    show(own_app, CASE, {"clearance": "refused"}, {})
    page = one_page(own_app, CASE)
    section = whole_page(
        page, lambda figure: printed(figure, TODAY, read), address="http://catalogue.example/"
    )
    pictures = [block for block in section.blocks if isinstance(block, Picture)]
    assert [each.caption.text[:3] for each in pictures] == ["図１　", "図２　", "図３　"]
    assert [each.missing for each in pictures] == ["", REFUSED, ""]


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PPTX])
@pytest.mark.parametrize("said", [{"printable": False}, {"clearance_until": "2026-11-21"}])
def test_no_file_holds_the_bytes_of_a_picture_that_may_not_leave_the_house(
    own_app: Flask, kind: Kind, said: dict[str, Any]
) -> None:
    at(own_app, 2026, 11, 22)
    client = own_app.test_client()
    show(own_app, CASE, said, own=False)
    assert pictures_in(client.get(f"/cases/{CASE}.{kind.value}").data) == 0
    at(own_app, 2026, 11, 20)
    if "clearance_until" in said:
        assert pictures_in(client.get(f"/cases/{CASE}.{kind.value}").data) == 1


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PPTX])
@pytest.mark.parametrize("left", [None, b"", b"\x89PNG\r\n\x1a\n", b"somebody else's"])
def test_where_the_file_of_a_picture_is_gone_or_damaged_all_else_can_still_be_had(
    own_app: Flask, kind: Kind, left: bytes | None
) -> None:
    (digest,) = {figure["digest"] for figure in one_page(own_app, CASE)["figures"]}
    for path in (kit_of(own_app).settings.data / "images" / digest).iterdir():
        path.unlink() if left is None else path.write_bytes(left)
    answer = own_app.test_client().get(f"/cases/{CASE}.{kind.value}")
    assert answer.status_code == 200
    assert pictures_in(answer.data) == 0
    assert FILE_GONE.encode() in b"".join(
        ZipFile(BytesIO(answer.data)).read(name) for name in parts_of(answer.data)
    )


def parts_of(data: bytes) -> list[str]:
    """Where the words of an office file stand."""
    return [
        name for name in ZipFile(BytesIO(data)).namelist() if re.search(r"document\.xml|slide\d+\.xml", name)
    ]


def pictures_in(data: bytes) -> int:
    """How many pictures an office file holds."""
    return len([name for name in ZipFile(BytesIO(data)).namelist() if "/media/" in name])
