from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from catalogue.domain.grid import Grid
from catalogue.schemas.case import CaseSchema
from catalogue.schemas.case_sheet.laying import TOO_LONG, Written
from catalogue.schemas.case_sheet.reading import headings, offered, read
from tests.schemas.documents import a_case
from tests.schemas.documents_of_cases import documents
from tests.schemas.sheets_of_cases import as_grids, changed_fields, document_of, grid, only_row


def a_document(**changes: Any) -> dict[str, Any]:
    """A case with two sources, which its statements name."""
    sources = [
        {"key": "paper", "title": "試験用の資料", "publisher": "試験", "kind": "official"},
        {"key": "other", "title": "試験用の別の資料", "publisher": "試験新聞", "kind": "press"},
    ]
    return dict(CaseSchema().load(a_case(sources=sources, **changes)))


def a_full_document() -> dict[str, Any]:
    return a_document(
        subtitle="試験の副題",
        background=[{"text": "試験の背景。", "sources": ["other"]}],
        started={"date": "2020-11", "note": "試験の開始", "sources": ["paper"]},
        outcomes=[
            {"indicator": "試験の数", "value": "5件", "number": 5, "unit": "件", "sources": ["paper"]},
            {"indicator": "試験の別の数", "value": "7件", "sources": ["other"]},
        ],
    )


def own(document: dict[str, Any]) -> list[Grid]:
    return as_grids(Written(document["slug"], 3, document))


def with_rows(grids: list[Grid], name: str, *rows: tuple[str, ...]) -> list[Grid]:
    """The same with other rows in one sheet, below its headings."""
    return [replace(each, rows=(each.rows[0], *rows)) if each.name == name else each for each in grids]


def with_cell(grids: list[Grid], name: str, heading: str, text: str, row: int = 1) -> list[Grid]:
    (sheet,) = [each for each in grids if each.name == name]
    at = sheet.rows[0].index(heading)
    rows = [list(cells) for cells in sheet.rows]
    rows[row][at] = text
    return with_rows(grids, name, *map(tuple, rows[1:]))


def without(grids: list[Grid], name: str, *gone: str) -> list[Grid]:
    """The same without some columns of one sheet."""
    (sheet,) = [each for each in grids if each.name == name]
    kept = [at for at, heading in enumerate(sheet.rows[0]) if heading not in gone]
    rows = [tuple(cells[at] for at in kept) for cells in sheet.rows]
    return [replace(each, rows=tuple(rows)) if each.name == name else each for each in grids]


@settings(deadline=None)
@given(documents)
def test_a_document_comes_back_from_its_sheets_as_it_was(document: dict[str, Any]) -> None:
    sheets = read(own(document), {})
    row = only_row(sheets)
    assert (row.problems, sheets.problems, row.cautions) == ((), (), ())
    assert document_of(row, None) == document
    assert document_of(row, document) == document


def test_the_sheet_says_which_case_and_which_revision_it_is() -> None:
    row = only_row(read(own(a_document()), {}))
    assert (row.identity, row.number, str(row.place)) == ("invented-case", 3, "事例!A2")


def test_names_are_left_to_who_knows_them() -> None:
    row = only_row(read(own(a_document()), {}))
    assert row.names == {
        "theme": "DX化",
        "category": "DX活用",
        "prefecture": "東京都",
        "municipality": "青梅市",
        "municipality_code": "132055",
    }


def test_all_columns_of_ours_are_certain_and_those_offered_have_names_of_their_own() -> None:
    assert all(heading.sure and heading.meant for heading in headings(own(a_document())))
    labels = [label for _, label in offered()]
    assert len(set(labels)) == len(labels)


def test_columns_may_be_moved_and_their_headings_may_have_got_blanks() -> None:
    document = a_full_document()
    turned = [
        replace(each, rows=tuple(row[::-1] for row in each.rows)) if each.name == "事例" else each
        for each in own(document)
    ]
    head = tuple(f" {text.replace('：', ':')}\n" for text in turned[0].rows[0])
    turned[0] = replace(turned[0], rows=(head, *turned[0].rows[1:]))
    assert document_of(only_row(read(turned, {})), document) == document


def test_what_has_no_column_stays_as_it_is() -> None:
    document = a_full_document()
    grids = without(own(document), "事例", "副題", "背景", "開始：補足")
    grids = without(grids, "成果", "値の数", "単位", "出典の番号")
    assert changed_fields(only_row(read(grids, {})), document) == {}


def test_an_empty_cell_empties_the_field_and_nothing_else() -> None:
    document = a_full_document()
    grids = own(document)
    for heading in ("副題", "背景", "開始：補足"):
        grids = with_cell(grids, "事例", heading, "")
    row = only_row(read(grids, {}))
    assert {"subtitle", "background"} <= row.emptied
    assert changed_fields(row, document) == {
        "subtitle": None,
        "background": [],
        "started": {"date": "2020-11", "note": None, "sources": ["paper"]},
    }


def test_a_sheet_of_parts_replaces_the_list_and_one_that_is_gone_leaves_it() -> None:
    document = a_full_document()
    emptied = with_rows(own(document), "成果")
    gone = [each for each in own(document) if each.name not in ("成果", "出典")]
    assert changed_fields(only_row(read(emptied, {})), document) == {"outcomes": []}
    assert changed_fields(only_row(read(gone, {})), document) == {}


def test_one_changed_cell_is_exactly_one_change() -> None:
    document = a_full_document()
    grids = with_cell(own(document), "成果", "値", "6件")
    changed = changed_fields(only_row(read(grids, {})), document)
    assert list(changed) == ["outcomes"]
    assert changed["outcomes"] == [document["outcomes"][0] | {"value": "6件"}, document["outcomes"][1]]


def test_a_figure_goes_with_its_value_where_its_column_is_gone() -> None:
    document = a_full_document()
    grids = without(with_cell(own(document), "成果", "値", "6件"), "成果", "値の数", "単位")
    (first, _) = changed_fields(only_row(read(grids, {})), document)["outcomes"]
    assert (first["number"], first["unit"]) == (None, None)


def test_a_source_added_below_gets_a_key_of_its_own() -> None:
    document = a_document()
    added = ("invented-case", "", "", "試験用の新しい資料", "試験", "公式", "", "", "", "", "")
    (sheet,) = [each for each in own(document) if each.name == "出典"]
    order = [
        sheet.rows[0].index(name) for name in ("ID", "事例の題名", "番号", "資料の題名", "発行者", "種類")
    ]
    row = [""] * len(sheet.rows[0])
    for at, text in zip(order, added, strict=False):
        row[at] = text
    grids = with_rows(own(document), "出典", *sheet.rows[1:], tuple(row))
    grids = with_cell(grids, "事例", "概要", "試験のために書いた文。〔1、3〕")
    after = document_of(only_row(read(grids, {})), document)
    assert [source["key"] for source in after["sources"]] == ["paper", "other", "s3"]
    assert after["summary"]["sources"] == ["paper", "s3"]


def test_a_number_no_source_has_is_a_problem_of_its_cell() -> None:
    row = only_row(read(with_cell(own(a_document()), "事例", "概要", "文。〔7〕"), {}))
    (problem,) = row.problems
    assert problem.place == row.places["summary"]
    assert "番号7の出典がありません" in problem.reason


def test_every_value_of_a_part_knows_its_cell() -> None:
    row = only_row(read(own(a_full_document()), {}))
    assert str(row.places["outcomes[1].value"]) == "成果!D3"
    assert str(row.places["outcomes[1]"]) == "成果!A3"
    assert str(row.places["sources[0].publisher"]).startswith("出典!")


@pytest.mark.parametrize("code", ["official", "公式", " 公 式 "])
def test_words_of_closed_lists_are_taken_by_name_and_by_code(code: str) -> None:
    document = a_document()
    assert changed_fields(only_row(read(with_cell(own(document), "出典", "種類", code), {})), document) == {}


def test_a_word_that_is_not_in_the_list_is_told_with_those_that_are() -> None:
    row = only_row(read(with_cell(own(a_document()), "事例", "状況", "最高"), {}))
    (problem,) = row.problems
    assert problem.path == "status"
    assert "継続中、実証、縮小、終了、未確認" in problem.reason


def test_a_formula_is_a_problem_in_a_column_that_is_read() -> None:
    grids = own(a_document())
    at = grids[0].rows[0].index("副題")
    grids[0] = replace(with_cell(grids, "事例", "副題", "=A1")[0], formulas=frozenset({(1, at)}))
    row = only_row(read(grids, {}))
    assert ["数式が入っています。" in problem.reason for problem in row.problems] == [True]
    assert "subtitle" not in row.emptied


def test_a_row_of_a_part_whose_case_is_not_there_is_told_and_belongs_to_nobody() -> None:
    document = a_full_document()
    sheets = read(with_cell(own(document), "成果", "ID", "elsewhere"), {})
    (problem,) = sheets.problems
    assert str(problem.place) == "成果!A2"
    assert len(only_row(sheets).raw["outcomes"]) == 1


def test_a_part_without_an_id_belongs_to_the_case_of_its_title() -> None:
    document = a_full_document()
    sheets = read(with_cell(own(document), "成果", "ID", ""), {})
    assert changed_fields(only_row(sheets), document) == {}


def test_two_rows_with_one_id_are_told() -> None:
    grids = own(a_document())
    grids = with_rows(grids, "事例", grids[0].rows[1], grids[0].rows[1])
    first, second = read(grids, {}).rows
    assert first.problems == ()
    assert "このIDの行が2つあります" in second.problems[0].reason


def test_a_column_of_somebody_is_left_out_and_told() -> None:
    grids = own(a_document())
    grids[0] = replace(grids[0], rows=tuple((*row, "試験") for row in grids[0].rows))
    sheets = read(grids, {})
    assert changed_fields(only_row(sheets), a_document()) == {}
    assert "「試験」の列は取り込みません。" in "".join(sheets.remarks)
    assert all(heading.sure for heading in sheets.headings)


def test_a_sheet_of_notes_beside_ours_is_left_out_and_told() -> None:
    notes = grid(("取組名", "概要"), ("試験のメモ", "試験"), name="下書き")
    sheets = read([*own(a_document()), notes], {})
    assert len(sheets.rows) == 1
    assert "「下書き」のシートは" in "".join(sheets.remarks)


def test_one_sheet_of_parts_alone_says_what_it_says_of_its_cases() -> None:
    document = a_full_document()
    alone = [replace(each, name="ファイル名") for each in own(document) if each.name == "成果"]
    row = only_row(read(alone, {}))
    assert (row.identity, set(row.raw)) == ("invented-case", {"outcomes"})
    assert changed_fields(row, document) == {}


def test_what_is_too_long_for_a_cell_says_nothing() -> None:
    document = a_document(background=[{"text": "長" * 2000}] * 20)
    grids = own(document)
    assert TOO_LONG in grids[0].rows[1]
    row = only_row(read(grids, {}))
    assert "background" not in row.raw
    assert changed_fields(row, document) == {}


def test_a_sheet_for_several_cases_gives_each_its_own_parts() -> None:
    first, second = (
        a_full_document(),
        a_full_document() | {"slug": "invented-other", "title": "試験の別の事例"},
    )
    first["outcomes"] = first["outcomes"][:1]
    grids = as_grids(Written("invented-case", 1, first), Written("invented-other", 2, second))
    one, two = read(grids, {}).rows
    assert document_of(one, None) == first
    assert document_of(two, None) == second
