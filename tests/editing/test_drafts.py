"""Drafts belong to one person and take whatever a form may send."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlmodel import Session

from catalogue.context import private_transaction
from catalogue.domain.errors import Forbidden, NotFound
from catalogue.domain.roles import Role
from catalogue.editing import drafts
from catalogue.editing.acting import Actor, actor_of, command_line
from catalogue.models import Draft
from tests.desk.conftest import person

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def somebody(app: Flask, name: str, *roles: Role) -> Actor:
    return actor_of(person(app, name, *roles), "192.0.2.1", NOW)


def kept(session: Session, actor: Actor, **options: object) -> Draft:
    return drafts.keep(session, actor, {"title": ["題"]}, **options)  # type: ignore[arg-type]


def test_one_person_has_one_draft_of_a_case(own_app: Flask) -> None:
    one, other = somebody(own_app, "ichi", Role.EDITOR), somebody(own_app, "ni", Role.EDITOR)
    with own_app.app_context(), private_transaction() as session:
        first = kept(session, one, slug="a")
        assert kept(session, one, slug="a").id == first.id
        assert kept(session, other, slug="a").id != first.id
        assert kept(session, one).id != drafts.keep(session, one, {"title": ["別の題"]}).id


def test_one_form_sent_twice_is_one_draft(own_app: Flask) -> None:
    one, other = somebody(own_app, "ichi", Role.EDITOR), somebody(own_app, "ni", Role.EDITOR)
    with own_app.app_context(), private_transaction() as session:
        assert kept(session, one).id == kept(session, one).id
        assert kept(session, one).id != kept(session, other).id


def test_the_number_of_somebody_elses_draft_gives_a_draft_of_ones_own(own_app: Flask) -> None:
    one, other = somebody(own_app, "ichi", Role.EDITOR), somebody(own_app, "ni", Role.EDITOR)
    with own_app.app_context(), private_transaction() as session:
        first = kept(session, one)
        second = kept(session, other, draft_id=first.id)
        assert (second.id != first.id, second.staff_id) == (True, other.id)
        drafts.forget(session, other, draft_id=first.id)
        assert session.get(Draft, first.id) is first
        with pytest.raises(NotFound):
            drafts.drop(session, other, first.id or 0)


def test_letters_no_database_takes_are_left_out(own_app: Flask) -> None:
    one = somebody(own_app, "ichi", Role.EDITOR)
    with own_app.app_context(), private_transaction() as session:
        draft = drafts.keep(session, one, {"ti\x00tle": ["a\ud800b\x00\r\nc"]})
        assert draft.form == {"title": ["ab\nc"]}


def test_who_may_not_write_keeps_nothing(own_app: Flask) -> None:
    member = somebody(own_app, "iin", Role.MEMBER)
    with own_app.app_context(), private_transaction() as session:
        with pytest.raises(Forbidden):
            kept(session, member)
        with pytest.raises(NotFound):
            kept(session, command_line(NOW))
