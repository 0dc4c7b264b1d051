"""The projection of a plan: its document becomes the plan, the nodes of its tree and the edges to the plan before.

Nodes are updated in place by their code, so that links to them live on; a node that cases still link to cannot be
dropped.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from catalogue.domain.errors import Conflict, Problem
from catalogue.models import Lineage, Link, Plan, PlanNode, Reach

Part = Mapping[str, Any]


def write(session: Session, document: Part, position: int) -> None:
    """Make ``document`` the public state of its plan. The caller owns the transaction.

    Raises:
        Conflict: a node would vanish that a case is linked to.
    """
    slug = document["slug"]
    fresh = list(_nodes(document))
    gone = _vanishing(session, slug, {node.key for node in fresh})
    session.merge(_plan(document, position))
    session.flush()
    for node in fresh:
        session.merge(node)
        session.flush()
    session.execute(delete(Lineage).where(col(Lineage.plan_slug) == slug))
    session.add_all(_lineage(document))
    session.flush()
    _drop(session, gone)


def _plan(document: Part, position: int) -> Plan:
    names = ("slug", "title", "short_title", "standing", "period", "supersedes", "introduction", "sources")
    return Plan(**{name: document[name] for name in names}, position=position)


def _nodes(document: Part) -> Iterator[PlanNode]:
    """The tree in the order of the document, parents before children."""
    for position, (node, parent, depth) in enumerate(_walk(document["nodes"], None, 0)):
        yield PlanNode(
            key=f"{document['slug']}:{node['code']}",
            plan_slug=document["slug"],
            parent_key=f"{document['slug']}:{parent}" if parent else None,
            depth=depth,
            position=position,
            source_key=node["source"],
            **{
                name: node[name]
                for name in ("code", "kind", "label", "title", "subtitle", "heading", "text", "priority")
            },
        )


def _walk(nodes: list[Part], parent: str | None, depth: int) -> Iterator[tuple[Part, str | None, int]]:
    for node in nodes:
        yield node, parent, depth
        yield from _walk(node["children"], node["code"], depth + 1)


def _lineage(document: Part) -> Iterator[Lineage]:
    for position, edge in enumerate(document["lineage"]):
        yield Lineage(
            plan_slug=document["slug"],
            older_key=f"{document['supersedes']}:{edge['older']}" if edge["older"] else None,
            newer_key=f"{document['slug']}:{edge['newer']}" if edge["newer"] else None,
            kind=edge["kind"],
            words=edge["words"],
            reading=edge["reading"],
            source_key=edge["source"],
            position=position,
        )


def _vanishing(session: Session, slug: str, kept: set[str]) -> list[PlanNode]:
    """Nodes the document no longer has, deepest first."""
    nodes = session.exec(select(PlanNode).where(PlanNode.plan_slug == slug)).all()
    gone = [node for node in nodes if node.key not in kept]
    linked = set(
        session.exec(select(Link.node_key).where(col(Link.node_key).in_([node.key for node in gone])))
    )
    if linked:
        problems = [Problem(key, "この項目には、事例が関連付けられています。") for key in sorted(linked)]
        raise Conflict("事例が関連付けられている項目は、計画から外せません。", problems)
    return sorted(gone, key=lambda node: -node.depth)


def _drop(session: Session, nodes: list[PlanNode]) -> None:
    keys = [node.key for node in nodes]
    session.execute(delete(Reach).where(col(Reach.node_key).in_(keys)))
    for node in nodes:
        session.delete(node)
        session.flush()
