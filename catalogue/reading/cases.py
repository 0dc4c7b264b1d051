"""One case, and what stands around it."""

import difflib
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.errors import NotFound
from catalogue.domain.reach import Way
from catalogue.models import Case, CasePage, Plan, PlanNode, Reach

Page = dict[str, Any]

NOT_HERE = "お探しの事例は見つかりませんでした。"
_NEAR_ENOUGH = 0.4


def page(session: Session, slug: str) -> Page:
    """All that is shown of a case.

    Raises:
        NotFound: there is no such public case.
    """
    row = session.get(CasePage, slug)
    if row is None:
        raise NotFound(NOT_HERE)
    return row.data


def lineage_links(session: Session, slug: str) -> list[Page]:
    """Nodes of other plans the case is found from although nobody linked it there: key, names, and ``way``, the
    sentence that says how they are joined."""
    query = (
        select(Reach, PlanNode, Plan)
        .join(PlanNode, col(PlanNode.key) == col(Reach.node_key))
        .join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
        .where(Reach.case_slug == slug, Reach.way == Way.LINEAGE.value, PlanNode.kind == "measure")
        .order_by(col(Plan.position), col(PlanNode.position))
    )
    linked = _linked_nodes(session, slug)
    rows = [row for row in session.exec(query).all() if row[0].node_key not in linked]
    return [
        {
            "key": node.key,
            "plan": plan.slug,
            "code": node.code,
            "label": node.label,
            "name": node.name,
            "plan_title": plan.short_title,
            "way": f"{linked_name(linked, reach.link_key)}への関連付けから、計画の改訂をたどってつながります。",
        }
        for reach, node, plan in rows
    ]


def _linked_nodes(session: Session, slug: str) -> dict[str, tuple[PlanNode, Plan]]:
    query = (
        select(PlanNode, Plan)
        .join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
        .join(Reach, col(Reach.node_key) == col(PlanNode.key))
        .where(Reach.case_slug == slug, Reach.way == Way.DIRECT.value)
    )
    return {node.key: (node, plan) for node, plan in session.exec(query).all()}


def linked_name(linked: Mapping[str, tuple[PlanNode, Plan]], key: str) -> str:
    """How a sentence names a linked node: 一部改訂計画(案)「…」."""
    node, plan = linked[key]
    return f"{plan.short_title}「{node.name}」"


def near_titles(session: Session, words: str, most: int = 3) -> list[Page]:
    """Cases whose address or title looks like ``words``: for somebody whose link was mistyped."""
    cases = session.exec(select(Case.slug, Case.title)).all()
    likeness = sorted(
        ((max(_likeness(words, slug), _likeness(words, title)), slug, title) for slug, title in cases),
        reverse=True,
    )
    return [{"slug": slug, "title": title} for near, slug, title in likeness[:most] if near >= _NEAR_ENOUGH]


def _likeness(words: str, name: str) -> float:
    words = words.lower()[:80]
    if len(words) > 1 and (words in name.lower() or name.lower() in words):
        return 1.0
    return difflib.SequenceMatcher(None, words, name.lower()).ratio()


def citation(page: Mapping[str, Any], address: str, site_name: str) -> str:
    """How to cite the page, with the date its content was checked."""
    return f"{site_name}「{page['title']}（{page['place']}）」、{page['checked']['text']}確認、{address}"
