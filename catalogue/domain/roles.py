"""Who may do what at the desk: four roles, and what each of them opens.

A person may have several roles, and may do what any of them allows.
"""

from collections.abc import Iterable
from enum import StrEnum

from catalogue.domain.vocabulary import Named


class Role(Named):
    """What somebody is at the desk."""

    EDITOR = "editor", "編集"
    APPROVER = "approver", "承認"
    ADMINISTRATOR = "administrator", "管理"
    MEMBER = "member", "委員"


class Permission(StrEnum):
    """What a page of the desk asks of whoever opens it."""

    ENTER = "enter"  # lists of one's own, packets for a meeting, one's own password
    READ = "read"  # drafts, history, reports
    WRITE = "write"  # cases, links, plans, lists of words: what needs no approval, or waits for one
    APPROVE = "approve"  # what changes the public pages by decision
    MANAGE = "manage"  # people and the audit trail


_OPENS: dict[Role, frozenset[Permission]] = {
    Role.EDITOR: frozenset({Permission.ENTER, Permission.READ, Permission.WRITE}),
    Role.APPROVER: frozenset({Permission.ENTER, Permission.READ, Permission.WRITE, Permission.APPROVE}),
    Role.ADMINISTRATOR: frozenset({Permission.ENTER, Permission.READ, Permission.MANAGE}),
    Role.MEMBER: frozenset({Permission.ENTER}),
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """All that these roles allow together."""
    return frozenset().union(*(_OPENS[role] for role in roles))
