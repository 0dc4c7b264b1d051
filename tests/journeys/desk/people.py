"""The people of these journeys: who sits at the desk, what they may do, what the browser of each holds."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlmodel import Session, select

from catalogue.context import kit, private_transaction
from catalogue.desk.guard import TOKEN
from catalogue.domain.roles import Role
from catalogue.editing import sign_ins
from catalogue.editing.acting import Actor, actor_of
from catalogue.editing.passwords import hashed
from catalogue.models import Staff

EDITOR, COLLEAGUE, APPROVER, ADMINISTRATOR, MEMBER = "hanako", "jiro", "taro", "kanri", "iin"
PASSWORD = "みんなで つくる カタログ 8"
PEOPLE = {
    EDITOR: ("青梅 花子", Role.EDITOR),
    COLLEAGUE: ("多摩 次郎", Role.EDITOR),
    APPROVER: ("御岳 太郎", Role.APPROVER),
    ADMINISTRATOR: ("霞 京子", Role.ADMINISTRATOR),
    MEMBER: ("沢井 三郎", Role.MEMBER),
}
ORIGIN = "192.0.2.1"


def settle_in(session: Session) -> None:
    """Add all of them. The caller commits."""
    kept = hashed(PASSWORD)
    for name, (display, role) in PEOPLE.items():
        staff = Staff(name=name, display=display, roles=[role], password=kept, added_at=kit().now())
        session.add(staff)
    session.flush()


def known_as(session: Session, name: str) -> Staff:
    """One of them."""
    return session.exec(select(Staff).where(Staff.name == name)).one()


def acting(session: Session, name: str) -> Actor:
    """One of them, as somebody who acts now."""
    return actor_of(known_as(session, name), ORIGIN, kit().now())


def cookie_of(app: Flask, name: str) -> str:
    """What the browser of somebody keeps who has just signed in: the value of the cookie ``session``."""
    with app.app_context(), private_transaction() as session:
        token = sign_ins.begin(session, known_as(session, name), ORIGIN, kit().now())
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    cookie = serializer.dumps({TOKEN: token})
    assert isinstance(cookie, str)
    return cookie
