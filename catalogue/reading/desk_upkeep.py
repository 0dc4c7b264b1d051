"""What the catalogue lacks, for whoever has time to mend it: what is old, what is not known, what no case was found
for, and what readers looked for in vain. Each list is whole and the most urgent comes first."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from catalogue.domain.case_in_words import labelled
from catalogue.domain.clock import day_in_words
from catalogue.domain.freshness import is_old
from catalogue.domain.vocabulary import NodeKind
from catalogue.domain.wareki import show_text
from catalogue.models import Case, CasePage, Dossier, LinkRecord, PlanNode, Reach, Revision, UnfoundWord
from catalogue.models.finding import PLAN, is_newest
from catalogue.schemas.plan import walk

Row = dict[str, Any]

IN_FORCE = "現行"
# What a case can be found for. Fields, directions and groups hold these and are reached through them.
_LEAVES = {NodeKind.MEASURE, NodeKind.VISION, NodeKind.ISSUE, NodeKind.PRINCIPLE}


def stale(session: Session, today: date) -> list[Row]:
    """Public cases that nobody has checked for more than twelve months, the oldest first."""
    query = select(Case.slug, Case.title, Case.checked_on).order_by(col(Case.checked_on), col(Case.slug))
    return [
        {"slug": slug, "title": title, "note": f"最後の確認は{show_text(checked_on)}"}
        for slug, title, checked_on in session.exec(query)
        if is_old(checked_on, today)
    ]


def incomplete(session: Session) -> list[Row]:
    """Public cases of which something is not known, those of which least is known first."""
    measured = col(CasePage.data)["completeness"].as_json()
    query = select_columns(col(Case.slug), col(Case.title), measured).join(
        CasePage, col(CasePage.case_slug) == col(Case.slug)
    )
    rows = [
        {
            "slug": slug,
            "title": title,
            "percent": found["percent"],
            "note": f"{found['percent']}％　ないもの：{'、'.join(found['missing'])}",
        }
        for slug, title, found in session.execute(query)
        if found["missing"]
    ]
    return sorted(rows, key=lambda row: (row["percent"], row["slug"]))


def gaps(session: Session) -> list[Row]:
    """What no case speaks to, in the plan that is being written and in the one in force; public or not."""
    known = _nodes_with_cases(session)
    public = set(session.exec(select(PlanNode.key)))
    return [
        {
            "plan": plan["slug"],
            "code": node["code"],
            "public": f"{plan['slug']}:{node['code']}" in public,
            "title": labelled(node["label"], node["title"] or node["heading"]),
            "note": f"{plan['short_title']}・{NodeKind(node['kind']).label}",
        }
        for plan in _plans_at_work(session)
        for node in _leaves(plan)
        if f"{plan['slug']}:{node['code']}" not in known
    ]


def _nodes_with_cases(session: Session) -> Collection[str]:
    """Those a public case is found from, and those a case waits for."""
    linked = session.exec(select(LinkRecord.node_key).distinct())
    return {*session.exec(select(Reach.node_key).distinct()), *linked}


def _plans_at_work(session: Session) -> Iterator[Row]:
    """As they were saved last: the end of the line of plans, which is being written, then the one in force."""
    query = select(Revision.document).join(Dossier, col(Dossier.id) == col(Revision.dossier_id))
    plans: list[Row] = [*session.exec(query.where(Dossier.kind == PLAN, is_newest()))]
    followed = {plan["supersedes"] for plan in plans}
    yield from (plan for plan in plans if plan["slug"] not in followed)
    yield from (plan for plan in plans if plan["slug"] in followed and plan["standing"] == IN_FORCE)


def _leaves(plan: Row) -> Iterator[Row]:
    return (node for node in walk(plan["nodes"]) if node["kind"] in _LEAVES)


def unfound(session: Session) -> list[Row]:
    """Words that readers asked for and no case contains, the most asked first."""
    order = (col(UnfoundWord.count).desc(), col(UnfoundWord.last_on).desc(), UnfoundWord.word)
    return [
        {
            "word": row.word,
            "title": row.word,
            "note": f"{row.count}回、最後は{day_in_words(date.fromisoformat(row.last_on))}",
        }
        for row in session.exec(select(UnfoundWord).order_by(*order))
    ]
