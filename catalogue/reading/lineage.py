"""What became of a node from plan to plan, and the table that puts two plans side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.vocabulary import LineageKind, NodeKind
from catalogue.models import Lineage, Plan, PlanNode, Reach
from catalogue.reading.cards import cards_by_slug
from catalogue.reading.plans import all_plans, node_row

Row = dict[str, Any]


def of_node(session: Session, centre: PlanNode) -> tuple[list[Row], list[Row]]:
    """Where a node came from, and what became of it."""
    edges = session.exec(
        select(Lineage)
        .where((col(Lineage.newer_key) == centre.key) | (col(Lineage.older_key) == centre.key))
        .order_by(col(Lineage.position))
    ).all()
    nodes = _nodes_by_key(session, [key for edge in edges for key in (edge.older_key, edge.newer_key) if key])
    plans = {each.slug: each for each in all_plans(session)}
    came_from = [_edge(e, nodes.get(e.older_key or ""), plans) for e in edges if e.newer_key == centre.key]
    became = [_edge(e, nodes.get(e.newer_key or ""), plans) for e in edges if e.older_key == centre.key]
    return came_from, became


def _edge(edge: Lineage, other: PlanNode | None, plans: Mapping[str, Plan]) -> Row:
    return {
        "kind": edge.kind,
        "kind_label": LineageKind(edge.kind).label,
        "words": edge.words or [],
        "reading": edge.reading,
        "node": node_row(other) if other else None,
        "plan": plans[other.plan_slug] if other else _plan_of_absent_end(edge, plans),
    }


def _plan_of_absent_end(edge: Lineage, plans: Mapping[str, Plan]) -> Plan:
    """What was added is missing in the older plan, what was dropped in the newer one."""
    newer = plans[edge.plan_slug]
    return newer if edge.newer_key is None else plans[newer.supersedes or newer.slug]


def _nodes_by_key(session: Session, keys: Iterable[str]) -> dict[str, PlanNode]:
    return {
        node.key: node for node in session.exec(select(PlanNode).where(col(PlanNode.key).in_(list(keys))))
    }


def changes(session: Session, newer: Plan) -> list[Row]:
    """The comparison table of a plan with the one before: a row for each edge, in the order of the newer plan."""
    edges = session.exec(
        select(Lineage).where(Lineage.plan_slug == newer.slug).order_by(col(Lineage.position))
    ).all()
    nodes = _nodes_by_key(session, [key for edge in edges for key in (edge.older_key, edge.newer_key) if key])
    cases = _cases_by_node(session, [edge.newer_key or edge.older_key or "" for edge in edges])
    return [_change(edge, nodes, cases) for edge in edges]


def _change(edge: Lineage, nodes: Mapping[str, PlanNode], cases: Mapping[str, Sequence[Row]]) -> Row:
    older, newer = nodes.get(edge.older_key or ""), nodes.get(edge.newer_key or "")
    present = newer or older
    assert present is not None  # the table's own check: an edge has an end
    return {
        "older": node_row(older) if older else None,
        "newer": node_row(newer) if newer else None,
        "depth": present.depth,
        "kind": edge.kind,
        "kind_label": LineageKind(edge.kind).label,
        "words": edge.words or [],
        "reading": edge.reading,
        "cases": cases.get(present.key, []) if present.kind == NodeKind.MEASURE else [],
    }


def _cases_by_node(session: Session, keys: Iterable[str]) -> Mapping[str, list[Row]]:
    query = select(Reach.node_key, Reach.case_slug).where(col(Reach.node_key).in_(list(keys))).distinct()
    pairs = session.exec(query.order_by(Reach.case_slug)).all()
    cards = cards_by_slug(session, [slug for _, slug in pairs])
    found: dict[str, list[Row]] = defaultdict(list)
    for key, slug in pairs:
        found[key].append(cards[slug])
    return found
