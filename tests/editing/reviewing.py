"""People at the desk and what they do with a case on its way to the public, for tests."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from flask import Flask
from sqlmodel import col, select

from catalogue.context import transaction
from catalogue.domain.roles import Role
from catalogue.editing import review, writing
from catalogue.editing.acting import Actor, actor_of
from catalogue.models import AuditRecord, Decision, Revision, Staff, finding
from tests.conftest import kit_of
from tests.editing.loading import looking

CASE = "kiryu-cocotomo"


def actor(app: Flask, name: str, *roles: Role) -> Actor:
    """Somebody with these roles, added where they are not there yet."""
    with app.app_context(), transaction() as session:
        staff = session.exec(select(Staff).where(Staff.name == name)).first()
        if staff is None:
            staff = Staff(
                name=name,
                display=f"{name}さん",
                roles=[*roles],
                added_at=kit_of(app).now(),
                must_change=False,
            )
            session.add(staff)
            session.flush()
        return actor_of(staff, "192.0.2.1", kit_of(app).now())


def editor(app: Flask) -> Actor:
    """Somebody who writes."""
    return actor(app, "henshu", Role.EDITOR)


def approver(app: Flask) -> Actor:
    """Somebody who approves, and writes."""
    return actor(app, "shonin", Role.APPROVER)


def do(app: Flask, act: Callable[..., Any], *about: Any, **more: Any) -> None:
    """One act in a transaction of its own."""
    with app.app_context(), transaction() as session:
        act(session, *about, **more)


def save(app: Flask, who: Actor, slug: str = CASE, **changes: Any) -> int:
    """The newest revision of a case with changes, as the next one; its number."""
    with app.app_context(), transaction() as session:
        newest = finding.latest(session, finding.case_of(session, slug))
        assert newest is not None
        document = deepcopy(newest.document) | changes
        return writing.save_case(session, who, slug, document, newest.number).number


def make_public(app: Flask, number: int, slug: str = CASE) -> None:
    """Submitted by whoever writes, approved by whoever approves."""
    do(app, review.submit, editor(app), slug, number)
    do(app, review.approve, approver(app), slug, number, approve_own=False)


def decided(app: Flask, slug: str = CASE) -> list[tuple[int, str, str]]:
    """Number of the revision, kind and person of everything decided."""
    with looking(app) as session:
        dossier = finding.case_of(session, slug)
        query = (
            select(Revision.number, Decision.kind, Decision.actor)
            .join(Decision, col(Decision.revision_id) == col(Revision.id))
            .where(Revision.dossier_id == dossier.id)
            .order_by(col(Decision.id))
        )
        return list(session.exec(query))


def trail(app: Flask, slug: str = CASE) -> list[tuple[str, str, str | None]]:
    """Act, person and detail of the audit trail about a case."""
    with looking(app) as session:
        found = session.exec(select(AuditRecord).where(AuditRecord.subject == slug)).all()
        return [(each.act, each.who, each.detail) for each in found]
