"""A plan laid out in sheets and read back; tables of others; what is wrong, by its cell."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml

from catalogue.domain.grid import Grid
from catalogue.domain.measure_outline.codes import coded
from catalogue.domain.measure_outline.outline import Entry
from catalogue.schemas.plan import PlanSchema
from catalogue.schemas.plan_sheet.reading import PlanSheets, read
from catalogue.schemas.plan_sheet.sheets import ITEMS, SHEETS, laid_out

SEEDS = Path(__file__).parents[2] / "seeds" / "plans"
PLANS = sorted(SEEDS.glob("*.yaml"))


def plan(file: Path) -> dict[str, Any]:
    return dict(PlanSchema().load(yaml.safe_load(file.read_text(encoding="utf-8"))))


def sheets(document: dict[str, Any]) -> list[Grid]:
    rows = laid_out(document, 3)
    return [Grid(name, (tuple(each.label for each in SHEETS[name]), *rows[name])) for name in SHEETS]


def table(*rows: Sequence[str], name: str = "表") -> list[Grid]:
    return [Grid(name, tuple(map(tuple, rows)))]


def shown(entries: Sequence[Entry], depth: int = 0) -> list[str]:
    return [
        line
        for entry in entries
        for line in (
            f"{'　' * depth}{entry.label or ''} {entry.name}".strip(" "),
            *shown(entry.children, depth + 1),
        )
    ]


def wrong(found: PlanSheets) -> list[str]:
    return [str(problem.place) for problem in found.problems]


@pytest.mark.parametrize("file", PLANS, ids=[file.stem for file in PLANS])
def test_every_plan_of_the_seeds_comes_back_from_its_sheets(file: Path) -> None:
    there = plan(file)
    found = read(sheets(there))
    assert not found.problems
    assert found.absent == frozenset()
    assert found.number == 3
    assert list(found.papers or ()) == there["sources"]
    assert found.facts == {name: there[name] for name in found.facts or ()}
    assert coded(found.entries, there["nodes"], source="x", own=True).nodes == there["nodes"]
    edges = [
        {
            "older": row.older or None,
            "newer": row.newer or None,
            "kind": row.kind.value if row.kind else None,
            "words": list(row.words) or None,
            "reading": row.reading or None,
            "source": row.source,
        }
        for row in found.edges or ()
    ]
    assert edges == there["lineage"]


def test_columns_may_stand_in_another_order_below_a_title() -> None:
    there = plan(SEEDS / "r9.yaml")
    items, *others = sheets(there)
    turned = replace(
        items, rows=(("新プランの項目", *[""] * 9), *(tuple(reversed(row)) for row in items.rows))
    )
    found = read([turned, *others])
    assert coded(found.entries, there["nodes"], source="x", own=True).nodes == there["nodes"]


def test_what_stands_above_can_be_named_by_its_title() -> None:
    found = read(
        table(("種類", "題名", "上の項目"), ("施策", "相談", "商業の振興"), ("分野", "商業の振興", ""))
    )
    assert not found.problems
    assert shown(found.entries) == ["商業の振興", "　 相談"]


def test_without_a_column_for_it_the_kinds_say_what_stands_below_what() -> None:
    found = read(
        table(
            ("種類", "番号", "題名"),
            ("分野", "", "商業"),
            ("施策方針", "1", "人材"),
            ("施策", "1", "相談"),
            ("分野", "", "工業"),
            ("施策", "1", "用地"),
        )
    )
    assert shown(found.entries) == ["商業", "　1 人材", "　　1 相談", "工業", "　1 用地"]


def test_merged_and_empty_cells_both_go_on_with_what_is_above() -> None:
    merged = (("分野", "施策"), ("商業", "相談"), ("商業", "融資"), ("工業", "用地"))
    empty = (("分野", "施策"), ("商業", "相談"), ("", "融資"), ("工業", "用地"))
    assert shown(read(table(*merged)).entries) == shown(read(table(*empty)).entries)


def test_a_title_that_comes_back_later_goes_on_with_the_first() -> None:
    found = read(table(("分野", "施策"), ("商業", "相談"), ("工業", "用地"), ("商業", "融資")))
    assert shown(found.entries) == ["商業", "　 相談", "　 融資", "工業", "　 用地"]


def test_headings_of_others_are_known() -> None:
    for heads in (
        ("大分類", "中分類", "小分類"),
        ("基本目標", "基本方針", "主な取組"),
        ("分野", "施策の方向性", "具体的施策"),
        ("第1階層", "第2階層", "第3階層"),
    ):
        found = read(table(heads, ("商業", "人材", "相談")))
        assert [heading.meant for heading in found.headings] == [
            "level-field",
            "level-direction",
            "level-measure",
        ]
        assert not any(heading.sure for heading in found.headings)


def test_yes_is_said_in_many_ways_and_anything_else_is_asked_about() -> None:
    rows = [
        ("施策", f"題名{number}", word) for number, word in enumerate(("○", "重点", "はい", "", "×", "-"))
    ]
    found = read(table(("種類", "題名", "重点"), *rows, ("施策", "題名9", "たぶん")))
    assert [entry.priority for entry in found.entries] == [True, True, True, False, False, False, False]
    assert wrong(found) == ["表!C8"]


def test_a_formula_is_refused_in_its_cell() -> None:
    grid = replace(table(("種類", "題名"), ("施策", "=A1"))[0], formulas=frozenset({(1, 1)}))
    found = read([grid])
    assert wrong(found) == ["表!B2"]
    assert "数式" in found.problems[0].reason


def test_parents_that_go_round_in_a_circle_or_too_deep_are_told() -> None:
    circle = read(
        table(("コード", "上の項目", "種類", "題名"), ("a", "b", "施策", "一"), ("b", "a", "施策", "二"))
    )
    assert wrong(circle) == ["表!B3"]
    chain = [
        (f"n{number}", f"n{number - 1}" if number else "", "施策", f"題名{number}") for number in range(12)
    ]
    deep = read(table(("コード", "上の項目", "種類", "題名"), *chain))
    assert "段が深すぎます" in deep.problems[0].reason


def test_a_sheet_can_be_chosen_and_what_is_not_read_is_told() -> None:
    grids = [
        *table(("大項目", "小項目"), ("商業", "相談"), name="一"),
        *table(("題名",), ("用地",), name="二"),
    ]
    assert "シート「二」は読みませんでした。" in read(grids).remarks
    assert [entry.name for entry in read(grids, {}, "二").entries] == ["用地"]


def test_an_empty_book_says_what_to_choose() -> None:
    assert "項目の表が見つかりませんでした" in read([]).problems[0].reason
    assert "項目の表が見つかりませんでした" in read(table(("",))).problems[0].reason


def test_the_empty_form_has_no_mistakes() -> None:
    empty = laid_out(None)
    found = read([Grid(name, (tuple(each.label for each in SHEETS[name]), *empty[name])) for name in SHEETS])
    assert (found.problems, found.entries, found.papers) == ((), (), None)


@pytest.mark.parametrize(
    "rows",
    [
        [("大項目", "中項目", "小項目"), *[(f"大{n}", f"中{n}", f"小{n}") for n in range(2_900)]],
        [("大項目", "中項目", "小項目"), *[("大", "中", "小")] * 2_900],
        [("コード", "上の項目", "題名"), *[(f"n{n}", f"n{n - 1}", "題名") for n in range(2_900)]],
        [("題名", "上の項目"), *[("同じ", "同じ")] * 2_900],
        [("題名",), *[("題名" * 5_000,)] * 100],
        [tuple("題名" for _ in range(200)), *[tuple("あ" for _ in range(200))] * 1_900],
        [("題名",)] * 20_000,
    ],
    ids=["all different", "all the same", "a chain", "one name", "long titles", "wide", "too many rows"],
)
def test_a_sheet_made_to_be_slow_is_not(rows: list[tuple[str, ...]]) -> None:
    began = perf_counter()
    found = read([Grid(ITEMS, tuple(rows))])
    assert perf_counter() - began < 10
    assert found.problems or found.entries
