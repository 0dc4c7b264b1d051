"""Linking cases to nodes of plans: Ome's judgement, with a trail of its own and without a new approval of the case.

A link may be made from a case that is not public, and to a node that stands only in the newest revision of its plan:
then it waits. The projection shows it once both ends are public. Where the case is public, its page, the reach, the
counts and the index follow in the same transaction.
"""

from typing import Any

from sqlmodel import Session, select

from catalogue.domain.acts import Act
from catalogue.domain.case_in_words import labelled
from catalogue.domain.errors import Conflict, Invalid, NotFound, Problem
from catalogue.domain.roles import Permission
from catalogue.editing import project_case, revisions
from catalogue.editing.acting import Actor
from catalogue.editing.gate import loaded
from catalogue.editing.link_trail import note, take_over
from catalogue.editing.lookup import Lookup, look_up
from catalogue.models import Dossier, LinkRecord, PlanNode, finding
from catalogue.schemas.case_parts import LinkSchema
from catalogue.schemas.plan import walk

NO_NODE = "この項目は、どの計画にもありません。"
NO_LINK = "この関連付けは、もうありません。ほかの人が外したのかもしれません。"
CHANGED_MEANWHILE = (
    "この関連付けは、開いている間にほかの人が変えました。いまの文を確かめて、もう一度保存してください。"
)


def put_link(
    session: Session,
    actor: Actor,
    slug: str,
    node_key: str,
    role: str | None,
    rationale: str,
    act: Act | None = None,
    *,
    seen: str | None = None,
    lookup: Lookup | None = None,
) -> LinkRecord:
    """Link a case to a node, or change the link there is. ``role`` may be nothing: not yet said.

    ``act`` is what the trail calls it, otherwise added or changed. ``seen`` is the :func:`mark_of` the link that the
    actor had before their eyes, empty for none; without it nobody asks. Who makes many links at once hands in the
    ``lookup``. The caller commits.

    Raises:
        Forbidden: they may not.
        Invalid: there is no such node, or role or sentence are not as they must be.
        NotFound: there is no such case.
        Conflict: somebody else changed the link meanwhile.
    """
    actor.must(Permission.WRITE)
    dossier = finding.case_of(session, slug)
    said = _said(node_key, role, rationale)
    name = node_name(session, node_key)
    link = link_between(session, slug, node_key)
    if seen is not None and seen != mark_of(link):
        raise Conflict(CHANGED_MEANWHILE)
    if link and (link.role, link.rationale) == (said["role"], said["rationale"]):
        return link
    done = act or (Act.LINK_CHANGED if link else Act.LINK_ADDED)
    said |= {"author": actor.name, "saved_at": actor.now}
    if link is None:
        position = _next_position(session, slug)
        link = LinkRecord(case_slug=slug, node_key=node_key, position=position, from_seed=False, **said)
    take_over(session, link)
    link.sqlmodel_update(said)
    session.add(link)
    note(session, actor, link, done, name)
    _show(session, dossier, lookup)
    return link


def drop_link(
    session: Session, actor: Actor, slug: str, node_key: str, *, lookup: Lookup | None = None
) -> None:
    """Take a link away; its trail keeps what it said. The node may be gone already. The caller commits.

    Raises:
        Forbidden: they may not.
        NotFound: there is no such link.
    """
    actor.must(Permission.WRITE)
    dossier, link = finding.case_of(session, slug), _present(session, slug, node_key)
    take_over(session, link)
    note(session, actor, link, Act.LINK_REMOVED, _name_or_key(session, node_key))
    session.delete(link)
    _show(session, dossier, lookup)


def reorder(session: Session, actor: Actor, slug: str, node_key: str, step: int) -> None:
    """Move a link of a case up (``step`` -1) or down (1). All links of the case are then kept as staff ordered them,
    and no longer as a seed does. The caller commits.

    Raises:
        Forbidden: they may not.
        NotFound: there is no such link.
    """
    actor.must(Permission.WRITE)
    dossier, link = finding.case_of(session, slug), _present(session, slug, node_key)
    links = list(revisions.links_of(session, slug))
    place = links.index(link)
    to = min(max(place + step, 0), len(links) - 1)
    if to == place:
        return
    links.insert(to, links.pop(place))
    for position, each in enumerate(links):
        take_over(session, each)
        each.position = position
    note(session, actor, link, Act.LINK_CHANGED, _name_or_key(session, node_key), "順番を変えた")
    _show(session, dossier, None)


def link_between(session: Session, slug: str, node_key: str) -> LinkRecord | None:
    """The link of a case to a node."""
    query = select(LinkRecord).where(LinkRecord.case_slug == slug, LinkRecord.node_key == node_key)
    return session.exec(query).first()


def mark_of(link: LinkRecord | None) -> str:
    """By what a form tells whether a link is still the one it showed; empty where there is none."""
    return link.saved_at.isoformat() if link else ""


def node_name(session: Session, node_key: str) -> str:
    """What a public node is called, or one that stands in the newest revision of its plan.

    Raises:
        Invalid: there is none.
    """
    if node := session.get(PlanNode, node_key):
        return labelled(node.label, node.name)
    plan, _, code = node_key.partition(":")
    dossier = finding.find(session, finding.PLAN, plan)
    for drafted in walk(finding.newest_of(session, dossier).document["nodes"]) if dossier else ():
        if drafted["code"] == code:
            return labelled(drafted["label"], drafted["title"] or drafted["heading"])
    raise Invalid(NO_NODE, [Problem("node", NO_NODE)])


def _said(node_key: str, role: str | None, rationale: str) -> dict[str, Any]:
    """Role and sentence, cleaned and judged as those of a seed are."""
    raw = {"node": node_key, "role": role or None, "rationale": rationale}
    said = loaded(LinkSchema(), raw, "関連付けを保存できません。")
    return {"role": said["role"], "rationale": said["rationale"]}


def _present(session: Session, slug: str, node_key: str) -> LinkRecord:
    link = link_between(session, slug, node_key)
    if link is None:
        raise NotFound(NO_LINK)
    return link


def _next_position(session: Session, slug: str) -> int:
    return max((link.position for link in revisions.links_of(session, slug)), default=-1) + 1


def _name_or_key(session: Session, node_key: str) -> str:
    try:
        return node_name(session, node_key)
    except Invalid:
        return node_key


def _show(session: Session, dossier: Dossier, lookup: Lookup | None) -> None:
    """Write what is public of the case anew, and of no other."""
    session.flush()
    if dossier.public_number is None:
        return
    document = finding.revision_of(session, dossier, dossier.public_number).document
    links = revisions.links_of(session, dossier.slug)
    project_case.write(session, project_case.project(document, links, lookup or look_up(session)))
