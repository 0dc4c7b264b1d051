"""Plans are written node by node, and nothing public changes: real database, the seeds' own plans."""

import pytest
from flask import Flask
from sqlmodel import col, select

from catalogue.context import kit, private_transaction, session
from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Forbidden, Invalid, NotFound
from catalogue.domain.plan_tree import by_code
from catalogue.domain.roles import Role
from catalogue.editing import plan_facts, plan_lineage, plan_nodes, plans
from catalogue.editing.acting import Actor
from catalogue.models import AuditRecord, Dossier, Lineage, PlanNode, finding
from catalogue.reading.memory import edition_of
from catalogue.schemas.plan import PlanSchema
from tests.editing.plan_acts import (
    CASE,
    acting,
    add,
    document,
    draw,
    edge,
    found_from,
    link,
    measure,
    number,
    publish,
)


@pytest.fixture
def writer(own_app: Flask) -> Actor:
    """Somebody who writes."""
    return acting(own_app, "henshu", Role.EDITOR)


@pytest.fixture
def head(own_app: Flask) -> Actor:
    """Somebody who approves."""
    return acting(own_app, "shonin", Role.APPROVER)


def test_a_plan_of_the_seeds_passes_its_own_gate_unchanged(own_app: Flask) -> None:
    schema = PlanSchema()
    with own_app.app_context():
        for _, written in plans.newest_documents(session()):
            assert schema.load(schema.dump(written)) == written


def test_what_the_seeds_wrote_is_known_to_be_what_the_public_sees(own_app: Flask) -> None:
    with own_app.app_context():
        dossiers = session().exec(select(Dossier).where(Dossier.kind == finding.PLAN)).all()
        assert {each.slug: each.public_number for each in dossiers} == {"2017": 1, "2017-rev": 1, "r9": 1}


def test_a_measure_is_written_without_the_public_seeing_it(own_app: Flask, writer: Actor) -> None:
    with own_app.app_context():
        before = edition_of(kit().engine)
        code = add(writer)
        assert code == "kogyo-1"
        assert code in by_code(document()["nodes"])
        assert session().get(PlanNode, "r9:kogyo-1") is None
        assert edition_of(kit().engine) == before
        trail = session().exec(select(AuditRecord).order_by(col(AuditRecord.id).desc())).first()
        assert trail is not None
        assert (trail.act, trail.subject) == (Act.PLAN_SAVED, "r9")
        assert trail.detail == "第2版：施策「試験用の施策」を加えました"
        assert plans.newest(session(), "r9")[1].author_id == writer.id


def test_who_began_from_an_older_revision_is_told_who_was_first(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        seen = number()
        add(head, title="先に加えた施策")
        with pytest.raises(Conflict) as refused, private_transaction() as writing:
            plan_nodes.move(writing, writer, "r9", "v1-1", 1, seen)
        assert "shonin" in refused.value.message
        assert "先に加えた施策" in refused.value.message
        assert number() == seen + 1


def test_only_who_may_write_changes_a_plan(own_app: Flask) -> None:
    with own_app.app_context():
        for role in (Role.MEMBER, Role.ADMINISTRATOR):
            with pytest.raises(Forbidden):
                add(acting(own_app, role.value, role))


def test_a_node_is_moved_with_all_below_it_and_keeps_its_address(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        code = add(writer)
        link(writer, f"r9:{code}")
        with private_transaction() as writing:
            plan_nodes.hang(writing, writer, "r9", code, "shogyo", number())
        publish(head)
        node = session().get_one(PlanNode, f"r9:{code}")
        assert node.parent_key == "r9:shogyo"
        with private_transaction() as writing:
            plan_nodes.hang(writing, writer, "r9", "shogyo", "kogyo", number())
        publish(head)
        assert [session().get_one(PlanNode, f"r9:{each}").depth for each in ("kogyo", "shogyo", code)] == [
            0,
            1,
            2,
        ]
        assert CASE in found_from(own_app, "r9:kogyo")
        assert not kit().outbox.check()


def test_a_node_does_not_hang_below_itself(own_app: Flask, writer: Actor) -> None:
    with own_app.app_context(), pytest.raises(Invalid), private_transaction() as writing:
        plan_nodes.hang(writing, writer, "r9", "v1", "v1-1", number())


def test_a_node_with_cases_stays_the_waiting_ones_too(own_app: Flask, writer: Actor) -> None:
    with own_app.app_context():
        with pytest.raises(Conflict) as refused, private_transaction() as writing:
            plan_nodes.remove(writing, writer, "r9", "v1", number())
        assert {problem.path for problem in refused.value.problems} == {"v1-1", "v1-2"}
        code = add(writer)
        link(writer, f"r9:{code}")
        with pytest.raises(Conflict) as refused, private_transaction() as writing:
            plan_nodes.remove(writing, writer, "r9", code, number())
        assert [problem.reason for problem in refused.value.problems] == [
            "「試験用の施策」に、事例が1件関連付けられています。"
        ]
        with pytest.raises(Conflict), private_transaction() as writing:
            plans.restore(writing, writer, "r9", number() - 1, number())


def test_a_node_the_lineage_of_a_newer_plan_names_stays(own_app: Flask, writer: Actor) -> None:
    with own_app.app_context():
        draw(writer, "dropped", ["kyotsu"], [])
        needed = {problem.reason for problem in plans.needed_by(session(), "2017-rev", ["kyotsu"])}
        assert needed == {"計画「新プラン」の系譜が、「商工業共通振興施策」を指しています。"}


def test_a_node_goes_with_the_edges_that_lead_to_it_and_from_the_public_when_published(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        code = add(writer)
        draw(writer, "retitled", ["kogyo-1-1"], [code])
        publish(head)
        assert session().exec(select(Lineage).where(Lineage.plan_slug == "r9")).all()
        with private_transaction() as writing:
            plan_nodes.remove(writing, writer, "r9", code, number())
        assert session().get(PlanNode, f"r9:{code}") is not None
        publish(head)
        assert session().get(PlanNode, f"r9:{code}") is None
        assert not session().exec(select(Lineage).where(Lineage.plan_slug == "r9")).all()
        assert not kit().outbox.check()


def test_the_last_change_is_taken_back_as_a_new_revision(own_app: Flask, writer: Actor) -> None:
    with own_app.app_context():
        before = document()
        add(writer)
        with private_transaction() as writing:
            said = plans.restore(writing, writer, "r9", number() - 1, number())
        assert said == "直前の変更を取り消しました（第1版の内容）"
        assert document() == before
        assert number() == 3
        with private_transaction() as writing:
            assert plans.restore(writing, writer, "r9", 1, number()) is None
        with pytest.raises(NotFound), private_transaction() as writing:
            plans.restore(writing, writer, "r9", 99, number())
        assert number() == 3


def test_a_code_changes_only_while_nobody_knows_it(own_app: Flask, writer: Actor, head: Actor) -> None:
    with own_app.app_context():
        code = add(writer)
        draw(writer, "added", [], [code])
        with private_transaction() as writing:
            plan_nodes.edit(writing, writer, "r9", code, measure(code="kogyo-nou"), number())
        assert document()["lineage"][0]["newer"] == "kogyo-nou"
        for taken in ("kogyo", "new", "changes", "ひらがな"):
            with pytest.raises(Invalid) as refused, private_transaction() as writing:
                plan_nodes.edit(writing, writer, "r9", "kogyo-nou", measure(code=taken), number())
            assert [problem.path for problem in refused.value.problems] == ["code"]
        publish(head)
        with pytest.raises(Invalid), private_transaction() as writing:
            plan_nodes.edit(writing, writer, "r9", "kogyo-nou", measure(code="kogyo-2"), number())


def test_a_code_that_was_public_is_not_given_to_another_node(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        code = add(writer)
        publish(head)
        with private_transaction() as writing:
            plan_nodes.remove(writing, writer, "r9", code, number())
        assert add(writer) == "kogyo-2"


def test_several_nodes_on_one_side_are_several_edges_in_the_order_of_the_plan(
    own_app: Flask, writer: Actor
) -> None:
    with own_app.app_context():
        first, second = add(writer), add(writer, title="試験用の施策2")
        draw(writer, "dropped", ["kogyo-1-3"], [])
        draw(writer, "split", ["kogyo-1-2"], [second, first])
        ends = [(each["older"], each["newer"], each["kind"]) for each in document()["lineage"]]
        assert ends == [
            ("kogyo-1-2", first, "split"),
            ("kogyo-1-2", second, "split"),
            ("kogyo-1-3", None, "dropped"),
        ]
        same = edge("retitled", ["kogyo-1-2"], [first])
        with pytest.raises(Invalid), private_transaction() as writing:
            plan_lineage.put(writing, writer, "r9", None, same, number())
        with private_transaction() as writing:
            other = edge("replaced", ["kogyo-1-2"], [first])
            plan_lineage.put(writing, writer, "r9", 0, other, number())
        with private_transaction() as writing:
            plan_lineage.drop(writing, writer, "r9", 1, number())
        assert [each["kind"] for each in document()["lineage"]] == ["replaced", "dropped"]


def test_a_plan_is_begun_once(own_app: Flask, writer: Actor) -> None:
    with own_app.app_context():
        for slug in ("r9", "new"):
            facts = {"slug": slug, "title": "計画", "short_title": "計画", "standing": "案"}
            with pytest.raises(Invalid) as refused, private_transaction() as writing:
                plan_facts.start(writing, writer, facts)
            assert [problem.path for problem in refused.value.problems] == ["slug"]


def test_a_paper_that_is_quoted_from_stays(own_app: Flask, writer: Actor) -> None:
    with own_app.app_context():
        with pytest.raises(Conflict), private_transaction() as writing:
            plan_facts.drop_source(writing, writer, "r9", "outline", number())
        with private_transaction() as writing:
            plan_facts.drop_source(writing, writer, "r9", "revision", number())
        assert [paper["key"] for paper in document()["sources"]] == ["outline"]
