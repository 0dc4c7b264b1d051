"""The column beside the cases: what the catalogue can say of Ome in the same rows.

It is a compilation, not a case and not the city's word: dated figures, the plans' own words for what the cases are
linked to, and a list to check. Of what Ome itself does the catalogue holds nothing, and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain import wareki
from catalogue.domain.comparison import LETTERS, RowKey
from catalogue.domain.likeness import OME, RULES
from catalogue.domain.vocabulary import UNCONFIRMED, NodeKind
from catalogue.models import Municipality, Plan, PlanNode
from catalogue.reading.comparison import line, source_line
from catalogue.reading.comparison_conditions import SIZES, checklist
from catalogue.reading.municipalities import profile_of

Page = Mapping[str, Any]
Line = dict[str, Any]
Row = dict[str, Any]

HEADING = "青梅市"
WHAT_IT_IS = "このカタログの整理です。事例ではなく、市の公式見解でもありません。"
NOT_HELD = "青梅市の取組そのものは、このカタログに登録していません。"
NOT_FOR_OME = "事例の情報についての評価なので、青梅市の欄はありません。"
NO_ISSUES = "これらの事例に、計画の課題との関連付けはありません。"
NO_LINKS = "これらの事例に、計画との関連付けはありません。"
ISSUES = "事例が関わる課題（計画の言葉）"
BASIS = "近さを見るもとにした数値"

_BASIS = tuple(rule.indicator.label for rule in RULES if rule.indicator.label not in SIZES)


def facts_of_ome(session: Session) -> Row:
    """What every comparison can say of Ome: ``place``, ``figures``, and of each node of a plan its ``order``, ``plan``,
    and ``source``."""
    place = session.get(Municipality, OME)
    profile = profile_of(session, OME)
    return {
        "place": place.place if place else HEADING,
        "figures": {row["name"]: row for row in profile["figures"]} if profile else {},
        "nodes": _nodes(session),
    }


def _nodes(session: Session) -> dict[str, Row]:
    query = select(PlanNode, Plan).join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
    return {
        node.key: {
            "order": (-plan.position, node.position),
            "source": next(source for source in plan.sources if source["key"] == node.source_key)
            | {"plan": plan.slug},
        }
        for node, plan in session.exec(query)
    }


def ome_column(pages: Sequence[Page], facts: Row) -> Row:
    """``cells`` by the keys of rows, as those of a case, and ``sources``, the numbered list their ``refs`` point into;
    ``name``, ``code`` and ``about`` say whose column it is, ``letters`` are what it calls the cases.

    A row without a cell is one of which nothing is known. A line is ``soft`` where it only explains, ``check`` where it
    is to be ticked.
    """
    sources = _Sources()
    lines = {
        RowKey.PLACE: [line(facts["place"]), *_figures(SIZES, facts, sources)],
        RowKey.LIKENESS: [line(BASIS), *_figures(_BASIS, facts, sources)],
        RowKey.BACKGROUND: list(_issues(pages, facts, sources)),
        RowKey.EVIDENCE: [line(NOT_FOR_OME, soft=True)],
        RowKey.LINKS: list(_links(pages, facts, sources)),
        RowKey.CONDITIONS: checklist(pages),
    }
    lines[RowKey.SOURCES] = [source_line(source) for source in sources.rows]
    cells = {key.value: {"lines": each, "missing": not each} for key, each in lines.items()}
    cells[RowKey.ACTIVITIES.value] = {"lines": [line(NOT_HELD, soft=True)], "missing": True}
    about = {"name": HEADING, "code": OME, "about": WHAT_IT_IS, "letters": LETTERS}
    return about | {"cells": cells, "sources": sources.rows}


class _Sources:
    """The numbers of sources in the order they are named."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.rows: list[Row] = []

    def number(self, source: Row) -> int:
        """One number for a paper, by whatever way it is named."""
        key = source["title"], source["publisher"]
        if key not in self._numbers:
            self._numbers[key] = len(self.rows) + 1
            date = source.get("date")
            self.rows.append(
                {
                    "date": date,
                    "number": self._numbers[key],
                    "title": source["title"],
                    "publisher": source["publisher"],
                    "date_text": wareki.show_text(date) if date else None,
                    "url": source["url"],
                    "plan": source.get("plan"),
                }
            )
        return self._numbers[key]


def _figures(wanted: Sequence[str], facts: Row, sources: _Sources) -> Iterable[Line]:
    for name in wanted:
        if figure := facts["figures"].get(name):
            text = f"{name} {figure['text']}（{figure['as_of_text']}）"
            yield line(text, [sources.number(figure["source"])])
        else:
            yield line(name, mark=UNCONFIRMED)


def _issues(pages: Sequence[Page], facts: Row, sources: _Sources) -> Iterable[Line]:
    found = [node for node in _linked(pages, facts) if node["link"]["kind"] == NodeKind.ISSUE]
    if not found:
        yield line(NO_ISSUES, soft=True)
        return
    yield line(ISSUES, _numbers(found, sources), soft=True)
    for node in found:
        yield _node_line(node, f"「{node['link']['name']}」")
        yield from (line(text, soft=True) for text in node["link"]["text"] or ())


def _links(pages: Sequence[Page], facts: Row, sources: _Sources) -> Iterable[Line]:
    linked = _linked(pages, facts)
    if not linked:
        yield line(NO_LINKS, soft=True)
    for plan, group in groupby(linked, key=lambda node: str(node["link"]["plan_title"])):
        nodes = list(group)
        yield line(plan, _numbers(nodes, sources), soft=True)
        for node in nodes:
            yield _node_line(node, f"{node['link']['mark']} {node['link']['name']}")


def _numbers(nodes: Sequence[Row], sources: _Sources) -> list[int]:
    """Where the names of the nodes are printed."""
    return sorted({sources.number(node["source"]) for node in nodes if node["source"]})


def _node_line(node: Row, words: str) -> Line:
    return line(f"{words}（{node['by']}）", node=node["link"])


def _linked(pages: Sequence[Page], facts: Row) -> list[Row]:
    """Every node any of the cases is linked to, once, in the order of the plans, the newest plan first."""
    by: dict[str, list[str]] = {}
    links: dict[str, Row] = {}
    for letter, page in zip(LETTERS, pages, strict=False):
        for link in page["links"]:
            by.setdefault(link["key"], []).append(letter)
            links.setdefault(link["key"], link)
    return [
        {"link": links[key], "by": "・".join(by[key]), "source": facts["nodes"].get(key, {}).get("source")}
        for key in sorted(by, key=lambda key: facts["nodes"].get(key, {}).get("order", (1, 0)))
    ]
