"""What stands around a case that is not public yet, for the preview of its page."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.reach import Way
from catalogue.models import Plan, PlanNode, Reach
from catalogue.reading.cases import linked_name

Page = dict[str, Any]


def lineage_links(session: Session, reaches: Iterable[Reach]) -> list[Page]:
    """As :func:`catalogue.reading.cases.lineage_links`, from rows that nobody has written yet."""
    links = {reach.node_key: reach for reach in reaches if reach.way == Way.LINEAGE.value}
    linked = {reach.link_key for reach in reaches}
    query = (
        select(PlanNode, Plan)
        .join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
        .where(col(PlanNode.key).in_([*links, *linked]))
        .order_by(col(Plan.position), col(PlanNode.position))
    )
    found = {node.key: (node, plan) for node, plan in session.exec(query).all()}
    return [
        {
            "key": key,
            "plan": plan.slug,
            "code": node.code,
            "label": node.label,
            "name": node.name,
            "plan_title": plan.short_title,
            "way": f"{linked_name(found, links[key].link_key)}への関連付けから、計画の改訂をたどってつながります。",
        }
        for key, (node, plan) in found.items()
        if key in links and key not in linked and node.kind == "measure"
    ]
