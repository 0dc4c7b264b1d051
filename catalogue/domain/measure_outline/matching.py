"""Which item of a tree is which of another: by its words first, then by its place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.measure_outline.likeness import alike, folded
from catalogue.domain.plan_tree import Node, places


@dataclass(frozen=True, slots=True)
class Pair:
    """A node of the one tree and the one of the other that it is; ``below`` are the pairs below the two. One of them
    may be nothing."""

    old: Node | None
    new: Node | None
    below: tuple["Pair", ...] = ()


def words_of(node: Node) -> str:
    """What a node says, to be compared: its title, or where it has none, its text."""
    return folded(node["title"]) or folded("".join(node["text"] or ()))


def partners(new: Sequence[Node], old: Sequence[Node], *, by_place: bool) -> list[Node | None]:
    """For each of some neighbours, which of the others it is. With ``by_place`` the same number is enough, else the
    words must be alike too."""
    left = {node["code"]: node for node in old}
    found = _by(said, new, old, left)
    unmet = [node for node, partner in zip(new, found, strict=True) if partner is None]
    placed = iter(_by(_place, unmet, old, left, None if by_place else _alike))
    return [partner if partner is not None else next(placed) for partner in found]


def said(node: Node) -> tuple[str, str] | None:
    """What is the same of two nodes that are of one kind and say the same; nothing where it says nothing."""
    words = words_of(node)
    return (node["kind"], words) if words else None


def _place(node: Node) -> tuple[str, str] | None:
    label = folded(node["label"])
    return (node["kind"], label) if label else None


def _by(
    key: Callable[[Node], Any],
    new: Sequence[Node],
    old: Sequence[Node],
    left: dict[str, Node],
    fits: Callable[[Node, Node], bool] | None = None,
) -> list[Node | None]:
    """Partners that have the same ``key``; who is met is taken out of ``left``."""
    waiting: dict[Any, list[Node]] = {}
    for node in old:
        if node["code"] in left and key(node) is not None:
            waiting.setdefault(key(node), []).append(node)
    found: list[Node | None] = []
    for node in new:
        others = waiting.get(key(node), [])
        met = others.pop(0) if others and (fits is None or fits(node, others[0])) else None
        if met is not None:
            del left[met["code"]]
        found.append(met)
    return found


def _alike(one: Node, other: Node) -> bool:
    return alike(words_of(one), words_of(other))


def pairs(old: Sequence[Node], new: Sequence[Node]) -> tuple[Pair, ...]:
    """Two trees side by side, step by step, in the order of the newer; then what is only in the older. What has gone to
    another place is a pair where it stands now."""
    known = {said(place.node): place.node for place in places(list(old))}
    wanted = {said(place.node) for place in places(list(new))}
    used: set[str] = set()
    found = tuple(_paired(list(old), list(new), known, wanted, used))
    left = [place.node for place in places(list(old)) if place.node["code"] not in used]
    return (*found, *(Pair(node, None) for node in left))


def _paired(
    old: Sequence[Node], new: Sequence[Node], known: dict[Any, Node], wanted: set[Any], used: set[str]
) -> Iterator[Pair]:
    """What is gone from here and may stand elsewhere is left for then."""
    free = [node for node in old if node["code"] not in used]
    found = partners(new, free, by_place=True)
    used |= {partner["code"] for partner in found if partner is not None}
    for node, partner in zip(new, found, strict=True):
        before = partner or _elsewhere(node, known, used)
        children = before["children"] if before else ()
        yield Pair(before, node, tuple(_paired(children, node["children"], known, wanted, used)))
    for node in free:
        if node["code"] not in used and said(node) not in wanted:
            used.add(node["code"])
            yield Pair(node, None, tuple(_paired(node["children"], (), known, wanted, used)))


def _elsewhere(node: Node, known: dict[Any, Node], used: set[str]) -> Node | None:
    moved = known.get(said(node)) if said(node) else None
    if moved is None or moved["code"] in used:
        return None
    used.add(moved["code"])
    return moved


def walk(found: Sequence[Pair]) -> Iterator[Pair]:
    """Every pair, parents before children."""
    for pair in found:
        yield pair
        yield from walk(pair.below)
