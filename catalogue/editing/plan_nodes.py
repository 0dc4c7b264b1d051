"""The nodes of a plan being written: adding, wording, moving and taking away. Each is one revision of the plan."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.errors import Conflict, Invalid, NotFound, Problem
from catalogue.domain.plan_tree import (
    NO_NODE,
    Node,
    Place,
    branch,
    by_code,
    free_code,
    name_of,
    put_in,
    shift,
    take_out,
)
from catalogue.domain.vocabulary import NodeKind
from catalogue.editing.acting import Actor
from catalogue.editing.plans import WRONG, Document, alter, load, needed_by, refuse_if_needed
from catalogue.models import LinkRecord, PlanNode
from catalogue.schemas.plan import NodeSchema

# Names that mean something else in the addresses of the desk below a plan.
NOT_A_CODE = ("new", "nodes", "lineage", "sources")


def add(
    session: Session,
    actor: Actor,
    slug: str,
    raw: Mapping[str, Any],
    *,
    parent: str | None,
    after: str | None,
    based_on: int,
) -> tuple[str, str]:
    """Put a new node below ``parent`` (nothing: at the top), after its neighbour ``after`` or at the end; where ``raw``
    gives it no code, it gets one. Returns its code and what was done. Raises as
    :func:`catalogue.editing.plans.alter`."""
    wanted: Node = dict(raw) | {"children": []}

    def change(document: Document) -> str:
        known = by_code(document["nodes"])
        if parent is not None:
            _found(known, parent)
        wanted["code"] = wanted.get("code") or _suggested(session, document, parent, wanted.get("kind"))
        node = _judged(wanted, document)
        _must_be_free(known, node["code"])
        put_in(document["nodes"], node, parent, after)
        return f"{NodeKind(node['kind']).label}「{name_of(node)}」を加えました"

    said = alter(session, actor, slug, based_on, change)
    return str(wanted["code"]), said or ""


def edit(
    session: Session, actor: Actor, slug: str, code: str, raw: Mapping[str, Any], based_on: int
) -> str | None:
    """Word a node anew. Its code can change as long as nobody knows it: while it is not public and nothing hangs on
    it. Raises as :func:`catalogue.editing.plans.alter`."""

    def change(document: Document) -> str:
        known = by_code(document["nodes"])
        place = _found(known, code)
        before = name_of(place.node)
        node = _judged(dict(raw) | {"code": raw.get("code") or code, "children": []}, document)
        if node["code"] != code:
            _must_be_unknown(session, slug, code)
            _must_be_free(known, node["code"])
            _rename_in_lineage(document, code, node["code"])
        place.siblings[place.number] = node | {"children": place.node["children"]}
        return _said(place.node, node, before)

    return alter(session, actor, slug, based_on, change)


def move(session: Session, actor: Actor, slug: str, code: str, step: int, based_on: int) -> str | None:
    """One step up (-1) or down (1) among its neighbours. Raises as :func:`catalogue.editing.plans.alter`."""

    def change(document: Document) -> str:
        name = name_of(_found(by_code(document["nodes"]), code).node)
        shift(document["nodes"], code, step)
        return f"「{name}」を{'上' if step < 0 else '下'}へ動かしました"

    return alter(session, actor, slug, based_on, change)


def hang(
    session: Session, actor: Actor, slug: str, code: str, parent: str | None, based_on: int
) -> str | None:
    """Below another node (nothing: to the top), at the end, with all below it; codes stay, for they are addresses.
    Raises as :func:`catalogue.editing.plans.alter`."""

    def change(document: Document) -> str:
        known = by_code(document["nodes"])
        place = _found(known, code)
        if parent is not None and parent in branch(place.node):
            raise Invalid(WRONG, [Problem("parent", "自分自身や、その下にある項目の下へは移せません。")])
        to = f"「{name_of(_found(known, parent).node)}」の下" if parent else "いちばん上の段"
        put_in(document["nodes"], take_out(document["nodes"], code), parent)
        return f"「{name_of(place.node)}」を{to}へ移しました"

    return alter(session, actor, slug, based_on, change)


def remove(session: Session, actor: Actor, slug: str, code: str, based_on: int) -> str | None:
    """Take a node away with all below it, and the edges of this plan that lead to them.

    Raises:
        Forbidden, NotFound, Invalid: as :func:`catalogue.editing.plans.alter`.
        Conflict: as there; or a case is linked to one of them, or the lineage of a newer plan names it.
    """

    def change(document: Document) -> str:
        gone = branch(_found(by_code(document["nodes"]), code).node)
        refuse_if_needed(session, slug, gone)
        node = take_out(document["nodes"], code)
        document["lineage"] = [edge for edge in document["lineage"] if edge["newer"] not in gone]
        below = f"と、その下の{len(gone) - 1}項目" if len(gone) > 1 else ""
        return f"「{name_of(node)}」{below}を消しました"

    return alter(session, actor, slug, based_on, change)


def codes_ever_used(session: Session, document: Mapping[str, Any]) -> set[str]:
    """Codes a new node of this plan cannot have: those it has, those that are public, and those that links wait for."""
    slug = document["slug"]
    public = session.exec(select(PlanNode.code).where(PlanNode.plan_slug == slug)).all()
    waiting = session.exec(select(LinkRecord.node_key).where(col(LinkRecord.node_key).startswith(f"{slug}:")))
    return {*by_code(document["nodes"]), *public, *(key.partition(":")[2] for key in waiting)}


def _suggested(session: Session, document: Document, parent: str | None, kind: Any) -> str:
    known = kind if kind in set(NodeKind) else NodeKind.MEASURE
    return free_code(codes_ever_used(session, document), parent, NodeKind(known))


def _found(known: Mapping[str, Place], code: str) -> Place:
    if code not in known:
        raise NotFound(NO_NODE)
    return known[code]


def _judged(raw: Mapping[str, Any], document: Document) -> Node:
    """The node by itself, so that what is wrong with it is said of its own fields."""
    if not raw.get("title") and not raw.get("heading"):
        raise Invalid(
            WRONG, [Problem("title", "計画に表題の印字がない項目には、当サイトの見出しを書いてください。")]
        )
    node = load(NodeSchema(), raw)
    if node["source"] not in {paper["key"] for paper in document["sources"]}:
        raise Invalid(WRONG, [Problem("source", "出典にする資料を選んでください。")])
    return node


def _must_be_free(known: Mapping[str, Place], code: str) -> None:
    """A code that is public though the document no longer has it may come back: it is an address people know."""
    if code in NOT_A_CODE:
        raise Invalid(WRONG, [Problem("code", "この名前は、ほかの用途で使っています。")])
    if code in known:
        reason = f"このコードは「{name_of(known[code].node)}」が使っています。ほかのコードにしてください。"
        raise Invalid(WRONG, [Problem("code", reason)])


def _must_be_unknown(session: Session, slug: str, code: str) -> None:
    if session.get(PlanNode, f"{slug}:{code}"):
        reason = "公開した項目のコードは、ページのアドレスになっているため変えられません。"
        raise Invalid(WRONG, [Problem("code", reason)])
    if needs := list(needed_by(session, slug, [code])):
        raise Conflict("このコードには、ほかから関連付けや系譜があるため、変えられません。", needs)


def _rename_in_lineage(document: Document, old: str, new: str) -> None:
    for edge in document["lineage"]:
        if edge["newer"] == old:
            edge["newer"] = new


def _said(before: Node, after: Node, name: str) -> str:
    """What a reader of the history wants to know first: whether it is called otherwise now."""
    if name_of(after) != name:
        return f"「{name}」の名称を「{name_of(after)}」に変えました"
    if before["priority"] != after["priority"]:
        return f"「{name}」を重点に{'しました' if after['priority'] else 'することをやめました'}"
    return f"「{name}」を直しました"
