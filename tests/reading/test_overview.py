import pytest
from flask import Flask
from sqlmodel import func, select

from catalogue.context import transaction
from catalogue.domain.evidence import Evidence
from catalogue.models import Case
from catalogue.reading import plan_overview, plans
from catalogue.reading.overview import MEASURED, Overview, in_words, overview
from catalogue.reading.themes import themes
from catalogue.search.port import YEARS, Query
from tests.conftest import kit_of


@pytest.fixture
def found(app: Flask) -> Overview:
    with kit_of(app).readers() as session:
        counted = overview(session, themes(session))
    assert counted is not None
    return counted


@pytest.mark.parametrize("facet", ["theme", "prefecture", "evidence"])
def test_every_number_is_the_one_the_index_counts(app: Flask, found: Overview, facet: str) -> None:
    counts = kit_of(app).index.search(Query()).counts[facet]
    plot = {"theme": found.themes, "prefecture": found.prefectures, "evidence": found.evidence}[facet]
    assert {part.value: part.count for part in plot.parts if part.count} == {
        value: count for value, count in counts.items() if count
    }


def test_the_years_are_those_the_index_counts_and_the_others_are_named(app: Flask, found: Overview) -> None:
    years = kit_of(app).index.search(Query(facets=(YEARS,))).years
    assert {column.last: column.count for column in found.columns if column.count} == dict(years)
    assert sum(part.count for part in found.years.parts) + len(found.undated) == found.total
    assert all(case["title"] and case["slug"] for case in found.undated)
    assert f"未確認の事例が{len(found.undated)}件" in found.years.finding


def test_themes_and_evidence_count_every_case_once(app: Flask, found: Overview) -> None:
    with kit_of(app).readers() as session:
        total = session.exec(select(func.count()).select_from(Case)).one()
    assert found.total == total
    assert sum(part.count for part in found.themes.parts) == total
    assert sum(part.count for part in found.evidence.parts) == total
    assert [split.theme.count for split in found.splits] == [
        sum(part.count for part in split.parts) for split in found.splits
    ]


def test_all_prefectures_and_all_grades_are_there_also_those_without_a_case(found: Overview) -> None:
    assert len(found.prefectures.parts) == 47
    assert [part.value for part in found.evidence.parts] == ["E4", "E3", "E2", "E1", "E0"]


def test_the_findings_say_what_the_numbers_say(found: Overview) -> None:
    most = max(found.themes.parts, key=lambda part: part.count)
    assert most.name in found.themes.finding.split("、最も少ない")[0]
    assert f"{most.count}件" in found.themes.finding
    measured = sum(part.count for part in found.evidence.parts if part.value in MEASURED)
    assert f"{found.total}件のうち{measured}件" in found.evidence.finding
    reached = sum(1 for part in found.prefectures.parts if part.count)
    assert f"47都道府県のうち{reached}に" in found.prefectures.finding


def test_where_every_case_has_figures_no_theme_is_said_to_have_fewest(own_app: Flask) -> None:
    with own_app.app_context(), transaction() as session:
        for case in session.exec(select(Case)):
            case.evidence = Evidence.E2.value
    with kit_of(own_app).readers() as session:
        counted = overview(session, themes(session))
    assert counted is not None
    assert counted.split_finding.startswith("どのテーマでも、すべての事例に")


def test_years_before_the_drawing_begins_are_counted_together(own_app: Flask) -> None:
    with own_app.app_context(), transaction() as session:
        session.exec(select(Case).where(Case.slug == "kiryu-cocotomo")).one().started_year = 1950
    with kit_of(own_app).readers() as session:
        counted = overview(session, themes(session))
    assert counted is not None
    first = counted.years.parts[0]
    assert in_words(counted.columns[0]) == first.name
    assert first.name.endswith("年度以前")
    assert first.asks == {"to": str(counted.columns[0].last)}
    assert first.count >= 1


def test_a_catalogue_without_cases_has_no_overview(empty_app: Flask) -> None:
    with kit_of(empty_app).readers() as session:
        assert overview(session, themes(session)) is None


@pytest.mark.parametrize("plan", ["r9", "2017-rev", "2017"])
def test_a_plan_at_a_glance_holds_every_node_that_has_nothing_below_it_once(app: Flask, plan: str) -> None:
    with kit_of(app).readers() as session:
        tree = plans.tree(session, plan)
    below = list(tree)
    leaves = []
    while below:
        node = below.pop(0)
        below += node["children"]
        leaves += [] if node["children"] else [node["code"]]
    strips = plan_overview.strips(tree)
    assert sorted(node["code"] for strip in strips for node in strip.nodes) == sorted(leaves)


def test_the_finding_of_a_plan_is_of_its_visions_or_measures(app: Flask) -> None:
    with kit_of(app).readers() as session:
        new = plan_overview.finding(plan_overview.strips(plans.tree(session, "r9")))
        old = plan_overview.finding(plan_overview.strips(plans.tree(session, "2017")))
    assert new.startswith("将来像18項目のうち、最も多いのは「")
    assert old.startswith("施策14項目のうち、最も多いのは「")
    assert plan_overview.finding([]) == ""
