"""What is different between the public plan and the one being written, in words: the list shown before publishing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.plan_changes import Mark, NodeChange, PartChange
from catalogue.domain.plan_tree import by_code, name_of
from catalogue.domain.vocabulary import LineageKind, NodeKind
from catalogue.reading.desk_plans import PlanAtDesk
from catalogue.schemas import plan_form

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChangesInWords:
    """Rows of the list. A node has ``name``, ``under``, ``marks`` and ``fields`` (label, before, after); a fact is as a
    field; papers and edges have ``mark`` and ``words``."""

    count: int
    nodes: Sequence[Row]
    facts: Sequence[Row]
    sources: Sequence[Row]
    edges: Sequence[Row]


def in_words(at: PlanAtDesk, names_before: Mapping[str, str]) -> ChangesInWords:
    """Everything the public does not see yet; ``names_before`` are those of the nodes of the plan before, by code."""
    found = at.changes
    papers = {
        paper["key"]: paper["title"]
        for document in (at.public, at.document)
        if document
        for paper in document["sources"]
    }
    names = {
        code: name_of(place.node)
        for document in (at.public, at.document)
        if document
        for code, place in by_code(list(document["nodes"])).items()
    }
    return ChangesInWords(
        count=len(found),
        nodes=[_node(change, papers) for change in found.nodes],
        facts=[_field(plan_form.FACTS[each.name], each.before, each.after) for each in found.facts],
        sources=[_part(each, (each.after or each.before)["title"]) for each in found.sources],
        edges=[_part(each, _edge(each.after or each.before, names_before, names)) for each in found.edges],
    )


def names_before(older: PlanAtDesk | None) -> dict[str, str]:
    """The nodes of the plan before, by code."""
    nodes = list(older.document["nodes"]) if older else []
    return {code: name_of(place.node) for code, place in by_code(nodes).items()}


def _node(change: NodeChange, papers: Mapping[str, str]) -> Row:
    return {
        "code": change.code,
        "name": change.name,
        "under": change.under,
        "marks": change.marks,
        "gone": change.marks == (Mark.REMOVED,),
        "fields": [
            _field(
                plan_form.NODE[each.field],
                *(_value(each.field, v, papers) for v in (each.before, each.after)),
            )
            for each in change.fields
        ],
    }


def _field(label: str, before: Any, after: Any) -> Row:
    return {"label": label, "before": before or "なし", "after": after or "なし"}


def _value(field: str, value: Any, papers: Mapping[str, str]) -> str:
    if field == "kind":
        return NodeKind(value).label
    if field == "priority":
        return "重点" if value else ""
    if field == "source":
        return papers.get(value, value)
    return "\n".join(value) if isinstance(value, list) else value or ""


def _part(change: PartChange, words: str) -> Row:
    return {"mark": change.mark, "words": words}


def _edge(edge: Mapping[str, Any], then: Mapping[str, str], now: Mapping[str, str]) -> str:
    older = f"「{then.get(edge['older'], edge['older'])}」" if edge["older"] else "なし"
    newer = f"「{now.get(edge['newer'], edge['newer'])}」" if edge["newer"] else "なし"
    return f"{LineageKind(edge['kind']).label}：{older} → {newer}"
