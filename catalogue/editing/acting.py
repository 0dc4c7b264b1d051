"""Who acts: handed to everything that writes at the desk, so that no act is without a name, a moment and a place.

:func:`record` leaves the act in the audit trail, in the same transaction as the act itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.errors import Forbidden
from catalogue.domain.roles import Permission, Role, permissions_of
from catalogue.models import AuditRecord, Staff

# What says the same as something of so short a while ago is taken for the same button, pressed twice.
TWICE_WITHIN = timedelta(minutes=1)
REFUSED = "この操作をする役割がありません。必要なときは、管理の担当者に相談してください。"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at the desk, or a command (``id`` is then nothing). ``origin`` is where from: an address of the network,
    or 「コマンド」."""

    id: int | None
    name: str
    roles: frozenset[Role]
    origin: str
    now: datetime

    @property
    def permissions(self) -> frozenset[Permission]:
        """What they may do."""
        return permissions_of(self.roles)

    def may(self, permission: Permission) -> bool:
        """Whether they may."""
        return permission in self.permissions

    def must(self, permission: Permission) -> None:
        """Raises Forbidden where they may not: the last door, should the guard of the desk ever have a gap."""
        if not self.may(permission):
            raise Forbidden(REFUSED)


def actor_of(staff: Staff, origin: str, now: datetime) -> Actor:
    """A member of staff as one who acts."""
    return Actor(staff.id, staff.display, _roles(staff.roles), origin, now)


def command_line(now: datetime) -> Actor:
    """Whoever may type commands on the server may do everything."""
    return Actor(None, "サーバーの管理者", frozenset(Role), "コマンド", now)


def _roles(words: Iterable[str]) -> frozenset[Role]:
    return frozenset(Role(word) for word in words)


def record(session: Session, actor: Actor, act: Act, subject: str, detail: str | None = None) -> None:
    """Leave an act in the trail; ``detail`` is a sentence in Japanese, without personal data of third parties. The
    caller commits."""
    session.add(
        AuditRecord(
            at=actor.now,
            staff_id=actor.id,
            who=actor.name,
            act=act.value,
            subject=subject,
            detail=detail,
            origin=actor.origin,
        )
    )
