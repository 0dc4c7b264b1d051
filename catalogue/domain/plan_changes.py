"""What is different between two documents of a plan: the one the public sees and the one being written.

Nodes are known by their codes, papers by their keys, edges of the lineage by their two ends.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.domain.plan_tree import Place, by_code, name_of
from catalogue.domain.rows import moved
from catalogue.domain.vocabulary import Named

Document = Mapping[str, Any]

FACTS = ("title", "short_title", "standing", "period", "supersedes", "introduction")
NODE_FIELDS = ("kind", "label", "title", "subtitle", "heading", "text", "priority", "source")


class Mark(Named):
    """What became of a part of the plan."""

    ADDED = "added", "新規"
    CHANGED = "changed", "変更"
    MOVED = "moved", "移動"
    REMOVED = "removed", "削除"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that reads otherwise; ``field`` is its name in the document."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node that is new, gone, elsewhere or worded otherwise (the last two may come together). ``under`` is what it
    stands below now, or stood below: its name, empty at the top."""

    code: str
    name: str
    under: str
    marks: tuple[Mark, ...]
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class PartChange:
    """A fact of the plan (``fact``), a paper (``source``) or an edge of the lineage (``edge``); ``name`` is its field,
    its key, or nothing. ``before`` and ``after`` are what the document holds of it."""

    part: str
    name: str
    mark: Mark
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All of it. Its length is the number a list shows."""

    nodes: tuple[NodeChange, ...]
    facts: tuple[PartChange, ...]
    sources: tuple[PartChange, ...]
    edges: tuple[PartChange, ...]

    def __len__(self) -> int:
        """How many parts of the plan differ."""
        return len(self.nodes) + len(self.facts) + len(self.sources) + len(self.edges)

    @property
    def marks(self) -> Mapping[str, tuple[Mark, ...]]:
        """The marks of each node that has any, by its code."""
        return {change.code: change.marks for change in self.nodes}


def changes(before: Document | None, after: Document) -> PlanChanges:
    """What is different; before there was anything, all of it is new."""
    old: Document = before or {"nodes": [], "sources": [], "lineage": []}
    return PlanChanges(
        nodes=tuple(_nodes(by_code(old["nodes"]), by_code(after["nodes"]))),
        facts=tuple(_facts(old, after)) if before else (),
        sources=tuple(_parts("source", _papers(old), _papers(after))),
        edges=tuple(_parts("edge", _edges(old), _edges(after))),
    )


def _nodes(old: Mapping[str, Place], new: Mapping[str, Place]) -> Iterator[NodeChange]:
    """Those that are there, in the order of the plan; then those that are gone."""
    elsewhere = _elsewhere(old, new)
    for code, place in new.items():
        if code not in old:
            yield NodeChange(code, name_of(place.node), _above(place, new), (Mark.ADDED,))
            continue
        fields = tuple(_fields(old[code], place))
        marks = ((Mark.CHANGED,) if fields else ()) + ((Mark.MOVED,) if code in elsewhere else ())
        if marks:
            yield NodeChange(code, name_of(place.node), _above(place, new), marks, fields)
    for code, place in old.items():
        if code not in new:
            yield NodeChange(code, name_of(place.node), _above(place, old), (Mark.REMOVED,))


def _fields(old: Place, new: Place) -> Iterator[FieldChange]:
    for field in NODE_FIELDS:
        before, after = old.node[field], new.node[field]
        if (before or None) != (after or None):
            yield FieldChange(field, before, after)


def _above(place: Place, among: Mapping[str, Place]) -> str:
    return name_of(among[place.parent].node) if place.parent else ""


def _elsewhere(old: Mapping[str, Place], new: Mapping[str, Place]) -> set[str]:
    """Below another node than before, or in another order among those that were its neighbours already."""
    found = {code for code, place in new.items() if code in old and old[code].parent != place.parent}
    for parent in {place.parent for place in new.values()}:
        stayed = [
            code
            for code, place in new.items()
            if place.parent == parent and code in old and old[code].parent == parent
        ]
        order = {position: old[code].number for position, code in enumerate(stayed)}
        found |= {stayed[position] for position in moved(order)}
    return found


def _facts(old: Document, new: Document) -> Iterator[PartChange]:
    for name in FACTS:
        if old[name] != new[name]:
            yield PartChange("fact", name, Mark.CHANGED, old[name], new[name])


def _papers(document: Document) -> dict[Any, Any]:
    return {paper["key"]: paper for paper in document["sources"]}


def _edges(document: Document) -> dict[Any, Any]:
    return {(edge["older"], edge["newer"]): edge for edge in document["lineage"]}


def _parts(part: str, old: Mapping[Any, Any], new: Mapping[Any, Any]) -> Iterator[PartChange]:
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        mark = Mark.ADDED if before is None else Mark.REMOVED if after is None else Mark.CHANGED
        yield PartChange(part, key if isinstance(key, str) else "", mark, before, after)
