import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook as Read
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.exports.sheets import Column, Sheet, Use, Value, Workbook
from catalogue.exports.xlsx import write
from catalogue.schemas.paper import PaperSize

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+81-3",
    "-5",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－5",
    "＠x",
    "\t=1",
    "\r=1",
]
WORDS = "長い文を試すための文です。"


def sheet_of(*rows: tuple[Value, ...], name: str = "表", heads: bool = False) -> Sheet:
    columns = tuple(Column(f"項目{n}", "意味", "件", width=20) for n, _ in enumerate(rows[0], start=1))
    return Sheet(name, columns, rows, row_heads=heads)


def book_of(*sheets: Sheet, use: Use = Use.DATA, **more: str) -> Workbook:
    return Workbook(title="題", sheets=sheets, use=use, **more)


def read_back(workbook: Workbook, size: PaperSize = PaperSize.A4) -> Read:
    return load_workbook(BytesIO(write(workbook, size=size)))


def first_of(workbook: Workbook, size: PaperSize = PaperSize.A4) -> Worksheet:
    return read_back(workbook, size).worksheets[0]


def cells_of(leaf: Worksheet) -> list[Cell]:
    return [cell for row in leaf.iter_rows() for cell in row if cell.value is not None]


def texts_of(leaf: Worksheet) -> list[str]:
    return [str(cell.value) for cell in cells_of(leaf)]


@pytest.mark.parametrize("use", Use)
@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_text_when_it_is_edited_too(text: str, use: Use) -> None:
    leaf = first_of(book_of(sheet_of((text, 1)), use=use))
    (cell,) = [cell for cell in cells_of(leaf) if str(cell.value).strip() == text.strip()]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("use", Use)
def test_titles_columns_and_numbers_of_papers_are_no_formulas(use: Use) -> None:
    sheet = Sheet("表", (Column("=1"),), (("x",),), remarks=("@x",))
    book = Workbook("=2", (sheet,), use, number="+3", made_on="=4", address="=5", remarks=("-6",))
    assert {cell.data_type for leaf in read_back(book) for cell in cells_of(leaf)} <= {"s", "n"}


def test_a_text_too_long_for_a_cell_is_cut_where_everybody_sees_it() -> None:
    for text in ("字" * 40_000, "𠮷" * 20_000):
        shown = first_of(book_of(sheet_of((text,)))).cell(2, 1).value
        assert isinstance(shown, str)
        assert len(shown.encode("utf-16-le")) // 2 <= 32_767
        assert shown.endswith("続きはカタログのページでご覧ください）")


def test_a_text_as_long_as_a_cell_is_whole() -> None:
    assert first_of(book_of(sheet_of(("字" * 32_767,)))).cell(2, 1).value == "字" * 32_767


def test_what_excel_refuses_never_reaches_a_file() -> None:
    leaf = first_of(book_of(sheet_of(("a\x00b\x07\ufffe\ud800c_x0041_", 1))))
    assert leaf.cell(2, 1).value == "abc_x0041_"


def test_names_of_sheets_are_ones_excel_accepts() -> None:
    wished = ["2-①/商店街[案]:*?", "A", "a", "'引用'", "", "History", "長" * 40, "長" * 41]
    names = read_back(book_of(*(sheet_of((1,), name=name) for name in wished))).sheetnames
    assert names[:7] == ["2-① 商店街 案", "A", "a (2)", "引用", "表", "History (2)", "長" * 31]
    assert names[7] == f"{'長' * 27} (2)"


def test_the_file_says_what_it_is_and_not_who_or_what_made_it() -> None:
    properties = read_back(book_of(sheet_of((1,)))).properties
    assert properties.title == "題"
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_data_are_a_bare_table_from_the_first_row_on() -> None:
    leaf = first_of(book_of(sheet_of(("a", 1), (None, 0), ("一\n二", None)), number="資料1", made_on="今日"))
    assert list(leaf.iter_rows(values_only=True)) == [
        ("項目1", "項目2"),
        ("a", 1),
        (None, 0),
        ("一 二", None),
    ]
    assert not leaf.merged_cells.ranges
    assert {cell.data_type for cell in leaf["B"][1:3]} == {"n"}


def test_data_bring_their_dictionary_and_where_they_come_from() -> None:
    sheet = Sheet("表", (Column("人口", "その時の人口", "人", "コード"),), ((1,),), remarks=("注1",))
    book = Workbook("題", (sheet,), Use.DATA, "資料1", "令和8（2026）年11月22日", "http://x/", ("注2",))
    read = read_back(book)
    assert read.sheetnames == ["表", "項目の説明", "この表について"]
    assert ("表", 1, "人口", "その時の人口", "人", "コード") in read["項目の説明"].iter_rows(values_only=True)
    about = list(read["この表について"].iter_rows(values_only=True))
    for fact in (
        ("表題", None, "題"),
        ("資料番号", None, "資料1"),
        ("作成日", None, "令和8（2026）年11月22日"),
        ("もとのページ", None, "http://x/"),
        ("行の数", "表", 1),
        ("注記", "表", "注1"),
        ("注記", None, "注2"),
    ):
        assert fact in about
    assert any(row[0] == "利用条件" and "引用のしかた" in str(row[2]) for row in about)


def test_a_meeting_finds_title_number_day_and_remarks_above_the_table() -> None:
    sheet = Sheet("表", (Column("項目"), Column("値")), (("a", 1),), remarks=("注1",))
    book = Workbook("題", (sheet,), Use.MEETING, "資料3-2", "令和8（2026）年11月22日", "http://x/", ("注2",))
    leaf = first_of(book)
    assert texts_of(leaf) == [
        "資料3-2",
        "題",
        "作成日：令和8（2026）年11月22日",
        "もとのページ：http://x/",
        "※ 注2",
        "※ 注1",
        *("項目", "値", "a", "1"),
    ]


@pytest.mark.parametrize(("size", "paper"), [(PaperSize.A4, "9"), (PaperSize.A3, "8")])
def test_a_meeting_prints_on_its_paper_one_page_wide_with_the_head_on_every_page(
    size: PaperSize, paper: str
) -> None:
    leaf = first_of(book_of(sheet_of(("a", 1), heads=True), use=Use.MEETING, number="資料&1"), size)
    assert str(leaf.page_setup.paperSize) == paper
    assert leaf.page_setup.orientation == "landscape"
    assert leaf.sheet_properties.pageSetUpPr.fitToPage
    assert (leaf.page_setup.fitToWidth or 1, leaf.page_setup.fitToHeight) == (1, 0)
    head = next(cell.row for cell in cells_of(leaf) if cell.value == "項目1")
    assert leaf.print_title_rows == f"${head}:${head}"
    assert leaf.freeze_panes == f"B{head + 1}"


def test_every_printed_page_says_its_number_of_how_many_and_of_what_paper() -> None:
    book = book_of(sheet_of(("a", 1)), use=Use.MEETING, number="資料1&2", made_on="今日")
    with ZipFile(BytesIO(write(book))) as parts:
        leaf = parts.read("xl/worksheets/sheet1.xml").decode()
    footer = unescape(leaf.partition("<oddFooter>")[2].partition("</oddFooter>")[0])
    left, centre, right = (part.rpartition("&8 ")[2] for part in re.split("&[LCR]", footer)[1:])
    assert (left, centre, right) == ("資料1&&2 題", "&P / &N", "今日")


def test_a_wider_paper_gets_wider_columns_and_the_same_table() -> None:
    book = book_of(sheet_of(*[(WORDS, WORDS)] * 3, heads=True), use=Use.MEETING)
    small, large = first_of(book, PaperSize.A4), first_of(book, PaperSize.A3)
    assert texts_of(small) == texts_of(large)
    wide = book_of(sheet_of((*[WORDS] * 8,)), use=Use.MEETING)
    small, large = first_of(wide, PaperSize.A4), first_of(wide, PaperSize.A3)
    assert large.column_dimensions["A"].width > small.column_dimensions["A"].width


def test_a_row_too_high_for_excel_is_told_in_several_and_nothing_is_lost() -> None:
    text = "\n".join(f"{n}番目の{WORDS}" for n in range(80))
    one_line = WORDS * 120
    leaf = first_of(book_of(sheet_of(("名", text, one_line), heads=True), use=Use.MEETING))
    rows = [row for row in leaf.iter_rows() if str(row[0].value).startswith("名")]
    assert [row[0].value for row in rows][:2] == ["名", "名（つづき）"]
    assert "\n".join(row[1].value for row in rows if row[1].value) == text
    assert "".join(row[2].value for row in rows if row[2].value) == one_line
    assert all(dimension.height <= 409.5 for dimension in leaf.row_dimensions.values() if dimension.height)


def test_a_year_is_not_printed_with_a_comma_and_a_large_number_is() -> None:
    leaf = first_of(book_of(sheet_of((2026, 115121)), use=Use.MEETING))
    (formats,) = {cell.number_format for cell in cells_of(leaf) if cell.data_type == "n"}
    assert formats.startswith("[>=10000]#,##0;")
    assert formats.endswith("General")


def test_letters_are_of_a_face_every_windows_has() -> None:
    leaf = first_of(book_of(sheet_of(("a", 1)), use=Use.MEETING))
    assert {cell.font.name for cell in cells_of(leaf)} == {"BIZ UDPGothic"}
