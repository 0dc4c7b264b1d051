"""What became of a node from plan to plan, and the table that puts two plans side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from catalogue.domain.reach import Way
from catalogue.domain.slips import slips_in
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


# A case that a node is found by, and whether by lineage alone.
Ways = Mapping[str, bool]


def reached_by(session: Session, keys: Iterable[str]) -> Mapping[str, Ways]:
    """The cases each of these nodes is found by; nodes without any are left out."""
    elsewhere = func.min(case((col(Reach.way) == Way.LINEAGE, 1), else_=0))
    query = (
        select(Reach.node_key, Reach.case_slug, elsewhere)
        .where(col(Reach.node_key).in_(list(keys)))
        .group_by(col(Reach.node_key), col(Reach.case_slug))
        .order_by(col(Reach.node_key), col(Reach.case_slug))
    )
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for key, slug, by_lineage in session.exec(query):
        found[key][slug] = bool(by_lineage)
    return found


def changes(session: Session, newer: Plan) -> list[Row]:
    """The comparison table of a plan with the one before: a row for each edge, in the order of the newer plan.

    A row has ``older`` and ``newer`` (a node, or none), the paper's own ``words`` (each ``text``, and ``as_printed``
    where a slip stands in it), our reading (``kind``, ``kind_label``, ``reading``), ``count`` of its cases and how many
    came ``by_lineage`` alone, and for a measure the ``cases``: cards with ``by_lineage``, those linked here first.
    """
    edges = session.exec(
        select(Lineage).where(Lineage.plan_slug == newer.slug).order_by(col(Lineage.position))
    ).all()
    nodes = _nodes_by_key(session, [key for edge in edges for key in (edge.older_key, edge.newer_key) if key])
    ways = reached_by(session, [edge.newer_key or edge.older_key or "" for edge in edges])
    cards = cards_by_slug(session, sorted({slug for found in ways.values() for slug in found}))
    return [_change(edge, nodes, ways, cards) for edge in edges]


def _change(
    edge: Lineage, nodes: Mapping[str, PlanNode], ways: Mapping[str, Ways], cards: Mapping[str, Row]
) -> Row:
    older, newer = nodes.get(edge.older_key or ""), nodes.get(edge.newer_key or "")
    present = newer or older
    assert present is not None  # the table's own check: an edge has an end
    found = ways.get(present.key, {})
    nearest_first = sorted(found, key=lambda slug: (found[slug], slug))
    return {
        "older": node_row(older) if older else None,
        "newer": node_row(newer) if newer else None,
        "depth": present.depth,
        "kind": edge.kind,
        "kind_label": LineageKind(edge.kind).label,
        "words": [{"text": words, "as_printed": bool(slips_in(words))} for words in edge.words or []],
        "reading": edge.reading,
        "count": len(found),
        "by_lineage": sum(found.values()),
        "cases": (
            [cards[slug] | {"by_lineage": found[slug]} for slug in nearest_first]
            if present.kind == NodeKind.MEASURE
            else []
        ),
    }
