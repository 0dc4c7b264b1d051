"""Lock-out by delay: who fails to sign in again and again has to wait, longer each time, and is never locked out for
good.

Counted by name and by place. A try is counted before its password is looked at, so that a hundred tries at once are a
hundred tries; who gets in is forgiven.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil

from sqlmodel import Session, col, delete, func, select

from catalogue.models import FailedSignIn

# How many tries in a row cost nothing. A whole town hall may come from one address of the network.
FREE_BY_NAME, FREE_BY_PLACE = 5, 20
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
MOST_ROWS = 10_000

_DOUBLINGS = 10  # 2 to the tenth is more than a quarter of an hour


def wait_before(failures: int, free: int) -> timedelta:
    """How long after the last failure the next try has to wait: 2 seconds after as many as are free, then double."""
    if failures < free:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - free + 1, _DOUBLINGS)), LONGEST_WAIT)


def too_early(wait: timedelta) -> str:
    """That somebody has failed too often just before, and how long there is to wait."""
    seconds = ceil(wait.total_seconds())
    words = f"{seconds}秒" if seconds < 60 else f"{ceil(seconds / 60)}分"
    return f"続けて間違えたため、あと{words}ほど待ってから、もう一度お試しください。"


def count_try(session: Session, name: str, origin: str, now: datetime) -> timedelta | None:
    """Count one try as failed, until :func:`forgive` says it was not; or, where it comes too early, do not count it and
    say how long there is to wait. The caller commits."""
    _forget_old(session, now)
    rows = [(key, free, session.get(FailedSignIn, key)) for key, free in _keys(name, origin)]
    waits = [row.failed_at + wait_before(row.failures, free) - now for _, free, row in rows if row]
    if waits and max(waits) > timedelta():
        return max(waits)
    for key, _, row in rows:
        counted = row or FailedSignIn(key=key, failures=0, failed_at=now)
        counted.failures, counted.failed_at = counted.failures + 1, now
        session.add(counted)
    return None


def forgive(session: Session, name: str, origin: str) -> None:
    """They got in after all. The caller commits."""
    keys = [key for key, _ in _keys(name, origin)]
    session.exec(delete(FailedSignIn).where(col(FailedSignIn.key).in_(keys)))


def forgive_name(session: Session, name: str) -> None:
    """They were given a new password: what went wrong with the old one no longer counts. The caller commits."""
    session.exec(delete(FailedSignIn).where(col(FailedSignIn.key) == _key_of_name(name)))


def _keys(name: str, origin: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (_key_of_name(name), FREE_BY_NAME), (f"origin:{origin}", FREE_BY_PLACE)


def _key_of_name(name: str) -> str:
    """As a digest: some people type their password where the name belongs."""
    return f"name:{sha256(name.encode()).hexdigest()}"


def _forget_old(session: Session, now: datetime) -> None:
    """What is a day old, and of a flood of invented names all but the last ones."""
    session.exec(delete(FailedSignIn).where(col(FailedSignIn.failed_at) < now - FORGOTTEN_AFTER))
    if session.exec(select(func.count()).select_from(FailedSignIn)).one() > MOST_ROWS:
        newest = select(FailedSignIn.key).order_by(col(FailedSignIn.failed_at).desc()).limit(MOST_ROWS)
        session.exec(delete(FailedSignIn).where(col(FailedSignIn.key).not_in(newest)))
