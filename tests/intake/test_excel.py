"""A workbook is read as a person sees it, and what was done to it is said."""

from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook as ReadBack
from openpyxl import load_workbook
from xlsxwriter.workbook import Workbook

from catalogue.domain.grid import Grid
from catalogue.intake.excel.workbook import grids
from tests.intake.books import STRICT, by_hand, changed, packed, parts_of, relations, texts, written

COLUMNS = ["事例名", "都道府県", "市区町村コード", "開始", "割合", "概要"]


def only(data: bytes) -> Grid:
    (grid,) = grids(data)
    return grid


def by_openpyxl(book: ReadBack) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


# --- ordinary workbooks ---


def test_a_list_of_three_hundred_cases_is_read_as_it_was_written() -> None:
    rows = [
        [f"事例{n}", "茨城県", f"{n:06}", "2020-11", "3%", f"概要の{n}行目\n改行のあと"] for n in range(300)
    ]

    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet("事例")
        for number, row in enumerate([COLUMNS, *rows]):
            sheet.write_row(number, 0, row)

    grid = only(written(fill))
    assert grid == Grid("事例", tuple(map(tuple, [COLUMNS, *rows])))


def test_sheets_of_openpyxl_are_read_too() -> None:
    book = ReadBack()
    assert book.active is not None
    book.active.title = "事例"
    moment = datetime.fromisoformat("2020-11-05T14:30")
    book.active.append(["バス", 3, 3.5, True, False, date(2020, 11, 5), moment, None, "=1+1"])
    grid = only(by_openpyxl(book))
    assert grid.rows == (
        ("バス", "3", "3.5", "はい", "いいえ", "2020-11-05", "2020-11-05 14:30:00", "", "=1+1"),
    )
    assert grid.formulas == {(0, 8)}


def test_other_eyes_read_the_same_texts() -> None:
    def fill(book: Workbook) -> None:
        for name in ("事例", "出典"):
            sheet = book.add_worksheet(name)
            bold = book.add_format({"bold": True})
            sheet.write_rich_string(0, 0, "自動", bold, "運転", "バス")
            for row in range(1, 40):
                for column in range(0, 30, 1 + row % 3):
                    sheet.write(row, column, f"{name}{row}\n{column}" if row % 2 else row * column)

    data = written(fill)
    theirs = load_workbook(BytesIO(data), read_only=True)
    for grid in grids(data):
        seen = theirs[grid.name].iter_rows(values_only=True)
        assert grid.rows == tuple(tuple("" if each is None else str(each) for each in row) for row in seen)


def test_sheets_come_in_their_order_without_the_empty_ones() -> None:
    def fill(book: Workbook) -> None:
        book.add_worksheet("出典").write(0, 0, "出典")
        book.add_worksheet("空")
        book.add_worksheet("事例").write(0, 0, "事例")

    assert [grid.name for grid in grids(written(fill))] == ["出典", "事例"]


def test_what_is_only_formatted_is_no_part_of_the_sheet() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet()
        frame = book.add_format({"border": 1})
        for row in range(5_000):
            for column in range(9):
                sheet.write_blank(row, column, None, frame)
        sheet.write(0, 0, "事例名")
        sheet.write(39, 2, "最後")
        sheet.write(45, 3, " \n　")

    grid = only(written(fill))
    assert (len(grid.rows), len(grid.rows[0])) == (40, 3)
    assert grid.rows[39] == ("", "", "最後")


# --- what cells hold ---


def test_texts_that_look_like_something_else_stay_texts() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for column, text in enumerate(["00123", "1/2", "=1+1", "TRUE", "2020-11-05", "１２"]):
            sheet.write_string(0, column, text)

    grid = only(written(fill))
    assert grid.rows == (("00123", "1/2", "=1+1", "TRUE", "2020-11-05", "１２"),)
    assert not grid.formulas


def test_readings_above_words_are_no_part_of_the_text() -> None:
    """As Excel keeps what was typed by an input method: the reading of each word beside the text (``rPh``)."""
    strings = (
        '<si><t>青梅市</t><rPh sb="0" eb="2"><t>オウメ</t></rPh><rPh sb="2" eb="3"><t>シ</t></rPh>'
        '<phoneticPr fontId="1"/></si>'
        '<si><r><t>自動</t></r><r><rPr><b/></rPr><t>運転</t></r><rPh sb="0" eb="2"><t>ジドウ</t></rPh></si>'
    )
    data = by_hand('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', strings=strings)
    assert only(data).rows == (("青梅市", "自動運転"),)


def test_letters_are_kept_and_what_cannot_be_is_taken_out() -> None:
    data = by_hand(
        texts("髙①㈱～葛󠄀", "か&#x3099;", "行&#10;の&#13;&#10;中", "_x000D_左_x0009_右_x0041_", " 前後 ")
    )
    assert only(data).rows == (("髙①㈱～葛󠄀", "が", "行\nの\n中", "左\t右A", "前後"),)


def test_errors_stay_as_they_are_shown() -> None:
    assert only(by_hand('<row><c t="e"><v>#N/A</v></c><c t="e"><v>#REF!</v></c></row>')).rows == (
        ("#N/A", "#REF!"),
    )


def test_a_formula_is_named_and_never_worked_out() -> None:
    data = by_hand(
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f>A1*3</f><v>6</v></c>'
        '<c r="C1" t="str"><f>A1&amp;"人"</f><v>2人</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0" ref="B2:B3">A2*2</f><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c><c r="C3"><f t="dataTable"/></c></row>'
    )
    grid = only(data)
    assert grid.rows == (
        ("2", "=A1*3", '=A1&"人"'),
        ("", "=A2*2", ""),
        ("", "=A2*2（B2の数式の写し）", "=（数式）"),
    )
    assert grid.formulas == {(0, 1), (0, 2), (1, 1), (2, 1), (2, 2)}


def test_yes_and_no_as_libreoffice_writes_them_are_no_formulas() -> None:
    cells = '<c t="b"><f aca="false">TRUE()</f><v>1</v></c><c t="b"><f aca="false">FALSE()</f><v>0</v></c>'
    grid = only(by_hand(f"<row>{cells}</row>"))
    assert (grid.rows, grid.formulas) == ((("はい", "いいえ"),), frozenset())


def test_cells_without_an_address_follow_each_other() -> None:
    first = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>'
    rows = f'{first}<row r="3"><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    assert only(by_hand(rows)).rows == (
        ("1", "", "", "2", "3"), ("", "", "", "", ""), ("4", "", "", "", ""), ("5", "", "", "", ""),
    )  # fmt: skip


# --- what people do to sheets ---


def test_merged_cells_say_the_same_everywhere() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet("事例")
        sheet.merge_range("A1:C1", "事例一覧")
        sheet.merge_range("A2:A4", "スマートシティ")
        sheet.write_column("B2", ["境町", "会津若松市", "東近江市"])
        sheet.write("C2", "バス")
        sheet.merge_range("C3:C4", "")
        sheet.merge_range("A5:A900", "DX")
        sheet.write("B5", "大田区")

    grid = only(written(fill))
    assert grid.rows == (
        ("事例一覧", "事例一覧", "事例一覧"),
        ("スマートシティ", "境町", "バス"),
        ("スマートシティ", "会津若松市", ""),
        ("スマートシティ", "東近江市", ""),
        ("DX", "大田区", ""),
    )
    assert grid.remarks == (
        "結合されたセルが2か所あります（A1:C1、A2:A4）。"
        "結合された範囲のどのセルにも、同じ値が入っているものとして読み取りました。",
    )


def test_a_merged_formula_is_one_everywhere() -> None:
    data = by_hand(
        '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>',
        behind='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    )
    assert only(data).formulas == {(0, 0), (1, 0)}


def test_what_is_hidden_is_read_and_said() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet("事例")
        for row in range(9):
            sheet.write_row(row, 0, ["a", "b", "c", "d", "e"])
        for row in (2, 3, 6, 20):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column("B:C", None, None, {"hidden": True})
        sheet.set_column("E:XFD", None, None, {"hidden": True})
        secret = book.add_worksheet("控え")
        secret.write(0, 0, "x")
        secret.hide()
        deep = book.add_worksheet("選択肢")
        deep.write(0, 0, "x")
        deep.very_hidden()

    seen = {grid.name: grid.remarks for grid in grids(written(fill))}
    assert seen == {
        "事例": (
            "非表示の行（3～4行目、7行目）も読み取りました。",
            "非表示の列（B～C列、E列）も読み取りました。",
        ),
        "控え": ("Excelでは非表示になっているシートですが、読み取りました。",),
        "選択肢": ("Excelでは非表示になっているシートですが、読み取りました。",),
    }


def test_what_lies_on_a_sheet_is_told_of() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet("事例")
        sheet.write_column(0, 0, [1, 2, 3])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=事例!$A$1:$A$3"})
        sheet.insert_chart("C1", chart)
        sheet.write_comment("A1", "要確認")
        alone = book.add_chartsheet("推移")
        other = book.add_chart({"type": "column"})
        other.add_series({"values": "=事例!$A$1:$A$3"})
        alone.set_chart(other)

    assert only(written(fill)).remarks == (
        "シートに置かれた画像、図形、グラフは読み取っていません。",
        "セルのメモ（コメント）は読み取っていません。",
        "グラフだけのシート（「推移」）は読み取っていません。",
    )


# --- workbooks that are odd and right ---


def test_a_wrong_size_of_the_sheet_loses_no_row() -> None:
    rows = "".join(texts(f"{row}", row=row) for row in range(1, 501))
    assert len(only(by_hand(rows, before='<dimension ref="A1"/>')).rows) == 500


def test_styles_that_mean_nothing_are_no_reason_to_refuse() -> None:
    fills = '<fills><fill/><fill><patternFill patternType="funny"/></fill></fills>'
    styles = f'{fills}<cellXfs><xf numFmtId="0"/></cellXfs>'
    data = by_hand('<row><c s="0"><v>1</v></c><c s="99"><v>2</v></c></row>', styles=styles)
    assert only(data).rows == (("1", "2"),)


def test_the_strict_form_of_the_standard_is_read() -> None:
    rows = '<row><c t="d" ><v>2020-11-05T00:00:00</v></c><c t="d"><v>2020-11-05T14:30:00</v></c></row>'
    assert only(by_hand(rows, main=STRICT)).rows == (("2020-11-05", "2020-11-05 14:30:00"),)


def test_prefixes_and_utf_16_are_read() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="{space}"><x:sheetData><x:row>'
        '<x:c t="inlineStr"><x:is><x:t>事例</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert only(changed(by_hand(""), sheet=sheet.encode("utf-16"))).rows == (("事例",),)


def test_days_since_1904_are_read() -> None:
    data = by_hand(
        '<row><c s="0"><v>42678</v></c></row>',
        styles='<cellXfs><xf numFmtId="14"/></cellXfs>', settings='<workbookPr date1904="1"/>',
    )  # fmt: skip
    assert only(data).rows == (("2020-11-05",),)


def test_parts_may_be_named_from_the_root() -> None:
    parts = parts_of(by_hand(texts("事例")))
    named = relations({"rId1": ("worksheet", "/xl/worksheets/sheet1.xml")})
    assert only(packed({**parts, "xl/_rels/workbook.xml.rels": named})).rows == (("事例",),)


def test_the_last_row_and_column_that_fit_are_read() -> None:
    wide = only(by_hand('<row r="2500"><c r="GR2500"><v>1</v></c></row>'))
    assert (len(wide.rows), len(wide.rows[0])) == (2_500, 200)
    long = only(by_hand('<row r="5000"><c r="CV5000"><v>1</v></c></row>'))
    assert (len(long.rows), len(long.rows[0])) == (5_000, 100)
