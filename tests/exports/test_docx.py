import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx as word
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from flask import Flask
from lxml import etree
from PIL import Image

from catalogue.exports import docx
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
)
from catalogue.exports.cases.reference_pages import reference_page
from catalogue.schemas.paper import PaperSize
from tests.exports.pages import all_pages, one_page, overgrown

FONT = "BIZ UDPGothic"
ADDRESS = "http://catalogue.example/cases/kiryu-cocotomo"
FORBIDDEN = "\x00\x0b\x1b\x7f\ufffe\uffff\ud800"


def picture(width: int = 800, height: int = 450) -> Picture:
    """A grey picture."""
    file = BytesIO()
    Image.new("RGB", (width, height), "grey").save(file, "PNG")
    return Picture(file.getvalue(), width, height, "灰色の四角", Line("図. 灰色", (1,)), "自作")


def brief(*blocks: Any, **said: Any) -> Brief:
    """One section of these blocks."""
    return Brief("題名", (Section("章の題名", blocks, kicker="事例①"),), **said)


def opened(made: Brief, size: PaperSize = PaperSize.A4) -> Document:
    """The file of a brief as a reader meets it."""
    return word.Document(BytesIO(docx.write(made, size=size)))


def parts(made: Brief) -> dict[str, bytes]:
    """The files within the file."""
    with zipfile.ZipFile(BytesIO(docx.write(made))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(document: Document) -> list[str]:
    """Every paragraph in order, those of tables too."""
    return [paragraph.text for paragraph in paragraphs_of(document)]


def paragraphs_of(document: Document) -> Iterator[Any]:
    for block in document.iter_inner_content():
        if isinstance(block, word.table.Table):
            yield from (line for row in block.rows for each in row.cells for line in each.paragraphs)
        else:
            yield block


EVERYTHING = (
    Heading("成果"),
    Paragraphs((Line("ことば", (1, 3), mark="未確認"),)),
    Bullets((Line("箇条", strong=True), Line("先のページ", url="https://example.org/a?b=c"))),
    Table(("指標", "値"), ((cell("来場者"), (Line("59人", (1,)),)),), "表の題名", (1, 3), row_heads=True),
    picture(),
    Sources((Line("資料の題名", (1,), url="https://example.org/"), Line("確認日"))),
)


def test_a_case_says_in_word_what_its_page_says(app: Flask) -> None:
    page = one_page(app, "aizuwakamatsu-smartcity-aict")
    section = reference_page(page, None, address=ADDRESS)
    text = "\n".join(words_of(opened(Brief("題名", (section,)))))
    told = [page["title"], page["summary"]["text"], *(row["text"] for row in page["activities"])]
    told += [row[name] for row in page["outcomes"] for name in ("indicator", "value", "as_of_text")]
    told += [*page["unknowns"], f"{page['unknowns'][-1]}〔未確認〕"]
    assert [words for words in told if words not in text] == []
    assert f"{page['summary']['text']}[1][2][4][5][17]" in text


def test_all_cases_go_into_one_file_each_on_a_page_of_its_own(app: Flask) -> None:
    pages = all_pages(app)
    sections = tuple(reference_page(page, None, address=ADDRESS) for page in pages.values())
    document = opened(Brief("すべての事例", sections, section_per_page=True))
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    breaks = [paragraph for paragraph in document.paragraphs if paragraph.paragraph_format.page_break_before]
    assert titles == [section.title for section in sections]
    assert len(breaks) == len(pages) - 1


def test_headings_lists_and_captions_are_real_ones() -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in paragraphs_of(opened(brief(*EVERYTHING)))}
    assert styles["章の題名"] == "Heading 1"
    assert styles["成果"] == "Heading 2"
    assert styles["箇条"] == "List Bullet"
    assert styles["表の題名"] == styles["図. 灰色[1]"] == "Caption"
    assert styles["[1]\t資料の題名"] == "出典"


def test_a_style_of_a_sheet_stands_on_the_ordinary_one() -> None:
    document = opened(Brief("題名", (Section("章", EVERYTHING, dense=True),)))
    first = document.paragraphs[0]
    assert first.style.base_style.name == "Heading 1"
    assert first.style.name in {style.name for style in document.styles}


@pytest.mark.parametrize("dense", [False, True])
def test_every_run_names_the_font_for_japanese_letters(dense: bool) -> None:
    made = Brief(
        "題名",
        (Section("章", EVERYTHING, "上", dense=dense),),
        number="資料1",
        made_on="きょう",
        address=ADDRESS,
    )
    for name, part in parts(made).items():
        if name.startswith("word/") and name.endswith(".xml"):
            for run in etree.fromstring(part).iter(qn("w:r")):
                fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
                assert fonts is not None, name
                assert {fonts.get(qn(f"w:{letters}")) for letters in ("ascii", "hAnsi", "eastAsia")} == {FONT}


def test_no_style_leaves_the_choice_of_font_to_the_theme() -> None:
    styles = etree.fromstring(parts(brief())["word/styles.xml"])
    fonts = list(styles.iter(qn("w:rFonts")))
    assert styles.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}") is not None
    assert fonts
    assert all(each.get(qn("w:eastAsia")) == FONT for each in fonts)
    assert not [name for each in fonts for name in each.attrib if "Theme" in name]
    assert {each.get(qn("w:eastAsia")) for each in styles.iter(qn("w:lang"))} == {"ja-JP"}


def test_the_first_row_of_a_table_comes_again_on_each_page() -> None:
    rows = tuple((cell(f"指標{number}"), cell("値")) for number in range(100))
    (table,) = opened(brief(Table(("指標", "値"), rows))).tables
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True] + [False] * 100


def test_a_short_row_stays_on_one_page_and_a_tall_one_may_be_divided() -> None:
    tall = "これは高い行を試すための文です。" * 60
    (table,) = opened(
        brief(Table(("指標", "値"), ((cell("短い"), cell("短い")), (cell("高い"), cell(tall)))))
    ).tables
    kept = [row._tr.get_or_add_trPr().find(qn("w:cantSplit")) is not None for row in table.rows]
    assert kept == [True, True, False]


def test_columns_are_as_wide_as_their_shares_and_fill_the_page() -> None:
    (table,) = opened(brief(Table(("狭い", "広い"), ((cell("あ"), cell("い")),), shares=(1, 3)))).tables
    narrow, wide = (column.width.mm for column in table.columns)
    assert wide == pytest.approx(3 * narrow, rel=0.01)
    assert narrow + wide == pytest.approx(210 - 2 * 18, abs=0.5)
    assert not table.autofit


def test_two_tables_in_a_row_stay_two() -> None:
    table = Table(("指標",), ((cell("値"),),))
    body = [element.tag for element in opened(brief(table, table)).element.body]
    first, second = (place for place, tag in enumerate(body) if tag == qn("w:tbl"))
    assert qn("w:p") in body[first + 1 : second]


def test_a_picture_is_told_in_words_and_keeps_to_the_page() -> None:
    document = opened(brief(picture(3000, 1000), picture(1000, 3000)))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == ["灰色の四角", "灰色の四角"]
    wide, high = document.inline_shapes
    assert wide.width.mm == pytest.approx(0.6 * 174, abs=0.5)
    assert high.height.mm == pytest.approx(75, abs=0.5)
    assert wide.width / wide.height == pytest.approx(3, rel=0.01)


def test_what_belongs_to_a_picture_stands_beneath_it() -> None:
    words = words_of(opened(brief(picture())))
    assert words[-2:] == ["図. 灰色[1]", "自作"]


def test_each_page_says_its_number_and_how_many_there_are() -> None:
    made = parts(brief(number="資料3-2", made_on="令和8（2026）年11月22日", address=ADDRESS))
    footer, header = made["word/footer1.xml"].decode(), made["word/header1.xml"].decode()
    assert footer.index(" PAGE ") < footer.index(" NUMPAGES ")
    assert "題名　令和8（2026）年11月22日" in footer
    assert ADDRESS in footer
    assert "資料3-2" in header


@pytest.mark.parametrize(
    ("size", "landscape", "sheet"),
    [
        (PaperSize.A4, False, (210, 297)),
        (PaperSize.A4, True, (297, 210)),
        (PaperSize.A3, False, (297, 420)),
        (PaperSize.A3, True, (420, 297)),
    ],
)
def test_the_sheet_is_the_one_that_was_asked_for(
    size: PaperSize, landscape: bool, sheet: tuple[int, int]
) -> None:
    (section,) = opened(brief(landscape=landscape), size).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == sheet


def test_numbers_of_sources_are_raised_and_what_is_not_known_is_bold() -> None:
    (paragraph,) = (each for each in opened(brief(*EVERYTHING)).paragraphs if each.text.startswith("ことば"))
    assert [run.text for run in paragraph.runs if run.font.superscript] == ["[1][3]"]
    assert [run.text for run in paragraph.runs if run.font.bold] == ["〔未確認〕"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//example.org/",
        "https://",
        "http://[bad",
        "https://user:word@example.org/",
        "",
        None,
    ],
)
def test_a_link_leads_only_to_a_page_of_the_web(address: str | None) -> None:
    made = parts(brief(Paragraphs((Line("先", url=address),))))
    assert b"External" not in made["word/_rels/document.xml.rels"]
    assert "先" in made["word/document.xml"].decode()


def test_a_link_with_letters_an_address_may_not_have_is_written_so_that_word_accepts_it() -> None:
    made = parts(brief(Paragraphs((Line("先", url="https://example.org/事例 一覧?q=空き店舗#<a>"),))))
    relations = made["word/_rels/document.xml.rels"].decode()
    assert "https://example.org/%E4%BA%8B%E4%BE%8B%20%E4%B8%80%E8%A6%A7?q=" in relations
    assert "%3Ca%3E" in relations


def test_letters_word_refuses_never_reach_the_file() -> None:
    bad = f"こと{FORBIDDEN}ば"
    line = Line(bad, (1,), url=f"https://example.org/{FORBIDDEN}a")
    made = Brief(
        bad,
        (
            Section(
                bad,
                (Heading(bad), Bullets((line,)), Table((bad,), (((line,),),), bad), Sources((line,))),
                bad,
            ),
        ),
        subtitle=bad,
        remarks=(bad,),
        number=bad,
        made_on=bad,
        address=f"https://example.org/{bad}",
    )
    words = words_of(opened(made))
    assert words.count("ことば") >= 5
    for name, part in parts(made).items():
        if name.endswith((".xml", ".rels")):
            assert etree.fromstring(part) is not None
            assert not any(letter in part.decode() for letter in "\x00\x0b\x1b\x7f\ufffe\uffff"), name


def test_a_case_out_of_all_proportion_is_written_whole(app: Flask) -> None:
    section = reference_page(overgrown(one_page(app, "kiryu-cocotomo")), picture(), address=ADDRESS)
    words = words_of(opened(Brief("題名", (section,))))
    assert [number for number in range(1, 41) if f"試験のための指標{number}" not in words] == []
    long = "これは長い文を試すための文です。" * 200
    assert long in words_of(opened(brief(Paragraphs((Line(long),)))))


def test_a_single_section_needs_no_title_above_its_own() -> None:
    one, two = Section("一", ()), Section("二", ())
    assert words_of(opened(Brief("題名", (one,)))) == ["一"]
    assert words_of(opened(Brief("題名", (one, two)))) == ["題名", "一", "二"]
    assert words_of(opened(Brief("題名", (one,), remarks=("2件は載せていません。",)))) == [
        "題名",
        "2件は載せていません。",
        "一",
    ]


def test_sheets_of_one_page_each_share_none_with_a_title() -> None:
    sheets = (Section("一", (), dense=True), Section("二", (), dense=True))
    assert words_of(opened(Brief("題名", sheets, section_per_page=True))) == ["一", "二"]
    with_remark = opened(Brief("題名", sheets, remarks=("言うこと",), section_per_page=True))
    broken = [each.text for each in with_remark.paragraphs if each.paragraph_format.page_break_before]
    assert broken == ["一", "二"]


def test_what_is_only_for_the_speaker_is_not_printed() -> None:
    made = Brief("題名", (Section("章", (), notes=("話す人だけの控え",)),))
    assert not any("控え" in part.decode(errors="replace") for part in parts(made).values())


def test_the_file_says_its_title_and_language_and_nothing_of_the_template() -> None:
    document = opened(brief())
    assert (document.core_properties.title, document.core_properties.language) == ("題名", "ja-JP")
    assert document.core_properties.comments == document.core_properties.author == ""
    assert document.core_properties.created is None


def test_the_file_carries_no_macro_and_nothing_to_be_loaded() -> None:
    made = parts(brief(*EVERYTHING, address=ADDRESS))
    assert not [name for name in made if "vba" in name.lower() or "thumbnail" in name or "customXml" in name]
    for name, part in made.items():
        if name.endswith(".rels"):
            outside = [each for each in etree.fromstring(part) if each.get("TargetMode") == "External"]
            assert all(each.get("Type").endswith("/hyperlink") for each in outside)
