"""Papers for a meeting: made once, never changed, and dropped only by who made them or by who approves."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Forbidden, Invalid, NotFound
from catalogue.domain.packet import NO_PACKET, place_of
from catalogue.domain.roles import Permission
from catalogue.editing import uses
from catalogue.editing.acting import TWICE_WITHIN, Actor, record
from catalogue.editing.gate import loaded
from catalogue.editing.kept_lists import entry_problems
from catalogue.models import Packet
from catalogue.schemas.packet import PacketSchema

WRONG = "資料を作れませんでした。入力を確かめてください。"
NOT_YOURS = "会議資料を消せるのは、作った人か、承認の担当者だけです。"


def asked(session: Session, actor: Actor, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody asks for, checked; ``raw`` as :class:`PacketSchema` has it.

    Raises:
        Invalid: something in it is wrong, or a case is not public.
    """
    actor.must(Permission.WRITE)
    document = loaded(PacketSchema(), raw, WRONG)
    if problems := list(entry_problems(session, document["entries"])):
        raise Invalid(WRONG, problems)
    return document


def make(session: Session, actor: Actor, document: Mapping[str, Any], content: Mapping[str, Any]) -> Packet:
    """A packet that holds ``content`` for ever, and the note on each of its cases that it was used there.

    Args:
        session: the caller commits.
        actor: who makes it.
        document: what :func:`asked` gave.
        content: what ``catalogue.reading.desk_packets.content_of`` gave.
    """
    actor.must(Permission.WRITE)
    assert actor.id is not None  # whoever may write has a place at the desk
    packet = Packet(
        number=document["number"],
        meeting=document["meeting"],
        held_on=document["held_on"],
        title=document["title"],
        content=dict(content),
        made_by=actor.name,
        staff_id=actor.id,
        made_at=actor.now,
    )
    if same := _made_already(session, packet):
        return same
    session.add(packet)
    session.flush()
    slugs = [case["slug"] for case in content["cases"]]
    place = place_of(packet.meeting, packet.number, packet.held_on)
    uses.note_packet(session, actor, packet, slugs, place)
    record(session, actor, Act.PACKET_MADE, _name(packet), f"「{packet.title}」事例：{'、'.join(slugs)}")
    return packet


def _made_already(session: Session, packet: Packet) -> Packet | None:
    """The one of a moment ago that says the same: a button was pressed twice."""
    query = select(Packet).where(Packet.staff_id == packet.staff_id, Packet.number == packet.number)
    recent = query.where(col(Packet.made_at) > packet.made_at - TWICE_WITHIN)
    same = (packet.meeting, packet.held_on, packet.title, packet.content)
    found = session.exec(recent.order_by(col(Packet.id).desc())).all()
    return next(
        (each for each in found if (each.meeting, each.held_on, each.title, each.content) == same), None
    )


def drop(session: Session, actor: Actor, packet_id: int) -> str:
    """Delete a packet, and with it the notes that its cases were used there; gives its name.

    Raises:
        NotFound: there is none.
        Forbidden: it is for others to do.
    """
    packet = droppable(session, actor, packet_id)
    name = _name(packet)
    session.delete(packet)
    record(session, actor, Act.PACKET_DROPPED, name, f"「{packet.title}」")
    return name


def droppable(session: Session, actor: Actor, packet_id: int) -> Packet:
    """A packet that the actor may delete. Raises as :func:`drop`."""
    packet = session.get(Packet, packet_id)
    if packet is None:
        raise NotFound(NO_PACKET)
    if not may_drop(actor, packet.staff_id):
        raise Forbidden(NOT_YOURS)
    return packet


def may_drop(actor: Actor, made_by: int) -> bool:
    """Whether they made it and still write, or approve."""
    made_it = made_by == actor.id and actor.may(Permission.WRITE)
    return made_it or actor.may(Permission.APPROVE)


def _name(packet: Packet) -> str:
    return place_of(packet.meeting, packet.number, packet.held_on)
