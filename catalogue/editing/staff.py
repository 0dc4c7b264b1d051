"""The people of the desk: adding them, what they may do, their passwords, closing and opening again.

Nobody is deleted. Nobody closes themselves, and somebody who looks after people always remains.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid, NotFound, Problem
from catalogue.domain.passwords import mistake_in
from catalogue.domain.roles import Permission, Role
from catalogue.editing import lock_out, sign_ins
from catalogue.editing.acting import Actor, record
from catalogue.editing.gate import loaded
from catalogue.editing.passwords import hashed
from catalogue.models import Staff
from catalogue.schemas.staff import NewPersonDocument, PersonDocument, as_name

FIRST_ROLES = (Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
NOT_SAVED = "保存できませんでした。"
TAKEN = "この名前は、すでに使われています。別の名前にしてください。"
NOBODY = "この職員は登録されていません。"
NOT_ONESELF = "自分自身の利用は止められません。ほかの管理の担当者に頼んでください。"
THE_LAST = "管理の担当者が一人もいなくなるため、できません。先に、ほかの人に管理の役割を付けてください。"


def add(session: Session, actor: Actor, raw: Mapping[str, Any], password: str | None, *, once: bool) -> Staff:
    """Add somebody. A password for use ``once`` must be changed at the first sign-in; without any, only the city's own
    accounts let them in. The caller commits.

    Raises:
        Forbidden: they may not.
        Invalid: name, display or roles are not as they must be, the name is taken, or the password is too weak.
    """
    actor.must(Permission.MANAGE)
    said = _judged(NewPersonDocument(), raw)
    if session.exec(select(Staff.id).where(Staff.name == said["name"])).first() is not None:
        raise Invalid(NOT_SAVED, [Problem("name", TAKEN)])
    staff = Staff(**said, added_at=actor.now, must_change=once)
    if password is not None:
        _keep_password(staff, password)
    session.add(staff)
    session.flush()
    record(session, actor, Act.STAFF_ADDED, staff.name, f"氏名：{staff.display}、役割：{_in_words(staff)}")
    return staff


def change(session: Session, actor: Actor, staff_id: int, raw: Mapping[str, Any]) -> Staff:
    """Change how others see somebody, and what they may do. The caller commits.

    Raises:
        Forbidden, NotFound.
        Invalid: display or roles are not as they must be.
        Conflict: nobody would be left to look after people.
    """
    actor.must(Permission.MANAGE)
    staff = known(session, staff_id)
    said = _judged(PersonDocument(), raw)
    before = (staff.display, _in_words(staff))
    staff.sqlmodel_update(said)
    _must_leave_somebody(session, staff)
    session.add(staff)
    names = zip(("氏名", "役割"), before, (staff.display, _in_words(staff)), strict=True)
    changes = [f"{name}：{old}→{new}" for name, old, new in names if old != new]
    if changes:
        record(session, actor, Act.STAFF_CHANGED, staff.name, "、".join(changes))
    return staff


def give_password(session: Session, actor: Actor, staff_id: int, password: str, *, once: bool) -> Staff:
    """Give somebody a new password; they are signed out everywhere, and may try at once. What tied them to an account
    of the city is undone. The caller commits.

    Raises:
        Forbidden, NotFound.
        Invalid: the password is too weak.
    """
    actor.must(Permission.MANAGE)
    staff = known(session, staff_id)
    staff.subject = None
    _set_password(session, actor, staff, password, once=once)
    record(session, actor, Act.PASSWORD_SET, staff.name, "管理の担当者が新しいパスワードを渡した")
    return staff


def choose_password(session: Session, actor: Actor, password: str) -> Staff:
    """Let the actor have a password of their own choice, the present one having been asked for; they are signed out
    everywhere. The caller commits.

    Raises:
        Invalid: the password is too weak.
    """
    actor.must(Permission.ENTER)
    assert actor.id is not None
    staff = known(session, actor.id)
    _set_password(session, actor, staff, password, once=False)
    record(session, actor, Act.PASSWORD_SET, staff.name, "本人が変えた")
    return staff


def close(session: Session, actor: Actor, staff_id: int) -> Staff:
    """Let somebody in no more, from now on; all they did stays. The caller commits.

    Raises:
        Forbidden, NotFound.
        Conflict: it is themselves, or nobody would be left to look after people.
    """
    actor.must(Permission.MANAGE)
    staff = known(session, staff_id)
    if staff_id == actor.id:
        raise Conflict(NOT_ONESELF)
    if staff.closed_at is None:
        staff.closed_at = actor.now
        _must_leave_somebody(session, staff)
        session.add(staff)
        sign_ins.end_all(session, staff_id, actor.now)
        record(session, actor, Act.STAFF_CLOSED, staff.name)
    return staff


def reopen(session: Session, actor: Actor, staff_id: int) -> Staff:
    """Let somebody in again. The caller commits. Raises Forbidden, NotFound."""
    actor.must(Permission.MANAGE)
    staff = known(session, staff_id)
    if staff.closed_at is not None:
        staff.closed_at = None
        session.add(staff)
        record(session, actor, Act.STAFF_REOPENED, staff.name)
    return staff


def known(session: Session, staff_id: int) -> Staff:
    """Somebody by their number. Raises NotFound."""
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise NotFound(NOBODY)
    return staff


def named(session: Session, typed: str) -> Staff | None:
    """Whoever signs in with this name, however it was typed."""
    return session.exec(select(Staff).where(Staff.name == as_name(typed))).first()


def is_first(session: Session) -> bool:
    """Whether there is nobody yet."""
    return session.exec(select(Staff.id).limit(1)).first() is None


def _judged(schema: PersonDocument, raw: Mapping[str, Any]) -> dict[str, Any]:
    try:
        said = loaded(schema, raw, NOT_SAVED)
    except Invalid as error:
        raise Invalid(
            NOT_SAVED, [Problem(each.path.partition("[")[0], each.reason) for each in error.problems]
        ) from error
    return said | {"roles": [role.value for role in Role if role.value in said["roles"]]}


def _set_password(session: Session, actor: Actor, staff: Staff, password: str, *, once: bool) -> None:
    assert staff.id is not None
    _keep_password(staff, password)
    staff.must_change = once
    session.add(staff)
    lock_out.forgive_name(session, staff.name)
    sign_ins.end_all(session, staff.id, actor.now)


def _keep_password(staff: Staff, password: str) -> None:
    if reason := mistake_in(password, staff.name):
        raise Invalid(NOT_SAVED, [Problem("password", reason)])
    staff.password = hashed(password)


def _must_leave_somebody(session: Session, changed: Staff) -> None:
    """Of those who can still come in, ``changed`` as they are going to be, one at least looks after people."""
    with session.no_autoflush:
        others = session.exec(select(Staff).where(Staff.id != changed.id)).all()
    if not any(Role.ADMINISTRATOR in each.roles and each.closed_at is None for each in (*others, changed)):
        raise Conflict(THE_LAST)


def _in_words(staff: Staff) -> str:
    return "・".join(Role(role).label for role in staff.roles)
