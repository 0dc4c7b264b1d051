import re
from typing import Any

import pytest
from flask import Flask

from catalogue.domain.comparison import STANDARD, RowKey
from catalogue.exports.brief import Brief, Line, Sources, Table
from catalogue.exports.comparison import brief_of
from catalogue.exports.comparison_columns import Comparison
from catalogue.exports.comparison_glance import TITLE
from catalogue.exports.comparison_sheets import workbook_of
from catalogue.exports.sheets import Sheet, Use, Workbook
from catalogue.reading.comparison import rows
from catalogue.reading.comparison_ome import facts_of_ome, ome_column
from tests.conftest import kit_of
from tests.exports.pages import one_page, overgrown

Page = dict[str, Any]
THREE = ("sakai-jidounten-drone", "kiryu-cocotomo", "higashiomi-community-business-sib")


@pytest.fixture
def pages(app: Flask) -> list[Page]:
    return [one_page(app, slug) for slug in THREE]


@pytest.fixture
def ome(app: Flask, pages: list[Page]) -> Page:
    with kit_of(app).readers() as session:
        return ome_column(pages, facts_of_ome(session))


@pytest.fixture
def whole(pages: list[Page], ome: Page) -> Comparison:
    return Comparison(pages, rows(pages), ome, ("ある事例を除きました。",))


def tables(brief: Brief) -> list[Table]:
    """The tables that tell all, not the one at a glance."""
    whole = [section for section in brief.sections if section.title != TITLE]
    return [block for section in whole for block in section.blocks if isinstance(block, Table)]


def listed(brief: Brief) -> list[Line]:
    blocks = [block for section in brief.sections for block in section.blocks]
    return [line for block in blocks if isinstance(block, Sources) for line in block.lines]


def cells(brief: Brief) -> list[Line]:
    return [line for table in tables(brief) for row in table.rows for cell in row for line in cell]


def column_of(sheet: Sheet, name: str) -> list[Any]:
    place = [column.name for column in sheet.columns].index(name)
    return [row[place] for row in sheet.rows]


def sheet_of(workbook: Workbook, name: str) -> Sheet:
    return next(sheet for sheet in workbook.sheets if sheet.name == name)


def test_a_document_has_every_row_in_order_and_every_column(whole: Comparison) -> None:
    brief = brief_of(whole)
    said = [row[0][0].text for table in tables(brief) for row in table.rows]
    assert said == [key.label for key in STANDARD if key is not RowKey.SOURCES]
    for table in tables(brief):
        assert len(table.head) == 5
        assert table.head[1] == "A 自動運転バス・ドローン（茨城県境町）"
        assert "カタログの整理" in table.head[-1]
        assert all(len(row) == 5 for row in table.rows)


def test_a_document_keeps_the_choice_and_order_of_rows(pages: list[Page]) -> None:
    made = rows(pages, (RowKey.OUTCOMES, RowKey.PLACE))
    brief = brief_of(Comparison(pages, made, None))
    assert [row[0][0].text for table in tables(brief) for row in table.rows] == ["成果", "自治体と規模"]
    assert len(tables(brief)[0].head) == 4


def test_a_number_means_one_source_in_the_whole_file(whole: Comparison) -> None:
    brief = brief_of(whole)
    numbers = [line.refs[0] for line in listed(brief) if line.refs]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {number for line in cells(brief) for number in line.refs} <= set(numbers)
    assert any("このファイルを通した番号" in remark for remark in brief.remarks)


def test_a_number_leads_to_the_source_the_page_names(whole: Comparison, pages: list[Page]) -> None:
    brief = brief_of(whole)
    by_number = {line.refs[0]: line.text for line in listed(brief) if line.refs}
    row = next(row for row in whole.told if row["key"] == "activities")
    for place, page in enumerate(pages):
        titles = {source["number"]: source["title"] for source in page["sources"]}
        for said, written in zip(row["cells"][place]["lines"], whole.lines(row)[place], strict=True):
            assert written.text == said["text"]
            for own, number in zip(said["refs"], written.refs, strict=True):
                assert by_number[number].startswith(titles[own])


def test_figures_of_the_statistics_have_a_number_that_leads_to_them(whole: Comparison) -> None:
    brief = brief_of(whole)
    by_number = {line.refs[0]: line.text for line in listed(brief) if line.refs}
    row = next(row for row in whole.told if row["key"] == "likeness")
    for place, (_, sentence) in enumerate(whole.lines(row)[: len(whole.pages)]):
        (number,) = sentence.refs
        source = whole.pages[place]["likeness"]["comparisons"][0]["source"]
        assert by_number[number].startswith(source["title"])


def test_only_what_is_cited_is_listed_where_the_row_of_sources_is_not_wanted(pages: list[Page]) -> None:
    brief = brief_of(Comparison(pages, rows(pages, (RowKey.OUTCOMES,)), None))
    cited = {number for line in cells(brief) for number in line.refs}
    assert {line.refs[0] for line in listed(brief) if line.refs} == cited


def test_what_is_not_stated_is_said_of_cases_and_of_ome_in_their_own_words(whole: Comparison) -> None:
    row = next(row for row in whole.told if row["key"] == "outcomes")
    of_sakai, of_kiryu, _, of_ome = whole.lines(row)
    assert of_sakai[0].text != "記載なし"
    assert of_kiryu == (Line("記載なし"),)
    assert of_ome == (Line("未確認"),)


def test_notes_on_the_choice_and_on_ome_come_first(whole: Comparison) -> None:
    for remarks in (brief_of(whole).remarks, workbook_of(whole, Use.DATA).remarks):
        assert remarks[0] == "ある事例を除きました。"
        assert any("市の公式見解でもありません" in remark for remark in remarks)


def test_where_nothing_differs_the_document_says_so(pages: list[Page]) -> None:
    twins = [pages[0], pages[0]]
    brief = brief_of(Comparison(twins, rows(twins, only_differences=True), None))
    assert "違いのある項目はありません。" in str(brief.sections[0].blocks)


def test_a_sheet_for_a_meeting_reads_as_the_page_does(whole: Comparison) -> None:
    sheet = workbook_of(whole, Use.MEETING).sheets[0]
    assert column_of(sheet, "項目") == [row["label"] for row in whole.told]
    outcomes = sheet.rows[column_of(sheet, "項目").index("成果")]
    assert re.search(r"自動運転バスの累計乗車人数：.+\[\d+\]", str(outcomes[1]))
    assert outcomes[2:] == ("記載なし", outcomes[3], "未確認")


def test_data_leave_blank_what_is_not_known_and_say_why_in_a_code(whole: Comparison) -> None:
    workbook = workbook_of(whole, Use.DATA)
    sheet = workbook.sheets[0]
    blank = [
        state
        for value, state in zip(column_of(sheet, "値"), column_of(sheet, "状態"), strict=True)
        if value is None
    ]
    assert set(blank) == {"not-stated", "unconfirmed"}
    codes = set(column_of(sheet_of(workbook, "コード表"), "コード"))
    assert set(column_of(sheet, "状態")) | set(column_of(sheet, "項目コード")) <= codes


def test_data_join_statements_to_cases_and_sources(whole: Comparison) -> None:
    workbook = workbook_of(whole, Use.DATA)
    statements, sources = workbook.sheets[0], sheet_of(workbook, "出典")
    assert column_of(sheet_of(workbook, "事例"), "事例ID") == list(THREE)
    assert set(column_of(statements, "事例ID")) == {*THREE, None}
    owner = dict(zip(column_of(sources, "出典番号"), column_of(sources, "記号"), strict=True))
    cited = 0
    for mark, numbers in zip(column_of(statements, "記号"), column_of(statements, "出典番号"), strict=True):
        for number in filter(None, str(numbers or "").split(";")):
            assert owner[int(number)] == mark
            cited += 1
    assert cited > 50
    for slug, own in zip(column_of(sources, "事例ID"), column_of(sources, "事例ページの番号"), strict=True):
        assert own is None or own in {
            source["number"] for page in whole.pages if page["slug"] == slug for source in page["sources"]
        }


def test_every_sheet_is_a_whole_table(whole: Comparison) -> None:
    for use in Use:
        for sheet in workbook_of(whole, use).sheets:
            assert len({column.name for column in sheet.columns}) == len(sheet.columns)
            assert all(len(row) == len(sheet.columns) for row in sheet.rows)


def test_an_overgrown_case_is_told_whole(pages: list[Page]) -> None:
    grown = [overgrown(pages[0]), pages[1]]
    comparison = Comparison(grown, rows(grown), None)
    said = [line.text for line in cells(brief_of(comparison))]
    assert sum(text.startswith("試験のための指標") for text in said) == 40
    assert any(len(text) >= 3000 for text in said)


def test_a_document_begins_with_the_cases_at_a_glance(whole: Comparison) -> None:
    brief = brief_of(whole)
    assert brief.sections[0].title == TITLE
    (table,) = brief.sections[0].blocks
    assert isinstance(table, Table)
    assert len(table.head) == 4  # the cases alone
    said = {row[0][0].text: row[1:] for row in table.rows}
    assert [cell[0].text[:6] for cell in said["自治体と規模"]] == [
        "茨城県境町、",
        "群馬県桐生市",
        "滋賀県東近江",
    ]
    # Nothing is said there that is not in the tables behind it, source numbers included.
    behind = cells(brief)
    for cell in said["成果"]:
        assert cell[0] in behind


def test_a_short_comparison_needs_no_glance(pages: list[Page]) -> None:
    made = rows(pages, (RowKey.OUTCOMES, RowKey.PLACE))
    assert brief_of(Comparison(pages, made, None)).sections[0].title != TITLE
