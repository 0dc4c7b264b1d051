"""The papers a plan is quoted from."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.desk.plan_answers import based_on, done, form
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, NotFound
from catalogue.domain.roles import Permission
from catalogue.editing import plan_facts
from catalogue.reading import desk_plans
from catalogue.reading.desk_plans import PlanAtDesk
from catalogue.schemas import plan_form

blueprint = Blueprint("plan_sources", __name__)


@blueprint.get("/plans/<slug>/sources/new")
@needs(Permission.WRITE)
def new(slug: str) -> Response:
    """The form for one more paper."""
    return _form(desk_plans.plan(session(), slug), None, {"publisher": "青梅市"})


@blueprint.post("/plans/<slug>/sources/new")
@needs(Permission.WRITE)
def add(slug: str) -> Response:
    """Add it."""
    return _put(slug, None)


@blueprint.get("/plans/<slug>/sources/<key>")
@needs(Permission.WRITE)
def show(slug: str, key: str) -> Response:
    """One paper, to be changed."""
    at = desk_plans.plan(session(), slug)
    paper = next((each for each in at.document["sources"] if each["key"] == key), None)
    if paper is None:
        raise NotFound(plan_facts.NO_SOURCE)
    return _form(at, key, plan_form.typed_source(paper))


@blueprint.post("/plans/<slug>/sources/<key>")
@needs(Permission.WRITE)
def change(slug: str, key: str) -> Response:
    """Change it."""
    return _put(slug, key)


@blueprint.post("/plans/<slug>/sources/<key>/remove")
@needs(Permission.WRITE)
def remove(slug: str, key: str) -> Response:
    """Take it away, if nothing is quoted from it; the last change can be taken back."""
    try:
        with private_transaction() as writing:
            said = plan_facts.drop_source(writing, actor(), slug, key, based_on())
    except Conflict as error:
        at = desk_plans.plan(session(), slug)
        paper = next((each for each in at.document["sources"] if each["key"] == key), None)
        if paper is None:
            raise
        return _form(at, key, plan_form.typed_source(paper), error)
    return done(said, url_for("desk.plans.facts", slug=slug))


def _put(slug: str, key: str | None) -> Response:
    try:
        with private_transaction() as writing:
            raw = plan_form.source_of(request.form)
            said = plan_facts.put_source(writing, actor(), slug, key, raw, based_on())
    except (Invalid, Conflict) as error:
        return _form(desk_plans.plan(session(), slug), key, request.form.to_dict(), error)
    return done(said, url_for("desk.plans.facts", slug=slug))


def _form(at: PlanAtDesk, key: str | None, typed: Any, error: CatalogueError | None = None) -> Response:
    return form("desk/plans/source.html", plan_form.SOURCE, error, at=at, key=key, typed=typed)
