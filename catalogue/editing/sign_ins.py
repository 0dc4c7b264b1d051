"""Sitting down at the desk and getting up again.

A sitting is a row, so that it ends where the row says so, whatever the browser keeps: after some hours without a sign
of life, after a working day, when somebody signs out, gets a new password or is closed.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Update, delete
from sqlmodel import Session, col, select, update

from catalogue.models import SignIn, Staff

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
# How often the sign of life is written down.
SIGN_OF_LIFE = timedelta(minutes=1)
# How long a sitting that is over, with the address it came from, is kept.
KEPT = timedelta(days=366)


def begin(session: Session, staff: Staff, origin: str, now: datetime) -> str:
    """Let somebody sit down; returns the token their browser keeps. Their sittings of long ago are forgotten. The
    caller commits."""
    assert staff.id is not None
    token = secrets.token_urlsafe(32)
    session.exec(delete(SignIn).where(col(SignIn.staff_id) == staff.id, col(SignIn.began_at) < now - KEPT))
    session.add(
        SignIn(token_digest=_digest(token), staff_id=staff.id, origin=origin, began_at=now, seen_at=now)
    )
    return token


def sitting(session: Session, token: str, now: datetime) -> tuple[Staff, SignIn] | None:
    """Who holds this token, if their sitting has not ended and they have not been closed."""
    query = select(Staff, SignIn).join(SignIn, col(SignIn.staff_id) == col(Staff.id))
    found = session.exec(query.where(SignIn.token_digest == _digest(token))).first()
    if found is None:
        return None
    staff, row = found
    over = row.ended_at or staff.closed_at or now - row.seen_at > IDLE or now - row.began_at > LONGEST
    return None if over else (staff, row)


def note_life(session: Session, sign_in_id: int, now: datetime) -> None:
    """They are still there. The caller commits."""
    session.exec(update(SignIn).where(col(SignIn.id) == sign_in_id).values(seen_at=now))


def end(session: Session, token: str, now: datetime) -> None:
    """They get up. The caller commits."""
    session.exec(_open().where(col(SignIn.token_digest) == _digest(token)).values(ended_at=now))


def end_all(session: Session, staff_id: int, now: datetime) -> None:
    """Every sitting of theirs ends. The caller commits."""
    session.exec(_open().where(col(SignIn.staff_id) == staff_id).values(ended_at=now))


def _open() -> Update:
    return update(SignIn).where(col(SignIn.ended_at).is_(None))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
