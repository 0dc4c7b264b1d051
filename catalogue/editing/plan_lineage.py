"""The lineage of a plan being written: what became of each node of the plan before. Each act is one revision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from catalogue.domain.errors import Invalid, NotFound, Problem
from catalogue.domain.plan_lineage import in_order, wrong_ends
from catalogue.domain.plan_tree import Node, by_code, name_of
from catalogue.domain.vocabulary import LineageKind
from catalogue.editing.acting import Actor
from catalogue.editing.plans import WRONG, Document, alter, load, newest
from catalogue.schemas.plan import LineageSchema

Edge = dict[str, Any]

NO_EDGE = "この系譜は、いまの原稿にありません。ほかの人が消したのかもしれません。"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form says: several nodes on one side of it are several edges. ``words`` are the paper's, ``reading`` is
    ours."""

    kind: str
    older: Sequence[str]
    newer: Sequence[str]
    words: Sequence[str]
    reading: str | None
    source: str


def put(
    session: Session, actor: Actor, slug: str, number: int | None, typed: Typed, based_on: int
) -> str | None:
    """Draw the edges that a form says; with ``number``, in place of that edge. Raises as
    :func:`catalogue.editing.plans.alter`."""

    def change(document: Document) -> str:
        edges, kept = _judged(document, typed), list(document["lineage"])
        if number is not None:
            del kept[_existing(kept, number)]
        _must_be_new(kept, edges)
        older = newest(session, document["supersedes"])[1].document["nodes"]
        document["lineage"] = in_order(
            [*kept, *edges], list(by_code(document["nodes"])), list(by_code(older))
        )
        verb = "書きました" if number is None else "直しました"
        return f"系譜（{LineageKind(typed.kind).label}：{_in_words(session, document, edges)}）を{verb}"

    return alter(session, actor, slug, based_on, change)


def drop(session: Session, actor: Actor, slug: str, number: int, based_on: int) -> str | None:
    """Take an edge away. Raises as :func:`catalogue.editing.plans.alter`."""

    def change(document: Document) -> str:
        edge = document["lineage"].pop(_existing(document["lineage"], number))
        return (
            f"系譜（{LineageKind(edge['kind']).label}：{_in_words(session, document, [edge])}）を消しました"
        )

    return alter(session, actor, slug, based_on, change)


def _existing(edges: Sequence[Edge], number: int) -> int:
    if not 0 <= number < len(edges):
        raise NotFound(NO_EDGE)
    return number


def _judged(document: Mapping[str, Any], typed: Typed) -> list[Edge]:
    """The edges, each judged by itself, so that what is wrong is said of the fields of the form."""
    if not document["supersedes"]:
        raise Invalid(WRONG, [Problem("", "系譜を書くには、前の計画が必要です。")])
    if typed.kind not in set(LineageKind):
        raise Invalid(WRONG, [Problem("kind", "どう変わったかを選んでください。")])
    if problems := list(wrong_ends(LineageKind(typed.kind), typed.older, typed.newer)):
        raise Invalid(WRONG, problems)
    if typed.source not in {paper["key"] for paper in document["sources"]}:
        raise Invalid(WRONG, [Problem("source", "出典にする資料を選んでください。")])
    said = {
        "kind": typed.kind,
        "words": [*typed.words] or None,
        "reading": typed.reading,
        "source": typed.source,
    }
    return [
        load(LineageSchema(), {"from": older, "to": newer} | said)
        for older in (typed.older or (None,))
        for newer in (typed.newer or (None,))
    ]


def _must_be_new(kept: Sequence[Edge], edges: Sequence[Edge]) -> None:
    drawn = {(edge["older"], edge["newer"]) for edge in kept}
    if any((edge["older"], edge["newer"]) in drawn for edge in edges):
        reason = "同じ組合せの系譜が、もうあります。一覧から選んで直してください。"
        raise Invalid(WRONG, [Problem("newer" if edges[0]["newer"] else "older", reason)])


def _in_words(session: Session, document: Mapping[str, Any], edges: Sequence[Edge]) -> str:
    """What stood there → what stands there now, by their names."""
    older = newest(session, document["supersedes"])[1].document["nodes"]
    return " → ".join(
        "・".join(names) or "なし"
        for names in (
            _names(older, [e["older"] for e in edges]),
            _names(document["nodes"], [e["newer"] for e in edges]),
        )
    )


def _names(nodes: list[Node], codes: Sequence[str | None]) -> list[str]:
    known = by_code(nodes)
    return [f"「{name_of(known[code].node)}」" for code in dict.fromkeys(codes) if code in known]
