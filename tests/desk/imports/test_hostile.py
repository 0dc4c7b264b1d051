"""Sheets and forms made to do harm, at the doors of the desk: refused or shown, never a fault of the service."""

import time
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from catalogue.context import session
from catalogue.models import Import
from tests.desk.imports.bringing import as_csv, as_xlsx, bring, send, sent, words
from tests.editing.imports.sheets import HEADINGS, good

# Longer than Python makes a number of.
FIGURES = "9" * 5_000
SCRIPT = "<script>alert(1)</script>"
OF_NUMBERS = ("版", "開始：時期", "開始：出典の番号", "当時の人口：人数", "当時の人口：出典の番号")


@pytest.mark.parametrize("typed", [FIGURES, "①" * 32_000, "1," * 9_000])
def test_figures_without_end_are_a_mistake_of_the_sheet_and_not_of_the_service(
    editor: FlaskClient, typed: str
) -> None:
    headings = list(dict.fromkeys((*HEADINGS, *OF_NUMBERS)))
    answer = send(editor, as_xlsx(*({**good(0), column: typed} for column in OF_NUMBERS), headings=headings))
    assert answer.status_code == 303, words(answer.text)
    page = editor.get(answer.location)
    assert page.status_code == 200
    assert "直す" in words(page.text)


def test_a_date_of_ten_thousand_letters_is_told_within_a_second(editor: FlaskClient) -> None:
    row = {**good(0), "開始：時期": "円" * 10_000}
    began = time.process_time()
    answer = send(editor, as_xlsx(row, headings=[*HEADINGS, "開始：時期"]))
    page = editor.get(answer.location)
    assert page.status_code == 200
    # It took half a minute.
    assert time.process_time() - began < 5


def test_what_a_sheet_says_is_never_a_page_of_ours_nor_a_formula(editor: FlaskClient) -> None:
    row = good(0, 題名=SCRIPT, テーマ="=HYPERLINK(1)", 概要="+1", 都道府県="@SUM(A1)")
    answer = send(editor, as_csv(row), f"=1+1{SCRIPT}.csv")
    page, rows = editor.get(answer.location), editor.get(f"{answer.location}/rows")
    assert SCRIPT not in page.text + rows.text
    book = load_workbook(BytesIO(editor.get(f"{answer.location}/problems.xlsx").data))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize(
    "name", ["あ" * 3_000 + ".csv", "../../etc/passwd.csv", "a\0b.csv", "a\u202evsc.csv", "..."]
)
def test_a_name_of_a_file_only_names_it(desk: Flask, editor: FlaskClient, name: str) -> None:
    answer = send(editor, as_csv(good(0)), name)
    assert answer.status_code == 303, words(answer.text)
    assert editor.get(answer.location).status_code == 200
    with desk.app_context():
        kept = session().get_one(Import, int(answer.location.rpartition("/")[2])).name
    assert len(kept) <= 101
    assert not set("\0\u202e/") & set(kept)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("column:x", "zzz"),
        ("cell:事例!XFD1048576", "x"),
        ("cell:事例!B2", FIGURES),
        ("row:事例!A2", "update:../../x"),
        ("row:x", "bogus"),
        ("name:theme:x", "+"),
        ("same-places:1", "事例!C3\n" * 5_000),
        ("to", "mend:99999999999999999999"),
        ("at-mend", FIGURES),
    ],
)
def test_a_form_nobody_was_shown_breaks_no_page(editor: FlaskClient, field: str, value: str) -> None:
    address = bring(editor, good(0), good(1))
    assert sent(editor, address, {field: value}).status_code in (303, 422)
    assert editor.get(address).status_code == 200


@pytest.mark.parametrize("version", ["", "-1", "abc", FIGURES])
def test_an_act_that_saw_no_version_does_nothing(desk: Flask, editor: FlaskClient, version: str) -> None:
    address = bring(editor, good(0))
    assert editor.post(f"{address}/take", data={"version": version}).status_code == 409
    with desk.app_context():
        assert session().get_one(Import, int(address.rpartition("/")[2])).state == "open"
