"""The tree of a plan while it is written: where a node stands, and adding, moving and taking away.

A tree is the ``nodes`` of a plan's document as its schema loads them: dicts, each with its ``code`` and ``children``.
The functions that change it change it in place; who calls them works on a copy.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.case_in_words import labelled
from catalogue.domain.vocabulary import NodeKind

Node = dict[str, Any]

NO_NODE = "この項目は、いまの原稿にありません。ほかの人が外したのかもしれません。"
# How the codes of nodes begin that stand below nothing, in the manner of those the plans have already.
_AT_THE_TOP = {
    NodeKind.FIELD: "f",
    NodeKind.DIRECTION: "d",
    NodeKind.MEASURE: "s",
    NodeKind.VISION_GROUP: "v",
    NodeKind.VISION: "v",
    NodeKind.PRINCIPLE: "p",
    NodeKind.ISSUE: "i",
}
# What usually stands below a node that has nothing below it yet.
_BELOW = {
    NodeKind.FIELD: NodeKind.DIRECTION,
    NodeKind.DIRECTION: NodeKind.MEASURE,
    NodeKind.VISION_GROUP: NodeKind.VISION,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A node and where it stands: below ``parent`` (a code; nothing at the top), the ``number``-th of ``siblings``."""

    node: Node
    parent: str | None
    depth: int
    siblings: list[Node]
    number: int

    @property
    def is_first(self) -> bool:
        """Whether nothing stands before it on its step."""
        return self.number == 0

    @property
    def is_last(self) -> bool:
        """Whether nothing follows it on its step."""
        return self.number == len(self.siblings) - 1


def places(nodes: list[Node], parent: str | None = None, depth: int = 0) -> Iterator[Place]:
    """Every node, parents before children, in the order of the plan."""
    for number, node in enumerate(nodes):
        yield Place(node, parent, depth, nodes, number)
        yield from places(node["children"], node["code"], depth + 1)


def by_code(nodes: list[Node]) -> dict[str, Place]:
    """The same by the codes, in the order of the plan."""
    return {place.node["code"]: place for place in places(nodes)}


def branch(node: Node) -> list[str]:
    """The codes of a node and of all below it."""
    return [place.node["code"] for place in places([node])]


def name_of(node: Node) -> str:
    """What a node is called: what is printed before its title, and the title or our heading."""
    return labelled(node["label"], node["title"] or node["heading"] or node["code"])


def put_in(nodes: list[Node], node: Node, parent: str | None, after: str | None = None) -> None:
    """Put a node (with all below it) below ``parent``: after its neighbour ``after``, or at the end. Raises KeyError
    where there is no such node."""
    steps = by_code(nodes)
    siblings = steps[parent].node["children"] if parent else nodes
    neighbours = [each["code"] for each in siblings]
    siblings.insert(neighbours.index(after) + 1 if after in neighbours else len(siblings), node)


def take_out(nodes: list[Node], code: str) -> Node:
    """Take a node away with all below it. Raises KeyError."""
    place = by_code(nodes)[code]
    return place.siblings.pop(place.number)


def shift(nodes: list[Node], code: str, step: int) -> bool:
    """Move a node up (``step`` -1) or down (1) among its neighbours; whether it moved. Raises KeyError."""
    place = by_code(nodes)[code]
    to = place.number + step
    if not 0 <= to < len(place.siblings):
        return False
    place.siblings.insert(to, place.siblings.pop(place.number))
    return True


def free_code(taken: Collection[str], parent: str | None, kind: NodeKind) -> str:
    """A code nobody has used: ``kogyo-2`` is followed by ``kogyo-3``. Gaps stay, for what had the code before may be
    known by its address."""
    stem = f"{parent}-" if parent else _AT_THE_TOP[kind]
    used = [int(code[len(stem) :]) for code in taken if re.fullmatch(rf"{re.escape(stem)}[0-9]{{1,6}}", code)]
    return f"{stem}{max(used, default=0) + 1}"


def likely_kind(parent: Node | None, siblings: Sequence[Node]) -> NodeKind:
    """What a new node probably is: what its last neighbour is, or what usually stands below such a parent."""
    if siblings:
        return NodeKind(siblings[-1]["kind"])
    return _BELOW.get(NodeKind(parent["kind"]), NodeKind.MEASURE) if parent else NodeKind.FIELD
