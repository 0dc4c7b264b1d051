"""The tree of a plan while it is written, what differs from the public one, and the order of its lineage."""

from typing import Any

import pytest

from catalogue.domain.plan_changes import Mark, changes
from catalogue.domain.plan_lineage import in_order, wrong_ends
from catalogue.domain.plan_tree import (
    branch,
    by_code,
    free_code,
    likely_kind,
    name_of,
    put_in,
    shift,
    take_out,
)
from catalogue.domain.vocabulary import LineageKind, NodeKind

Node = dict[str, Any]


def node(code: str, *children: Node, **changed: Any) -> Node:
    """A node as its schema loads it."""
    empty = {"label": None, "subtitle": None, "heading": None, "text": None, "priority": False}
    named = {"code": code, "kind": "measure", "title": f"題名{code}", "source": "paper"}
    return empty | named | {"children": list(children)} | changed


def tree() -> list[Node]:
    """Two fields, the first with three measures."""
    return [
        node("a", node("a-1"), node("a-2"), node("a-3"), kind="field"),
        node("b", kind="field"),
    ]


def codes(nodes: list[Node]) -> list[str]:
    """In the order of the plan."""
    return list(by_code(nodes))


def document(nodes: list[Node] | None = None, **changed: Any) -> dict[str, Any]:
    """A whole plan around a tree."""
    facts = {
        "slug": "r9",
        "title": "計画",
        "short_title": "計画",
        "standing": "案",
        "period": None,
        "supersedes": "before",
        "introduction": None,
    }
    parts = {"sources": [{"key": "paper", "title": "資料"}], "lineage": []}
    return facts | parts | {"nodes": tree() if nodes is None else nodes} | changed


def marks_after(nodes: list[Node]) -> dict[str, tuple[Mark, ...]]:
    """What is marked once the tree looks like this."""
    return dict(changes(document(), document(nodes)).marks)


def test_a_node_is_put_after_its_neighbour_or_at_the_end() -> None:
    nodes = tree()
    put_in(nodes, node("a-9"), "a", after="a-1")
    put_in(nodes, node("b-1"), "b")
    put_in(nodes, node("c"), None)
    assert codes(nodes) == ["a", "a-1", "a-9", "a-2", "a-3", "b", "b-1", "c"]


def test_a_node_goes_with_all_below_it() -> None:
    nodes = tree()
    assert branch(take_out(nodes, "a")) == ["a", "a-1", "a-2", "a-3"]
    assert codes(nodes) == ["b"]


def test_the_first_node_does_not_go_further_up() -> None:
    nodes = tree()
    assert not shift(nodes, "a-1", -1)
    assert shift(nodes, "a-1", 1)
    assert codes(nodes) == ["a", "a-2", "a-1", "a-3", "b"]


def test_a_code_follows_the_highest_one_so_that_no_address_gets_another_meaning() -> None:
    assert free_code({"kogyo-1", "kogyo-3", "kogyo-3-7"}, "kogyo", NodeKind.MEASURE) == "kogyo-4"
    assert free_code({"kogyo"}, "kogyo-2", NodeKind.MEASURE) == "kogyo-2-1"
    assert free_code({"v1", "v1-1", "p1"}, None, NodeKind.VISION_GROUP) == "v2"


def test_a_new_node_is_what_its_neighbours_are_or_what_usually_stands_there() -> None:
    above = node("a", kind="field")
    assert likely_kind(above, []) is NodeKind.DIRECTION
    assert likely_kind(above, [node("a-1")]) is NodeKind.MEASURE
    assert likely_kind(None, []) is NodeKind.FIELD


def test_a_node_without_a_printed_title_is_called_by_our_heading() -> None:
    assert name_of(node("x", title=None, heading="見出し", label="1-①")) == "1-① 見出し"


def test_nothing_is_marked_where_nothing_differs() -> None:
    assert len(changes(document(), document())) == 0


def test_only_the_node_that_moved_is_marked_and_not_those_it_passed() -> None:
    nodes = tree()
    shift(nodes, "a-3", -1)
    shift(nodes, "a-3", -1)
    assert marks_after(nodes) == {"a-3": (Mark.MOVED,)}


def test_a_new_node_does_not_make_its_neighbours_move() -> None:
    nodes = tree()
    put_in(nodes, node("a-9"), "a", after="a-1")
    assert marks_after(nodes) == {"a-9": (Mark.ADDED,)}


def test_a_node_below_another_one_has_moved_and_may_read_otherwise_too() -> None:
    nodes = tree()
    moved = take_out(nodes, "a-2")
    put_in(nodes, moved | {"title": "新しい題名"}, "b")
    assert marks_after(nodes) == {"a-2": (Mark.CHANGED, Mark.MOVED)}


def test_a_node_that_is_gone_is_marked_once_and_its_neighbours_are_not() -> None:
    nodes = tree()
    take_out(nodes, "a-1")
    assert marks_after(nodes) == {"a-1": (Mark.REMOVED,)}


def test_an_empty_text_is_no_change_from_none_at_all() -> None:
    nodes = tree()
    nodes[1]["text"] = []
    assert marks_after(nodes) == {}


def test_facts_papers_and_edges_are_counted_with_the_nodes() -> None:
    edge = {"older": "x", "newer": "a", "kind": "retitled"}
    paper = {"key": "second", "title": "資料2"}
    after = document(title="新しい題名", lineage=[edge], sources=[*document()["sources"], paper])
    found = changes(document(), after)
    assert len(found) == 3
    assert [change.mark for change in (*found.facts, *found.sources, *found.edges)] == [
        Mark.CHANGED,
        Mark.ADDED,
        Mark.ADDED,
    ]


@pytest.mark.parametrize(
    ("kind", "older", "newer", "wrong"),
    [
        ("retitled", ["x"], ["a"], []),
        ("retitled", ["x", "y"], ["a"], ["older"]),
        ("retitled", [], [], ["older", "newer"]),
        ("merged", ["x", "y"], ["a"], []),
        ("merged", ["x"], ["a", "b"], ["newer"]),
        ("split", ["x"], ["a", "b"], []),
        ("split", ["x", "y"], ["a"], ["older"]),
        ("added", [], ["a", "b"], []),
        ("added", ["x"], ["a"], ["older"]),
        ("dropped", ["x", "y"], [], []),
        ("dropped", ["x"], ["a"], ["newer"]),
    ],
)
def test_each_kind_of_edge_has_its_own_ends(
    kind: str, older: list[str], newer: list[str], wrong: list[str]
) -> None:
    assert [problem.path for problem in wrong_ends(LineageKind(kind), older, newer)] == wrong


def test_the_table_of_changes_follows_the_newer_plan_and_puts_what_was_dropped_where_it_stood() -> None:
    edges = [
        {"older": "y", "newer": None},
        {"older": "z", "newer": "a"},
        {"older": None, "newer": "b"},
        {"older": "x", "newer": "c"},
    ]
    ordered = in_order(edges, ["a", "b", "c"], ["x", "y", "z"])
    assert [(edge["older"], edge["newer"]) for edge in ordered] == [
        ("z", "a"),
        (None, "b"),
        ("x", "c"),
        ("y", None),
    ]
