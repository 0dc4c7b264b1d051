import copy
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from catalogue.editing.case_page import page_of
from catalogue.editing.lookup import look_up
from catalogue.exports import delimited, xlsx
from catalogue.exports.cases.tables import workbook_of
from catalogue.exports.delimited import Encoding
from catalogue.exports.sheets import Use, Workbook
from catalogue.schemas.case import CaseSchema
from tests.conftest import kit_of
from tests.exports.import_round import Held, brought, held_by
from tests.exports.pages import Page, all_pages, one_page

SAKAI = "sakai-jidounten-drone"


@pytest.fixture(scope="module")
def held(app: Flask) -> Held:
    return held_by(app)


def data_workbook(pages: list[Page]) -> Workbook:
    """What /cases.xlsx?use=data gives, with somebody's notes."""
    return workbook_of(
        pages, Use.DATA, "事例", address_of=lambda slug: f"http://x.example/cases/{slug}", notes={}
    )


@pytest.fixture(scope="module")
def workbook(app: Flask) -> Workbook:
    return data_workbook(list(all_pages(app).values()))


@pytest.fixture(scope="module")
def file(workbook: Workbook) -> bytes:
    return xlsx.write(workbook)


@pytest.fixture(scope="module")
def of_one_case(app: Flask) -> bytes:
    """The same with one case, for changing a cell of it."""
    return xlsx.write(data_workbook([one_page(app, SAKAI)]))


def with_cell(data: bytes, name: str, heading: str, value: object, nth: int = 0) -> bytes:
    """The file with another value in one row of one case."""
    book = load_workbook(BytesIO(data))
    sheet = book[name]
    places = {cell.value: cell.column_letter for cell in sheet[1]}
    rows = [cell.row for cell in sheet[places["ID"]] if cell.value == SAKAI]
    sheet[f"{places[heading]}{rows[nth]}"] = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_the_public_workbook_comes_back_without_a_change(held: Held, file: bytes) -> None:
    sheets = brought(file)
    assert (len(sheets.rows), sheets.problems) == (59, ())
    assert [row.identity for row in sheets.rows if row.problems or row.cautions] == []
    assert held.changed(sheets) == {}


@pytest.mark.parametrize("encoding", Encoding)
def test_the_public_csv_comes_back_without_a_change(
    held: Held, workbook: Workbook, encoding: Encoding
) -> None:
    sheets = brought(delimited.write(workbook.sheets[0], encoding), "cases.csv")
    assert len(sheets.rows) == 59
    assert held.changed(sheets) == {}


def test_nobody_need_confirm_its_columns_and_what_is_left_out_is_told_once(file: bytes) -> None:
    sheets = brought(file)
    assert all(heading.sure for heading in sheets.headings)
    (told,) = [remark for remark in sheets.remarks if "計算した値" in remark]
    assert "統計人口" in told
    assert "根拠の強さ" in told
    assert "青梅市との近さ" in told
    assert [name for name in ("青梅市の施策との関連", "青梅市との比較") if name in "".join(sheets.remarks)]


def changed(held: Held, data: bytes) -> dict[str, Any]:
    """The one case that changed, and its fields."""
    ((slug, fields),) = held.changed(brought(data)).items()
    assert slug == SAKAI
    return fields


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("副題", "試験の副題", {"subtitle": "試験の副題"}),
        ("副題", None, {"subtitle": None}),
        ("状況", "終了", {"status": "ended"}),
        ("状況コード", "ended", {"status": "ended"}),
        ("実施主体", "試験", {"lead": "試験"}),
    ],
)
def test_one_changed_cell_of_a_case_is_exactly_that_change(
    held: Held, of_one_case: bytes, heading: str, value: str | None, expected: dict[str, Any]
) -> None:
    assert changed(held, with_cell(of_one_case, "事例", heading, value)) == expected


@pytest.mark.parametrize(("heading", "value"), [("開始", "2019-01"), ("開始_和暦", "平成31（2019）年1月")])
def test_a_day_may_be_changed_in_either_of_its_columns(
    held: Held, of_one_case: bytes, heading: str, value: str
) -> None:
    started = held.documents[SAKAI]["started"]
    assert changed(held, with_cell(of_one_case, "事例", heading, value)) == {
        "started": started | {"date": "2019-01"}
    }


@pytest.mark.parametrize(
    ("sheet", "heading", "field", "part", "value"),
    [
        ("成果", "値", "outcomes", "value", "試験の値"),
        ("成果", "補足", "outcomes", "note", "試験の補足"),
        ("経過", "内容", "events", "text", "試験の出来事"),
        ("出典", "題名", "sources", "title", "試験の題名"),
        ("出典", "アドレス", "sources", "url", "https://www.example.jp/a"),
        ("協力者", "協力者名", "partners", "name", "試験の協力者"),
    ],
)
def test_one_changed_cell_of_a_part_is_exactly_that_change(
    held: Held, of_one_case: bytes, sheet: str, heading: str, field: str, part: str, value: str
) -> None:
    after = changed(held, with_cell(of_one_case, sheet, heading, value))
    assert list(after) == [field]
    before = held.documents[SAKAI][field]
    differing = [was for was in before if was not in after[field]]
    added = [row for row in after[field] if row not in before]
    assert (len(after[field]), len(differing), len(added)) == (len(before), 1, 1)
    assert added[0] == differing[0] | {part: value}


def test_a_statement_keeps_its_sources_when_its_words_change(held: Held, of_one_case: bytes) -> None:
    before = held.documents[SAKAI]["background"]
    after = changed(held, with_cell(of_one_case, "本文", "文", "試験の文"))
    assert after == {"background": [before[0] | {"text": "試験の文"}, *before[1:]]}


def test_a_method_may_be_changed_by_its_name(held: Held, of_one_case: bytes) -> None:
    before = held.documents[SAKAI]["methods"]
    after = changed(held, with_cell(of_one_case, "手法", "手法", "催し・情報発信"))
    assert sorted(after["methods"]) == sorted(["events", *before[1:]])


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "told"),
    [
        ("本文", "種別コード", "lessons", "種別とそのコードが違うので、名前（背景）のとおりに読みました。"),
        (
            "参加自治体",
            "区分コード",
            "member",
            "区分とそのコードが違うので、名前（代表）のとおりに読みました。",
        ),
        (
            "参加自治体",
            "全国地方公共団体コード",
            "132055",
            "代表の自治体は、「事例」のシートに書かれているとおりに",
        ),
    ],
)
def test_a_code_that_was_changed_alone_and_cannot_be_followed_is_told(
    held: Held, of_one_case: bytes, sheet: str, heading: str, value: str, told: str
) -> None:
    sheets = brought(with_cell(of_one_case, sheet, heading, value))
    assert not held.changed(sheets)
    assert told in "".join(each.reason for each in sheets.rows[0].cautions)


def test_the_list_for_a_meeting_says_which_file_to_bring(app: Flask) -> None:
    book = workbook_of([one_page(app, SAKAI)], Use.MEETING, "事例", address_of=str)
    sheets = brought(xlsx.write(book))
    assert sheets.rows == ()
    assert ["会議用" in problem.reason for problem in sheets.problems] == [True]


def test_what_its_cells_cannot_hold_is_no_change(app: Flask, held: Held) -> None:
    document = copy.deepcopy(held.documents[SAKAI])
    document["summary"]["text"] = "試験の一行目\n試験の二行目"
    document["background"][0]["text"] = "試験の\n背景"
    document["status_note"] = "不明"
    document["outcomes"][0]["as_of_note"] = "時点は不明"
    document["started"]["sources"] = document["started"]["sources"][::-1]
    document["events"] = document["events"][::-1]
    document = dict(CaseSchema().load(document))
    with kit_of(app).readers() as session:
        page = page_of(document, [], look_up(session))
    (row,) = brought(xlsx.write(data_workbook([page]))).rows
    assert held.document_of(row, document) == document
