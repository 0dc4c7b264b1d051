"""Plans as trees with counts, and one node with all that speaks to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from catalogue.domain.case_in_words import labelled
from catalogue.domain.errors import NotFound
from catalogue.domain.vocabulary import LinkRole, NodeKind
from catalogue.models import Link, Plan, PlanNode, Reach
from catalogue.reading.cards import cards_by_slug

Row = dict[str, Any]

NO_PLAN = "お探しの計画は見つかりませんでした。"
NO_NODE = "この計画に、お探しの項目は見つかりませんでした。"


def all_plans(session: Session) -> list[Plan]:
    """Every plan, the newest first."""
    return list(session.exec(select(Plan).order_by(col(Plan.position).desc())))


def plan(session: Session, slug: str) -> Plan:
    """One plan. Raises NotFound."""
    found = session.get(Plan, slug)
    if found is None:
        raise NotFound(NO_PLAN)
    return found


def plan_rows(session: Session) -> list[Row]:
    """All plans with how many nodes each has and how many cases speak to any of them."""
    nodes = dict(session.exec(select(PlanNode.plan_slug, func.count()).group_by(PlanNode.plan_slug)).all())
    cases = dict(
        session.exec(
            select(PlanNode.plan_slug, func.count(func.distinct(Reach.case_slug)))
            .join(Reach, col(Reach.node_key) == col(PlanNode.key))
            .group_by(PlanNode.plan_slug)
        ).all()
    )
    return [
        each.model_dump() | {"node_count": nodes.get(each.slug, 0), "case_count": cases.get(each.slug, 0)}
        for each in all_plans(session)
    ]


def case_counts(session: Session) -> Mapping[str, int]:
    """How many cases each node is reached by; nodes without any are left out."""
    counted = select(Reach.node_key, func.count(func.distinct(Reach.case_slug))).group_by(Reach.node_key)
    return dict(session.exec(counted).all())


def tree(session: Session, slug: str, kinds: Iterable[NodeKind] | None = None) -> list[Row]:
    """The nodes of a plan, nested (``children``), each with ``count`` (cases that reach it) and ``direct``
    (cases linked to it itself); with ``kinds``, only the branches that begin with such a node."""
    counts = case_counts(session)
    direct = dict(session.exec(select(Link.node_key, func.count()).group_by(Link.node_key)).all())
    nodes = session.exec(
        select(PlanNode).where(PlanNode.plan_slug == slug).order_by(col(PlanNode.position))
    ).all()
    rows = {node.key: node_row(node) | {"count": counts.get(node.key, 0)} for node in nodes}
    roots: list[Row] = []
    for node in nodes:
        row = rows[node.key]
        row |= {"direct": direct.get(node.key, 0), "children": []}
        (rows[node.parent_key]["children"] if node.parent_key else roots).append(row)
    wanted = None if kinds is None else set(kinds)
    return [row for row in roots if wanted is None or row["kind"] in wanted]


def node_row(node: PlanNode) -> Row:
    """What a template needs of a node."""
    names = ("key", "code", "kind", "label", "title", "heading", "subtitle", "priority", "name", "depth")
    row = {name: getattr(node, name) for name in names}
    return row | {"plan": node.plan_slug, "kind_label": NodeKind(node.kind).label, "text": node.text or []}


def node(session: Session, plan_slug: str, code: str) -> PlanNode:
    """One node. Raises NotFound."""
    plan(session, plan_slug)
    found = session.get(PlanNode, f"{plan_slug}:{code}")
    if found is None:
        raise NotFound(NO_NODE)
    return found


def around(session: Session, centre: PlanNode) -> Row:
    """The nodes above it, below it, and next to it among those of its kind."""
    siblings = session.exec(
        select(PlanNode)
        .where(PlanNode.plan_slug == centre.plan_slug, PlanNode.kind == centre.kind)
        .order_by(col(PlanNode.position))
    ).all()
    place = [each.key for each in siblings].index(centre.key)
    children = session.exec(
        select(PlanNode).where(PlanNode.parent_key == centre.key).order_by(col(PlanNode.position))
    ).all()
    counts = case_counts(session)
    return {
        "ancestors": [node_row(each) for each in _ancestors(session, centre)],
        "children": [node_row(each) | {"count": counts.get(each.key, 0)} for each in children],
        "previous": node_row(siblings[place - 1]) if place else None,
        "next": node_row(siblings[place + 1]) if place + 1 < len(siblings) else None,
    }


def _ancestors(session: Session, centre: PlanNode) -> list[PlanNode]:
    above: list[PlanNode] = []
    key = centre.parent_key
    while key is not None:
        parent = session.get_one(PlanNode, key)
        above.insert(0, parent)
        key = parent.parent_key
    return above


def cases_of(session: Session, centre: PlanNode) -> Row:
    """Cards of the cases that speak to a node: ``direct``, ``within`` (through a node below it), ``by_lineage``;
    each with rationale, role and the node it was linked to."""
    query = (
        select(Reach, Link, PlanNode, Plan)
        .join(Link, (col(Link.case_slug) == Reach.case_slug) & (col(Link.node_key) == Reach.link_key))
        .join(PlanNode, col(PlanNode.key) == col(Reach.link_key))
        .join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
        .where(Reach.node_key == centre.key)
        .order_by(col(PlanNode.position), col(Reach.case_slug))
    )
    rows = session.exec(query).all()
    cards = cards_by_slug(session, [reach.case_slug for reach, *_ in rows])
    groups: dict[str, dict[str, Row]] = {"direct": {}, "within": {}, "lineage": {}}
    for reach, link, linked, linked_plan in rows:
        card = groups[reach.way].setdefault(reach.case_slug, cards[reach.case_slug] | {"reasons": []})
        card["reasons"].append(_reason(link, linked, linked_plan))
    return {name: [_with_first(card) for card in group.values()] for name, group in _once(groups).items()}


def _once(groups: Mapping[str, dict[str, Row]]) -> Row:
    """A case is shown where it is nearest: linked directly, else below, else by lineage."""
    shown: set[str] = set()
    kept: Row = {}
    for name in ("direct", "within", "lineage"):
        kept[name] = {slug: card for slug, card in groups[name].items() if slug not in shown}
        shown |= kept[name].keys()
    return kept


def _with_first(card: Row) -> Row:
    first = card["reasons"][0]
    return card | {"rationale": first["rationale"], "role_label": first["role_label"], "way": first["way"]}


def _reason(link: Link, linked: PlanNode, linked_plan: Plan) -> Row:
    return {
        "rationale": link.rationale,
        "role_label": LinkRole(link.role).label if link.role else None,
        "way": f"{linked_plan.short_title}の「{labelled(linked.label, linked.name)}」への関連付けによる",
        "node": node_row(linked),
    }
