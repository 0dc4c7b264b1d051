"""The trail of links: what became of each, apart from the history of the case it belongs to.

A link that a seed wrote has no trail until staff touch it. Then the trail begins with what the seed said, so that the
first change too has a sentence before it.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.editing.acting import Actor, record
from catalogue.models import LinkChange, LinkRecord, Plan


def take_over(session: Session, link: LinkRecord) -> None:
    """From now on the link is what staff make of it, and no seed changes it."""
    if link.from_seed:
        session.add(_change(link, Act.LINK_ADDED, link.author, None, link.saved_at))
    link.from_seed = False


def note(
    session: Session, actor: Actor, link: LinkRecord, act: Act, name: str, what: str | None = None
) -> None:
    """Leave an act in the link's own trail and among all acts at the desk, where the node is called ``name``."""
    session.add(_change(link, act, actor.name, actor.id, actor.now))
    session.flush()
    plan = session.get(Plan, link.node_key.partition(":")[0])
    node = f"{plan.short_title if plan else ''}「{name}」（{link.node_key}）"
    record(session, actor, act, link.case_slug, f"{node}：{what}" if what else node)


def was_removed_by_staff(session: Session, slug: str, node_key: str) -> bool:
    """Whether somebody at the desk took this link away, and nobody has put it back."""
    query = (
        select(LinkChange.act)
        .where(LinkChange.case_slug == slug, LinkChange.node_key == node_key)
        .order_by(col(LinkChange.id).desc())
    )
    return session.exec(query).first() == Act.LINK_REMOVED


def _change(link: LinkRecord, act: Act, author: str, author_id: int | None, at: datetime) -> LinkChange:
    return LinkChange(
        case_slug=link.case_slug,
        node_key=link.node_key,
        act=act.value,
        role=link.role,
        rationale=link.rationale,
        author=author,
        author_id=author_id,
        made_at=at,
    )
