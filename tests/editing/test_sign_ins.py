"""What is remembered of who sat at the desk."""

from datetime import timedelta

from flask import Flask
from sqlmodel import select

from catalogue.context import kit, private_transaction
from catalogue.domain.roles import Role
from catalogue.editing import sign_ins
from catalogue.models import SignIn
from tests.desk.conftest import person


def test_a_sitting_of_more_than_a_year_ago_is_forgotten_when_its_person_next_signs_in(own_app: Flask) -> None:
    staff, other = person(own_app, "hanako", Role.EDITOR), person(own_app, "taro", Role.EDITOR)
    with own_app.app_context(), private_transaction() as session:
        now = kit().now()
        for each in (staff, other):
            sign_ins.begin(session, each, "192.0.2.1", now - sign_ins.KEPT - timedelta(days=1))
        sign_ins.begin(session, staff, "192.0.2.2", now - timedelta(days=30))
        sign_ins.begin(session, staff, "192.0.2.3", now)
        kept = session.exec(select(SignIn.origin).order_by(SignIn.origin)).all()
    assert kept == ["192.0.2.1", "192.0.2.2", "192.0.2.3"]
