"""The desk as tests meet it: people with roles, each signed in with a browser of their own."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.context import kit, private_transaction
from catalogue.desk.guard import TOKEN
from catalogue.domain.roles import Role
from catalogue.editing import sign_ins
from catalogue.models import Staff

SignIn = Callable[..., FlaskClient]


def person(app: Flask, name: str, *roles: Role) -> Staff:
    """Somebody with these roles, known by ``name``; added where they are not there yet."""
    with app.app_context(), private_transaction() as session:
        session.expire_on_commit = False
        staff = session.exec(select(Staff).where(Staff.name == name)).first()
        if staff is None:
            staff = Staff(name=name, display=f"{name}さん", roles=[*roles], added_at=kit().now())
            session.add(staff)
        session.flush()
    return staff


def seated(app: Flask, name: str, *roles: Role) -> FlaskClient:
    """The browser of somebody who has signed in."""
    staff = person(app, name, *roles)
    with app.app_context(), private_transaction() as session:
        token = sign_ins.begin(session, staff, "192.0.2.1", kit().now())
    client = app.test_client()
    with client.session_transaction() as browser:
        browser[TOKEN] = token
    return client


@pytest.fixture
def desk(own_app: Flask) -> Flask:
    """A catalogue of one's own, whose forms are not checked for the token that other tests look at."""
    own_app.config["WTF_CSRF_ENABLED"] = False
    return own_app


@pytest.fixture
def editor(desk: Flask) -> FlaskClient:
    """Somebody who writes."""
    return seated(desk, "henshu", Role.EDITOR)


@pytest.fixture
def approver(desk: Flask) -> FlaskClient:
    """Somebody who approves, and writes."""
    return seated(desk, "shonin", Role.APPROVER)


@pytest.fixture
def administrator(desk: Flask) -> FlaskClient:
    """Somebody who looks after people."""
    return seated(desk, "kanri", Role.ADMINISTRATOR)


@pytest.fixture
def member(desk: Flask) -> FlaskClient:
    """A member of the committee."""
    return seated(desk, "iin", Role.MEMBER)
