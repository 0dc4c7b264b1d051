"""The lineage of a plan being written: its edges in words, and the nodes that have none yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from catalogue.domain.plan_tree import Node, Place, by_code, name_of, places
from catalogue.domain.vocabulary import LineageKind
from catalogue.reading.desk_plans import PlanAtDesk, plan

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LineageAtDesk:
    """``edges`` in the order of the table of changes; ``older_left`` and ``newer_left`` are the nodes (code and name)
    that no edge speaks of."""

    older: PlanAtDesk
    edges: Sequence[Row]
    older_left: Sequence[tuple[str, str]]
    newer_left: Sequence[tuple[str, str]]


def lineage(session: Session, at: PlanAtDesk) -> LineageAtDesk | None:
    """The lineage of a plan; nothing where it follows none."""
    before = at.document["supersedes"]
    if before is None:
        return None
    older = plan(session, before)
    then, now = by_code(list(older.document["nodes"])), by_code(list(at.document["nodes"]))
    edges = at.document["lineage"]
    return LineageAtDesk(
        older=older,
        edges=[_edge(number, edge, then, now) for number, edge in enumerate(edges)],
        older_left=_left(older.document["nodes"], {edge["older"] for edge in edges}),
        newer_left=_left(at.document["nodes"], {edge["newer"] for edge in edges}),
    )


def _edge(number: int, edge: Row, then: Mapping[str, Place], now: Mapping[str, Place]) -> Row:
    return {
        "number": number,
        "kind": edge["kind"],
        "kind_label": LineageKind(edge["kind"]).label,
        "older": _name(then, edge["older"]),
        "newer": _name(now, edge["newer"]),
        "words": edge["words"] or [],
        "reading": edge["reading"],
    }


def _name(known: Mapping[str, Place], code: str | None) -> str:
    """A node that has gone from the older plan since is called by its code."""
    if code is None:
        return ""
    return name_of(known[code].node) if code in known else code


def _left(nodes: Sequence[Node], spoken_of: set[str | None]) -> list[tuple[str, str]]:
    return [
        (place.node["code"], name_of(place.node))
        for place in places(list(nodes))
        if place.node["code"] not in spoken_of
    ]
