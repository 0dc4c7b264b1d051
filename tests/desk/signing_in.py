"""How tests sign in: as somebody with a password, at a clock that can be put forward."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.context import private_transaction, session
from catalogue.domain.roles import Role
from catalogue.editing.passwords import hashed
from catalogue.models import AuditRecord, Staff
from tests.desk.conftest import person

PASSWORD = "kawa no hotori de"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Clock:
    """A clock that a test can put forward."""

    def __init__(self) -> None:
        self.now = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def with_password(app: Flask, name: str, *roles: Role, must_change: bool = False) -> Staff:
    staff = person(app, name, *roles)
    with app.app_context(), private_transaction() as writing:
        writing.expire_on_commit = False
        known = writing.get_one(Staff, staff.id)
        known.password, known.must_change = hashed(PASSWORD), must_change
        writing.add(known)
    return known


def enter(client: FlaskClient, name: str = "hanako", password: str = PASSWORD, **fields: str) -> TestResponse:
    return client.post("/desk/sign-in", data={"name": name, "password": password} | fields)


def is_in(client: FlaskClient) -> bool:
    return client.get("/desk/").status_code == 200


def hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to ``action``."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, action
    return {name: unescape(value) for name, value in HIDDEN.findall(form[0])}


def trail(app: Flask) -> list[tuple[str, str, str | None]]:
    with app.app_context():
        found = session().exec(select(AuditRecord).order_by(AuditRecord.id))  # type: ignore[arg-type]
        return [(row.act, row.subject, row.detail) for row in found]


def choice(new: str, again: str | None = None, now: str = PASSWORD) -> dict[str, str]:
    return {"password_now": now, "password": new, "password_again": new if again is None else again}
