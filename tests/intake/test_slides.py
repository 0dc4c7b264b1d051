"""Slides come in as one reads them: the title, then from the top to the bottom, from the left to the right."""

from io import BytesIO

import pytest
from pptx import Presentation
from pptx.util import Inches

from catalogue.domain.errors import Invalid
from catalogue.domain.paper import Paper
from catalogue.intake.slides.deck import paper
from tests.intake.books import packed, parts_of, relations
from tests.intake.papers import box, deck, frame, hidden, line, place, table

PICTURE = "<p:pic/>"
POINT, NONE = '<a:buChar char="•"/>', "<a:buNone/>"


def seen(read: Paper) -> list[tuple[str, int, str]]:
    """Form, level and text of every piece."""
    return [(piece.form.value, piece.level, piece.text) for piece in read.pieces]


def words(read: Paper) -> list[str]:
    return [piece.text for piece in read.pieces]


def test_slides_as_powerpoint_s_own_layouts_have_them() -> None:
    written = Presentation()
    first = written.slides.add_slide(written.slide_layouts[1])
    first.shapes.title.text = "他地域の事例①\vスマートシティ"
    body = first.placeholders[1].text_frame
    body.text = "茨城県境町では、\v自動運転バスを運行。"
    deeper = body.add_paragraph()
    deeper.text, deeper.level = "防犯・見守り", 1
    second = written.slides.add_slide(written.slide_layouts[5])
    second.shapes.title.text = "【ICT活用】会津若松市"
    for left, top, text in [(5, 3, "右下"), (1, 3.1, "左下"), (1, 1.5, "左上\n・点"), (5, 1.5, "右上")]:
        second.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1)).text_frame.text = text
    grid = second.shapes.add_table(2, 2, Inches(1), Inches(5), Inches(4), Inches(1)).table
    grid.cell(0, 0).merge(grid.cell(0, 1))
    grid.cell(0, 0).text, grid.cell(1, 0).text, grid.cell(1, 1).text = "採択事業", "団体", "事業"
    kept = BytesIO()
    written.save(kept)
    assert seen(paper(kept.getvalue())) == [
        ("heading", 1, "他地域の事例①スマートシティ"),
        ("bullet", 1, "茨城県境町では、自動運転バスを運行。"),
        ("bullet", 2, "防犯・見守り"),
        ("break", 0, ""),
        ("heading", 1, "【ICT活用】会津若松市"),
        ("line", 0, "左上"),
        ("bullet", 1, "点"),
        ("line", 0, "右上"),
        ("line", 0, "左下"),
        ("line", 0, "右下"),
        ("row", 0, "採択事業\t"),
        ("row", 0, "団体\t事業"),
    ]


# --- order ---


def test_shapes_come_as_one_reads_them_and_the_title_first() -> None:
    boxes = [("下", (1, 5)), ("右上", (6, 1.2)), ("左上", (1, 1.3))]
    shapes = "".join(box(text, at=at) for text, at in boxes) + box("題", kind="title", at=(1, 6))
    assert words(paper(deck([shapes]))) == ["題", "左上", "右上", "下"]


def test_a_group_stays_together_and_is_read_in_its_own_order() -> None:
    inner = box("二", at=(900, 500)) + box("一", at=(900, 100))
    group = f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr>{place((5, 1))}</p:grpSpPr>{inner}</p:grpSp>"
    assert words(paper(deck([group + box("後", at=(1, 3)) + box("前", at=(1, 1))]))) == [
        "前",
        "一",
        "二",
        "後",
    ]


def test_a_placeholder_stands_where_the_layout_or_the_master_puts_it() -> None:
    layout = box("", kind="body", index="4", at=(1, 5)) + box("", kind="pic", index="9", at=(1, 1))
    master = box("", kind="body", index="1", at=(1, 3))
    placed = box("配置に従う", kind="body", index="4") + box("親に従う", kind="body", index="7")
    found = paper(deck([placed + box("自分で", at=(1, 4))], layout=layout, master=master))
    assert words(found) == ["親に従う", "自分で", "配置に従う"]


def test_numbers_dates_and_edges_of_slides_are_left_out() -> None:
    edges = "".join(
        box(text, kind=kind) for text, kind in [("3", "sldNum"), ("2026/5", "dt"), ("青梅市", "ftr")]
    )
    assert words(paper(deck([box("本文", at=(1, 1)) + edges]))) == ["本文"]


# --- points and numbers ---


def test_points_come_from_the_paragraph_its_shape_the_layout_or_the_master() -> None:
    body = f"<p:bodyStyle><a:lvl1pPr>{POINT}</a:lvl1pPr><a:lvl2pPr>{NONE}</a:lvl2pPr></p:bodyStyle>"
    layout = box("", kind="body", index="5", style=f"<a:lvl1pPr>{NONE}</a:lvl1pPr>")
    own = [line("自分の点", POINT, level=1), line("自分はなし", NONE)]
    slides = [
        box(line("親の点"), line("親はなし", level=1), *own, kind="body", index="1"),
        box(line("配置はなし"), kind="body", index="5"),
        box(line("図形の点"), style=f"<a:lvl1pPr>{POINT}</a:lvl1pPr>", at=(1, 1)),
        box(line("ただの文字"), at=(1, 1)),
    ]
    assert [each[:2] for each in seen(paper(deck(slides, layout=layout, styles=body))) if each[2]] == [
        ("bullet", 1), ("line", 0), ("bullet", 2), ("line", 0), ("line", 0), ("bullet", 1), ("line", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("arabicPeriod", ["3.", "4."]), ("arabicParenBoth", ["(3)", "(4)"]), ("arabicParenR", ["3)", "4)"]),
        ("circleNumDbPlain", ["③", "④"]), ("alphaUcPeriod", ["C.", "D."]), ("romanLcPeriod", ["iii.", "iv."]),
        ("ea1JpnChsDbPeriod", ["三.", "四."]), ("arabicPlain", ["3", "4"]),
    ],
)  # fmt: skip
def test_numbers_powerpoint_counts_by_itself_are_written_out(kind: str, shown: list[str]) -> None:
    number = f'<a:buAutoNum type="{kind}" startAt="3"/>'
    lines = [line("一", number), line("中", POINT, level=1), line("二", number)]
    assert words(paper(deck([box(*lines, at=(1, 1))]))) == [f"{shown[0]} 一", "中", f"{shown[1]} 二"]


def test_a_line_between_starts_the_numbers_anew() -> None:
    number = '<a:buAutoNum type="arabicPeriod"/>'
    lines = [line("一", number), line("間", NONE), line("また一", number)]
    assert words(paper(deck([box(*lines, at=(1, 1))]))) == ["1. 一", "間", "1. また一"]


# --- what else is on slides ---


def test_merged_cells_are_said_once() -> None:
    wide = '<a:tc gridSpan="2"><a:txBody><a:p><a:r><a:t>施策</a:t></a:r></a:p></a:txBody></a:tc>'
    goes_on = '<a:tc hMerge="1"><a:txBody><a:p><a:r><a:t>施策</a:t></a:r></a:p></a:txBody></a:tc>'
    below = '<a:tc vMerge="1"><a:txBody><a:p/></a:txBody></a:tc>'
    rows = frame(table([wide, goes_on, "方針"], ["a", "b", "c"], [below, "d", "e"]), at=(1, 1))
    found = [piece.cells for piece in paper(deck([rows])).pieces]
    assert found == [("施策", "", "方針"), ("a", "b", "c"), ("", "d", "e")]


def test_a_table_of_one_column_is_a_frame() -> None:
    found = paper(deck([frame(table(["参考"], ["・境町"]), at=(1, 1))]))
    assert seen(found) == [("line", 0, "参考"), ("bullet", 1, "境町")]


def test_a_diagram_says_what_is_written_in_it() -> None:
    points = "".join(
        f"<dgm:pt{kind}><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for kind, text in [("", "商業振興"), (' type="sibTrans"', "線"), ("", "工業振興")]
    )
    space = 'xmlns:dgm="d" xmlns:a="a"'
    parts = parts_of(deck([frame('<dgm:relIds r:dm="rId9"/>', at=(1, 1))]))
    layout, drawn = ("slideLayout", "../slideLayouts/layout.xml"), ("diagramData", "../diagrams/data1.xml")
    named = relations({"rId1": layout, "rId9": drawn})
    data = packed(
        {**parts, "ppt/slides/_rels/slide1.xml.rels": named,
         "ppt/diagrams/data1.xml": f"<dgm:dataModel {space}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"}
    )  # fmt: skip
    assert words(paper(data)) == ["商業振興", "工業振興"]


def test_what_was_not_read_is_told_of() -> None:
    third = box("三", at=(1, 1)) + PICTURE + frame("<c:chart/>", (1, 2))
    slides = [box("一", at=(1, 1)) + PICTURE + PICTURE, hidden(box("二", at=(1, 1))), third]
    found = paper(deck(slides, notes=box("口頭で補足", kind="body")))
    assert words(found) == ["一", "", "二", "", "三"]
    assert found.remarks == (
        "非表示のスライド（2枚目）も読み取りました。",
        "発表者ノートのあるスライドが1枚あります。ノートは読み取っていません。",
        "図が3点あります（1枚目に2点、3枚目に1点）。画像は取り込みません。必要なものは、あとから図として加えてください。",
        "グラフが1点あります。グラフの値は読み取っていません。",
    )


def test_shapes_for_new_programs_are_read_once() -> None:
    new, old = box("新", at=(1, 1)), box("旧", at=(1, 1))
    choices = f"<mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    twice = f"<mc:AlternateContent>{choices}</mc:AlternateContent>"
    assert words(paper(deck([twice]))) == ["新"]


def test_slides_without_a_word_are_refused() -> None:
    with pytest.raises(Invalid, match="文字を1つも読み取れませんでした"):
        paper(deck([PICTURE, ""]))
