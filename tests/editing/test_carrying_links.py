"""Links of cases are carried forward along the lineage of plans."""

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.context import kit, session, transaction
from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid
from catalogue.domain.reach import Way
from catalogue.domain.roles import Role
from catalogue.editing import carrying
from catalogue.editing.acting import Actor
from catalogue.editing.carrying import Choice
from catalogue.editing.links import drop_link
from catalogue.models import AuditRecord, LinkChange, LinkRecord, Reach
from tests.editing.plan_acts import CASE, OLDER, acting, add, draw, link, linked_on_page, publish


@pytest.fixture
def writer(own_app: Flask) -> Actor:
    """Somebody who writes."""
    return acting(own_app, "henshu", Role.EDITOR)


@pytest.fixture
def head(own_app: Flask) -> Actor:
    """Somebody who approves."""
    return acting(own_app, "shonin", Role.APPROVER)


def carried(writer: Actor, head: Actor, kind: str) -> str:
    """The key of a public measure that the older one with cases became."""
    code = add(writer)
    draw(writer, kind, [OLDER.partition(":")[2]], [code])
    publish(head)
    return f"r9:{code}"


def test_links_are_carried_forward_and_the_case_is_then_found_directly(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        newer = carried(writer, head, "retitled")
        offers = carrying.offers(session(), "r9")
        cases = session().exec(select(LinkRecord.case_slug).where(LinkRecord.node_key == OLDER)).all()
        assert {offer.case for offer in offers if offer.older == OLDER} >= set(cases)
        assert all(offer.fits for offer in offers)
        chosen = next(offer for offer in offers if offer.older == OLDER)
        ways = select(Reach.way).where(Reach.node_key == newer, Reach.case_slug == chosen.case)
        assert set(session().exec(ways)) == {Way.LINEAGE}
        with transaction() as writing:
            choice = Choice(chosen.name, chosen.role, "見直した理由。")
            assert carrying.carry(writing, writer, "r9", [choice]) == 1
        assert Way.DIRECT in set(session().exec(ways))
        record = (
            session()
            .exec(select(LinkRecord).where(LinkRecord.case_slug == chosen.case, LinkRecord.node_key == newer))
            .one()
        )
        assert (record.from_seed, record.rationale) == (False, "見直した理由。")
        change = session().exec(select(LinkChange).where(LinkChange.node_key == newer)).one()
        assert (change.act, change.author_id) == (Act.LINK_CARRIED, writer.id)
        assert session().exec(select(AuditRecord).where(AuditRecord.act == Act.LINK_CARRIED)).one()
        assert chosen.name not in {offer.name for offer in carrying.offers(session(), "r9")}
        assert newer in linked_on_page(chosen.case)
        assert OLDER in linked_on_page(chosen.case)
        assert not kit().outbox.check()


@pytest.mark.parametrize(("kind", "fits"), [("unchanged", True), ("replaced", False), ("split", False)])
def test_only_what_stayed_the_same_is_ticked_beforehand(
    own_app: Flask, writer: Actor, head: Actor, kind: str, fits: bool
) -> None:
    with own_app.app_context():
        carried(writer, head, kind)
        offers = [offer for offer in carrying.offers(session(), "r9") if offer.older == OLDER]
        assert offers
        assert {offer.fits for offer in offers} == {fits}


def test_a_link_that_was_taken_away_is_offered_but_not_ticked(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        newer = carried(writer, head, "unchanged")
        case = next(offer.case for offer in carrying.offers(session(), "r9") if offer.older == OLDER)
        link(writer, newer, case)
        with transaction() as writing:
            drop_link(writing, writer, case, newer)
        offers = carrying.offers(session(), "r9")
        assert [offer.fits for offer in offers if offer.case == case and offer.older == OLDER] == [False]


def test_carrying_is_all_or_nothing_and_names_the_sentence_that_is_missing(
    own_app: Flask, writer: Actor, head: Actor
) -> None:
    with own_app.app_context():
        carried(writer, head, "unchanged")
        good, bad = carrying.offers(session(), "r9")[:2]
        with pytest.raises(Invalid) as refused, transaction() as writing:
            carrying.carry(
                writing, writer, "r9", [Choice(good.name, None, "理由。"), Choice(bad.name, None, "")]
            )
        assert [problem.path for problem in refused.value.problems] == [f"rationale-{bad.name}"]
        assert good.name in {offer.name for offer in carrying.offers(session(), "r9")}
        with pytest.raises(Conflict), transaction() as writing:
            carrying.carry(writing, writer, "r9", [Choice(f"{CASE}--v1-1", None, "理由。")])
