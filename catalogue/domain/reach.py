"""From which nodes a case is found that has been linked to one of them.

A link to a measure is also found from what stands above it in its plan, and from what the measure was or became in
other plans. Going back and then forward again is not followed: two measures that were merged into one have no
more to do with each other than before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How a node is reached from a linked one."""

    DIRECT = "direct"
    WITHIN = "within"
    LINEAGE = "lineage"


@dataclass(frozen=True, slots=True)
class Tree:
    """The shape of all plans: each node's parent, and the edges (older, newer) between plans."""

    parents: Mapping[str, str | None]
    edges: tuple[tuple[str, str], ...]


def reached(tree: Tree, linked: str) -> dict[str, Way]:
    """Every node a case linked to ``linked`` is found from, and the nearest way to each."""
    ways = {linked: Way.DIRECT}
    for above in _ancestors(tree, linked):
        ways.setdefault(above, Way.WITHIN)
    for relative in _relatives(tree, linked):
        for node in (relative, *_ancestors(tree, relative)):
            ways.setdefault(node, Way.LINEAGE)
    return ways


def _ancestors(tree: Tree, key: str) -> Iterator[str]:
    above = tree.parents.get(key)
    while above is not None:
        yield above
        above = tree.parents.get(above)


def _relatives(tree: Tree, key: str) -> Iterator[str]:
    """What it became, and became again; what it was, and was before that."""
    forward = [(older, newer) for older, newer in tree.edges]
    backward = [(newer, older) for older, newer in tree.edges]
    for steps in (forward, backward):
        yield from _follow(steps, key)


def _follow(steps: Iterable[tuple[str, str]], start: str) -> list[str]:
    found: list[str] = []
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        for source, target in steps:
            if source == here and target not in found:
                found.append(target)
                waiting.append(target)
    return found
