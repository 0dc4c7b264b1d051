"""Plans as they are written: the list of them, one as an outline, its facts, and its history."""

from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.desk.plan_answers import based_on, done, form
from catalogue.domain.errors import CatalogueError, Conflict, Invalid
from catalogue.domain.roles import Permission
from catalogue.editing import plan_facts
from catalogue.editing import plans as editing
from catalogue.reading import desk_plans
from catalogue.reading.desk_plans import PlanAtDesk
from catalogue.schemas import plan_form

blueprint = Blueprint("plans", __name__)


@blueprint.get("/plans")
@needs(Permission.READ)
def index() -> str:
    """All plans, with what of each is not public yet."""
    return render_template("desk/plans/index.html", plans=desk_plans.plans(session()))


@blueprint.get("/plans/<slug>")
@needs(Permission.READ)
def show(slug: str) -> Response:
    """One plan as an outline, with all that can be done to its nodes."""
    return outline(slug)


def outline(slug: str, error: CatalogueError | None = None) -> Response:
    """The same; with ``error``, why the last act was not done."""
    at = desk_plans.plan(session(), slug)
    last = request.args.get("open", "")
    page = render_template(
        "desk/plans/show.html",
        at=at,
        changes=at.changes,
        tree=desk_plans.outline(session(), at),
        choices=desk_plans.choices(at.document["nodes"]),
        measure_places=desk_plans.measure_places(at.document["nodes"]),
        open=last,
        last_place=desk_plans.parent_of(at, last),
        refused=error,
    )
    return make_response(page, STATUS[type(error)] if error else 200)


def at_node(slug: str, code: str) -> str:
    """The address of a node in the outline, with its acts unfolded."""
    return url_for("desk.plans.show", slug=slug, open=code, _anchor=code)


@blueprint.get("/plans/new")
@needs(Permission.WRITE)
def new() -> Response:
    """The form for a plan that begins."""
    newest = next(iter(desk_plans.plans(session())), None)
    return _new_form({"standing": "策定中", "supersedes": newest.slug if newest else ""})


@blueprint.post("/plans/new")
@needs(Permission.WRITE)
def start() -> Response:
    """Begin it."""
    raw = plan_form.facts_of(request.form)
    try:
        with private_transaction() as writing:
            said = plan_facts.start(writing, actor(), raw)
    except Invalid as error:
        return _new_form(request.form.to_dict(), error)
    return done(said, url_for("desk.plans.show", slug=raw["slug"]))


def _new_form(typed: Any, error: CatalogueError | None = None) -> Response:
    return form("desk/plans/new.html", plan_form.FACTS, error, typed=typed, before=_before())


def _before(without: str = "") -> list[tuple[str, str]]:
    """The plans a plan may follow, as choices."""
    known = [each for each in desk_plans.plans(session()) if each.slug != without]
    return [("", "なし"), *((each.slug, each.document["title"]) for each in known)]


@blueprint.get("/plans/<slug>/edit")
@needs(Permission.WRITE)
def facts(slug: str) -> Response:
    """The form for what the plan says of itself, and the list of its papers."""
    at = desk_plans.plan(session(), slug)
    return _facts_form(at, plan_form.typed_of(at.document, plan_form.FACTS))


@blueprint.post("/plans/<slug>/edit")
@needs(Permission.WRITE)
def save_facts(slug: str) -> Response:
    """Save it."""
    raw = plan_form.facts_of(request.form)
    try:
        with private_transaction() as writing:
            said = plan_facts.set_facts(writing, actor(), slug, raw, based_on())
    except (Invalid, Conflict) as error:
        return _facts_form(desk_plans.plan(session(), slug), request.form.to_dict(), error)
    return done(said, url_for("desk.plans.show", slug=slug))


def _facts_form(at: PlanAtDesk, typed: Any, error: CatalogueError | None = None) -> Response:
    follows = _before(at.slug) if not at.document["lineage"] and at.public is None else []
    return form("desk/plans/facts.html", plan_form.FACTS, error, at=at, typed=typed, before=follows)


@blueprint.get("/plans/<slug>/history")
@needs(Permission.READ)
def history(slug: str) -> Response:
    """Every revision, with what was done."""
    return _history(slug)


def _history(slug: str, error: CatalogueError | None = None) -> Response:
    at = desk_plans.plan(session(), slug)
    rows = desk_plans.history(session(), slug)
    page = render_template("desk/plans/history.html", at=at, rows=rows, refused=error)
    return make_response(page, STATUS[type(error)] if error else 200)


@blueprint.post("/plans/<slug>/undo")
@needs(Permission.WRITE)
def undo(slug: str) -> Response:
    """Take the last change back."""
    try:
        return done(_restore(slug, based_on() - 1), url_for("desk.plans.show", slug=slug))
    except Conflict as error:
        return outline(slug, error)


@blueprint.post("/plans/<slug>/restore/<int:number>")
@needs(Permission.WRITE)
def restore(slug: str, number: int) -> Response:
    """Go back to an older revision, as a new one."""
    try:
        return done(_restore(slug, number), url_for("desk.plans.show", slug=slug))
    except (Conflict, Invalid) as error:
        return _history(slug, error)


def _restore(slug: str, number: int) -> str | None:
    with private_transaction() as writing:
        return editing.restore(writing, actor(), slug, number, based_on())
