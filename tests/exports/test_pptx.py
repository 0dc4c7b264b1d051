"""Slides, read back by a library that knows nothing of how they were written."""

import time
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from catalogue.exports import pptx
from catalogue.exports.brief import (
    Brief,
    Bullets,
    Heading,
    Line,
    Paragraphs,
    Picture,
    Section,
    Sources,
    Table,
    cell,
    lines,
)
from catalogue.exports.pptx import Shape

FONT = "BIZ UDPGothic"
BOTH = pytest.mark.parametrize("shape", list(Shape))
ALTERNATIVE = "商店街の空き店舗を使った交流拠点の概念図"
LONG = "この文は長い文を試すための文であり、事実ではない。" * 120
SOURCES = Sources(
    (
        Line("構成骨子（案）（青梅市、日付の記載なし）", (1,)),
        Line("市の公式ページ（桐生市、日付の記載なし）", (2,), url="https://www.example.jp/page?a=1&b=2"),
    )
)


def png(width: int = 320, height: int = 180) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "white").save(file, "PNG")
    return file.getvalue()


def picture(width: int = 320, height: int = 180) -> Picture:
    return Picture(
        png(width, height), width, height, ALTERNATIVE, Line("図. 交流拠点の概要", (1,), "出典なし"), "市作成"
    )


def a_section(*more: Any, title: str = "【交流拠点整備】「cocotomo」（群馬県桐生市）") -> Section:
    return Section(
        title=title,
        kicker="他地域の事例⑤ 商店街活性化",
        blocks=(
            Bullets((Line("空き店舗を活用した。", (1, 2)), Line("来場者の数", mark="未確認"))),
            *more,
            SOURCES,
        ),
        notes=("青梅市の施策との関係は、作成者の見方である。",),
    )


def a_brief(*sections: Section, **others: Any) -> Brief:
    return Brief("参考事例", sections, number="資料2-1", made_on="令和8（2026）年11月22日", **others)


def deck_of(brief: Brief, shape: Shape = Shape.WIDE) -> Any:
    return Presentation(BytesIO(pptx.write(brief, shape=shape)))


def words_of(shape: Any) -> str:
    """All text of a shape in reading order; the parts of a cut paragraph stand one after the other."""
    return "".join(node.text or "" for node in shape._element.iter(qn("a:t")))


def words_on(slide: Any) -> str:
    return "".join(words_of(shape) for shape in slide.shapes)


def tables_of(deck: Any) -> list[Any]:
    return [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]


def shapes_of(deck: Any) -> Iterator[tuple[Any, Any]]:
    return ((slide, shape) for slide in deck.slides for shape in slide.shapes)


@cache
def full_deck(shape: Shape = Shape.WIDE) -> Any:
    """To be looked at only: many tests share it."""
    return deck_of(everything(), shape)


def everything() -> Brief:
    """Each kind of block, and too much of it."""
    many = tuple(
        (cell(f"指標{n}"), (Line(f"{n}件", (1,)), Line("注記")), cell("時点不明")) for n in range(40)
    )
    matrix = tuple(tuple(cell(f"{row}の{column}") for column in range(10)) for row in range(12))
    tall = ((cell("取組"), cell(LONG), cell("記載なし")),)
    return a_brief(
        a_section(
            picture(180, 320),
            Heading("成果"),
            Table(("指標", "値", "時点"), many, "成果の一覧", (4, 4, 3), True),
            Heading("背景"),
            Paragraphs((Line(LONG, (1,), "未確認"),)),
            picture(640, 120),
            Table(("項目", "境町", "会津若松市"), tall, row_heads=True),
            Table(tuple(f"テーマ{n}" for n in range(10)), matrix, "空白の表"),
        ),
        a_section(title="長い題名" * 60),
        remarks=("公開されていない事例を除きました。",),
        address="https://catalogue.example/compare?" + "case=sakai-jidounten-drone&" * 12,
    )


@BOTH
def test_slides_have_the_size_that_was_asked_for(shape: Shape) -> None:
    deck = deck_of(a_brief(a_section()), shape)
    millimetres = (round(deck.slide_width / 36000, 1), round(deck.slide_height / 36000, 1))
    assert millimetres == {Shape.WIDE: (338.7, 190.5), Shape.A4: (297.0, 210.0)}[shape]


def test_an_unknown_shape_in_an_address_is_wide() -> None:
    assert pptx.shape_of("a4") is Shape.A4
    assert pptx.shape_of("4:3") is Shape.WIDE


@BOTH
def test_each_slide_has_a_title_in_the_place_for_titles(shape: Shape) -> None:
    for slide in full_deck(shape).slides:
        kind = slide.shapes.title.placeholder_format.type
        assert kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
        assert slide.shapes.title.text_frame.text


@BOTH
def test_every_shape_lies_within_its_slide(shape: Shape) -> None:
    deck = full_deck(shape)
    for _, each in shapes_of(deck):
        assert each.left >= 0
        assert each.top >= 0
        assert each.left + each.width <= deck.slide_width
        assert each.top + each.height <= deck.slide_height


@BOTH
def test_no_two_shapes_of_a_slide_overlap(shape: Shape) -> None:
    for slide in full_deck(shape).slides:
        boxes = [
            (each.left, each.top, each.left + each.width, each.top + each.height) for each in slide.shapes
        ]
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across <= 12700 or down <= 12700


@BOTH
def test_a_table_is_as_high_as_its_rows_and_as_wide_as_its_columns(shape: Shape) -> None:
    for _, each in shapes_of(full_deck(shape)):
        if each.has_table:
            assert abs(sum(row.height for row in each.table.rows) - each.height) < 12700
            assert abs(sum(column.width for column in each.table.columns) - each.width) < 12700


def test_the_words_stand_in_the_order_of_the_brief() -> None:
    blocks = (
        Heading("見出し甲"),
        Paragraphs(lines(["段落一", "段落二"])),
        Table(("列一", "列二"), ((cell("升目一"), cell("升目二", "升目三")),), "表の題"),
        Bullets(lines(["項目一", "項目二"])),
    )
    words = words_on(deck_of(a_brief(Section("題名", blocks))).slides[0])
    expected = ["見出し甲", "段落一", "段落二", "表の題"]
    expected += ["列一", "列二", "升目一", "升目二", "升目三", "項目一", "項目二"]
    assert sorted(expected, key=words.index) == expected


@BOTH
def test_a_paragraph_of_three_thousand_characters_flows_over_slides_and_loses_nothing(shape: Shape) -> None:
    deck = deck_of(a_brief(Section("題名", (Paragraphs((Line(LONG, (7,)),)),))), shape)
    bodies = [each for _, each in shapes_of(deck) if each.name == "本文"]
    assert len(bodies) > 1
    assert "".join(words_of(each) for each in bodies) == f"{LONG}[7]"


@BOTH
def test_forty_rows_flow_over_slides_under_the_same_head(shape: Shape) -> None:
    rows = tuple((cell(f"指標{number}"), cell(f"{number}件")) for number in range(40))
    tables = tables_of(deck_of(a_brief(Section("題名", (Table(("指標", "値"), rows),))), shape))
    assert len(tables) > 1
    assert all(table.cell(0, 0).text == "指標" and table.first_row for table in tables)
    names = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert names == [f"指標{number}" for number in range(40)]


def test_a_row_higher_than_a_slide_goes_on_under_its_name() -> None:
    tables = tables_of(
        deck_of(
            a_brief(Section("題", (Table(("項", "境町"), ((cell("取組"), cell(LONG)),), row_heads=True),)))
        )
    )
    assert "".join(table.cell(1, 1).text for table in tables) == LONG
    assert [table.cell(1, 0).text for table in tables] == ["取組"] + ["取組（つづき）"] * (len(tables) - 1)


def test_a_slide_that_goes_on_says_so_in_its_title() -> None:
    slides = deck_of(a_brief(Section("題名", (Paragraphs((Line(LONG),)),)))).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles == ["題名"] + ["題名（つづき）"] * (len(titles) - 1)


def test_a_title_too_long_for_its_place_is_said_whole_in_the_text() -> None:
    long = "とても長い題名" * 60
    words = "".join(words_on(slide) for slide in deck_of(a_brief(Section(long, ()))).slides)
    assert long in words


@BOTH
def test_every_run_names_its_japanese_font(shape: Shape) -> None:
    """Also in tables, titles, feet and notes."""
    deck = full_deck(shape)
    parts = [part for slide in deck.slides for part in (slide, slide.notes_slide) if slide.has_notes_slide]
    runs = [run for part in parts for run in part._element.iter(qn("a:r"), qn("a:fld"))]
    assert len(runs) > 100
    for run in runs:
        properties = run.find(qn("a:rPr"))
        assert properties.get("lang") == "ja-JP"
        assert {properties.find(qn(name)).get("typeface") for name in ("a:latin", "a:ea")} == {FONT}


def test_the_theme_has_japanese_fonts_for_what_is_added_by_hand() -> None:
    with ZipFile(BytesIO(pptx.write(a_brief(a_section())))) as file:
        theme = etree.fromstring(file.read("ppt/theme/theme1.xml"))
    for kind in ("a:majorFont", "a:minorFont"):
        fonts = next(theme.iter(qn(kind)))
        assert [fonts.find(qn(name)).get("typeface") for name in ("a:latin", "a:ea")] == [FONT, FONT]


def test_no_letter_is_smaller_than_eight_points() -> None:
    sizes = {int(node.get("sz")) for slide in full_deck().slides for node in slide._element.iter(qn("a:rPr"))}
    assert min(sizes) >= 800


def test_a_picture_says_what_it_shows_to_somebody_who_does_not_see_it() -> None:
    (shown,) = (
        each for _, each in shapes_of(deck_of(a_brief(a_section(picture())))) if hasattr(each, "image")
    )
    assert shown._element.nvPicPr.cNvPr.get("descr") == ALTERNATIVE
    assert abs(shown.width / shown.height - 320 / 180) < 0.01


def test_a_picture_stands_beside_the_text_with_its_caption_beneath() -> None:
    slide = deck_of(a_brief(a_section(picture()))).slides[0]
    named = {each.name: each for each in slide.shapes}
    assert named["本文"].left + named["本文"].width < named["図"].left
    assert named["図の説明"].top >= named["図"].top + named["図"].height
    assert words_of(named["図の説明"]) == "図. 交流拠点の概要[1]〔出典なし〕市作成"


def test_each_of_several_pictures_is_shown() -> None:
    deck = deck_of(a_brief(a_section(picture(), picture(180, 320), picture(640, 120))))
    assert sum(hasattr(each, "image") for _, each in shapes_of(deck)) == 3


def test_a_table_of_many_columns_takes_the_whole_width_even_where_there_is_a_picture() -> None:
    wide = Table(tuple("甲乙丙丁戊己"), (tuple(cell(word) for word in "一二三四五六"),))
    deck = deck_of(a_brief(a_section(wide, picture())))
    (table,) = (each for _, each in shapes_of(deck) if each.has_table)
    assert table.width > deck.slide_width * 0.85


def test_a_table_is_named_by_its_caption_and_its_columns() -> None:
    table = Table(("自治体", "金額"), ((cell("境町"), cell("記載なし")),), "費用の一覧", row_heads=True)
    (frame,) = (each for _, each in shapes_of(deck_of(a_brief(a_section(table)))) if each.has_table)
    properties = frame._element.nvGraphicFramePr.cNvPr
    assert properties.get("name") == "費用の一覧"
    assert properties.get("descr") == "費用の一覧（列：自治体、金額）"
    assert frame.table.first_col


def test_a_cell_has_one_set_of_properties_or_powerpoint_would_call_the_file_damaged() -> None:
    for _, each in shapes_of(full_deck()):
        for node in each._element.iter(qn("a:tc")):
            assert [child.tag for child in node] == [qn("a:txBody"), qn("a:tcPr")]


def test_numbers_of_sources_are_raised_and_what_is_unknown_is_said_in_bold_words() -> None:
    slide = deck_of(a_brief(a_section())).slides[0]
    runs = [
        run
        for each in slide.shapes
        if each.name == "本文"
        for p in each.text_frame.paragraphs
        for run in p.runs
    ]
    raised = [run.text for run in runs if run._r.rPr.get("baseline")]
    assert raised == ["[1][2]"]
    assert [run.text for run in runs if run.font.bold] == ["〔未確認〕"]


def test_a_strong_line_is_bold() -> None:
    deck = deck_of(a_brief(Section("題", (Paragraphs((Line("大切", strong=True), Line("普通"))),))))
    runs = [
        run
        for _, each in shapes_of(deck)
        if each.name == "本文"
        for p in each.text_frame.paragraphs
        for run in p.runs
    ]
    assert [run.font.bold for run in runs] == [True, False]


def test_a_source_bears_its_number_and_leads_to_its_page() -> None:
    slide = deck_of(a_brief(a_section())).slides[0]
    (box,) = (each for each in slide.shapes if each.name == "出典")
    found = {run.text: run.hyperlink.address for p in box.text_frame.paragraphs for run in p.runs}
    assert found == {
        "出典": None,
        "[1] 構成骨子（案）（青梅市、日付の記載なし）": None,
        "[2] 市の公式ページ（桐生市、日付の記載なし）": "https://www.example.jp/page?a=1&b=2",
    }


def test_many_sources_go_on_from_slide_to_slide_and_none_of_these_is_empty() -> None:
    many = Sources(tuple(Line(f"出典その{number}（公表日の記載なし）", (number,)) for number in range(1, 91)))
    boxes = [
        [words_of(each) for each in slide.shapes if each.name == "出典"]
        for slide in deck_of(a_brief(Section("出典", (many,)))).slides
    ]
    assert len(boxes) > 1
    assert all(boxes)
    assert "".join(words for box in boxes for words in box).count("出典その") == 90


def test_sources_that_have_no_room_take_the_last_list_with_them_rather_than_stand_alone() -> None:
    text = Paragraphs(lines(["市は空き店舗を活用し、子育て世代の交流の場と起業の支援の場を開いた。" * 2] * 6))
    unknown = (Heading("まだ分からないこと"), Bullets(lines(["来場者の数", "費用", "担当窓口"])))
    many = Sources(tuple(Line(f"出典その{number}（公表日の記載なし）", (number,)) for number in range(1, 16)))
    first, second = deck_of(a_brief(Section("題名", (text, *unknown, many)))).slides
    assert "まだ分からないこと" not in words_on(first)
    assert "まだ分からないこと来場者の数費用担当窓口" in words_on(second)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.jp/", "example", "https://"]
)
def test_only_pages_of_the_web_are_led_to(url: str) -> None:
    data = pptx.write(a_brief(Section("題", (Paragraphs((Line("言葉", url=url),)),))))
    with ZipFile(BytesIO(data)) as file:
        relations = b"".join(file.read(name) for name in file.namelist() if name.endswith(".rels"))
    assert b"External" not in relations
    assert "言葉" in words_on(Presentation(BytesIO(data)).slides[0])


def test_the_notes_hold_what_is_to_be_said_and_every_source_once() -> None:
    known = Section("題", (SOURCES,), notes=("出典", "[1] 構成骨子（案）（青梅市、日付の記載なし）"))
    notes = deck_of(a_brief(known)).slides[0].notes_slide.notes_text_frame.text
    assert notes.count("構成骨子") == 1
    assert "[2] 市の公式ページ（桐生市、日付の記載なし）　https://www.example.jp/page?a=1&b=2" in notes


def test_several_subjects_begin_with_a_slide_that_says_what_this_is() -> None:
    brief = a_brief(
        a_section(),
        a_section(),
        subtitle="二件",
        remarks=("一件を除きました。",),
        address="https://example.jp/cases",
    )
    slides = deck_of(brief).slides
    assert len(slides) == 3
    words = words_on(slides[0])
    for said in (
        "参考事例",
        "二件",
        "資料2-1",
        "令和8（2026）年11月22日",
        "一件を除きました。",
        "https://example.jp/cases",
    ):
        assert said in words


def test_a_single_subject_has_no_such_slide_and_says_at_its_start_what_must_be_known() -> None:
    (slide,) = deck_of(a_brief(a_section(), remarks=("一件を除きました。",))).slides
    words = words_on(slide)
    assert words.index("一件を除きました。") < words.index("空き店舗を活用した。")


def test_remarks_that_have_no_room_on_the_first_slide_go_on_after_it() -> None:
    remarks = tuple(f"{number}番目の事例は公開されていないので、除きました。" for number in range(60))
    words = "".join(
        words_on(slide) for slide in deck_of(a_brief(a_section(), a_section(), remarks=remarks)).slides
    )
    assert [remark for remark in remarks if remark not in words] == []


def test_nothing_at_all_is_one_slide_with_a_title() -> None:
    (slide,) = deck_of(a_brief()).slides
    assert slide.shapes.title.text_frame.text == "参考事例"


def test_each_foot_says_the_number_of_the_paper_and_which_slide_of_how_many() -> None:
    slides = deck_of(a_brief(a_section(), a_section())).slides
    for position, slide in enumerate(slides, start=1):
        (foot,) = (
            each for each in slide.placeholders if each.placeholder_format.type is PP_PLACEHOLDER.SLIDE_NUMBER
        )
        assert words_of(foot) == f"{position} / {len(slides)}"
        assert [node.get("type") for node in foot._element.iter(qn("a:fld"))] == ["slidenum"]
        assert "資料2-1" in words_on(slide)


def test_an_address_too_long_for_the_foot_is_said_whole_in_the_notes() -> None:
    address = "https://catalogue.example/compare?" + "case=kiryu-cocotomo&" * 30
    slide = deck_of(a_brief(a_section(), address=address)).slides[0]
    assert address not in words_on(slide)
    assert address in slide.notes_slide.notes_text_frame.text


def test_what_office_refuses_never_reaches_the_file() -> None:
    bad = "題\x00名\x0b\ud800\ufffe\r\n次"
    picture_of_it = Picture(png(), 320, 180, bad, Line(bad), bad)
    table = Table((bad,), (((Line(bad, mark=bad),),),), bad)
    section = Section(
        bad,
        (Heading(bad), Bullets((Line(bad),)), table, picture_of_it, Sources((Line(bad, (1,)),))),
        bad,
        (bad,),
    )
    data = pptx.write(Brief(bad, (section, section), bad, bad, bad, bad, (bad,)))
    with ZipFile(BytesIO(data)) as file:
        text = "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))
    for refused in ("\x00", "\x0b", "\ufffe", "_x000", "&#13;"):
        assert refused not in text
    assert "題名" in words_on(Presentation(BytesIO(data)).slides[1])


def test_a_new_line_within_a_line_is_a_break() -> None:
    deck = deck_of(a_brief(Section("題", (Paragraphs((Line("一行目\n二行目"),)),))))
    (body,) = (each for _, each in shapes_of(deck) if each.name == "本文")
    assert body.text_frame.text == "一行目\v二行目"


def test_the_file_says_its_title_and_nothing_of_whoever_made_the_template() -> None:
    properties = deck_of(a_brief(a_section())).core_properties
    assert (properties.title, properties.author, properties.language) == ("参考事例", "", "ja-JP")


def test_there_is_no_macro_no_font_and_nothing_loaded_from_elsewhere() -> None:
    with ZipFile(BytesIO(pptx.write(everything()))) as file:
        names = file.namelist()
        relations = [etree.fromstring(file.read(name)) for name in names if name.endswith(".rels")]
    assert not [name for name in names if name.endswith((".bin", ".fntdata", ".jpeg", ".vml"))]
    outside = {
        node.get("Type").rpartition("/")[2] for tree in relations for node in tree if node.get("TargetMode")
    }
    assert outside == {"hyperlink"}


def test_fifty_nine_cases_are_written_in_less_than_five_seconds() -> None:
    bullets = Bullets(lines(["市は空き店舗を活用し、子育て世代の交流の場と起業の支援の場を開いた。" * 2] * 6))
    sources = Sources(tuple(Line(f"出典{n}", (n,), url=f"https://example.jp/{n}") for n in range(1, 9)))
    sections = [Section(f"事例{n}", (bullets, *([picture()] if n < 8 else []), sources)) for n in range(59)]
    begun = time.process_time()
    deck = deck_of(a_brief(*sections))
    assert time.process_time() - begun < 5
    assert len(deck.slides) >= 60
