from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.exports import delimited, import_sheets, xlsx
from catalogue.exports.delimited import Encoding
from catalogue.schemas.case_sheet.columns import CASE_SHEET, PART_SHEETS
from catalogue.schemas.case_sheet.reading import read
from catalogue.schemas.case_sheet.upon import upon
from tests.exports.import_round import Held, brought, held_by

ALL = 59
SAKAI = "sakai-jidounten-drone"


@pytest.fixture(scope="module")
def held(app: Flask) -> Held:
    return held_by(app)


@pytest.fixture(scope="module")
def file(held: Held) -> bytes:
    return xlsx.write(held.workbook)


@pytest.fixture(scope="module")
def of_one_case(held: Held) -> bytes:
    """The same with one case, for changing a cell of it."""
    (case,) = [case for case in held.cases if case.slug == SAKAI]
    return xlsx.write(import_sheets.workbook_of([case], held.names, held.filed))


def leaf(data: bytes, name: str) -> Worksheet:
    return load_workbook(BytesIO(data))[name]


def column_of(sheet: Worksheet, heading: str) -> str:
    (letter,) = [cell.column_letter for cell in sheet[1] if cell.value == heading]
    return letter


def with_cell(data: bytes, name: str, heading: str, slug: str, value: object) -> bytes:
    """The file with another value in the first row of a case."""
    book = load_workbook(BytesIO(data))
    sheet = book[name]
    row = next(cell.row for cell in sheet["A"] if cell.value == slug)
    sheet[f"{column_of(sheet, heading)}{row}"] = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_every_case_comes_back_from_the_workbook_as_it_was(held: Held, file: bytes) -> None:
    sheets = brought(file)
    assert (len(sheets.rows), sheets.problems) == (ALL, ())
    assert all(heading.sure for heading in sheets.headings)
    for row in sheets.rows:
        assert (row.problems, row.cautions) == ((), ())
        assert held.document_of(row, None) == held.documents[row.identity]
    assert held.changed(sheets) == {}


def test_every_case_says_from_which_revision_it_was_written(held: Held, file: bytes) -> None:
    numbers = {case.slug: case.number for case in held.cases}
    assert {row.identity: row.number for row in brought(file).rows} == numbers


@pytest.mark.parametrize("encoding", Encoding)
def test_the_sheet_of_cases_alone_comes_back_without_a_change(held: Held, encoding: Encoding) -> None:
    sheet = import_sheets.sheet_of(held.workbook)
    assert sheet
    sheets = brought(delimited.write(sheet, encoding), "事例.csv")
    assert len(sheets.rows) == ALL
    assert held.changed(sheets) == {}


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("name", ["出典", "成果", "経過", "協力者", "表", "図", "資料によって異なること"])
def test_a_sheet_of_parts_alone_comes_back_without_a_change(
    held: Held, name: str, encoding: Encoding
) -> None:
    sheet = import_sheets.sheet_of(held.workbook, name)
    assert sheet
    sheets = brought(delimited.write(sheet, encoding), f"{name}.csv")
    assert sheets.rows
    assert held.changed(sheets) == {}


def test_one_changed_cell_is_exactly_one_change(held: Held, of_one_case: bytes) -> None:
    changed = held.changed(brought(with_cell(of_one_case, "事例", "副題", SAKAI, "試験の副題")))
    assert changed == {SAKAI: {"subtitle": "試験の副題"}}
    changed = held.changed(brought(with_cell(of_one_case, "成果", "値", SAKAI, "試験の値")))
    before = held.documents[SAKAI]["outcomes"]
    assert changed == {SAKAI: {"outcomes": [before[0] | {"value": "試験の値"}, *before[1:]]}}


def test_an_emptied_cell_is_exactly_that_change(held: Held, of_one_case: bytes) -> None:
    emptied = brought(with_cell(of_one_case, "事例", "副題", SAKAI, None))
    assert held.changed(emptied) == {SAKAI: {"subtitle": None}}


def test_the_template_is_the_same_workbook_without_a_case(held: Held) -> None:
    template = import_sheets.template(held.names, held.filed)
    assert [sheet.name for sheet in template.sheets] == [sheet.name for sheet in held.workbook.sheets]
    assert [sheet.rows for sheet in template.sheets if sheet.is_read] == [()] * (1 + len(PART_SHEETS))
    sheets = brought(xlsx.write(template))
    assert (sheets.rows, sheets.problems, sheets.remarks) == ((), (), ())


def test_examples_stand_in_the_guide_only_where_nothing_is_taken_in(held: Held) -> None:
    guide = held.workbook.sheets[-1]
    assert guide.name == "列の説明"
    told = {(row[0], row[1]) for row in guide.rows}
    laid = {
        (kind.name, column.label)
        for kind in (CASE_SHEET, *PART_SHEETS)
        for column in kind.columns
        if column.laid_out
    }
    assert told == laid
    assert all(row[2] for row in guide.rows)


def test_columns_with_closed_lists_offer_them(file: bytes) -> None:
    cases, choices = leaf(file, "事例"), leaf(file, "選択肢")
    rules = {
        str(rule.sqref).partition(":")[0].rstrip("2"): rule for rule in cases.data_validations.dataValidation
    }
    rule = rules[column_of(cases, "状況")]
    assert (rule.type, rule.errorStyle or "stop") == ("list", "stop")
    sheet, _, cells = rule.formula1.rpartition("!")
    assert sheet.strip("'") == "選択肢"
    offered = [cell.value for (cell,) in choices[cells.replace("$", "")]]
    assert offered == ["継続中", "実証", "縮小", "終了", "未確認"]
    # A theme that is not there yet may be written: it is asked about when the sheet is brought.
    assert rules[column_of(cases, "テーマ")].errorStyle == "warning"


def test_themes_stand_beside_their_categories(held: Held, file: bytes) -> None:
    choices = leaf(file, "選択肢")
    columns = [cell.value for cell in choices[1]]
    rows = [dict(zip(columns, row, strict=True)) for row in choices.iter_rows(min_row=2, values_only=True)]
    pairs = {(row["分類のあるテーマ"], row["分類"]) for row in rows if row["分類"]}
    assert ("商店街活性化", "交流拠点整備") in pairs
    assert len(pairs) == sum(len(own) for own in held.filed.values())
    assert [row["都道府県"] for row in rows if row["都道府県"]][::46] == ["北海道", "沖縄県"]


def test_codes_and_dates_stay_as_they_are_typed(file: bytes) -> None:
    cases = leaf(file, "事例")
    for heading in ("全国地方公共団体コード", "開始：時期", "開始：出典の番号"):
        letter = column_of(cases, heading)
        assert cases[f"{letter}2"].number_format == "@"
    code = cases[f"{column_of(cases, '全国地方公共団体コード')}2"]
    assert (code.data_type, len(str(code.value))) == ("s", 6)


def test_what_must_not_be_changed_is_grey_and_says_so(file: bytes) -> None:
    cases = leaf(file, "事例")
    assert cases["A2"].fill.fgColor.rgb == cases["B2"].fill.fgColor.rgb == "FFE6E6E6"
    assert cases["C2"].fill.fill_type is None
    hints = {str(rule.sqref).partition("2")[0]: rule.prompt for rule in cases.data_validations.dataValidation}
    assert "変えないでください" in hints["A"]
    assert "変えないでください" in hints["B"]


def test_headings_stay_in_sight(file: bytes) -> None:
    book = load_workbook(BytesIO(file))
    assert book.sheetnames[0] == "説明"
    assert book["事例"].freeze_panes == "D2"
    assert book["成果"].freeze_panes == "C2"


def test_lines_of_a_cell_stay_lines(held: Held, file: bytes) -> None:
    cases = leaf(file, "事例")
    row = next(cell.row for cell in cases["A"] if cell.value == SAKAI)
    text = str(cases[f"{column_of(cases, '取り組んだこと')}{row}"].value)
    assert text.count("\n") == len(held.documents[SAKAI]["activities"]) - 1
    assert all(line.startswith("・") for line in text.split("\n"))


def test_a_single_sheet_has_columns_for_what_it_has_no_other_sheets_for(held: Held) -> None:
    names = [column.name for column in import_sheets.template_of_one_sheet().columns]
    assert {"出典", "出典：発行者", "成果", "経過", "協力者"} <= set(names)
    assert not {"出典", "成果"} & {column.name for column in held.workbook.sheets[1].columns}


def test_a_single_sheet_filled_in_is_read() -> None:
    sheet = import_sheets.template_of_one_sheet()
    told = {
        "題名": "試験用の取組",
        "概要": "試験の文。〔1〕",
        "市区町村": "青梅市",
        "出典": "試験用の資料 https://www.example.jp/a",
        "成果": "試験の数：5件（2024年3月）〔1〕",
    }
    row = tuple(told.get(column.name) for column in sheet.columns)
    data = delimited.write(type(sheet)(sheet.name, sheet.columns, (row,), for_entry=True))
    (read_row,) = brought(data, "事例.csv").rows
    raw = upon(read_row, None)
    assert read_row.problems == ()
    assert raw["summary"] == {"text": "試験の文。", "sources": ["s1"]}
    assert raw["outcomes"] == [
        {"indicator": "試験の数", "value": "5件", "as_of": "2024-03", "sources": ["s1"]}
    ]


def test_only_sheets_that_are_read_can_be_had_alone(held: Held) -> None:
    assert import_sheets.sheet_of(held.workbook, "成果")
    assert import_sheets.sheet_of(held.workbook, "選択肢") is None
    assert import_sheets.sheet_of(held.workbook, "ない名前") is None


def test_reading_nothing_gives_nothing() -> None:
    sheets = read([], {})
    assert (sheets.rows, sheets.headings) == ((), ())
