"""Plans change while cases and newer plans point at their nodes: what has to hold then."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.cli.seeds import load_seeds
from catalogue.context import transaction
from catalogue.domain.errors import Conflict
from catalogue.editing import project_plan
from catalogue.models import Lineage, Link, PlanNode, Reach
from catalogue.schemas.plan import PlanSchema
from catalogue.search.port import Query
from tests.conftest import kit_of
from tests.editing.folders import write, write_seeds
from tests.editing.loading import count, looking
from tests.schemas.documents import a_case, a_plan


@pytest.fixture
def indexed_app(empty_app: Flask) -> Flask:
    """A catalogue whose tables and index are there and empty."""
    kit_of(empty_app).outbox.rebuild()
    return empty_app


def linked_to(node: str) -> dict[str, Any]:
    """A case with one link."""
    return a_case(links=[{"node": node, "rationale": "理由。"}])


def without_measure() -> dict[str, Any]:
    """The plan after its only measure was dropped."""
    shorter = a_plan()
    shorter["nodes"][0]["children"] = []
    return shorter


def recoded(code: str) -> dict[str, Any]:
    """The plan with another code for its measure."""
    plan = a_plan()
    plan["nodes"][0]["children"][0]["code"] = code
    return plan


def newer(*edges: dict[str, Any]) -> dict[str, Any]:
    """A plan that supersedes the trial, with these edges."""
    return a_plan(slug="second", supersedes="trial", lineage=[edge | {"source": "paper"} for edge in edges])


CAME_FROM_MEASURE = {"from": "a-1", "to": "a-1", "kind": "retitled"}
CAME_FROM_FIELD = {"from": "a", "to": "a-1", "kind": "retitled"}


def found_from(app: Flask, node: str) -> list[str]:
    """The cases the index finds from a node, by a word in all of them."""
    answer = kit_of(app).index.search(Query(text="試験", chosen={"node": frozenset({node})}))
    return [hit.slug for hit in answer.hits]


def test_a_node_cases_are_linked_to_cannot_be_dropped(indexed_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(links=[{"node": "trial:a-1", "rationale": "理由。"}])])
    shorter = a_plan()
    shorter["nodes"][0]["children"] = []
    with indexed_app.app_context():
        load_seeds(folder)
        write(folder / "plans" / "trial.yaml", shorter)
        with pytest.raises(Conflict) as refused:
            load_seeds(folder)
    assert [problem.path for problem in refused.value.problems] == ["trial:a-1"]
    with looking(indexed_app) as session:
        assert session.get(PlanNode, "trial:a-1") is not None


def test_a_node_nobody_is_linked_to_goes_with_the_plan_that_dropped_it(
    indexed_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds")
    shorter = a_plan()
    shorter["nodes"][0]["children"] = []
    with indexed_app.app_context():
        load_seeds(folder)
        write(folder / "plans" / "trial.yaml", shorter)
        load_seeds(folder)
    assert count(indexed_app, PlanNode) == 1


def test_a_node_gets_a_new_code_together_with_the_links_to_it(indexed_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [linked_to("trial:a-1")])
    with indexed_app.app_context():
        load_seeds(folder)
        assert found_from(indexed_app, "trial:a-1") == ["invented-case"]
        write(folder / "plans" / "trial.yaml", recoded("a-2"))
        write(folder / "cases" / "invented-case.yaml", linked_to("trial:a-2"))
        load_seeds(folder)
    with looking(indexed_app) as session:
        assert list(session.exec(select(Link.node_key))) == ["trial:a-2"]
        assert set(session.exec(select(PlanNode.key))) == {"trial:a", "trial:a-2"}
    assert found_from(indexed_app, "trial:a-1") == []
    assert found_from(indexed_app, "trial:a-2") == ["invented-case"]


def test_a_refusal_to_drop_a_node_names_the_cases_that_are_linked_to_it(
    indexed_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds", [linked_to("trial:a-1")])
    with indexed_app.app_context():
        load_seeds(folder)
        write(folder / "plans" / "trial.yaml", recoded("a-2"))
        with pytest.raises(Conflict) as refused:
            load_seeds(folder)
    assert {problem.path: problem.reason for problem in refused.value.problems} == {
        "trial:a-1": "この項目には、事例が関連付けられています（invented-case）。"
    }
    with looking(indexed_app) as session:
        assert session.get(PlanNode, "trial:a-2") is None


def test_a_node_is_dropped_together_with_the_newer_plans_edge_to_it(
    indexed_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds", [linked_to("second:a-1")])
    write(folder / "plans" / "second.yaml", newer(CAME_FROM_MEASURE))
    with indexed_app.app_context():
        load_seeds(folder)
        assert found_from(indexed_app, "trial:a-1") == ["invented-case"]
        write(folder / "plans" / "trial.yaml", without_measure())
        write(folder / "plans" / "second.yaml", newer(CAME_FROM_FIELD))
        load_seeds(folder)
    with looking(indexed_app) as session:
        assert session.get(PlanNode, "trial:a-1") is None
        assert list(session.exec(select(Lineage.older_key))) == ["trial:a"]
    assert found_from(indexed_app, "trial:a-1") == []
    assert found_from(indexed_app, "trial:a") == ["invented-case"]


def test_a_whole_branch_goes_at_once(indexed_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    other = {"code": "b", "kind": "field", "title": "分野B", "source": "paper"}
    with indexed_app.app_context():
        load_seeds(folder)
        write(folder / "plans" / "trial.yaml", a_plan(nodes=[other]))
        load_seeds(folder)
    with looking(indexed_app) as session:
        assert list(session.exec(select(PlanNode.key))) == ["trial:b"]


def test_a_measure_moves_to_another_field_while_its_own_goes(indexed_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [linked_to("trial:a-1")])
    measure = a_plan()["nodes"][0]["children"][0]
    other = {"code": "b", "kind": "field", "title": "分野B", "source": "paper", "children": [measure]}
    with indexed_app.app_context():
        load_seeds(folder)
        write(folder / "plans" / "trial.yaml", a_plan(nodes=[other]))
        load_seeds(folder)
    with looking(indexed_app) as session:
        assert set(session.exec(select(Reach.node_key))) == {"trial:b", "trial:a-1"}
    assert found_from(indexed_app, "trial:a") == []
    assert found_from(indexed_app, "trial:b") == ["invented-case"]


def test_a_node_the_lineage_of_a_plan_without_a_file_needs_cannot_be_dropped(
    indexed_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    write(folder / "plans" / "second.yaml", newer(CAME_FROM_MEASURE))
    with indexed_app.app_context():
        load_seeds(folder)
        (folder / "plans" / "second.yaml").unlink()
        write(folder / "plans" / "trial.yaml", without_measure())
        with pytest.raises(Conflict) as refused:
            load_seeds(folder)
    assert {problem.path: problem.reason for problem in refused.value.problems} == {
        "trial:a-1": "計画「second」の系譜が、この項目を指しています。"
    }


def test_the_index_forgets_a_dropped_node_that_cases_were_found_from(
    indexed_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds", [linked_to("second:a-1")])
    write(folder / "plans" / "second.yaml", newer(CAME_FROM_MEASURE))
    schema = PlanSchema()
    with indexed_app.app_context():
        load_seeds(folder)
        with transaction() as session:
            shorter = schema.load(without_measure())
            project_plan.write(session, shorter, 0)
            project_plan.write(session, schema.load(newer(CAME_FROM_FIELD)), 1)
            project_plan.drop_vanished(session, shorter)
    assert found_from(indexed_app, "trial:a-1") == []
    assert not kit_of(indexed_app).outbox.check()
