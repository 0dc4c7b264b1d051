"""The 新旧対照表 as files, read back and compared with the page."""

import re
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from flask.testing import FlaskClient
from openpyxl import Workbook as ReadWorkbook
from openpyxl import load_workbook

ADDRESS = "/plans/2017-rev/changes"
HEADS = [
    "現行計画",
    "変更方針",
    "一部改訂計画(案)",
    "読み取り（このカタログによる）",
    "関わる事例（このカタログによる）",
]
WITHOUT = {
    "r9": "一部改訂計画(案)と新プランの項目を結び付ける記載は、資料の中に見つかっていません。",
    "2017": "これより前の計画は、このカタログに登録されていません。",
}


def file_of(client: FlaskClient, ending: str, plan: str = "2017-rev", more: str = "") -> BytesIO:
    """The file of the page of a plan."""
    answer = client.get(f"/plans/{plan}/changes.{ending}{more}")
    assert answer.status_code == 200
    return BytesIO(answer.data)


def rows_of_page(client: FlaskClient) -> list[list[str]]:
    """The words of the table on the page, without what only opens a fold or is for who hears it."""
    page = client.get(ADDRESS).text
    page = re.sub(r'<summary>.*?</summary>|<span class="visually-hidden">.*?</span>', "", page, flags=re.S)
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    cells = [re.findall(r"<td.*?</td>", row, re.S) for row in body.split("<tr")[1:]]
    return [[_squeezed(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


def test_the_document_is_the_table_of_the_page_on_its_side(client: FlaskClient) -> None:
    document = docx.Document(file_of(client, "docx"))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == HEADS
    assert [[_squeezed(cell) for cell in row] for row in rows[1:]] == rows_of_page(client)
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_the_document_repeats_its_headings_on_every_sheet(client: FlaskClient) -> None:
    (table,) = docx.Document(file_of(client, "docx")).tables
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader")


def test_the_document_leads_to_the_cases_it_names(client: FlaskClient) -> None:
    document = docx.Document(file_of(client, "docx"))
    links = {part.target_ref for part in document.part.rels.values() if part.is_external}
    assert any(link.endswith("/cases/kiryu-cocotomo") for link in links)


def test_the_sheet_for_a_meeting_is_the_table_of_the_page(client: FlaskClient) -> None:
    sheet = load_workbook(file_of(client, "xlsx"))["新旧対照表"]
    rows = [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True, max_col=5)]
    place = rows.index(HEADS)
    assert [[_squeezed(cell) for cell in row] for row in rows[place + 1 :]] == rows_of_page(client)
    above = "".join(value for row in rows[:place] for value in row)
    assert "資料の言葉のままです" in above
    assert "表題・日付未確認" in above


def _records(book: ReadWorkbook, name: str) -> list[dict[str, object]]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_data_keep_the_papers_words_apart_from_our_reading(client: FlaskClient) -> None:
    records = _records(load_workbook(file_of(client, "xlsx", more="?use=data")), "新旧対照")
    assert len(records) == len(rows_of_page(client))
    (replaced,) = [record for record in records if record["新_項目コード"] == "kogyo-2-2"]
    assert replaced["変更方針"] is None
    assert (replaced["種別コード"], replaced["種別"]) == ("replaced", "差し替え")
    (added,) = [record for record in records if record["新_項目コード"] == "kyotsu-2-3"]
    assert added["旧_項目コード"] is None
    (direction,) = [record for record in records if record["新_項目コード"] == "kyotsu-2"]
    assert direction["変更方針"] == "施策2のタイトルを変更;施策3を追加"


def test_the_data_name_the_papers_they_were_made_of(client: FlaskClient) -> None:
    told = _records(load_workbook(file_of(client, "xlsx", more="?use=data")), "この表について")
    papers = [str(row["内容"]) for row in told if row["シート"] == "新旧対照" and row["項目"] == "注記"]
    assert any("表題・日付未確認" in paper for paper in papers)


def test_the_data_count_the_cases_they_name(client: FlaskClient) -> None:
    book = load_workbook(file_of(client, "xlsx", more="?use=data"))
    pairs = _records(book, "施策と事例")
    known = {record["事例ID"] for record in _records(book, "事例")}
    assert {pair["事例ID"] for pair in pairs} == known
    for record in _records(book, "新旧対照"):
        named = [pair["事例ID"] for pair in pairs if pair["順番"] == record["順番"]]
        assert str(record["事例ID"] or "") == ";".join(map(str, named))
        if record["新_項目の種類"] == "施策":
            assert record["事例数"] == len(named)


@pytest.mark.parametrize("plan", WITHOUT)
def test_a_plan_without_the_table_says_why_in_every_file(client: FlaskClient, plan: str) -> None:
    document = docx.Document(file_of(client, "docx", plan))
    assert WITHOUT[plan] in "".join(paragraph.text for paragraph in document.paragraphs)
    assert not document.tables
    for use in ("meeting", "data"):
        book = load_workbook(file_of(client, "xlsx", plan, f"?use={use}"))
        values = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
        assert any(WITHOUT[plan] in str(value) for value in values)


def test_a_plan_nobody_knows_has_no_files(client: FlaskClient) -> None:
    for ending in ("docx", "xlsx"):
        assert client.get(f"/plans/nowhere/changes.{ending}").status_code == 404
