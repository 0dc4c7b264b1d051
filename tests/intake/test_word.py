"""A Word document comes in as it is read on paper."""

from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Written

from catalogue.domain.errors import Invalid
from catalogue.domain.paper import Form, Paper, Piece
from catalogue.intake.word.document import paper
from tests.intake.papers import document, said

PICTURE = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"


def seen(read: Paper) -> list[tuple[str, int, str]]:
    """Form, level and text of every piece."""
    return [(piece.form.value, piece.level, piece.text) for piece in read.pieces]


def by_docx(written: Written) -> Paper:
    kept = BytesIO()
    written.save(kept)
    return paper(kept.getvalue())


def listed(text: str, list_id: int = 1, level: int = 0) -> str:
    return said(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def levels(*kinds: tuple[str, str]) -> str:
    """A list whose levels have these formats and marks."""
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(kinds)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{written}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(*texts: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(said, texts))}</w:tc>"


# --- as Word and its libraries write ---


def test_headings_lists_tables_and_pages_are_read_in_their_order() -> None:
    written = Document()
    written.add_heading("商・工業振興プラン", 0)
    written.add_heading("他地域の事例① スマートシティ", 1)
    written.add_paragraph("無料で運行している。", style="List Bullet")
    written.add_paragraph("2020年11月から", style="List Bullet 2")
    written.add_paragraph("募集", style="List Number")
    written.add_paragraph("採択", style="List Number")
    grid = written.add_table(2, 2)
    for place, text in enumerate(["団体名", "事業名", "Orangeの会", "学びの場"]):
        grid.cell(*divmod(place, 2)).text = text
    written.add_page_break()
    written.add_paragraph("図. 自動運転バス", style="Caption")
    assert seen(by_docx(written)) == [
        ("heading", 1, "商・工業振興プラン"),
        ("heading", 1, "他地域の事例① スマートシティ"),
        ("bullet", 1, "無料で運行している。"),
        ("bullet", 2, "2020年11月から"),
        ("bullet", 1, "1. 募集"),
        ("bullet", 1, "2. 採択"),
        ("row", 0, "団体名\t事業名"),
        ("row", 0, "Orangeの会\t学びの場"),
        ("break", 0, ""),
        ("line", 0, "図. 自動運転バス"),
    ]


@pytest.mark.parametrize(
    ("style", "level"),
    [
        ('<w:name w:val="heading 2"/>', 2), ('<w:name w:val="見出し 3"/>', 3), ('<w:name w:val="表題"/>', 1),
        ('<w:name w:val="Title"/>', 1), ('<w:name w:val="章"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>', 1),
        ('<w:name w:val="節"/><w:basedOn w:val="B"/>', 4),
    ],
)  # fmt: skip
def test_styles_of_headings_are_known_in_both_languages(style: str, level: int) -> None:
    base = '<w:style w:styleId="B"><w:name w:val="元"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
    styles = f'<w:style w:type="paragraph" w:styleId="A">{style}</w:style>{base}'
    assert seen(paper(document(said("現状と課題", '<w:pStyle w:val="A"/>'), styles=styles))) == [
        ("heading", level, "現状と課題")
    ]


def test_a_paragraph_says_itself_whether_it_is_a_heading() -> None:
    styles = (
        '<w:style w:styleId="A"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    body = said("第1章", '<w:outlineLvl w:val="1"/>') + said(
        "本文", '<w:pStyle w:val="A"/><w:outlineLvl w:val="9"/>'
    )
    assert seen(paper(document(body, styles=styles))) == [("heading", 2, "第1章"), ("line", 0, "本文")]


# --- numbers that are in no text ---


def test_numbers_word_counts_by_itself_are_written_out() -> None:
    numbering = levels(("decimal", "第%1章"), ("decimalEnclosedCircle", "%2"), ("aiueo", "（%3）"))
    body = "".join(
        listed(text, level=level)
        for text, level in [("現状", 0), ("人口", 1), ("産業", 1), ("商業", 2), ("施策", 0), ("工業", 1)]
    )
    assert [each[1:] for each in seen(paper(document(body, numbering=numbering)))] == [
        (1, "第1章 現状"), (2, "① 人口"), (2, "② 産業"), (3, "（ア） 商業"), (1, "第2章 施策"), (2, "① 工業"),
    ]  # fmt: skip


def test_lists_of_one_kind_go_on_counting_unless_they_start_anew() -> None:
    body = listed("a") + listed("b", 2) + said("本文") + listed("c", 3) + listed("d", 3)
    assert [each[2] for each in seen(paper(document(body, numbering=levels(("decimal", "%1.")))))] == [
        "1. a", "2. b", "本文", "1. c", "2. d",
    ]  # fmt: skip


def test_a_heading_has_its_number_too() -> None:
    body = said(
        "良好な循環", '<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    )
    found = paper(document(body, numbering=levels(("japaneseCounting", "施策方針%1"))))
    assert seen(found) == [("heading", 1, "施策方針一 良好な循環")]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("decimalFullWidth", "１０"), ("decimalZero", "10"), ("decimalEnclosedCircle", "⑩"), ("upperRoman", "X"),
        ("lowerLetter", "j"), ("aiueo", "コ"), ("iroha", "ヌ"), ("japaneseCounting", "十"), ("ordinal", "10"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_they_are_printed(kind: str, shown: str) -> None:
    found = paper(document(listed("施策") * 10, numbering=levels((kind, "%1"))))
    assert found.pieces[9].text == f"{shown} 施策"


def test_points_have_no_number_and_a_list_may_be_switched_off() -> None:
    listing = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    styles = f'<w:style w:styleId="A"><w:name w:val="a"/><w:pPr>{listing}</w:pPr></w:style>'
    body = said("点", '<w:pStyle w:val="A"/>') + said(
        "なし", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    numbering = levels(("bullet", "●"), ("bullet", "-"))
    assert seen(paper(document(body, styles=styles, numbering=numbering))) == [
        ("bullet", 2, "点"),
        ("line", 0, "なし"),
    ]


# --- what people type by hand ---


def test_lines_are_read_as_those_of_plain_text() -> None:
    body = "".join(
        map(said, ["・電子申請", "　・窓口の削減", "【ICT活用】会津若松市", "団体名\t事業名", "※適宜記載"])
    )
    assert seen(paper(document(body))) == [
        ("bullet", 1, "電子申請"),
        ("bullet", 2, "窓口の削減"),
        ("line", 0, "【ICT活用】会津若松市"),
        ("row", 0, "団体名\t事業名"),
        ("line", 0, "※適宜記載"),
    ]


def test_how_far_a_line_is_moved_in_says_how_deep_it_is() -> None:
    body = said("・浅い") + said("・深い", '<w:ind w:left="420"/>') + said("・浅い")
    assert [each[1] for each in seen(paper(document(body)))] == [1, 2, 1]


def test_lines_within_a_paragraph_are_lines_and_within_a_heading_one() -> None:
    broken = "<w:p>{}<w:r><w:t>他地域の事例①</w:t><w:br/><w:t>スマートシティ</w:t></w:r></w:p>"
    heading = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    assert seen(paper(document(broken.format(heading) + broken.format("")))) == [
        ("heading", 1, "他地域の事例①スマートシティ"),
        ("line", 0, "他地域の事例①"),
        ("line", 0, "スマートシティ"),
    ]


# --- what is not the text ---


def test_of_tracked_changes_the_new_text_is_read_and_said_so() -> None:
    body = (
        "<w:p><w:r><w:t>自</w:t></w:r><w:ins><w:r><w:t>律</w:t></w:r></w:ins><w:del><w:r><w:delText>立</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>飛行</w:t></w:r></w:moveTo></w:p>"
        + table(cell("残る") + cell("行"), "<w:trPr><w:del/></w:trPr>" + cell("消えた") + cell("行"))
    )
    found = paper(document(body))
    assert [piece.text for piece in found.pieces] == ["自律飛行", "残る\t行"]
    assert found.remarks == (
        "変更履歴のある文書です。追加された文字は読み取り、削除された文字は読み取っていません。",
    )


def test_readings_above_words_and_codes_of_fields_are_no_text() -> None:
    body = (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>おうめ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>青梅</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SEQ 図</w:instrText></w:r>'
        "<w:r><w:t>図1</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>市のページ</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>"
    )
    assert paper(document(body)).pieces[0].text == "青梅図1市のページ-x"


def test_notes_at_the_foot_come_at_the_end() -> None:
    rule = f'<w:footnote w:type="separator" w:id="-1">{said("――")}</w:footnote>'
    note = f'{rule}<w:footnote w:id="1">{said("総務省調べ")}</w:footnote>'
    found = paper(
        document(
            said("本文") + said("結び"),
            more={"footnotes": ("footnotes.xml", note), "comments": ("comments.xml", "")},
        )
    )
    assert [piece.text for piece in found.pieces] == ["本文", "結び", "総務省調べ"]
    assert found.remarks == (
        "脚注・文末脚注が1件あります。文書の末尾に続けて読み取りました。", "コメントは読み取っていません。",
    )  # fmt: skip


def test_boxes_beside_the_text_are_read_once() -> None:
    box = f"<w:txbxContent>{said('図. 自動運転バス')}</w:txbxContent>"
    twice = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert seen(paper(document(f"<w:p><w:r><w:t>本文</w:t>{twice}</w:r></w:p>"))) == [
        ("line", 0, "本文"), ("line", 0, "図. 自動運転バス"),
    ]  # fmt: skip


def test_pictures_are_counted_by_their_pages() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>控え</w:t></w:r></w:p>"
    body = (
        f"<w:p>{PICTURE}</w:p>{said('一')}<w:p><w:r><w:lastRenderedPageBreak/><w:t>二</w:t></w:r>{PICTURE}{PICTURE}</w:p>"
        f"<w:p><w:r><w:drawing><c:chart/></w:drawing></w:r></w:p>{hidden}"
    )
    found = paper(document(body))
    assert [piece.text for piece in found.pieces] == ["一", "二", "控え"]
    assert found.remarks == (
        "隠し文字も読み取りました。",
        "図が3点あります（1ページ目に1点、2ページ目に2点）。画像は取り込みません。必要なものは、あとから図として加えてください。",
        "グラフが1点あります。グラフの値は読み取っていません。",
    )


def test_pages_nobody_has_printed_are_not_guessed_at() -> None:
    found = paper(document(said("一") + f'<w:p><w:r><w:br w:type="page"/></w:r>{PICTURE}</w:p>'))
    assert found.remarks[0].startswith("図が1点あります。")


# --- tables ---


def test_merged_cells_are_said_once_and_columns_stay() -> None:
    goes_on, begins = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
    found = paper(
        document(
            table(
                cell("分野") + cell("施策", properties='<w:gridSpan w:val="2"/>'),
                cell("商業", properties=begins) + cell("個店", "商店街") + cell("継続"),
                cell("", properties=goes_on) + cell("交流") + cell("新規"),
                cell("", properties=goes_on) + cell("") + cell(""),
            )
        )
    )
    assert [piece.cells for piece in found.pieces] == [
        ("分野", "施策", ""), ("商業", "個店\n商店街", "継続"), ("", "交流", "新規"),
    ]  # fmt: skip
    assert found.pieces[1] == Piece(
        Form.ROW,
        "商業\t個店 商店街\t継続",
        2,
        0,
        ("商業", "個店\n商店街", "継続"),
        raw="商業\t個店 商店街\t継続",
    )


def test_a_frame_around_paragraphs_is_no_table() -> None:
    found = paper(document(table(cell("参考事例", "・境町"), cell("・会津若松市"))))
    assert seen(found) == [("line", 0, "参考事例"), ("bullet", 1, "境町"), ("bullet", 1, "会津若松市")]


def test_lists_and_tables_within_a_cell_keep_their_lines() -> None:
    within = f"<w:tc>{listed('一つ')}{listed('二つ')}{table(cell('a') + cell('b'))}</w:tc>"
    found = paper(document(table(cell("取組") + within), numbering=levels(("decimal", "%1)"))))
    assert found.pieces[0].cells == ("取組", "1) 一つ\n2) 二つ\na b")


def test_content_controls_are_looked_into() -> None:
    row = f"<w:sdt><w:sdtContent>{cell('右')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{said('題')}</w:sdtContent></w:sdt>" + table(cell("左") + row)
    assert [piece.text for piece in paper(document(body)).pieces] == ["題", "左\t右"]


# --- pages ---


@pytest.mark.parametrize(
    "between",
    [
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
        '<w:p><w:pPr><w:sectPr><w:type w:val="oddPage"/></w:sectPr></w:pPr></w:p>' * 2,
    ],
)
def test_where_a_page_begins_there_is_a_break(between: str) -> None:
    found = paper(document(between + said("前") + between + said("後") + between))
    assert seen(found) == [("line", 0, "前"), ("break", 0, ""), ("line", 0, "後")]
    assert [piece.number for piece in found.pieces] == [1, 2, 3]


def test_a_page_may_begin_before_or_within_a_paragraph() -> None:
    within = '<w:p><w:r><w:t>二</w:t><w:br w:type="page"/><w:t>三</w:t></w:r></w:p>'
    body = (
        said("一")
        + said("続き", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>')
        + said("間", "<w:pageBreakBefore/>")
    )
    assert "".join(piece.text or "|" for piece in paper(document(body + within)).pieces) == "一続き|間二|三"


# --- odd and right ---


def test_a_style_based_on_itself_is_no_trap() -> None:
    styles = '<w:style w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="A"/></w:style>'
    assert seen(paper(document(said("本文", '<w:pStyle w:val="A"/>'), styles=styles))) == [
        ("line", 0, "本文")
    ]


def test_a_cell_as_wide_as_a_billion_is_cut() -> None:
    found = paper(document(table(cell("左", properties='<w:gridSpan w:val="1000000000"/>') + cell("右"))))
    assert len(found.pieces[0].cells) <= 201


def test_a_document_without_a_word_is_refused() -> None:
    with pytest.raises(Invalid, match="文字を1つも読み取れませんでした"):
        paper(document(f"<w:p>{PICTURE}</w:p>"))
