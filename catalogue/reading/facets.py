"""Facets in words: the values a reader can choose from, with their names, counts and order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.case_in_words import labelled
from catalogue.domain.completeness import Fullness
from catalogue.domain.evidence import Evidence
from catalogue.domain.likeness import Grade
from catalogue.domain.vocabulary import CIRCLED, FundingKind, Method, Named, NodeKind, Status
from catalogue.models import Category, Municipality, Plan, PlanNode, Theme

Row = dict[str, Any]
Counts = Mapping[str, Mapping[str, int]]
Chosen = Mapping[str, frozenset[str]]

SHOWN = 5
LABELS = {
    "theme": "テーマ",
    "node": "青梅市の施策・将来像",
    "prefecture": "都道府県",
    "municipality": "自治体",
    "status": "状況",
    "category": "分類",
    "likeness": "青梅市との近さ",
    "method": "手法",
    "funding": "財源",
    "evidence": "根拠の強さ",
    "completeness": "情報のそろい具合",
}
# The most useful first.
_ON_THE_PAGE = (
    "theme",
    "node",
    "likeness",
    "prefecture",
    "status",
    "evidence",
    "funding",
    "method",
    "category",
    "completeness",
)
# A field or a principle says little about a case: what staff draft against are these, the second row within the first.
_NODES_ABOVE = {NodeKind.VISION_GROUP, NodeKind.ISSUE, NodeKind.DIRECTION}
_NODES_BELOW = {NodeKind.VISION, NodeKind.MEASURE}


@dataclass(frozen=True, slots=True)
class Name:
    """How a value is called: ``full`` by itself, ``short`` in its list, where it stands at ``depth``. ``offered``
    is false for what an address may choose but the list leaves out."""

    full: str
    short: str
    depth: int = 0
    offered: bool = True


class Names:
    """The names of every value of every facet, in the order they are shown; each facet is asked for when needed."""

    def __init__(self, ask: Callable[[str], Mapping[str, Name]]) -> None:
        """``ask`` gives the names of one facet, value to name: :func:`names_of`, or what remembers it."""
        self.of = ask

    def label(self, facet: str, value: str) -> str:
        """How a chip calls a value; a value nobody knows is called as it was typed."""
        name = self.of(facet).get(value)
        return f"{LABELS[facet]}：{name.full if name else value}"

    def in_codes(self, chosen: Chosen) -> Chosen:
        """The same choice, with prefectures that an address names (群馬県) turned into their codes."""
        if "prefecture" not in chosen:
            return chosen
        codes = {name.full: code for code, name in self.of("prefecture").items()}
        return {**chosen, "prefecture": frozenset(codes.get(value, value) for value in chosen["prefecture"])}


def _themes(session: Session) -> dict[str, Name]:
    rows = session.exec(select(Theme).order_by(col(Theme.position)))
    return {row.slug: _plain(f"{CIRCLED[row.number]} {row.name}" if row.number else row.name) for row in rows}


def _categories(session: Session) -> dict[str, Name]:
    rows = session.exec(select(Category).order_by(col(Category.position)))
    return {row.slug: _plain(row.name) for row in rows}


def _prefectures(session: Session) -> dict[str, Name]:
    query = select(Municipality).where(Municipality.code == Municipality.prefecture_code)
    return {row.code: _plain(row.name) for row in session.exec(query.order_by(Municipality.code))}


def _municipalities(session: Session) -> dict[str, Name]:
    rows = session.exec(select(Municipality).order_by(Municipality.code))
    return {row.code: _plain(row.place) for row in rows}


def _words(words: type[Named]) -> Callable[[Session], dict[str, Name]]:
    """A reader for a closed list, which needs no database."""
    return lambda _session: {word.value: _plain(word.label) for word in words}


def _grades(_session: Session) -> dict[str, Name]:
    return {grade.value: _plain(f"{grade.value} {grade.label}") for grade in reversed(Evidence)}


def _nodes(session: Session) -> dict[str, Name]:
    """The newest plan first; what stands within something else leaves the plan's name to it."""
    query = (
        select(PlanNode, Plan)
        .join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
        .order_by(col(Plan.position).desc(), col(PlanNode.position))
    )
    return {node.key: _node(node, plan) for node, plan in session.exec(query)}


def _node(node: PlanNode, plan: Plan) -> Name:
    own = labelled(node.label, node.name)
    full = f"{plan.short_title}　{own}"
    if node.kind in _NODES_BELOW:
        return Name(full, own, depth=1)
    return Name(full, full, offered=node.kind in _NODES_ABOVE)


def _plain(name: str) -> Name:
    return Name(name, name)


_READERS = {
    "theme": _themes,
    "category": _categories,
    "node": _nodes,
    "prefecture": _prefectures,
    "municipality": _municipalities,
    "likeness": _words(Grade),
    "status": _words(Status),
    "method": _words(Method),
    "funding": _words(FundingKind),
    "evidence": _grades,
    "completeness": _words(Fullness),
}


def names_of(session: Session, facet: str) -> Mapping[str, Name]:
    """Value to name."""
    return _READERS[facet](session)


_IN_THEIR_OWN_ORDER = {"node", "likeness", "evidence", "completeness"}


def groups(names: Names, counts: Counts, chosen: Chosen) -> list[Row]:
    """The facets of the search page; a value shows if it would find something or is chosen."""
    return [
        _group(facet, names.of(facet), counts.get(facet, {}), chosen.get(facet, frozenset()))
        for facet in _ON_THE_PAGE
    ]


def _group(facet: str, names: Mapping[str, Name], counts: Mapping[str, int], chosen: frozenset[str]) -> Row:
    values: list[Row] = [
        {
            "value": value,
            "label": name.short,
            "count": counts.get(value, 0),
            "chosen": value in chosen,
            "depth": name.depth,
        }
        for value, name in names.items()
        if value in chosen or (name.offered and counts.get(value))
    ]
    if facet not in _IN_THEIR_OWN_ORDER:
        values.sort(key=lambda value: -value["count"])
    return {
        "name": facet,
        "label": LABELS[facet],
        "chosen_count": len(chosen),
        "values": values[:SHOWN],
        "more": values[SHOWN:],
    }
