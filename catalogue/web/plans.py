"""Ome's plans: the tree, one node, and what changed from plan to plan."""

from flask import Blueprint, render_template

from catalogue.context import kit, session
from catalogue.models import Plan
from catalogue.reading import lineage, plans
from catalogue.reading.candidates import candidates

blueprint = Blueprint("plans", __name__, url_prefix="/plans")


@blueprint.get("")
def index() -> str:
    """All plans."""
    return render_template("web/plans/index.html", plans=plans.plan_rows(session()))


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
        older=_older(found),
        sources={source["key"]: source for source in found.sources},
    )


@blueprint.get("/<plan>/changes")
def changes(plan: str) -> str:
    """The comparison table with the plan it replaced."""
    found = plans.plan(session(), plan)
    older = _older(found)
    return render_template(
        "web/plans/changes.html",
        plan=found,
        older=older,
        rows=lineage.changes(session(), found) if older else [],
        sources={source["key"]: source for source in found.sources},
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
