"""The gap matrix as files, read back and compared with what the page counts."""

from io import BytesIO

import docx
import pptx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook as ReadWorkbook
from openpyxl import load_workbook

from catalogue.domain.coverage import By, Rows, View
from catalogue.exports.brief import Table
from catalogue.exports.coverage import TOTAL_COLUMN, brief, for_a_meeting
from catalogue.exports.coverage_data import for_machines
from catalogue.reading import coverage_in_words as in_words
from catalogue.reading.cards import all_cards
from catalogue.reading.coverage import Matrix, matrix
from tests.conftest import kit_of

VIEWS = {
    "/coverage": View("r9", Rows.VISIONS, By.THEME),
    "/coverage?plan=2017": View("2017", Rows.MEASURES, By.THEME),
    "/coverage?plan=2017-rev&by=issue": View("2017-rev", Rows.MEASURES, By.ISSUE),
}
each_view = pytest.mark.parametrize("address", VIEWS)


def made_of(app: Flask, address: str) -> Matrix:
    """What the page of this address counts."""
    with kit_of(app).readers() as session:
        return matrix(session, VIEWS[address])


def file_of(client: FlaskClient, address: str, ending: str, more: str = "") -> BytesIO:
    """The file of a page."""
    path, _, asked = address.partition("?")
    answer = client.get(f"{path}.{ending}?{asked}{more}")
    assert answer.status_code == 200
    return BytesIO(answer.data)


def expected_rows(made: Matrix) -> list[list[str]]:
    """Every row of the page as words: the name, then the cells."""
    named = [(in_words.row_name(line.node), line.counts) for line in made.lines]
    return [
        [name, *(_words(cell) for cell in (*counts.cells, counts.total))]
        for name, counts in [*named, (in_words.TOTAL, made.totals)]
    ]


def _words(cell: in_words.Cell) -> str:
    return "".join(filter(None, (in_words.number(cell), in_words.lineage_short(cell))))


def _squeezed(text: str) -> str:
    return text.replace("\n", "").replace("\x0b", "").strip("　 ")


@each_view
def test_the_document_has_the_table_of_the_page(app: Flask, client: FlaskClient, address: str) -> None:
    made = made_of(app, address)
    document = docx.Document(file_of(client, address, "docx"))
    (table,) = document.tables
    rows = [[_squeezed(cell.text) for cell in row.cells] for row in table.rows]
    assert rows[0] == [made.view.rows.label, *map(in_words.column_name, made.columns), TOTAL_COLUMN]
    for row, expected in zip(rows[1:], expected_rows(made), strict=True):
        assert row[0].endswith(expected[0])
        assert row[1:] == expected[1:]
    words = "".join(paragraph.text for paragraph in document.paragraphs)
    assert all(sentence in words for sentence in in_words.sentences(made))
    assert all(meaning in words for meaning in in_words.meanings(made))


@each_view
def test_the_slides_have_every_row_of_the_table_once(app: Flask, client: FlaskClient, address: str) -> None:
    made = made_of(app, address)
    slides = pptx.Presentation(file_of(client, address, "pptx")).slides
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    rows = [[_squeezed(cell.text) for cell in row.cells] for table in tables for row in list(table.rows)[1:]]
    for row, expected in zip(rows, expected_rows(made), strict=True):
        assert row[0].endswith(expected[0])
        assert row[1:] == expected[1:]


@each_view
def test_the_sheet_for_a_meeting_is_the_table_of_the_page(
    app: Flask, client: FlaskClient, address: str
) -> None:
    made = made_of(app, address)
    sheet = load_workbook(file_of(client, address, "xlsx", "&number=資料3-2"))["事例の分布"]
    rows = [
        [_squeezed(str(value)) for value in row]
        for row in sheet.iter_rows(values_only=True, max_col=len(made.columns) + 2)
    ]
    written = rows[-len(made.lines) - 1 :]
    for row, expected in zip(written, expected_rows(made), strict=True):
        assert row[0].endswith(expected[0])
        assert row[1:] == expected[1:]
    above = "".join(value for row in rows[: -len(written)] for value in row)
    assert "資料3-2" in above or "資料3-2" in str(sheet.oddHeader.right.text)
    assert all(sentence in above for sentence in in_words.sentences(made))


def _records(book: ReadWorkbook, name: str) -> list[dict[str, object]]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


@each_view
def test_the_data_have_a_row_for_every_cell_and_say_zero_where_there_is_none(
    app: Flask, client: FlaskClient, address: str
) -> None:
    made = made_of(app, address)
    records = _records(load_workbook(file_of(client, address, "xlsx", "&use=data")), "事例の分布")
    cells = [
        (line, column, cell)
        for line in made.lines
        for column, cell in zip(made.columns, line.counts.cells, strict=True)
    ]
    assert len(records) == len(cells)
    for record, (line, column, cell) in zip(records, cells, strict=True):
        assert record["項目キー"] == line.node["key"]
        assert record[f"{made.view.by.label}名"] == column.name
        assert record["事例数"] == cell.count
        assert record["うち改訂をたどった事例数"] == len(cell.by_lineage)
        assert record["最も強い根拠"] == (cell.strongest.value if cell.strongest else None)
        assert record["事例ID"] == (";".join(cell.slugs) or None)


@each_view
def test_every_code_in_the_data_stands_in_its_table(app: Flask, client: FlaskClient, address: str) -> None:
    made = made_of(app, address)
    book = load_workbook(file_of(client, address, "xlsx", "&use=data"))
    with kit_of(app).readers() as session:
        workbook = for_machines(made, all_cards(session))
    for sheet in workbook.sheets:
        for column in sheet.columns:
            if not column.codes:
                continue
            known = {next(iter(record.values())) for record in _records(book, column.codes)}
            used = {record[column.name] for record in _records(book, sheet.name)} - {None}
            assert used
            assert used <= known, (sheet.name, column.name)


@each_view
def test_the_pairs_say_which_case_counts_where_and_by_which_way(
    app: Flask, client: FlaskClient, address: str
) -> None:
    made = made_of(app, address)
    pairs = _records(load_workbook(file_of(client, address, "xlsx", "&use=data")), "項目と事例")
    assert [(pair["項目キー"], pair["事例ID"], pair["経路コード"] == "lineage") for pair in pairs] == [
        (line.node["key"], slug, slug in line.counts.total.by_lineage)
        for line in made.lines
        for slug in line.counts.total.slugs
    ]


def test_what_was_asked_for_in_vain_is_said_in_the_file_too(client: FlaskClient) -> None:
    words = "計画「nowhere」の表はないので、新プランを表示しています。"
    document = docx.Document(file_of(client, "/coverage?plan=nowhere", "docx"))
    assert words in "".join(paragraph.text for paragraph in document.paragraphs)


def test_a_document_lies_on_its_side_and_its_rows_have_names(app: Flask) -> None:
    made = brief(made_of(app, "/coverage"))
    assert made.landscape
    (table,) = [block for section in made.sections for block in section.blocks if isinstance(block, Table)]
    assert table.row_heads
    assert {len(row) for row in table.rows} == {len(table.head)}
    assert for_a_meeting(made_of(app, "/coverage")).sheets[0].row_heads
