"""The nodes of a plan being written: one form for all of them, and what moves them and takes them away."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.desk.plan_answers import based_on, done, form
from catalogue.desk.plans import at_node, outline
from catalogue.domain.errors import CatalogueError, Conflict, Invalid
from catalogue.domain.plan_tree import branch, free_code, likely_kind, name_of
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import NodeKind
from catalogue.editing import plan_nodes as editing
from catalogue.editing import plans
from catalogue.reading import desk_plans
from catalogue.reading.desk_plans import PlanAtDesk
from catalogue.schemas import plan_form

blueprint = Blueprint("plan_nodes", __name__)

KINDS = tuple((kind.value, kind.label) for kind in NodeKind)
STEPS = {"up": -1, "down": 1}


@blueprint.get("/plans/<slug>/nodes/new")
@needs(Permission.WRITE)
def new(slug: str) -> Response:
    """The form for a node below ``parent``, or after its neighbour ``after``; of the ``kind`` asked for, or the likely
    one."""
    at = desk_plans.plan(session(), slug)
    parent, after = _where(at)
    above = desk_plans.node(at, parent).node if parent else None
    siblings = above["children"] if above else at.document["nodes"]
    likely = likely_kind(above, [desk_plans.node(at, after).node] if after else siblings)
    kind = request.args.get("kind", likely, type=NodeKind)
    papers = [each["key"] for each in at.document["sources"]]
    near = [each["source"] for each in (*siblings, *([above] if above else []))]
    typed = {
        "kind": kind.value,
        "source": next(iter((*near, *papers)), ""),
        "code": free_code(editing.codes_ever_used(session(), at.document), parent, kind),
    }
    return _form(at, None, typed, place=(parent, after))


@blueprint.post("/plans/<slug>/nodes/new")
@needs(Permission.WRITE)
def add(slug: str) -> Response:
    """Add it."""
    parent, after = request.form.get("parent") or None, request.form.get("after") or None
    try:
        with private_transaction() as writing:
            raw = plan_form.node_of(request.form)
            code, said = editing.add(
                writing, actor(), slug, raw, parent=parent, after=after, based_on=based_on()
            )
    except (Invalid, Conflict) as error:
        at = desk_plans.plan(session(), slug)
        return _form(at, None, request.form.to_dict(), error, place=(parent, after))
    return done(said, at_node(slug, code))


@blueprint.get("/plans/<slug>/nodes/<code>")
@needs(Permission.WRITE)
def show(slug: str, code: str) -> Response:
    """One node, to be worded anew."""
    at = desk_plans.plan(session(), slug)
    return _form(at, code, plan_form.typed_of(desk_plans.node(at, code).node, plan_form.NODE))


@blueprint.post("/plans/<slug>/nodes/<code>")
@needs(Permission.WRITE)
def change(slug: str, code: str) -> Response:
    """Save it."""
    raw = plan_form.node_of(request.form)
    try:
        with private_transaction() as writing:
            said = editing.edit(writing, actor(), slug, code, raw, based_on())
    except (Invalid, Conflict) as error:
        return _form(desk_plans.plan(session(), slug), code, request.form.to_dict(), error)
    return done(said, at_node(slug, raw["code"] or code))


@blueprint.post("/plans/<slug>/nodes/<code>/move")
@needs(Permission.WRITE)
def move(slug: str, code: str) -> Response:
    """One step up or down (``step``), or below another node (``parent``; empty: to the top)."""
    step = STEPS.get(request.form.get("step", ""))
    try:
        with private_transaction() as writing:
            if step is not None:
                said = editing.move(writing, actor(), slug, code, step, based_on())
            else:
                to = request.form.get("parent") or None
                said = editing.hang(writing, actor(), slug, code, to, based_on())
    except (Invalid, Conflict) as error:
        return outline(slug, error)
    return done(said, at_node(slug, code))


@blueprint.get("/plans/<slug>/nodes/<code>/remove")
@needs(Permission.WRITE)
def ask_to_remove(slug: str, code: str) -> Response:
    """What removing it touches."""
    return _ask_to_remove(slug, code)


@blueprint.post("/plans/<slug>/nodes/<code>/remove")
@needs(Permission.WRITE)
def remove(slug: str, code: str) -> Response:
    """Remove it with all below it."""
    try:
        with private_transaction() as writing:
            said = editing.remove(writing, actor(), slug, code, based_on())
    except Conflict as error:
        return _ask_to_remove(slug, code, error)
    return done(said, url_for("desk.plans.show", slug=slug))


def _ask_to_remove(slug: str, code: str, error: CatalogueError | None = None) -> Response:
    at = desk_plans.plan(session(), slug)
    place = desk_plans.node(at, code)
    return form(
        "desk/plans/remove.html",
        plan_form.NODE,
        error,
        at=at,
        place=place,
        below=[name_of(desk_plans.node(at, each).node) for each in branch(place.node)[1:]],
        links=desk_plans.linked_below(session(), at, place),
        edges=[edge for edge in at.document["lineage"] if edge["newer"] in branch(place.node)],
        needed=list(plans.needed_by(session(), slug, branch(place.node))),
    )


def _where(at: PlanAtDesk) -> tuple[str | None, str | None]:
    after = request.args.get("after") or None
    parent = desk_plans.node(at, after).parent if after else request.args.get("parent") or None
    return parent, after


def _form(
    at: PlanAtDesk,
    code: str | None,
    typed: Mapping[str, Any],
    error: CatalogueError | None = None,
    place: tuple[str | None, str | None] = (None, None),
) -> Response:
    known = dict(desk_plans.choices(at.document["nodes"]))
    return form(
        "desk/plans/node.html",
        plan_form.NODE,
        error,
        at=at,
        code=code,
        typed=typed,
        parent=place[0],
        after=place[1],
        above=known.get(place[0] or "", "").strip(),
        name=known.get(code or "", "").strip(),
        kinds=KINDS,
        papers=[(each["key"], each["title"]) for each in at.document["sources"]],
        theirs=_theirs(at, code, typed) if isinstance(error, Conflict) else [],
    )


def _theirs(at: PlanAtDesk, code: str | None, typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Fields in which what is saved now differs from what was typed: their names and what is saved."""
    if code not in dict(desk_plans.choices(at.document["nodes"])):
        return []
    saved = plan_form.typed_of(desk_plans.node(at, code or "").node, plan_form.NODE)
    return [
        (plan_form.NODE[name], saved[name])
        for name in ("label", "title", "subtitle", "heading", "text")
        if saved[name] != str(typed.get(name, "")).replace("\r\n", "\n").strip()
    ]
