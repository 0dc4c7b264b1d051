"""The paper on the partial revision, pasted as it stands, and outlines of other plans: what becomes of them."""

from typing import Any

import pytest
from flask import Flask

from catalogue.context import session
from catalogue.domain.measure_outline.outline import Column
from catalogue.domain.plan_tree import by_code, places
from catalogue.models import Plan
from tests.editing.imports.plan_bringing import (
    FACTS,
    OUTLINE,
    PAPER,
    REVISION,
    TABLE,
    bring,
    decide,
    judged,
    kept,
    newest,
    number_of,
    reasons,
    take_in,
    writer,
)

GROUPS = ("工業振興施策", "商工業共通振興施策")
PRINTED = ("kind", "label", "title", "priority")


def printed(nodes: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What of a tree is printed, in its order and on its steps."""
    return [(place.depth, *(place.node[name] for name in PRINTED)) for place in places(nodes)]


def kinds(document: dict[str, Any]) -> set[tuple[str | None, str | None, str]]:
    return {(edge["older"], edge["newer"], edge["kind"]) for edge in document["lineage"]}


def words(document: dict[str, Any]) -> dict[str, list[str]]:
    return {edge["newer"]: edge["words"] for edge in document["lineage"] if edge["words"]}


@pytest.mark.parametrize("text", [REVISION, TABLE], ids=["the whole document", "from the table on"])
def test_the_document_as_it_stands_is_proposed_right_in_every_block(own_app: Flask, text: str) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        run = judged(bring(actor, text))
        assert run.brought.outline
        found = [(block.group, block.column) for block in run.brought.outline.blocks]
        assert found == [(name, column) for name in GROUPS for column in (Column.BEFORE, Column.AFTER)]
        assert printed(list(run.before)) == printed(newest("2017")["nodes"])
        assert printed(list(run.after)) == printed(newest("2017-rev")["nodes"])


def test_confirmed_it_becomes_the_plan_of_the_seeds_with_its_lineage(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, REVISION)
        assert kept(brought).choices["before"] == "compare:2017"
        run = decide(actor, brought, target="new", facts=FACTS, paper_facts=PAPER)
        assert run.is_ready, reasons(run)
        take_in(actor, brought)
        made, seed = newest("new-plan"), newest("2017-rev")
        assert printed(made["nodes"]) == printed(seed["nodes"])
        assert list(by_code(made["nodes"])) == list(by_code(seed["nodes"]))
        assert kinds(made) == kinds(seed)
        assert words(made) == words(seed)
        assert made["supersedes"] == "2017"
        assert [edge["newer"] for edge in made["lineage"]] == [edge["newer"] for edge in seed["lineage"]]
        assert made["sources"] == [{"key": "paper-1", "date": None, "url": None, "note": None, **PAPER}]
        assert number_of("new-plan") == 1
        assert number_of("2017") == 1
        assert session().get(Plan, "new-plan") is None


def test_both_plans_can_be_made_of_it(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, TABLE)
        before = FACTS | {"slug": "old-plan", "title": "前の計画", "short_title": "前"}
        said = {"facts": FACTS, "before_facts": before, "paper_facts": PAPER}
        run = decide(actor, brought, target="new", before="new", **said)
        assert run.is_ready, reasons(run)
        result = take_in(actor, brought)
        assert [each["slug"] for each in result["plans"]] == ["old-plan", "new-plan"]
        old, new = newest("old-plan"), newest("new-plan")
        assert printed(old["nodes"]) == printed(newest("2017")["nodes"])
        assert printed(new["nodes"]) == printed(newest("2017-rev")["nodes"])
        assert new["supersedes"] == "old-plan"
        assert list(by_code(new["nodes"]))[:3] == ["f1", "f1-1", "f1-1-1"]
        assert [edge["kind"] for edge in new["lineage"]] == [
            edge["kind"] for edge in newest("2017-rev")["lineage"]
        ]


def test_over_the_plan_it_is_already_it_changes_nothing(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, REVISION, target="2017-rev")
        run = judged(brought)
        assert run.is_ready, reasons(run)
        assert run.changes is not None
        assert len(run.changes) == 0
        assert take_in(actor, brought)["plans"][0]["said"] is None
        assert number_of("2017-rev") == 1


def test_what_is_mended_by_hand_counts_and_the_rest_stays_proposed(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, TABLE, target="2017-rev")
        run = judged(brought)
        entry = next(key for key, code in run.after_codes.items() if code == "kyotsu-2-3")
        mended = {"title": "青梅版インキュベーションの充実", "priority": True, "label": "施策3"}
        run = decide(actor, brought, entries={entry: mended})
        del mended["label"]
        assert kept(brought).choices["entries"] == {entry: mended}
        assert run.changes is not None
        changed = run.changes.nodes[0]
        assert (changed.code, {each.field for each in changed.fields}) == (
            "kyotsu-2-3",
            {"title", "priority"},
        )
        back = {"title": "青梅版インキュベーションの創出", "priority": False}
        run = decide(actor, brought, entries={entry: back})
        assert kept(brought).choices["entries"] == {}
        assert run.changes is not None
        assert len(run.changes) == 0


def test_a_block_left_out_a_field_renamed_and_a_block_put_elsewhere(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, TABLE)
        said = {"facts": FACTS, "paper_facts": PAPER, "before": "none"}
        run = decide(actor, brought, target="new", **said, blocks={"b2": {"column": "left"}})
        assert [node["title"] for node in run.after] == ["商工業共通振興施策"]
        run = decide(actor, brought, blocks={"b4": {"group": ""}})
        assert [node["label"] for node in run.after] == ["施策方針1", "施策方針2", "施策方針3"]
        run = decide(
            actor, brought, blocks={"b4": {"group": "商工業共通振興施策"}, "b2": {"column": "after"}}
        )
        assert kept(brought).choices["blocks"] == {}
        run = decide(actor, brought, entries={"after-field-0": {"title": "工業の振興"}})
        assert [node["title"] for node in run.after] == ["工業の振興", "商工業共通振興施策"]
        gone = {"after-field-1": {"title": "商工業共通振興施策", "left_out": True}}
        run = decide(actor, brought, entries=gone)
        assert [node["title"] for node in run.after] == ["工業の振興"]
        assert run.is_ready, reasons(run)


def test_a_remark_can_be_put_on_another_item_or_on_none(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, TABLE)
        run = decide(actor, brought, target="new", facts=FACTS, paper_facts=PAPER)
        assert run.brought.outline
        first = run.brought.outline.remarks[0].key
        second = next(key for key, code in run.after_codes.items() if code == "kogyo-2")
        run = decide(actor, brought, remarks={first: second})
        assert run.document
        assert words(run.document)["kogyo-2"] == ["構成変更なし"]
        run = decide(actor, brought, remarks={first: ""})
        assert run.document
        assert "kogyo-2" not in words(run.document)
        assert "kogyo-1" not in words(run.document)


def test_a_proposed_edge_can_be_reworded_turned_down_and_joined_otherwise(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, TABLE)
        decide(actor, brought, target="new", facts=FACTS, paper_facts=PAPER)
        edges = {
            "kogyo-2-2~kogyo-2-2": {"kind": "dropped", "newer": "", "reading": "廃止と読みました。"},
            "~kyotsu-2-3": {"kind": ""},
        }
        run = decide(actor, brought, edges=edges)
        assert run.is_ready, reasons(run)
        assert run.document
        assert ("kogyo-2-2", None, "dropped") in kinds(run.document)
        assert not any(newer == "kyotsu-2-3" for _, newer, _ in kinds(run.document))
        run = decide(actor, brought, edges={"kogyo-2-2~kogyo-2-2": {"kind": "added"}})
        assert "「新規追加」では、前の計画の項目を選びません。" in reasons(run)
        assert "この計画の項目を選んでください。" in reasons(run)


def test_items_the_plan_before_does_not_have_are_named_and_get_no_edge(own_app: Flask) -> None:
    actor = writer(own_app)
    changed = TABLE.replace("施策2 産業用地整備方針の作成", "施策2 別の施策").replace(
        "- 施策3 農商工連携の促進\n", ""
    )
    with own_app.app_context():
        brought = bring(actor, changed)
        run = decide(actor, brought, target="new", facts=FACTS, paper_facts=PAPER)
        assert run.unmet == ("施策2 別の施策",)
        assert set(run.unsaid) == {"施策2 産業用地整備方針の作成", "施策3 農商工連携の促進"}
        assert run.document
        assert not any(older == "kogyo-2-2" for older, _, _ in kinds(run.document))
        assert run.is_ready, reasons(run)


def test_the_outline_of_the_new_plan_is_its_visions_principles_and_issues(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, OUTLINE)
        run = decide(actor, brought, target="new", facts=FACTS, paper_facts=PAPER)
        assert run.is_ready, reasons(run)
        made, seed = by_code(list(run.after)), by_code(newest("r9")["nodes"])
        assert set(made) == {code for code in seed if code[0] in "vpi"}
        for code, place in made.items():
            for name in ("kind", "label", "title", "subtitle", "text"):
                assert (place.node[name] or None) == (seed[code].node[name] or None), (code, name)
            assert place.node["title"] or place.node["heading"]


def test_headings_made_by_hand_stay_when_the_same_text_comes_again(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, OUTLINE, target="r9")
        run = judged(brought)
        assert run.changes is not None
        assert {change.code for change in run.changes.nodes} == {"shogyo", "kogyo", "kiban"} | {
            change.code for change in run.changes.nodes if change.marks[0].value == "moved"
        }
        assert not any(change.fields for change in run.changes.nodes)
