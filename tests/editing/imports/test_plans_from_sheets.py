"""A plan as a workbook: what is exported comes back, and somebody else's table becomes a tree."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from catalogue.context import private_transaction
from catalogue.domain.errors import Conflict, Forbidden, Invalid
from catalogue.domain.grid import Grid
from catalogue.domain.plan_tree import by_code, name_of, places
from catalogue.domain.roles import Role
from catalogue.editing.imports.plans import acts
from catalogue.exports.plan_sheet import plan_sheet
from catalogue.intake import workshop
from tests.editing.imports.plan_bringing import (
    FACTS,
    PAPER,
    bring,
    decide,
    judged,
    kept,
    newest,
    number_of,
    reasons,
    sheets_of,
    table,
    take_in,
    writer,
)
from tests.editing.plan_acts import acting

HEADS = ("大項目", "中項目", "小項目", "内容")
STEPS = table(
    ("青梅市の施策体系", "", "", ""),
    HEADS,
    ("1 商業の振興", "(1) にぎわいづくり", "① 空き店舗の活用", "空き店舗を活用する。"),
    ("1 商業の振興", "(1) にぎわいづくり", "② 催しの支援（重点）", "催しを支援する。\n広報を支援する。"),
    ("", "(2) 個店の支援", "① 相談", ""),
    ("2 工業の振興", "(1) 立地の促進", "用地の確保", ""),
)


def with_cell(grids: tuple[Grid, ...], sheet: str, row: int, column: int, text: str) -> tuple[Grid, ...]:
    """The sheets with other text in one cell."""

    def changed(grid: Grid) -> Grid:
        rows = [list(each) for each in grid.rows]
        rows[row][column] = text
        return replace(grid, rows=tuple(map(tuple, rows)))

    return tuple(changed(grid) if grid.name == sheet else grid for grid in grids)


def without_sheet(grids: tuple[Grid, ...], name: str) -> tuple[Grid, ...]:
    return tuple(grid for grid in grids if grid.name != name)


def row_of(grids: tuple[Grid, ...], code: str) -> int:
    return next(number for number, row in enumerate(grids[0].rows) if row[0] == code)


@pytest.mark.parametrize("slug", ["2017", "2017-rev", "r9"])
def test_a_plan_that_is_exported_comes_back_as_it_was(own_app: Flask, slug: str) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        there = newest(slug)
        grids = workshop.book(plan_sheet(there, 1), "計画の表.xlsx")
        brought = bring(actor, grids)
        run = judged(brought)
        assert str(run.target) == f"replace:{slug}"
        assert run.is_ready, reasons(run)
        assert run.document == there
        assert take_in(actor, brought)["said"] == "変わったところはありませんでした"
        assert number_of(slug) == 1


def test_what_is_changed_in_the_sheet_is_one_new_revision(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = sheets_of(newest("r9"), 1)
        grids = with_cell(grids, "項目", row_of(grids, "v1-1"), 6, "書き直した見出し")
        new = ("", "kogyo", "施策", "施策1", "新しい施策", "", "", "一つ目\n二つ目", "重点", "")
        items = grids[0]
        grids = (replace(items, rows=(*items.rows, new)), *grids[1:])
        brought = bring(actor, grids)
        run = decide(actor, brought, paper="outline")
        assert run.is_ready, reasons(run)
        assert run.changes is not None
        assert [(each.code, each.marks[0].value) for each in run.changes.nodes] == [
            ("v1-1", "changed"),
            ("kogyo-1", "added"),
        ]
        result = take_in(actor, brought)
        assert result["plans"] == [
            {"slug": "r9", "number": 2, "before": 1, "said": result["plans"][0]["said"]}
        ]
        made = by_code(newest("r9")["nodes"])["kogyo-1"]
        assert made.parent == "kogyo"
        assert made.node["text"] == ["一つ目", "二つ目"]
        assert made.node["priority"] is True
        assert made.node["source"] == "outline"


def test_what_the_sheet_says_of_the_plan_itself_is_taken_too(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = with_cell(sheets_of(newest("r9"), 1), "計画", 4, 1, "素案")
        brought = bring(actor, grids)
        take_in(actor, brought)
        assert newest("r9")["standing"] == "素案"
        assert newest("r9")["supersedes"] == "2017-rev"


def test_an_absent_column_leaves_what_is_there_and_an_empty_cell_takes_it_away(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = sheets_of(newest("r9"), 1)
        without_text = tuple(
            replace(grid, rows=tuple(row[:7] + row[8:] for row in grid.rows)) if grid.name == "項目" else grid
            for grid in grids
        )
        run = judged(bring(actor, without_text))
        assert run.changes is not None
        assert len(run.changes) == 0
        run = judged(bring(actor, with_cell(grids, "項目", row_of(grids, "p1"), 7, "")))
        assert run.changes is not None
        assert [each.code for each in run.changes.nodes] == ["p1"]


def test_without_the_sheet_of_the_lineage_it_stays(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = sheets_of(newest("2017-rev"), 1)
        run = judged(bring(actor, without_sheet(grids, "系譜")))
        assert run.changes is not None
        assert len(run.changes) == 0
        emptied = tuple(replace(g, rows=g.rows[:1]) if g.name == "系譜" else g for g in grids)
        run = judged(bring(actor, emptied))
        assert run.changes is not None
        assert len(run.changes.edges) == 22


def test_every_mistake_is_told_by_its_cell(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = sheets_of(newest("2017-rev"), 1)
        for sheet, row, column, text in (
            ("項目", 1, 2, "ぶんや"),
            ("項目", 2, 1, "nothing"),
            ("項目", 3, 0, "だめなコード"),
            ("項目", 4, 0, "kogyo-1-1"),
            ("項目", 5, 8, "たぶん"),
            ("項目", 6, 9, "unknown"),
            ("項目", 7, 4, ""),
            ("項目", 8, 4, "あ" * 201),
            ("系譜", 1, 0, "nothing"),
            ("系譜", 2, 2, "だいたい同じ"),
            ("系譜", 3, 1, ""),
            ("系譜", 4, 5, "unknown"),
            ("資料", 1, 3, "そのうち"),
            ("資料", 1, 4, "ftp://x"),
        ):
            grids = with_cell(grids, sheet, row, column, text)
        formula = replace(grids[0], formulas=frozenset({(9, 4)}))
        run = judged(bring(actor, (formula, *grids[1:])))
        wrong = {str(each.place) for each in run.mistakes if each.place}
        assert wrong >= {
            "項目!C2",
            "項目!B3",
            "項目!A4",
            "項目!I6",
            "項目!J7",
            "項目!E8",
            "項目!E9",
            "項目!E10",
            "系譜!A2",
            "系譜!C3",
            "系譜!F5",
            "資料!D2",
            "資料!E2",
        }
        assert not run.is_ready


def test_a_cell_is_mended_on_the_page(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = with_cell(sheets_of(newest("2017-rev"), 1), "項目", 1, 2, "ぶんや")
        brought = bring(actor, grids)
        assert not judged(brought).is_ready
        run = decide(actor, brought, cells={"項目!C2": "分野"})
        assert run.is_ready, reasons(run)
        assert run.changes is not None
        assert len(run.changes) == 0


def test_columns_for_each_step_make_a_tree(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, STEPS)
        run = decide(actor, brought, target="new", facts=FACTS, paper_facts=PAPER)
        assert run.is_ready, reasons(run)
        take_in(actor, brought)
        made = newest("new-plan")["nodes"]
        assert [(place.depth, place.node["kind"], name_of(place.node)) for place in places(made)] == [
            (0, "field", "1 商業の振興"),
            (1, "direction", "(1) にぎわいづくり"),
            (2, "measure", "① 空き店舗の活用"),
            (2, "measure", "② 催しの支援"),
            (1, "direction", "(2) 個店の支援"),
            (2, "measure", "① 相談"),
            (0, "field", "2 工業の振興"),
            (1, "direction", "(1) 立地の促進"),
            (2, "measure", "用地の確保"),
        ]
        assert list(by_code(made)) == [
            *("f1", "f1-1", "f1-1-1", "f1-1-2", "f1-2", "f1-2-1"),
            *("f2", "f2-1", "f2-1-1"),
        ]
        second = by_code(made)["f1-1-2"].node
        assert second["priority"] is True
        assert second["text"] == ["催しを支援する。", "広報を支援する。"]


def test_what_a_column_is_can_be_said_by_hand(own_app: Flask) -> None:
    actor = writer(own_app)
    rows = (("ア", "イ", "担当"), ("商業の振興", "空き店舗の活用", "商工課"), ("", "相談", "商工課"))
    with own_app.app_context():
        brought = bring(actor, table(*rows))
        columns = {"施策体系!A1": "level-direction", "施策体系!B1": "level-measure", "施策体系!C1": ""}
        run = decide(actor, brought, columns=columns, target="new", facts=FACTS, paper_facts=PAPER)
        assert run.is_ready, reasons(run)
        assert [(node["kind"], len(node["children"])) for node in run.after] == [("direction", 2)]


def test_a_table_is_added_below_a_node_with_codes_of_its_own(own_app: Flask) -> None:
    actor = writer(own_app)
    rows = (("施策", "内容"), ("施策1 新しい施策", "本文"), ("施策2 もう一つの施策", ""))
    with own_app.app_context():
        brought = bring(actor, table(*rows))
        run = decide(actor, brought, target="below:r9:kogyo", paper="outline")
        assert run.is_ready, reasons(run)
        take_in(actor, brought)
        now = by_code(newest("r9")["nodes"])
        assert (now["kogyo-1"].node["title"], now["kogyo-2"].node["title"]) == (
            "新しい施策",
            "もう一つの施策",
        )
        assert number_of("r9") == 2
        again = bring(actor, table(*rows))
        run = decide(actor, again, target="below:r9:kogyo", paper="outline")
        assert any("もうあります" in caution for caution in run.cautions)
        assert [node["code"] for node in run.after] == ["kogyo-3", "kogyo-4"]


def test_what_cases_are_linked_to_cannot_go(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = sheets_of(newest("2017-rev"), 1)
        left = replace(grids[0], rows=tuple(row for row in grids[0].rows if row[0] != "kogyo-2-2"))
        edges = replace(grids[1], rows=tuple(row for row in grids[1].rows if row[1] != "kogyo-2-2"))
        brought = bring(actor, (left, edges, *grids[2:]))
        run = judged(brought)
        assert [problem.path for problem in run.stuck] == ["kogyo-2-2"]
        assert "事例が" in run.stuck[0].reason
        with pytest.raises(Conflict):
            take_in(actor, brought)
        assert number_of("2017-rev") == 1
        assert kept(brought).state == "open"


def test_nodes_that_the_lineage_of_a_newer_plan_names_cannot_go(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = sheets_of(newest("2017"), 1)
        left = replace(grids[0], rows=tuple(row for row in grids[0].rows if row[0] != "kyotsu-3-3"))
        run = judged(bring(actor, (left, *grids[1:])))
        assert any("系譜が、" in problem.reason for problem in run.stuck)


def test_a_sheet_of_an_older_revision_says_so(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        grids = sheets_of(newest("r9"), 1)
        first = bring(actor, with_cell(grids, "項目", row_of(grids, "v1-1"), 6, "先の見出し"))
        take_in(actor, first)
        run = judged(bring(actor, grids))
        assert any("第1版から書き出された" in caution for caution in run.cautions)


def test_a_new_plan_needs_its_facts_and_an_address_of_its_own(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, STEPS)
        assert "取り込む先を選んでください。" in reasons(judged(brought))
        run = decide(actor, brought, target="new", facts=FACTS | {"slug": "r9", "title": ""})
        names = {each.name for each in run.mistakes}
        assert names == {"facts.slug", "facts.title", "paper"}
        run = decide(actor, brought, facts=FACTS, paper_facts=PAPER | {"date": "そのうち"})
        assert {each.name for each in run.mistakes} == {"paper_facts.date"}
        with pytest.raises(Invalid):
            take_in(actor, brought)


def test_who_may_not_write_can_do_none_of_it(own_app: Flask) -> None:
    actor, reader = writer(own_app), acting(own_app, "kanri", Role.ADMINISTRATOR)
    with own_app.app_context():
        with pytest.raises(Forbidden):
            bring(reader, STEPS)
        brought = bring(actor, STEPS)
        with pytest.raises(Forbidden):
            decide(reader, brought, target="new")
        with pytest.raises(Forbidden):
            take_in(reader, brought)


def test_two_who_decide_at_once_do_not_decide_over_each_other(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, STEPS)
        decide(actor, brought, target="new")
        with private_transaction() as writing, pytest.raises(Conflict):
            acts.decide(writing, actor, brought, 1, {"target": "replace:r9"})
        assert kept(brought).choices["target"] == "new"


@pytest.mark.parametrize("rows", [(), (("",),), (("a", "b"),)])
def test_what_holds_no_item_is_refused(own_app: Flask, rows: Any) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        if not rows or not any(map(any, rows)):
            with pytest.raises(Invalid):
                bring(actor, table(*rows))
        else:
            assert not judged(bring(actor, table(*rows))).is_ready
