"""Items made nodes of a plan: each with a code that stays its own.

A code is part of an address, so a node that is there keeps the one it has. A new one is named in the manner of those
the plans have: by its parent, and by the number that is printed before its title.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.domain.measure_outline.matching import partners, said
from catalogue.domain.measure_outline.outline import Entry, walk
from catalogue.domain.measure_outline.shape import first_words
from catalogue.domain.plan_tree import Node, free_code, places
from catalogue.domain.vocabulary import NodeKind

_PRINTED = ("label", "title", "subtitle", "heading", "text", "priority")


@dataclass(frozen=True, slots=True)
class Coded:
    """A tree as a plan's document holds it, and the code of each item by its key. ``met`` are the codes of nodes that
    are there already."""

    nodes: list[Node]
    codes: Mapping[str, str]
    met: frozenset[str]


@dataclass
class _Coding:
    """``taken`` codes are no longer free; ``left`` are the nodes that are there and have not been met."""

    source: str
    taken: set[str]
    left: dict[str, Node]
    own: bool
    same: dict[tuple[str, str], list[str]]
    filled: Collection[str]
    codes: dict[str, str] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)


def coded(
    entries: Sequence[Entry],
    known: Sequence[Node],
    *,
    source: str,
    taken: Collection[str] = (),
    own: bool,
    filled: Collection[str] = (),
    below: str | None = None,
) -> Coded:
    """The items as nodes.

    ``known`` is the tree whose codes they have where they are its nodes: that of the plan itself (``own``), of which
    two under one number must read alike to be one; or that of the plan before, whose codes go with the numbers.
    ``taken`` are codes no new node can have; new ones stand below ``below``. What an item does not say of the fields
    in ``filled`` stays as it is in the plan. ``source`` is what they are quoted from where they do not say.
    """
    named = {entry.code for entry in walk(entries) if entry.code}
    left = {place.node["code"]: place.node for place in places(list(known))}
    coding = _Coding(source, {*taken, *named, *left}, left, own, _by_words(left), filled)
    nodes = _made(coding, entries, list(known), below)
    return Coded(nodes, coding.codes, frozenset(coding.met))


def _by_words(known: Mapping[str, Node]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for code, node in known.items():
        if words := said(node):
            found.setdefault(words, []).append(code)
    return found


def _made(
    coding: _Coding, entries: Sequence[Entry], siblings: Sequence[Node], parent: str | None
) -> list[Node]:
    nodes = [_node(entry, coding.source) for entry in entries]
    free = [node for node in siblings if node["code"] in coding.left]
    found = partners(nodes, free, by_place=not coding.own)
    for number, (entry, partner) in enumerate(zip(entries, found, strict=True)):
        found[number] = coding.left.pop(_own(coding, entry, nodes[number], partner), None)
    return [
        _finished(coding, entry, node, partner, parent)
        for entry, node, partner in zip(entries, nodes, found, strict=True)
    ]


def _own(coding: _Coding, entry: Entry, node: Node, partner: Node | None) -> str:
    """The code of the node that is there: the one a person named, or its neighbour's, or that of the only one that says
    the same elsewhere."""
    if entry.code:
        return entry.code
    if partner is not None:
        return str(partner["code"])
    words = said(node)
    alike = [code for code in coding.same.get(words, ()) if code in coding.left] if words else []
    return alike[0] if len(alike) == 1 else ""


def _finished(coding: _Coding, entry: Entry, node: Node, partner: Node | None, parent: str | None) -> Node:
    if partner is not None:
        coding.met.add(partner["code"])
        if coding.own:
            _keep(coding, entry, node, partner)
    node["code"] = entry.code or (partner["code"] if partner else _new(coding, entry, node, parent))
    coding.taken.add(node["code"])
    coding.codes[entry.key] = node["code"]
    node["children"] = _made(coding, entry.children, partner["children"] if partner else (), node["code"])
    return node


def _keep(coding: _Coding, entry: Entry, node: Node, partner: Node) -> None:
    """What the paper does not say of a node that is there stays as it is, and so does what was made by hand."""
    for name in coding.filled:
        node[name] = node[name] or partner[name]
    by_hand = partner["heading"] and node["text"] == partner["text"] and node["text"]
    if by_hand and node["heading"] == first_words(node["text"][0]):
        node["heading"] = partner["heading"]
    if entry.source is None and all((node[name] or None) == (partner[name] or None) for name in _PRINTED):
        node["source"] = partner["source"]


def _node(entry: Entry, source: str) -> Node:
    return {
        "code": "",
        "kind": (entry.kind or NodeKind.MEASURE).value,
        "label": entry.label or None,
        "title": entry.title or None,
        "subtitle": entry.subtitle or None,
        "heading": entry.heading or None,
        "text": list(entry.text) or None,
        "priority": entry.priority,
        "source": entry.source or source,
        "children": [],
    }


def _new(coding: _Coding, entry: Entry, node: Node, parent: str | None) -> str:
    kind = NodeKind(node["kind"])
    first = free_code((), parent, kind)
    number = number_of(entry.label)
    wished = f"{first[:-1]}{number}" if number else first
    return wished if wished not in coding.taken else free_code(coding.taken, parent, kind)


def number_of(label: str | None) -> int | None:
    """The last number of what is printed before a title: 3 of 施策3, 2 of 1-②."""
    figures = re.findall(r"[0-9]{1,3}", unicodedata.normalize("NFKC", label or ""))
    return int(figures[-1]) if figures else None


def in_order(nodes: list[Node]) -> list[str]:
    """The codes of a tree in its order."""
    return [place.node["code"] for place in places(nodes)]
