"""Edges of a lineage while they are drawn: which ends each kind has, and in which order a table shows them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalogue.domain.errors import Problem
from catalogue.domain.vocabulary import LineageKind

Edge = dict[str, Any]

_ONE_TO_ONE = (LineageKind.UNCHANGED, LineageKind.RETITLED, LineageKind.REPLACED)


def wrong_ends(kind: LineageKind, older: Sequence[str], newer: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with the ends chosen for edges of this kind: several may be merged into one, one be split into
    several, several be added or dropped at once."""
    if kind is LineageKind.ADDED:
        yield from _must_be_empty("older", older, "「新規追加」では、前の計画の項目を選びません。")
    elif not older:
        yield Problem("older", "前の計画の項目を選んでください。")
    elif len(older) > 1 and (kind in _ONE_TO_ONE or kind is LineageKind.SPLIT):
        yield Problem("older", f"「{kind.label}」では、前の計画の項目を1つだけ選んでください。")
    if kind is LineageKind.DROPPED:
        yield from _must_be_empty("newer", newer, "「廃止」では、この計画の項目を選びません。")
    elif not newer:
        yield Problem("newer", "この計画の項目を選んでください。")
    elif len(newer) > 1 and (kind in _ONE_TO_ONE or kind is LineageKind.MERGED):
        yield Problem("newer", f"「{kind.label}」では、この計画の項目を1つだけ選んでください。")


def _must_be_empty(field: str, chosen: Sequence[str], reason: str) -> Iterator[Problem]:
    if chosen:
        yield Problem(field, reason)


def in_order(edges: Sequence[Edge], newer: Sequence[str], older: Sequence[str]) -> list[Edge]:
    """In the order of the newer plan; what was dropped comes after what stood before it in the older one. ``newer`` and
    ``older`` are the codes of both plans in their order."""
    now = {code: place for place, code in enumerate(newer)}
    then = {code: place for place, code in enumerate(older)}

    def place(edge: Edge) -> tuple[int, int, int]:
        before = then.get(edge["older"], -1)
        if edge["newer"] is not None:
            return now.get(edge["newer"], len(now)), 0, before
        return _place_after(edges, now, then, before), 1, before

    return sorted(edges, key=place)


def _place_after(edges: Sequence[Edge], now: Mapping[str, int], then: Mapping[str, int], before: int) -> int:
    """Where the nearest node that stood before this one has its place now."""
    earlier = [
        (then[edge["older"]], now[edge["newer"]])
        for edge in edges
        if edge["older"] in then and edge["newer"] in now and then[edge["older"]] < before
    ]
    return max(earlier)[1] if earlier else -1
