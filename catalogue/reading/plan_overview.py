"""A plan at a glance: which of its nodes many cases speak to, which few, which none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from catalogue.domain import counts_in_words
from catalogue.domain.text import quoted
from catalogue.domain.vocabulary import NodeKind

Row = dict[str, Any]

# What stands at the top of a plan with nothing below it is shown together with its like.
_TOGETHER: Mapping[str, str] = {
    NodeKind.PRINCIPLE.value: "原則",
    NodeKind.ISSUE.value: "課題",
    NodeKind.FIELD.value: "分野",
}


@dataclass(frozen=True, slots=True)
class Strip:
    """The nodes below ``head``, or those of one ``kind`` that stand below nothing; each is a row of the tree. ``above``
    is what the head itself stands below."""

    kind: str
    head: Row | None
    nodes: Sequence[Row]
    above: Row | None = None

    @property
    def name(self) -> str:
        """What the row is called."""
        return str(self.head["name"]) if self.head else _TOGETHER.get(self.kind, NodeKind(self.kind).label)


def strips(tree: Sequence[Row]) -> list[Strip]:
    """The rows of the picture, in the order of the plan (``tree`` as :func:`catalogue.reading.plans.tree` gives it)."""
    return list(_below(tree))


def _below(nodes: Sequence[Row], head: Row | None = None, above: Row | None = None) -> Iterator[Strip]:
    """Neighbours that have nothing below them share a strip; the others begin strips of their own."""
    for (is_leaf, kind), group in groupby(nodes, key=lambda node: (not node["children"], node["kind"])):
        if is_leaf:
            yield Strip(kind, head, list(group), above)
            continue
        for node in group:
            yield from _below(node["children"], node, head)


def finding(of: Sequence[Strip]) -> str:
    """Where most cases are, where fewest, where none: of the 将来像 or 施策, which stand below something."""
    below = [(strip.kind, node) for strip in of if strip.head for node in strip.nodes]
    if not below:
        return ""
    counts = [(quoted(node["name"]), node["count"]) for _, node in below]
    return f"{NodeKind(below[0][0]).label}{len(below)}項目のうち、{counts_in_words.extremes(counts)}"
