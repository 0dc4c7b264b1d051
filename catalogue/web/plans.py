"""Ome's plans: the tree, one node, and what changed from plan to plan."""

from flask import Blueprint, render_template, request

from catalogue.context import kit, session
from catalogue.exports import changes as files
from catalogue.exports import changes_sheets
from catalogue.exports.brief import Brief
from catalogue.exports.changes import Changes
from catalogue.exports.sheets import Use, Workbook
from catalogue.models import Plan
from catalogue.reading import lineage, plans
from catalogue.reading.candidates import candidates
from catalogue.schemas.paper import paper_of
from catalogue.web.plots import plan_heads, plan_section
from catalogue.web.references import address_of

blueprint = Blueprint("plans", __name__, url_prefix="/plans")


@blueprint.get("")
def index() -> str:
    """All plans."""
    rows = plans.plan_rows(session())
    return render_template(
        "web/plans/index.html", plans=rows, heads={row["slug"]: plan_heads(row["slug"]) for row in rows}
    )


@blueprint.get("/<plan>")
def show(plan: str) -> str:
    """One plan as an outline with counts."""
    found = plans.plan(session(), plan)
    tree = plans.tree(session(), plan)
    return render_template(
        "web/plans/show.html",
        plan=found,
        plans=plans.all_plans(session()),
        tree=tree,
        glance=plan_section(plan, tree),
        older=_older(found),
        sources={source["key"]: source for source in found.sources},
    )


@blueprint.get("/<plan>/changes")
def changes(plan: str) -> str:
    """The comparison table with the plan it replaced."""
    table = _changes(plan)
    return render_template(
        "web/plans/changes.html",
        plan=table.newer,
        older=table.older,
        rows=table.rows,
        heads=table.heads,
        title=table.title,
        nothing=table.nothing,
        remarks=table.remarks,
        sources=table.sources,
        paper=paper_of(request.args),
    )


def changes_brief(plan: str) -> Brief:
    """The same as a document."""
    return files.brief(_changes(plan), address_of)


def changes_workbook(use: Use, plan: str) -> Workbook:
    """The same as sheets."""
    return changes_sheets.workbook(_changes(plan), use)


def _changes(plan: str) -> Changes:
    found = plans.plan(session(), plan)
    older = _older(found)
    return Changes(
        newer=found.model_dump(),
        older=older.model_dump() if older else None,
        rows=tuple(lineage.changes(session(), found)) if older else (),
    )


@blueprint.get("/<plan>/<code>")
def node(plan: str, code: str) -> str:
    """One node: its wording, its lineage, and the cases that speak to it."""
    found = plans.node(session(), plan, code)
    cases = plans.cases_of(session(), found)
    came_from, became = lineage.of_node(session(), found)
    known = {card["slug"] for group in cases.values() for card in group}
    whole = plans.plan(session(), plan)
    return render_template(
        "web/plans/node.html",
        plan=whole,
        node=plans.node_row(found) | {"count": len(known)},
        source=next(source for source in whole.sources if source["key"] == found.source_key),
        **plans.around(session(), found),
        came_from=came_from,
        became=became,
        direct=cases["direct"],
        within=cases["within"],
        by_lineage=cases["lineage"],
        candidates=candidates(session(), kit().index, found, known),
    )


def _older(newer: Plan) -> Plan | None:
    return plans.plan(session(), newer.supersedes) if newer.supersedes else None
