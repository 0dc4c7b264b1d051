"""The gap matrix as it is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlmodel import Session, select

from catalogue.domain.coverage import By, Rows, View, view_of
from catalogue.domain.evidence import Evidence
from catalogue.models import Case, Link, PlanNode, Reach
from catalogue.reading import coverage_in_words as in_words
from catalogue.reading.coverage import NO_ISSUE, Cell, Matrix, cell_at, matrix, offer
from tests.conftest import kit_of

VISIONS = View("r9", Rows.VISIONS, By.THEME)
VIEWS = [
    View(plan, rows, by)
    for plan, kinds in (
        ("r9", (Rows.VISIONS, Rows.ISSUES, Rows.PRINCIPLES)),
        ("2017-rev", (Rows.MEASURES,)),
        ("2017", (Rows.MEASURES,)),
    )
    for rows in kinds
    for by in By
    if not (rows is Rows.ISSUES and by is By.ISSUE)
]


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A look at what the seeds hold."""
    with kit_of(app).readers() as session:
        yield session


@contextmanager
def selects(app: Flask) -> Iterator[list[str]]:
    """The questions the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(kit_of(app).engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(kit_of(app).engine, "before_cursor_execute", note)


def test_every_plan_is_offered_with_the_rows_it_has(session: Session) -> None:
    offered = offer(session)
    assert {plan.slug: plan.rows for plan in offered.plans} == {
        "r9": (Rows.VISIONS, Rows.ISSUES, Rows.PRINCIPLES),
        "2017-rev": (Rows.MEASURES,),
        "2017": (Rows.MEASURES,),
    }
    assert view_of(offered) == (VISIONS, ())


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_cell_holds_the_cases_of_its_node_and_its_column_and_no_other(session: Session, view: View) -> None:
    cases = {case.slug: case for case in session.exec(select(Case))}
    reached: dict[str, set[str]] = {}
    for row in session.exec(select(Reach)):
        reached.setdefault(row.node_key, set()).add(row.case_slug)
    issues = {key for key in reached if key.startswith("r9:i")}
    made = matrix(session, view)
    for line in made.lines:
        here = reached.get(line.node["key"], set())
        assert set(line.counts.total.slugs) == here
        for column, cell in zip(made.columns, line.counts.cells, strict=True):
            if view.by is By.THEME:
                expected = {slug for slug in here if cases[slug].theme_slug == column.value}
            elif column.value == NO_ISSUE:
                expected = here - set().union(*(reached[key] for key in issues))
            else:
                expected = here & reached.get(column.value, set())
            assert set(cell.slugs) == expected
            assert len(cell.slugs) == len(expected)
            assert cell.strongest == max((cases[slug].evidence for slug in expected), default=None)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_totals_are_of_different_cases(session: Session, view: View) -> None:
    made = matrix(session, view)
    for place, total in enumerate((*made.totals.cells, made.totals.total)):
        cells = [(*line.counts.cells, line.counts.total)[place] for line in made.lines]
        assert set(total.slugs) == {slug for cell in cells for slug in cell.slugs}
        assert len(total.slugs) == len(set(total.slugs))


def test_what_is_linked_to_the_revision_counts_in_the_plan_before_it_by_lineage_alone(
    session: Session,
) -> None:
    old = matrix(session, View("2017", Rows.MEASURES, By.THEME)).totals.total
    new = matrix(session, View("2017-rev", Rows.MEASURES, By.THEME)).totals.total
    assert old.count
    assert old.by_lineage == set(old.slugs)
    assert new.by_lineage == set()


def test_a_case_linked_on_both_sides_of_a_revision_is_not_by_lineage(own_app: Flask) -> None:
    with kit_of(own_app).writers() as writing:
        key = "2017:kyotsu-2-2"
        writing.add(
            Link(case_slug="kiryu-cocotomo", node_key=key, rationale="試験のための関連付け。", position=9)
        )
        writing.add(Reach(case_slug="kiryu-cocotomo", node_key=key, link_key=key, way="direct"))
        writing.commit()
    with kit_of(own_app).readers() as reading:
        made = matrix(reading, View("2017", Rows.MEASURES, By.THEME))
    (line,) = [line for line in made.lines if line.node["key"] == key]
    cell = line.counts.total
    assert "kiryu-cocotomo" in set(cell.slugs) - cell.by_lineage
    assert in_words.lineage(cell) == f"うち改訂をたどって{cell.count - 1}件"
    assert in_words.lineage_short(cell) == f"うち改訂{cell.count - 1}件"


def test_measures_still_to_be_written_have_their_place_under_their_field(own_app: Flask) -> None:
    with kit_of(own_app).writers() as writing:
        writing.add(
            PlanNode(
                key="r9:shogyo-1",
                plan_slug="r9",
                code="shogyo-1",
                kind="measure",
                label="施策1",
                title="試験の施策",
                source_key="outline",
                parent_key="r9:shogyo",
                depth=1,
                position=999,
            )
        )
        writing.commit()
    with kit_of(own_app).readers() as reading:
        assert Rows.MEASURES in offer(reading).plans[0].rows
        made = matrix(reading, View("r9", Rows.MEASURES, By.THEME))
    (group,) = made.groups
    assert group.head is not None
    assert group.head.node["code"] == "shogyo"
    assert [line.node["code"] for line in group.lines] == ["shogyo-1"]
    assert "事例が1件もないのは1で、施策1「試験の施策」です。" in in_words.sentences(made)


def test_the_sentences_are_counted(session: Session) -> None:
    made = matrix(session, VISIONS)
    leaves = [line for group in made.groups for line in group.lines]
    assert len(leaves) == 18
    enough = sum(line.counts.total.count >= 3 for line in leaves)
    filled = sum(bool(cell.count) for line in leaves for cell in line.counts.cells)
    told = "".join(in_words.sentences(made))
    assert told.startswith(
        "18の将来像のすべてに、事例が3件以上あります。"
        if enough == 18
        else f"18の将来像のうち、事例が3件以上あるのは{enough}"
    )
    assert f"162の組み合わせのうち、事例があるのは{filled}です。" in told
    fewest = min(line.counts.total.count for line in leaves)
    for line in leaves:
        assert (in_words.called(line.node) in told) == (line.counts.total.count == fewest)


def test_with_no_cases_at_all_it_names_what_is_bare(own_app: Flask) -> None:
    with kit_of(own_app).writers() as writing:
        for case in writing.exec(select(Case)):
            writing.delete(case)
        writing.commit()
    with kit_of(own_app).readers() as reading:
        made = matrix(reading, VISIONS)
    told = in_words.sentences(made)
    assert told[0] == "18の将来像のうち、事例が3件以上あるのは0です。"
    assert told[1].startswith("事例が1件もないのは18で、1-①「")
    assert told[1].endswith("ほか12です。")
    assert made.totals.total == Cell((), frozenset(), None)


def test_a_cell_is_found_by_its_node_and_column_and_nothing_by_any_other(session: Session) -> None:
    made = matrix(session, View("r9", Rows.VISIONS, By.ISSUE))
    found = cell_at(made, "v4-1", "r9:i1")
    assert found is not None
    line, column, cell = found
    assert line is not None
    assert (line.node["code"], column.value) == ("v4-1", "r9:i1")
    assert cell in line.counts.cells
    whole = cell_at(made, None, "r9:i1")
    assert whole is not None
    assert whole[2] == made.totals.cells[0]
    assert cell_at(made, "v9-9", "r9:i1") is None
    assert cell_at(made, "v4-1", "smart-city") is None


def test_it_asks_the_same_few_questions_however_many_nodes_and_cases_there_are(app: Flask) -> None:
    asked = {}
    for view in VIEWS:
        with kit_of(app).readers() as session, selects(app) as questions:
            made = matrix(session, view)
        asked[view] = len([each for each in questions if each.startswith("SELECT")])
        assert _is_whole(made)
    assert max(asked.values()) <= 9
    assert asked[VISIONS] == asked[View("r9", Rows.PRINCIPLES, By.THEME)]


def _is_whole(made: Matrix) -> bool:
    return bool(made.lines) and all(len(line.counts.cells) == len(made.columns) for line in made.lines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (["短い文です。"], "短い文です。"),
        (["長い文は、" + "あ" * 40 + "、" + "い" * 40 + "。"], "長い文は、" + "あ" * 40),
        (["う" * 100], "う" * 60),
        ([], "題名"),
    ],
)
def test_a_gap_is_searched_with_the_plans_own_words_cut_where_a_clause_ends(
    text: list[str], words: str
) -> None:
    assert in_words.search_words({"text": text, "name": "題名"}) == words


def test_grades_come_strongest_first() -> None:
    assert [grade for grade, _ in in_words.grades()] == [
        Evidence.E4,
        Evidence.E3,
        Evidence.E2,
        Evidence.E1,
        Evidence.E0,
    ]
