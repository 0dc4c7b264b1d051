"""What the first page counts and shows."""

from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.vocabulary import NodeKind
from catalogue.models import Case, Plan, PlanNode
from catalogue.reading import plans
from catalogue.reading.cards import cards

Row = dict[str, Any]


def plan_with_visions(session: Session) -> Plan | None:
    """The last plan in the line that says what Ome shall be like; one that has just been begun does not yet."""
    visions = select(PlanNode.plan_slug).where(PlanNode.kind == NodeKind.VISION_GROUP.value)
    query = select(Plan).where(col(Plan.slug).in_(visions)).order_by(col(Plan.position).desc())
    return session.exec(query).first()


def branches(session: Session, plan: Plan) -> dict[NodeKind, list[Row]]:
    """The groups of 将来像 of a plan with their items, and its 課題, all with counts."""
    kinds = (NodeKind.VISION_GROUP, NodeKind.ISSUE)
    roots = plans.tree(session, plan.slug, kinds)
    return {kind: [root for root in roots if root["kind"] == kind] for kind in kinds}


def newest_cards(session: Session, most: int = 3) -> list[Row]:
    """Cards of the cases checked last; among equals those that began last."""
    slugs = session.exec(
        select(Case.slug)
        .order_by(col(Case.checked_on).desc(), col(Case.started_year).desc().nulls_last(), Case.slug)
        .limit(most)
    ).all()
    return cards(session, slugs)


def last_check(session: Session) -> str | None:
    """The latest date at which any case was checked, as stored."""
    return session.exec(select(Case.checked_on).order_by(col(Case.checked_on).desc())).first()
