"""Facets in words: the values a reader can choose from, with their names, counts and order."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.vocabulary import CIRCLED, NodeKind, Status
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
}
_ON_THE_PAGE = ("theme", "node", "category", "prefecture", "status")
# A field or principle says little about a case; what staff draft against are visions, issues and measures.
_NODES_TO_CHOOSE = {
    NodeKind.VISION_GROUP,
    NodeKind.VISION,
    NodeKind.ISSUE,
    NodeKind.DIRECTION,
    NodeKind.MEASURE,
}


class Names:
    """The names of every value of every facet, in the order they are shown."""

    def __init__(self, session: Session) -> None:
        """Read once per page; every table here is small but that of municipalities, read by need."""
        self._session = session
        self._named: dict[str, dict[str, str]] = {
            "theme": {
                row.slug: _theme(row) for row in session.exec(select(Theme).order_by(col(Theme.position)))
            },
            "category": {
                row.slug: row.name for row in session.exec(select(Category).order_by(col(Category.position)))
            },
            "status": {status.value: status.label for status in Status},
            "node": {},
        }
        self.depths: dict[str, int] = {}
        self._read_nodes()

    def _read_nodes(self) -> None:
        query = (
            select(PlanNode, Plan)
            .join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
            .order_by(col(Plan.position).desc(), col(PlanNode.position))
        )
        for node, plan in self._session.exec(query):
            label = f"{node.label} " if node.label else ""
            self._named["node"][node.key] = f"{plan.short_title}　{label}{node.name}"
            self.depths[node.key] = node.depth
            if node.kind not in _NODES_TO_CHOOSE:
                self.depths.pop(node.key)

    def of(self, facet: str) -> Mapping[str, str]:
        """Value to name, in order."""
        if facet in ("prefecture", "municipality") and facet not in self._named:
            prefectures = Municipality.code == Municipality.prefecture_code
            query = select(Municipality).order_by(Municipality.code)
            rows = self._session.exec(query.where(prefectures) if facet == "prefecture" else query)
            self._named[facet] = {row.code: row.place for row in rows}
        return self._named[facet]


def _theme(theme: Theme) -> str:
    return f"{CIRCLED[theme.number]} {theme.name}" if theme.number else theme.name


def groups(names: Names, counts: Counts, chosen: Chosen) -> list[Row]:
    """The facets of the search page; a value shows if it would find something or is chosen."""
    return [
        _group(facet, names, counts.get(facet, {}), chosen.get(facet, frozenset())) for facet in _ON_THE_PAGE
    ]


def _group(facet: str, names: Names, counts: Mapping[str, int], chosen: frozenset[str]) -> Row:
    values: list[Row] = [
        {
            "value": value,
            "label": name,
            "count": counts.get(value, 0),
            "chosen": value in chosen,
            "depth": names.depths.get(value, 0) if facet == "node" else 0,
        }
        for value, name in names.of(facet).items()
        if (counts.get(value) or value in chosen)
        and (facet != "node" or value in names.depths or value in chosen)
    ]
    if facet != "node":
        values.sort(key=lambda value: -value["count"])
    return {
        "name": facet,
        "label": LABELS[facet],
        "chosen_count": len(chosen),
        "values": values[:SHOWN],
        "more": values[SHOWN:],
    }
