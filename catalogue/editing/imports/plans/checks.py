"""What is wrong with the items that were brought, each by its cell or its line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalogue.domain.errors import Invalid
from catalogue.domain.measure_outline.outline import Entry, walk
from catalogue.domain.plan_tree import Node, by_code
from catalogue.editing import gate
from catalogue.editing.imports.plans.judgement import Mistake
from catalogue.editing.imports.plans.reading import Brought
from catalogue.editing.plan_nodes import NOT_A_CODE
from catalogue.schemas.plan import NodeSchema
from catalogue.schemas.plan_form import NODE

_NAMELESS = "題名を書いてください。計画に題名の印字がない項目には、当サイトの見出しを書きます。"
_TWICE = "コード「{}」が2回使われています。ほかのコードにするか、空にしてください。"
_IN_USE = "コード「{}」は、この計画のほかの項目が使っています。ほかのコードにするか、空にしてください。"
_RESERVED = "この名前は、ほかの用途で使っています。ほかのコードにするか、空にしてください。"
_TOO_MANY = "項目が多すぎます。1つの項目の下に置けるのは100件まで、全体で1,000件までです。"
_MOST_BELOW, MOST_ITEMS = 100, 1_000


def of_items(
    brought: Brought, nodes: Sequence[Node], codes: Mapping[str, str], others: Sequence[str]
) -> list[Mistake]:
    """What is wrong with the items that would be taken in. ``codes`` are those of their nodes by their keys; ``others``
    codes that stay in the plan beside them."""
    entries = list(walk(brought.after))
    if not entries:
        return [Mistake("取り込む項目がありません。")] if brought.outline else []
    if len(entries) > MOST_ITEMS or any(len(each.children) > _MOST_BELOW for each in entries):
        return [Mistake(_TOO_MANY)]
    known = by_code(list(nodes))
    found: list[Mistake] = []
    seen: set[str] = set()
    for entry in entries:
        code = codes[entry.key]
        found += _of_code(brought, entry, code, seen, others)
        if code not in seen:
            found += _of_node(brought, entry, known[code].node)
        seen.add(code)
    return found


def _of_code(
    brought: Brought, entry: Entry, code: str, seen: set[str], others: Sequence[str]
) -> Iterator[Mistake]:
    if code in seen:
        yield mistake(brought, entry, "code", _TWICE.format(code), code)
    elif code in others:
        yield mistake(brought, entry, "code", _IN_USE.format(code), code)
    elif code in NOT_A_CODE:
        yield mistake(brought, entry, "code", _RESERVED, code)


def _of_node(brought: Brought, entry: Entry, node: Node) -> Iterator[Mistake]:
    if not node["title"] and not node["heading"]:
        yield mistake(brought, entry, "title", _NAMELESS, "")
        return
    try:
        gate.loaded(NodeSchema(), {**node, "children": []}, "")
    except Invalid as refusal:
        for problem in refusal.problems:
            name = problem.path.partition("[")[0]
            yield mistake(brought, entry, name, problem.reason, _typed(node.get(name)))


def _typed(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def mistake(brought: Brought, entry: Entry, name: str, reason: str, typed: str) -> Mistake:
    """A mistake of an item: in its cell, or in its line."""
    place = brought.places.get(entry.key, {}).get(name)
    label = (
        f"{entry.number}行目「{entry.name[:30]}」の{NODE.get(name, name)}"
        if place is None
        else NODE.get(name, "")
    )
    return Mistake(reason, place, typed, entry.key, name, label)
