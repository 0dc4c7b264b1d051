"""Coming in: with a password, or vouched for by the city's own accounts; and leaving again. Each leaves a trace."""

from datetime import datetime

from sqlmodel import Session, select

from catalogue.domain.acts import Act
from catalogue.editing import lock_out, sign_ins
from catalogue.editing.acting import Actor, actor_of, record
from catalogue.editing.passwords import hashed, is_outdated
from catalogue.editing.staff import named
from catalogue.models import Staff

# Who is refused has no name yet; a name that is nobody's is not kept, for some people type their password there.
SOMEBODY, NO_SUCH_NAME = "（サインインしていない人）", "登録のない名前"


def admit(session: Session, staff: Staff, password: str, origin: str, now: datetime) -> str:
    """Let somebody sit down whose ``password`` was right; returns the token for their browser. What kept it from being
    guessed is renewed where it is out of date. The caller commits."""
    if staff.password and is_outdated(staff.password):
        staff.password = hashed(password)
        session.add(staff)
    lock_out.forgive(session, staff.name, origin)
    record(session, actor_of(staff, origin, now), Act.SIGNED_IN, staff.name)
    return sign_ins.begin(session, staff, origin, now)


def refuse(session: Session, staff: Staff | None, why: str, origin: str, now: datetime) -> None:
    """Note that somebody was not let in. The caller commits."""
    stranger = Actor(None, SOMEBODY, frozenset(), origin, now)
    record(session, stranger, Act.SIGN_IN_REFUSED, staff.name if staff else NO_SUCH_NAME, why)


def admit_vouched_for(session: Session, subject: str, name: str, origin: str, now: datetime) -> str | None:
    """Let somebody sit down whom the city's sign-in vouches for, and give the token for their browser; nothing, where
    they are nobody here, or closed. The caller commits.

    It means whoever it has vouched for before or, the first time, whoever has the name it gives. From then on they come
    in this way only, and have no password. Nobody is added.
    """
    staff = _meant(session, subject, name)
    if staff is None or staff.closed_at is not None:
        return None
    actor = actor_of(staff, origin, now)
    if staff.subject is None or staff.must_change:
        staff.subject, staff.password, staff.must_change = subject, None, False
        session.add(staff)
        record(session, actor, Act.STAFF_CHANGED, staff.name, "市のアカウントと結び付けた")
    record(session, actor, Act.SIGNED_IN, staff.name, "市のアカウントで")
    return sign_ins.begin(session, staff, origin, now)


def _meant(session: Session, subject: str, name: str) -> Staff | None:
    if staff := session.exec(select(Staff).where(Staff.subject == subject)).first():
        return staff
    staff = named(session, name)
    return staff if staff and staff.subject is None else None


def leave(session: Session, actor: Actor, name: str, token: str) -> None:
    """They get up. The caller commits."""
    sign_ins.end(session, token, actor.now)
    record(session, actor, Act.SIGNED_OUT, name)
