"""Sheets that are given out, and come back: the template, the cases to be changed, the problems of an import."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from werkzeug.test import TestResponse

from tests.desk.imports.bringing import as_xlsx, bring, result, send, sent, the_import, three, version, words
from tests.editing.imports.sheets import cell, good, row_key

CASE = "kiryu-cocotomo"


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def saved(book: Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def texts(sheet: Worksheet) -> Iterator[tuple[str, ...]]:
    return (tuple("" if value is None else str(value) for value in row) for row in sheet.values)


def test_the_template_has_the_sheets_and_the_words_to_choose_from(editor: FlaskClient) -> None:
    answer = editor.get("/desk/imports/template.xlsx")
    assert answer.status_code == 200
    book = opened(answer.data)
    assert {"事例", "出典", "成果", "選択肢"} <= set(book.sheetnames)
    assert "題名" in next(texts(book["事例"]))
    assert "商店街活性化" in {text for row in texts(book["選択肢"]) for text in row}


@pytest.mark.parametrize(("asked", "encoding"), [("", "utf-8-sig"), ("?encoding=sjis", "cp932")])
def test_the_template_is_there_as_one_sheet_too(editor: FlaskClient, asked: str, encoding: str) -> None:
    answer = editor.get(f"/desk/imports/template.csv{asked}")
    head = next(csv.reader(StringIO(answer.data.decode(encoding))))
    assert {"題名", "市区町村", "テーマ", "分類", "概要"} <= set(head)


def test_a_template_that_is_filled_in_comes_in(editor: FlaskClient) -> None:
    book = opened(editor.get("/desk/imports/template.xlsx").data)
    cases, sources = book["事例"], book["出典"]
    row = {**good(0), "ID": "新1"}
    for sheet, said in (
        (cases, row),
        (
            sources,
            {
                "ID": "新1",
                "番号": "1",
                "資料の題名": "資料",
                "発行者": "境町",
                "種類": "公式",
                "アドレス（URL）": "https://example.jp/1",
            },
        ),
    ):
        head = [str(each.value) for each in sheet[1]]
        for name, text in said.items():
            if name in head:
                sheet.cell(2, head.index(name) + 1, text)
    page = editor.get(send(editor, saved(book)).location).text
    assert result(page) == "1行を、新しく登録できます。"


def test_cases_are_given_out_as_they_were_saved_last_and_come_back_unchanged(editor: FlaskClient) -> None:
    data = editor.get("/desk/imports/cases.xlsx?theme=dx").data
    rows = list(texts(opened(data)["事例"]))
    assert len(rows) > 2
    page = editor.get(send(editor, data).location).text
    assert "いまの内容と同じです" in result(page)
    assert "件を取り込む</button>" not in page


def test_a_cell_that_was_changed_is_all_that_changes(desk: Flask, editor: FlaskClient) -> None:
    book = opened(editor.get("/desk/imports/cases.xlsx?q=cocotomo").data)
    sheet = book["事例"]
    head = [str(each.value) for each in sheet[1]]
    at = next(
        row for row in range(2, sheet.max_row + 1) if sheet.cell(row, head.index("ID") + 1).value == CASE
    )
    sheet.cell(at, head.index("題名") + 1, "試験用に変えた題名")
    address = send(editor, saved(book)).location
    page = editor.get(address).text
    assert "1件の内容を変え" in result(page) or "1行で" in result(page)
    assert words(page).count("試験用に変えた題名") >= 1
    assert sent(editor, address, {}, "/take").status_code == 303
    assert "試験用に変えた題名" in editor.get(f"/desk/cases/{CASE}").text


def test_cases_are_given_out_as_one_sheet_too(editor: FlaskClient) -> None:
    answer = editor.get("/desk/imports/cases.csv?q=cocotomo")
    rows = list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))
    assert CASE in {row["ID"] for row in rows}
    page = editor.get(send(editor, answer.data, "表.csv").location).text
    assert "いまの内容と同じです" in result(page)


def test_the_problems_of_an_import_stand_in_the_sheet_itself(editor: FlaskClient) -> None:
    address = bring(editor, good(0), good(1, 状況="やっている最中"))
    sheet = opened(editor.get(f"{address}/problems.xlsx").data)["事例"]
    rows = list(texts(sheet))
    assert rows[0][-1] == "直すところ"
    assert rows[1][-1] == ""
    place = cell(1, "状況").partition("!")[2]
    assert rows[2][-1].startswith(f"{place} 状況：「やっている最中」は選べません")
    assert sheet[place].comment is not None
    assert sheet[place].fill.fgColor.rgb == "FFFFE3D6"


def test_the_sheet_of_problems_is_mended_and_brought_again(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, good(0, テーマ="まちおこし"), good(1, 状況="やっている最中"), good(2, 題名=""))
    sent(
        editor,
        address,
        {"name:theme:まちおこし": "shopping-street", f"cell:{cell(2, '題名')}": "ここで直した題名"},
    )
    book = opened(editor.get(f"{address}/problems.xlsx").data)
    book["事例"][cell(1, "状況").partition("!")[2]] = "継続中"
    answer = again(editor, address, saved(book))
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    assert "表を入れ替えて、確かめ直しました。" in page
    assert result(page) == "3行すべてを、新しく登録できます。"
    assert "直すところ" not in page[page.index('id="columns"') :]
    kept = the_import(desk, address)
    assert kept.choices == {"names": {"theme:まちおこし": "shopping-street"}}


def test_columns_that_were_confirmed_stay_so_wherever_they_stand_now(
    desk: Flask, editor: FlaskClient
) -> None:
    headings = ["名称", "まち", "テーマ", "分類", "ひとこと"]
    row = {
        "名称": "空き家の活用",
        "まち": "茨城県境町",
        "テーマ": "商店街活性化",
        "分類": "交流拠点整備",
        "ひとこと": "概要です。",
    }
    address = send(editor, as_xlsx(row, headings=headings, name="Sheet1")).location
    sent(
        editor,
        address,
        {"column:Sheet1!B1": "municipality", "column:Sheet1!E1": "summary", "column:Sheet1!A1": "title"},
    )
    moved = ["番号", "ひとこと", "名称", "まち", "テーマ", "分類"]
    again(editor, address, as_xlsx({**row, "番号": "1"}, headings=moved, name="Sheet1"))
    columns = the_import(desk, address).choices["columns"]
    assert columns == {"Sheet1!B1": "summary", "Sheet1!C1": "title", "Sheet1!D1": "municipality"}


def test_a_bad_file_leaves_what_was_there(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, *three())
    before = the_import(desk, address)
    answer = again(editor, address, b"nothing of the kind")
    assert answer.status_code == 422
    assert 'id="sheet-error"' in answer.text
    assert result(answer.text) == "3行すべてを、新しく登録できます。"
    after = the_import(desk, address)
    assert (after.content, after.version) == (before.content, before.version)


def test_a_file_does_not_take_the_place_of_what_somebody_has_decided_about(
    editor: FlaskClient, approver: FlaskClient
) -> None:
    address = bring(editor, *three())
    stale = version(editor, address)
    sent(approver, address, {f"skip:{row_key(0)}": "yes"})
    answer = editor.post(
        f"{address}/file", data={"version": stale, "sheet": (BytesIO(as_xlsx(*three())), "x.xlsx")}
    )
    assert answer.status_code == 409


def test_an_import_that_is_over_has_no_problems(editor: FlaskClient) -> None:
    address = bring(editor, *three())
    sent(editor, address, {}, "/take")
    assert editor.get(f"{address}/problems.xlsx").status_code == 404
    assert editor.post(f"{address}/file", data={"sheet": (BytesIO(b"x"), "x.xlsx")}).status_code == 409


def again(client: FlaskClient, address: str, data: bytes) -> TestResponse:
    """Bring a file in place of the one before."""
    fields = {"version": version(client, address), "sheet": (BytesIO(data), "直した表.xlsx")}
    return client.post(f"{address}/file", data=fields)
