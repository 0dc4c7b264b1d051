from typing import Any

import pytest
from marshmallow import ValidationError

from catalogue.editing.gate import flatten
from catalogue.schemas.plan import PlanSchema, walk
from tests.schemas.documents import a_plan

SCHEMA = PlanSchema()


def problems_of(document: Any) -> dict[str, str]:
    """Path to reason of everything wrong with a plan."""
    try:
        SCHEMA.load(document)
    except ValidationError as error:
        return {problem.path: problem.reason for problem in flatten(error.messages)}
    return {}


def node(**changes: Any) -> dict[str, Any]:
    """One more node."""
    return {"code": "b", "kind": "field", "title": "分野B", "source": "paper"} | changes


def test_a_tree_is_walked_in_the_order_of_the_document() -> None:
    loaded = SCHEMA.load(a_plan())
    assert [each["code"] for each in walk(loaded["nodes"])] == ["a", "a-1"]


def test_a_code_stands_for_one_node_only() -> None:
    nodes = a_plan()["nodes"]
    assert problems_of(a_plan(nodes=[*nodes, node(code="a-1")])) == {
        "nodes": "コード「a-1」が2回使われています。"
    }


def test_wording_names_a_paper_the_plan_lists() -> None:
    assert "sources" in problems_of(a_plan(nodes=[node(source="hearsay")]))


def test_a_node_without_a_printed_title_needs_a_heading_of_ours() -> None:
    assert problems_of(a_plan(nodes=[node(title=None)])) == {
        "nodes[0].heading": "title のない項目には heading（当サイトの見出し）が必要です。"
    }


@pytest.mark.parametrize(
    ("child", "reason"), [(None, "空にはできません。"), ("a-1", "項目と値の組で書いてください。")]
)
def test_a_child_that_is_no_node_is_refused_in_japanese(child: Any, reason: str) -> None:
    assert problems_of(a_plan(nodes=[node(children=[child])])) == {"nodes[0].children[0]": reason}


@pytest.mark.parametrize(
    ("place", "edge"),
    [
        ("lineage[0].from", {"from": "x", "to": "a", "kind": "added"}),
        ("lineage[0].to", {"from": "x", "to": "a", "kind": "dropped"}),
        ("lineage[0].to", {"from": "x", "kind": "retitled"}),
        ("lineage[0].kind", {"from": "x", "to": "a", "kind": "だいたい同じ"}),
        ("lineage[0].to", {"from": "x", "to": "nowhere", "kind": "retitled"}),
    ],
)
def test_an_edge_has_the_ends_its_kind_asks_for(place: str, edge: dict[str, Any]) -> None:
    document = a_plan(supersedes="before", lineage=[edge | {"source": "paper"}])
    assert place in problems_of(document)


def test_lineage_needs_a_plan_before() -> None:
    document = a_plan(lineage=[{"from": "x", "to": "a", "kind": "retitled", "source": "paper"}])
    assert "supersedes" in problems_of(document)
