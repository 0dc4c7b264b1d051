"""Publishing a plan: what that will change, and the act."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import kit, session, transaction
from catalogue.desk.guard import actor, needs
from catalogue.desk.plan_answers import based_on, form
from catalogue.domain.errors import CatalogueError, Conflict, Forbidden, Invalid
from catalogue.domain.roles import Permission
from catalogue.editing import plan_publishing as editing
from catalogue.editing import plans
from catalogue.reading import desk_plan_changes, desk_plan_lineage, desk_plans
from catalogue.schemas import plan_form

blueprint = Blueprint("plan_publishing", __name__)


@blueprint.get("/plans/<slug>/publish")
@needs(Permission.READ)
def show(slug: str) -> Response:
    """What the public will see otherwise."""
    return _page(slug, {})


@blueprint.post("/plans/<slug>/publish")
@needs(Permission.APPROVE)
def publish(slug: str) -> Response:
    """Publish what was shown; the cases and the index follow."""
    try:
        noted = plans.load(plan_form.DecisionForm(), plan_form.decision_of(request.form))
        with transaction() as writing:
            revision = editing.publish(
                writing, actor(), slug, based_on(), approve_own=kit().settings.approve_own, **noted
            )
            said = f"計画「{revision.document['short_title']}」の第{revision.number}版を公開しました。"
    except (Invalid, Conflict, Forbidden) as error:
        return _page(slug, request.form.to_dict(), error)
    flash(said)
    return redirect(url_for("desk.plans.show", slug=slug), 303)


def _page(slug: str, typed: Any, error: CatalogueError | None = None) -> Response:
    at = desk_plans.plan(session(), slug)
    lineage = desk_plan_lineage.lineage(session(), at)
    names = desk_plan_changes.names_before(lineage.older if lineage else None)
    dossier, revision = plans.newest(session(), slug)
    stale = at.public is not None and at.public["introduction"] == at.document["introduction"]
    obstacles = editing.obstacles(session(), dossier, at.document)
    return form(
        "desk/plans/publish.html",
        plan_form.DECISION,
        error,
        at=at,
        typed=typed,
        changes=desk_plan_changes.in_words(at, names),
        effects=[] if obstacles else editing.effects(session(), at.document),
        obstacles=obstacles,
        same_introduction=stale and bool(at.changes.nodes),
        may_publish=editing.may_publish(actor(), revision, kit().settings.approve_own),
        own=editing.OWN,
    )
