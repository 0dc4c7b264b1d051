"""Bringing a sheet of cases: what is taken, what is refused and with which words, who may."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.intake.limits import MOST_BYTES
from tests.desk.imports.bringing import as_csv, as_xlsx, bring, result, send, the_import, three, words

NEW = "/desk/imports/cases/new"


def test_a_sheet_leads_to_its_dry_run_and_registers_nothing(desk: Flask, editor: FlaskClient) -> None:
    answer = send(editor, as_xlsx(*three()))
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    assert result(page) == "3行すべてを、新しく登録できます。"
    assert "まだ何も登録していません" in page
    assert "給食の献立を見直す" not in editor.get("/desk/cases").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_text_with_commas_comes_in_whatever_its_encoding(editor: FlaskClient, encoding: str) -> None:
    answer = send(editor, as_csv(*three(), encoding=encoding), "一覧.csv")
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    assert result(page) == "3行すべてを、新しく登録できます。"
    assert "図書館を夜も開く" in page


def test_only_the_name_of_a_file_is_kept_not_its_folders(desk: Flask, editor: FlaskClient) -> None:
    answer = send(editor, as_xlsx(*three()), "共有/令和8年度/一覧.xlsx")
    assert the_import(desk, answer.location).name == "一覧.xlsx"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "一覧.xlsx", "ファイルが空です"),
        (b"PK\x03\x04 and then nothing", "一覧.xlsx", "壊れています"),
        (b"\xff\xd8\xff\xe0 a picture", "一覧.xlsx", "Excelブック（.xlsx）"),
        ("まったく別の文章です。".encode(), "一覧.csv", "事例の行が見つかりませんでした"),
        (b"a" * (MOST_BYTES + 1), "一覧.csv", "ファイルが大きすぎます"),
    ],
    ids=["empty", "cut off", "a picture", "no table", "too large"],
)
def test_a_file_that_is_refused_says_what_to_do_and_the_page_keeps_its_shape(
    editor: FlaskClient, data: bytes, name: str, said: str
) -> None:
    answer = send(editor, data, name)
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert '<a href="#sheet">表のファイル</a>' in answer.text
    assert 'id="sheet-error"' in answer.text
    assert "この表を確かめる" in answer.text
    assert "ひな型" in answer.text


def test_no_file_at_all_is_asked_for(editor: FlaskClient) -> None:
    answer = editor.post(NEW, data={})
    assert answer.status_code == 422
    assert "表のファイルを選んでください。" in answer.text


def test_headings_without_a_row_are_no_sheet_of_cases(editor: FlaskClient) -> None:
    answer = send(editor, as_xlsx())
    assert answer.status_code == 422
    assert "事例の行が見つかりませんでした" in answer.text


def test_the_list_has_what_waits_first_and_leads_there(desk: Flask, editor: FlaskClient) -> None:
    first = bring(editor, *three())
    editor.post(f"{first}/drop")
    second = bring(editor, *three())
    page = editor.get("/desk/imports").text
    assert page.index(f'href="{second}"') < page.index(f'href="{first}"')
    assert "取りやめ" in page
    assert "henshuさん" in page


def test_nothing_is_given_up_under_the_address_of_another_kind(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, *three())
    other = address.replace("/cases/", "/plans/")
    assert editor.get(f"{other}/drop").status_code == 404
    assert editor.post(f"{other}/drop").status_code == 404
    assert the_import(desk, address).state == "open"


def test_the_page_of_all_imports_has_a_door_for_each_kind(editor: FlaskClient) -> None:
    page = editor.get("/desk/imports").text
    for address in ("cases", "text", "plans"):
        assert f'href="/desk/imports/{address}/new"' in page


def test_more_imports_than_a_page_are_turned_over(desk: Flask, editor: FlaskClient) -> None:
    first = bring(editor, *three())
    for _ in range(30):
        bring(editor, *three())
    assert f'href="{first}"' not in editor.get("/desk/imports").text
    assert f'href="{first}"' in editor.get("/desk/imports?page=2").text


def test_the_list_of_cases_leads_to_the_imports_and_gives_out_what_it_shows(editor: FlaskClient) -> None:
    page = editor.get("/desk/cases?theme=dx&q=新居浜").text
    assert 'href="/desk/imports/cases/new"' in page
    assert "/desk/imports/cases.xlsx?" in page
    assert "theme=dx" in page[page.index("/desk/imports/cases.xlsx") :][:120]


def test_a_member_of_the_committee_gets_nowhere(
    desk: Flask, editor: FlaskClient, member: FlaskClient
) -> None:
    address = bring(editor, *three())
    for each in (
        "/desk/imports",
        NEW,
        address,
        f"{address}/rows",
        f"{address}/problems.xlsx",
        "/desk/imports/cases.xlsx",
    ):
        assert member.get(each).status_code == 403, each
    assert member.post(NEW, data={"sheet": (BytesIO(as_xlsx(*three())), "x.xlsx")}).status_code == 403
    for act in ("", "/take", "/file", "/drop", "/undo", "/submit", "/approve"):
        assert member.post(f"{address}{act}").status_code == 403, act


def test_who_only_reads_sees_the_dry_run_without_fields(
    desk: Flask, editor: FlaskClient, administrator: FlaskClient
) -> None:
    address = bring(editor, *three())
    page = administrator.get(address)
    assert page.status_code == 200
    assert "取り込めるのは、「編集」か「承認」の役割の人です。" in page.text
    assert "件を取り込む</button>" not in page.text
    assert 'type="file"' not in page.text
    assert administrator.post(f"{address}/take").status_code == 403
