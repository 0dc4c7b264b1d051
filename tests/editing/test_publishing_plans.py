"""A plan becomes public, and the cases and the index follow; starting again changes nothing of it."""

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.cli.seeds import load_seeds
from catalogue.context import kit, private_transaction, session, transaction
from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Forbidden
from catalogue.domain.plan_tree import by_code
from catalogue.domain.roles import Role
from catalogue.editing import carrying, plan_facts, plan_lineage, plan_nodes, plan_publishing, plans
from catalogue.editing.acting import Actor
from catalogue.editing.links import drop_link
from catalogue.models import AuditRecord, CasePage, Decision, LinkRecord, Plan, PlanNode, Reach
from catalogue.reading.memory import edition_of
from tests.editing.plan_acts import (
    CASE,
    acting,
    add,
    document,
    draw,
    found_from,
    link,
    linked_on_page,
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


def test_a_case_waits_at_a_measure_until_the_plan_is_published(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        key = f"r9:{add(writer)}"
        link(writer, key)
        assert key not in linked_on_page()
        before = edition_of(kit().engine)
        foreseen = plan_publishing.effects(session(), document())
        publish(head, reference="青商第12号", comment="試験")
        assert [(each.slug, list(each.appears)) for each in foreseen] == [(CASE, ["試験用の施策"])]
        assert key in linked_on_page()
        assert CASE in found_from(own_app, key)
        assert CASE in found_from(own_app, "r9:kogyo")
        assert not kit().outbox.check()
        assert edition_of(kit().engine) > before
        decision = session().exec(select(Decision).where(Decision.reference == "青商第12号")).one()
        assert (decision.kind, decision.actor_id, decision.reason) == ("approved", head.id, "試験")
        assert session().exec(select(AuditRecord).where(AuditRecord.act == Act.PLAN_PUBLISHED)).one()
        assert "r9:kogyo-1" in own_app.test_client().get(f"/cases?node={key}").text
        page = own_app.test_client().get("/plans/r9/kogyo-1").text
        assert "試験の理由。" in page


def test_what_was_foreseen_is_what_publishing_does(own_app: Flask, writer: Actor, head: Actor) -> None:
    with own_app.app_context():
        add(writer)
        draw(writer, "retitled", ["kogyo-1-1"], ["kogyo-1"])
        with private_transaction() as writing:
            raw = measure(kind="vision", heading="試験用の見出し", title=None, label="1-①", code="v1-1")
            plan_nodes.edit(writing, writer, "r9", "v1-1", raw, number())
        pages = {row.case_slug: row.data for row in session().exec(select(CasePage))}
        reach = {(row.case_slug, row.node_key) for row in session().exec(select(Reach))}
        foreseen = {each.slug: each for each in plan_publishing.effects(session(), document())}
        publish(head)
        now = {row.case_slug: row.data for row in session().exec(select(CasePage))}
        gained = {(row.case_slug, row.node_key) for row in session().exec(select(Reach))} - reach
        reads_otherwise = {slug for slug in now if now[slug] != pages[slug]}
        assert reads_otherwise == {slug for slug, each in foreseen.items() if each.page_changes}
        assert {slug for slug, _ in gained} == {slug for slug, each in foreseen.items() if each.found}
        assert reads_otherwise
        assert gained
        assert not kit().outbox.check()


def test_who_saved_the_plan_last_does_not_publish_it(own_app: Flask, writer: Actor, head: Actor) -> None:
    with own_app.app_context():
        add(head)
        with pytest.raises(Forbidden) as refused:
            publish(head)
        assert refused.value.message == plan_publishing.OWN
        with pytest.raises(Forbidden):
            publish(writer)
        assert session().get(PlanNode, "r9:kogyo-1") is None
        publish(head, approve_own=True)
        assert session().get(PlanNode, "r9:kogyo-1") is not None


def test_nothing_is_published_that_nobody_has_seen(own_app: Flask, writer: Actor, head: Actor) -> None:
    with own_app.app_context():
        add(writer)
        seen = number()
        add(writer, title="あとから加えた施策")
        with pytest.raises(Conflict), transaction() as writing:
            plan_publishing.publish(writing, head, "r9", seen, approve_own=False)
        publish(head)
        with pytest.raises(Conflict) as refused:
            publish(head)
        assert refused.value.message == plan_publishing.NOTHING_NEW


def test_a_link_made_meanwhile_keeps_a_removed_node_public(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        with private_transaction() as writing:
            plan_nodes.remove(writing, writer, "r9", "kiban", number())
        link(writer, "r9:kiban")
        with pytest.raises(Conflict) as refused:
            publish(head)
        assert [problem.path for problem in refused.value.problems] == ["kiban"]
        with transaction() as writing:
            drop_link(writing, writer, CASE, "r9:kiban")
        publish(head)
        assert session().get(PlanNode, "r9:kiban") is None


def test_a_plan_after_the_new_one_is_begun_written_published_and_followed(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        with private_transaction() as writing:
            facts = {
                "slug": "r19",
                "title": "次の計画",
                "short_title": "次",
                "standing": "案",
                "supersedes": "r9",
            }
            plan_facts.start(writing, writer, facts)
        with pytest.raises(Conflict):
            publish(head, "r19")
        with private_transaction() as writing:
            paper = {"title": "案（表題・日付未確認）", "publisher": "青梅市", "date": None}
            plan_facts.put_source(writing, writer, "r19", None, paper, number("r19"))
        code = add(writer, None, "r19", source="paper-1", kind="vision")
        with private_transaction() as writing:
            drawn = plan_lineage.Typed("unchanged", ["v1-1"], [code], [], None, "paper-1")
            plan_lineage.put(writing, writer, "r19", None, drawn, number("r19"))
        assert session().get(Plan, "r19") is None
        publish(head, "r19")
        assert session().get_one(Plan, "r19").position > session().get_one(Plan, "r9").position
        offers = carrying.offers(session(), "r19")
        assert {offer.older for offer in offers} == {"r9:v1-1"}
        assert own_app.test_client().get("/plans/r19").status_code == 200
        assert own_app.test_client().get("/plans/r19/changes").status_code == 200
        assert own_app.test_client().get(f"/plans/r19/{code}").status_code == 200


def test_starting_again_leaves_a_plan_alone_that_staff_have_taken_over(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        code = add(writer)
        link(writer, f"r9:{code}")
        seeds = kit().settings.seeds
        report = load_seeds(seeds)
        assert report.left_alone == ["r9"]
        assert code in by_code(document()["nodes"])
        assert session().get(PlanNode, f"r9:{code}") is None
        publish(head)
        load_seeds(seeds)
        assert session().get(PlanNode, f"r9:{code}") is not None
        assert f"r9:{code}" in linked_on_page()
        assert plans.newest(session(), "r9")[0].public_number == 2
        assert not kit().outbox.check()


def test_starting_again_works_after_a_node_of_the_seeds_was_taken_out_with_its_links(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        linked = session().exec(select(LinkRecord.case_slug).where(LinkRecord.node_key == "r9:v1-1")).all()
        assert linked
        with transaction() as writing:
            for case in linked:
                drop_link(writing, writer, case, "r9:v1-1")
        with private_transaction() as writing:
            plan_nodes.remove(writing, writer, "r9", "v1-1", number())
        publish(head)
        load_seeds(kit().settings.seeds)
        assert session().get(PlanNode, "r9:v1-1") is None
        assert not session().exec(select(LinkRecord).where(LinkRecord.node_key == "r9:v1-1")).all()
        assert not kit().outbox.check()
