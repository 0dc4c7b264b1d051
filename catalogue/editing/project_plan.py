"""The projection of a plan: its document becomes the plan, the nodes of its tree and the edges to the plan before.

Nodes are updated in place by their code, so that links to them live on. Writing takes no node away: links and the
lineage of a newer plan may still point at one the document no longer has. Once these are written too,
:func:`drop_vanished` takes away what nothing points at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from catalogue.domain.errors import Conflict, Problem
from catalogue.domain.reach import Tree
from catalogue.editing.lookup import Lookup
from catalogue.models import Lineage, Link, Plan, PlanNode, Reach

Part = Mapping[str, Any]


def write(session: Session, document: Part, position: int) -> None:
    """Put the plan, its nodes and its own lineage into the public tables; ``position`` is its place among the plans.
    Nodes the document no longer has stay until :func:`drop_vanished`. The caller owns the transaction."""
    session.merge(_plan(document, position))
    session.flush()
    for node in _nodes(document):
        session.merge(node)
        session.flush()
    session.execute(delete(Lineage).where(col(Lineage.plan_slug) == document["slug"]))
    session.add_all(_lineage(document))
    session.flush()


def as_if_public(lookup: Lookup, document: Part) -> Lookup:
    """The state there would be with this plan written: for looking ahead, nothing is written."""
    slug = document["slug"]
    nodes = {key: node for key, node in lookup.nodes.items() if node.plan_slug != slug}
    nodes |= {node.key: node for node in _nodes(document)}
    edges = [(older, newer) for older, newer in lookup.tree.edges if not newer.startswith(f"{slug}:")]
    edges += [
        (edge.older_key, edge.newer_key) for edge in _lineage(document) if edge.older_key and edge.newer_key
    ]
    return replace(
        lookup,
        plans={**lookup.plans, slug: _plan(document, 0)},
        nodes=nodes,
        tree=Tree(parents={key: node.parent_key for key, node in nodes.items()}, edges=tuple(edges)),
    )


def drop_vanished(session: Session, document: Part) -> None:
    """Take away the nodes of the plan that ``document`` no longer has, after it, the plans that supersede it and the
    cases linked to it have been written. The caller owns the transaction.

    Raises:
        Conflict: a case is linked to such a node, or the lineage of another plan names it; ``problems`` has the key
            of each node.
    """
    gone = _vanished(session, document)
    keys = [node.key for node in gone]
    if problems := [*_still_linked(session, keys), *_still_in_lineage(session, keys)]:
        raise Conflict(
            "事例が関連付けられている項目や、ほかの計画の系譜にある項目は、計画から外せません。", problems
        )
    _forget_reach(session, keys)
    for node in gone:
        session.delete(node)
        session.flush()


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


def _vanished(session: Session, document: Part) -> list[PlanNode]:
    """Deepest first, since a node names its parent."""
    kept = {node.key for node in _nodes(document)}
    nodes = session.exec(select(PlanNode).where(PlanNode.plan_slug == document["slug"])).all()
    return sorted((node for node in nodes if node.key not in kept), key=lambda node: -node.depth)


def _still_linked(session: Session, keys: list[str]) -> Iterator[Problem]:
    query = select(Link.node_key, Link.case_slug).where(col(Link.node_key).in_(keys))
    cases: dict[str, list[str]] = {}
    for key, slug in session.exec(query.order_by(Link.node_key, Link.case_slug)):
        cases.setdefault(key, []).append(slug)
    for key, slugs in cases.items():
        yield Problem(key, f"この項目には、事例が関連付けられています（{'、'.join(slugs)}）。")


def _still_in_lineage(session: Session, keys: list[str]) -> Iterator[Problem]:
    query = select(Lineage.older_key, Lineage.plan_slug).where(col(Lineage.older_key).in_(keys)).distinct()
    for key, plan in session.exec(query.order_by(col(Lineage.older_key), Lineage.plan_slug)):
        yield Problem(str(key), f"計画「{plan}」の系譜が、この項目を指しています。")


def _forget_reach(session: Session, keys: list[str]) -> None:
    """Row by row, so that the listener of the outbox sees them go: a node that is gone no longer says which cases
    were found from it, and the index would keep it among their facets."""
    for row in session.exec(
        select(Reach).where(col(Reach.node_key).in_(keys) | col(Reach.link_key).in_(keys))
    ):
        session.delete(row)
    session.flush()
