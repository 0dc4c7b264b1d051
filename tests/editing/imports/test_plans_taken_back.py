"""Taking back the import of a plan: what nobody has touched since goes back, the rest is named and stays."""

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.context import private_transaction, session, transaction
from catalogue.domain.errors import Conflict
from catalogue.domain.importing import ImportKind
from catalogue.domain.roles import Role
from catalogue.editing import plan_publishing
from catalogue.editing.acting import Actor
from catalogue.editing.imports import keeping
from catalogue.editing.imports.plans import undoing
from catalogue.models import AuditRecord, Dossier, finding
from tests.editing.imports.plan_bringing import (
    FACTS,
    PAPER,
    TABLE,
    bring,
    decide,
    kept,
    newest,
    number_of,
    table,
    take_in,
    writer,
)
from tests.editing.plan_acts import acting, add, link

MEASURES = table(("施策", "内容"), ("施策1 新しい施策", "本文"))


def undo(actor: Actor, import_id: int) -> None:
    with private_transaction() as writing:
        undoing.undo(writing, actor, import_id)


def added(actor: Actor) -> int:
    """A measure brought below a field of the new plan."""
    brought = bring(actor, MEASURES)
    decide(actor, brought, target="below:r9:kogyo", paper="outline")
    take_in(actor, brought)
    return brought


def made_new(actor: Actor) -> int:
    """Two plans made of the paper."""
    brought = bring(actor, TABLE)
    before = FACTS | {"slug": "old-plan", "title": "前の計画", "short_title": "前"}
    decide(actor, brought, target="new", before="new", facts=FACTS, before_facts=before, paper_facts=PAPER)
    take_in(actor, brought)
    return brought


def test_a_plan_that_was_there_goes_back_as_one_more_revision(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        there = newest("r9")
        brought = added(actor)
        undo(actor, brought)
        assert newest("r9") == there
        assert number_of("r9") == 3
        assert kept(brought).state == "undone"
        done = session().exec(select(AuditRecord.act)).all()
        assert {"import-begun", "plan-imported", "import-undone"} <= set(done)
        with pytest.raises(Conflict):
            undo(actor, brought)


def test_what_somebody_has_changed_since_is_named_and_stays(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = added(actor)
        add(actor, "kiban")
        assert "取り込んだあとに変更されています" in undoing.undoing(session(), kept(brought))[0].reason
        with pytest.raises(Conflict):
            undo(actor, brought)
        assert number_of("r9") == 3
        assert kept(brought).state == "done"


def test_plans_that_came_with_it_go_away_and_leave_nothing(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = made_new(actor)
        undo(actor, brought)
        slugs = session().exec(select(Dossier.slug).where(Dossier.kind == finding.PLAN)).all()
        assert set(slugs) == {"2017", "2017-rev", "r9"}


def test_of_two_plans_the_one_with_a_link_stays_with_the_one_it_does_not_need(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = made_new(actor)
        link(actor, "new-plan:f1-1-1")
        told = {each.slug: each.reason for each in undoing.undoing(session(), kept(brought))}
        assert "事例が関連付けられています" in told["new-plan"]
        assert "「前の計画」になっています" in told["old-plan"]
        with pytest.raises(Conflict):
            undo(actor, brought)
        assert number_of("new-plan") == 1


def test_a_new_plan_that_is_public_stays(own_app: Flask) -> None:
    actor, approver = writer(own_app), acting(own_app, "shonin", Role.APPROVER)
    with own_app.app_context():
        brought = bring(actor, TABLE)
        decide(actor, brought, target="new", facts=FACTS, paper_facts=PAPER)
        take_in(actor, brought)
        with transaction() as writing:
            plan_publishing.publish(writing, approver, "new-plan", 1, approve_own=False)
        assert "もう公開されています" in undoing.undoing(session(), kept(brought))[0].reason


def test_a_link_to_what_came_holds_the_import_back(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = added(actor)
        link(actor, "r9:kogyo-1")
        with pytest.raises(Conflict) as refused:
            undo(actor, brought)
        assert refused.value.problems
        assert number_of("r9") == 2


def test_one_that_is_given_up_leaves_no_trace_in_the_plan(own_app: Flask) -> None:
    actor = writer(own_app)
    with own_app.app_context():
        brought = bring(actor, MEASURES)
        with private_transaction() as writing:
            keeping.drop(writing, actor, brought, ImportKind.PLAN)
        assert kept(brought).state == "dropped"
        with pytest.raises(Conflict):
            undo(actor, brought)
        assert number_of("r9") == 1
