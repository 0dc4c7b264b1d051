"""The nodes of every plan as the desk knows them: those that are public, and those that stand so far only in the newest
revision of their plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.case_in_words import labelled
from catalogue.domain.errors import NotFound
from catalogue.domain.vocabulary import NodeKind
from catalogue.models import Dossier, Lineage, Plan, PlanNode, Revision
from catalogue.models.finding import PLAN, is_newest
from catalogue.reading.plans import NO_NODE

# What gathers other nodes rather than says something of its own.
GATHERING = frozenset({NodeKind.FIELD, NodeKind.VISION_GROUP})


@dataclass(frozen=True, slots=True)
class DeskNode:
    """One node. ``words`` is its name, ``name`` the same with its label before it. ``parent`` and ``root`` are keys; a
    root is its own root. ``lives_on`` says that a newer plan has a successor of it."""

    key: str
    plan: str
    plan_title: str
    code: str
    kind: NodeKind
    name: str
    words: str
    text: tuple[str, ...]
    parent: str | None
    root: str
    public: bool
    lives_on: bool = False

    @property
    def shown(self) -> str:
        """How a list names it."""
        return self.name if self.public else f"{self.name}（公開前）"

    @property
    def title(self) -> str:
        """How it is named apart from its plan."""
        return f"{self.plan_title}　{self.shown}"


# By key: the newest plan first, and within a plan in its order.
DeskNodes = Mapping[str, DeskNode]


def desk_nodes(session: Session) -> DeskNodes:
    """Every node there is."""
    public = {node.key: node for node in session.exec(select(PlanNode).order_by(col(PlanNode.position)))}
    lives_on = set(session.exec(select(Lineage.older_key).where(col(Lineage.newer_key).is_not(None))))
    positions = {plan.slug: plan.position for plan in session.exec(select(Plan))}
    plans = sorted(_newest_plans(session), key=lambda plan: -positions.get(plan["slug"], len(positions)))
    found: dict[str, DeskNode] = {}
    for plan in plans:
        rows = [
            *_of_document(plan),
            *(_row(node) for node in public.values() if node.plan_slug == plan["slug"]),
        ]
        for row in rows:
            key = f"{plan['slug']}:{row['code']}"
            if key not in found:
                shown = _row(public[key]) if key in public else row
                found[key] = _node(key, plan, shown, found, key in public, key in lives_on)
    return found


def desk_node(nodes: DeskNodes, plan: str, code: str) -> DeskNode:
    """One node. Raises NotFound."""
    found = nodes.get(f"{plan}:{code}")
    if found is None:
        raise NotFound(NO_NODE)
    return found


def as_choices(nodes: DeskNodes, without: frozenset[str] = frozenset()) -> list[tuple[str, list[DeskNode]]]:
    """The nodes in groups for a list to choose from: each root with what stands below it, and those roots together that
    have nothing below them and are of a kind."""
    parents = {node.root for node in nodes.values() if node.root != node.key}
    groups = groupby(nodes.values(), key=lambda node: (node.plan_title, _gathered_by(node, nodes, parents)))
    chosen = [
        (f"{plan}　{name}", [node for node in group if node.key not in without])
        for (plan, name), group in groups
    ]
    return [(name, group) for name, group in chosen if group]


def _gathered_by(node: DeskNode, nodes: DeskNodes, parents: set[str]) -> str:
    return nodes[node.root].name if node.root in parents else node.kind.label


def _node(
    key: str, plan: Mapping[str, Any], row: Mapping[str, Any], above: DeskNodes, public: bool, lives_on: bool
) -> DeskNode:
    words = row["title"] or row["heading"] or row["code"]
    parent = f"{plan['slug']}:{row['parent']}" if row["parent"] else None
    return DeskNode(
        key=key,
        plan=plan["slug"],
        plan_title=plan["short_title"],
        code=row["code"],
        kind=NodeKind(row["kind"]),
        name=labelled(row["label"], words),
        words=words,
        text=tuple(row["text"] or ()),
        parent=parent,
        root=above[parent].root if parent and parent in above else key,
        public=public,
        lives_on=lives_on,
    )


def _row(node: PlanNode) -> dict[str, Any]:
    names = ("code", "kind", "label", "title", "heading", "text")
    parent = node.parent_key.partition(":")[2] if node.parent_key else None
    return {name: getattr(node, name) for name in names} | {"parent": parent}


def _of_document(plan: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from _below(plan["nodes"], None)


def _below(nodes: Sequence[Mapping[str, Any]], parent: str | None) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield {**node, "parent": parent}
        yield from _below(node["children"], node["code"])


def _newest_plans(session: Session) -> list[dict[str, Any]]:
    query = select(Revision.document).join(Dossier, col(Dossier.id) == col(Revision.dossier_id))
    return [*session.exec(query.where(Dossier.kind == PLAN, is_newest()))]
