"""What the first page counts and shows."""

from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.vocabulary import NodeKind
from catalogue.models import Case, Plan
from catalogue.reading import plans
from catalogue.reading.cards import cards

Row = dict[str, Any]


def newest_plan(session: Session) -> Plan | None:
    """The plan that is being written: the last in the line."""
    return session.exec(select(Plan).order_by(col(Plan.position).desc())).first()


def visions(session: Session) -> list[Row]:
    """The groups of 将来像 of the newest plan with their items and counts."""
    plan = newest_plan(session)
    return plans.tree(session, plan.slug, [NodeKind.VISION_GROUP]) if plan else []


def issues(session: Session) -> list[Row]:
    """The 課題 of the newest plan with counts."""
    plan = newest_plan(session)
    return plans.tree(session, plan.slug, [NodeKind.ISSUE]) if plan else []


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
