"""The people of the desk, as the page for those who look after them shows them."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import NotFound
from catalogue.domain.roles import Permission, Role, permissions_of
from catalogue.domain.workflow import State
from catalogue.models import Handover, KeptList, Packet, SignIn, Staff
from catalogue.reading.desk_cases import Kept, drafts_of
from catalogue.reading.desk_states import Standing, newest

NOBODY = "この職員は登録されていません。"
# What its author, or whoever follows them, has still to do with a case.
_IN_HAND = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody: ``way`` is how they come in, in a word; ``last`` when they last did."""

    id: int
    name: str
    display: str
    roles: tuple[Role, ...]
    way: str
    closed_at: datetime | None
    last: str | None

    @property
    def roles_in_words(self) -> str:
        """編集・承認."""
        return "・".join(role.label for role in self.roles)


@dataclass(frozen=True, slots=True)
class InHand:
    """What somebody has begun and would hand over: the titles of each kind, in a few words."""

    drafts: tuple[str, ...]
    cases: tuple[str, ...]
    lists: tuple[str, ...]
    packets: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.drafts or self.cases or self.lists or self.packets)


def people(session: Session) -> list[Person]:
    """Everybody: those who can come in first, then those who were closed, each in the order they were added."""
    sittings = select(SignIn.staff_id, func.max(SignIn.began_at)).group_by(col(SignIn.staff_id))
    last = dict(session.exec(sittings).all())
    found = session.exec(select(Staff).order_by(col(Staff.closed_at).is_not(None), col(Staff.id))).all()
    return [_person(each, last.get(each.id or 0)) for each in found]


def who_may_take_over(session: Session) -> list[Person]:
    """Those who can go on with what somebody else has begun."""
    return [
        each
        for each in people(session)
        if each.closed_at is None and Permission.WRITE in permissions_of(each.roles)
    ]


def person(session: Session, staff_id: int) -> Person:
    """One of them. Raises NotFound."""
    found = session.get(Staff, staff_id)
    if found is None:
        raise NotFound(NOBODY)
    last = session.exec(select(func.max(SignIn.began_at)).where(SignIn.staff_id == staff_id)).one()
    return _person(found, last)


def in_hand(session: Session, staff_id: int) -> InHand:
    """What they have begun."""
    theirs = those_followed_by(session, staff_id)
    titles = {each.slug: each.title for each in newest(session)}
    return InHand(
        drafts=tuple(_name_of(each, titles) for each in drafts_of(session, staff_id)),
        cases=tuple(
            f"{each.title}（{each.state.label}）" for each in newest(session) if _waits(each, theirs)
        ),
        lists=tuple(session.exec(select(KeptList.title).where(KeptList.staff_id == staff_id))),
        packets=tuple(session.exec(select(Packet.title).where(Packet.staff_id == staff_id))),
    )


def those_followed_by(session: Session, staff_id: int) -> frozenset[int]:
    """They themselves, and all whose work was handed over to them, directly or through others: what waits for any of
    these waits for them."""
    edges = session.exec(select(Handover.from_id, Handover.to_id)).all()
    found, fresh = {staff_id}, {staff_id}
    while fresh:
        fresh = {giver for giver, taker in edges if taker in fresh} - found
        found |= fresh
    return frozenset(found)


def _name_of(draft: Kept, titles: Mapping[str, str]) -> str:
    """By what was typed: two new cases are told apart by nothing else."""
    if draft.slug is None:
        return f"{draft.title or '題名のない事例'}（新しい事例）"
    return draft.title or titles.get(draft.slug, draft.slug)


def _waits(standing: Standing, authors: Container[int | None]) -> bool:
    return standing.author_id in authors and standing.state in _IN_HAND


def _person(staff: Staff, last: datetime | None) -> Person:
    assert staff.id is not None
    ways = (("パスワード", staff.password), ("市のアカウント", staff.subject))
    return Person(
        id=staff.id,
        name=staff.name,
        display=staff.display,
        roles=tuple(map(Role, staff.roles)),
        way="・".join(word for word, there in ways if there) or "パスワードなし",
        closed_at=staff.closed_at,
        last=moment_in_words(last) if last else None,
    )
