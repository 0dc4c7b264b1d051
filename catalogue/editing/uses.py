"""Where a case was used: noted by hand, or by making a packet. A case that is withdrawn keeps what it was used for."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from catalogue.domain import text as texts
from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid, NotFound, Problem
from catalogue.domain.roles import Permission
from catalogue.editing.acting import Actor, record
from catalogue.models import CaseUse, Packet, PlanNode
from catalogue.models.finding import case_of

LONGEST_PLACE = 120
MOST_USES = 300
NO_USE = "お探しの記録はありません。もう消されています。"
OF_A_PACKET = "会議資料の記録は、その資料を消したときに一緒に消えます。ここでは消せません。"
WRONG = "記録できませんでした。入力を確かめてください。"
EMPTY = "どこに使ったかを書いてください。"
NO_NODE = "その項目は、いまは公開されていません。選び直してください。"
TOO_MANY = f"1件の事例に記録できるのは、{MOST_USES}か所までです。"


def note(session: Session, actor: Actor, slug: str, place: str, node_key: str | None) -> CaseUse:
    """That a case was used at ``place`` (in words), for the measure ``node_key`` where one is known. What is noted
    already is not noted twice.

    Raises:
        NotFound: there is no such case.
        Invalid: the place is empty or too long, the measure is not there, or there are too many.
    """
    actor.must(Permission.WRITE)
    case_of(session, slug)
    words = " ".join(texts.clean(texts.drop_forbidden_characters(place)).split())
    if problems := list(_problems(session, words, node_key)):
        raise Invalid(WRONG, problems)
    same = select(CaseUse).where(CaseUse.case_slug == slug, CaseUse.place == words)
    by_hand = same.where(CaseUse.node_key == node_key, col(CaseUse.packet_id).is_(None))
    if noted_already := session.exec(by_hand).first():
        return noted_already
    if len(session.exec(select(CaseUse.id).where(CaseUse.case_slug == slug)).all()) >= MOST_USES:
        raise Invalid(TOO_MANY)
    use = CaseUse(case_slug=slug, place=words, node_key=node_key, noted_by=actor.name, noted_at=actor.now)
    session.add(use)
    session.flush()
    record(session, actor, Act.USE_NOTED, slug, f"「{words}」")
    return use


def note_packet(session: Session, actor: Actor, packet: Packet, slugs: Iterable[str], place: str) -> None:
    """That these cases stand in a packet. The packet's own act says so in the trail."""
    for slug in slugs:
        session.add(
            CaseUse(
                case_slug=slug,
                place=place,
                node_key=packet.content["node"]["key"] if packet.content["node"] else None,
                packet_id=packet.id,
                noted_by=actor.name,
                noted_at=actor.now,
            )
        )


def drop(session: Session, actor: Actor, slug: str, use_id: int) -> str:
    """Take a use back that was noted by hand; gives its place.

    Raises:
        NotFound: there is none.
        Conflict: a packet noted it.
    """
    use = noted(session, actor, slug, use_id)
    place = use.place
    session.delete(use)
    record(session, actor, Act.USE_DROPPED, slug, f"「{place}」")
    return place


def noted(session: Session, actor: Actor, slug: str, use_id: int) -> CaseUse:
    """A use that the actor may take back. Raises as :func:`drop`."""
    actor.must(Permission.WRITE)
    use = session.get(CaseUse, use_id)
    if use is None or use.case_slug != slug:
        raise NotFound(NO_USE)
    if use.packet_id is not None:
        raise Conflict(OF_A_PACKET)
    return use


def _problems(session: Session, place: str, node_key: str | None) -> Iterable[Problem]:
    if not place:
        yield Problem("place", EMPTY)
    if len(place) > LONGEST_PLACE:
        yield Problem("place", f"{LONGEST_PLACE}文字までにしてください（いまは{len(place)}文字）。")
    if node_key is not None and session.get(PlanNode, node_key) is None:
        yield Problem("node_key", NO_NODE)
