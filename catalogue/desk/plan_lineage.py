"""The lineage of a plan being written: its edges, and the form that draws them."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.desk.plan_answers import based_on, done, form
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, NotFound
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import LineageKind
from catalogue.editing import plan_lineage as editing
from catalogue.reading import desk_plan_lineage, desk_plans
from catalogue.reading.desk_plans import PlanAtDesk
from catalogue.schemas import plan_form

blueprint = Blueprint("plan_lineage", __name__)

_MEANINGS = {
    LineageKind.UNCHANGED: "同じ項目のまま",
    LineageKind.RETITLED: "名称だけが変わった",
    LineageKind.REPLACED: "別の内容の項目に替わった",
    LineageKind.MERGED: "いくつかの項目が1つになった",
    LineageKind.SPLIT: "1つの項目がいくつかに分かれた",
    LineageKind.ADDED: "前の計画にはなかった",
    LineageKind.DROPPED: "この計画にはない",
}
KINDS = tuple((kind.value, f"{kind.label}（{_MEANINGS[kind]}）") for kind in LineageKind)


@blueprint.get("/plans/<slug>/lineage")
@needs(Permission.READ)
def index(slug: str) -> Response:
    """All edges, and the nodes without one."""
    return _index(slug)


def _index(slug: str, error: CatalogueError | None = None) -> Response:
    at = desk_plans.plan(session(), slug)
    lineage = desk_plan_lineage.lineage(session(), at)
    return form("desk/plans/lineage.html", plan_form.EDGE, error, at=at, lineage=lineage)


@blueprint.get("/plans/<slug>/lineage/new")
@needs(Permission.WRITE)
def new(slug: str) -> Response:
    """The form for an edge; ``older`` and ``newer`` choose its ends beforehand."""
    at = desk_plans.plan(session(), slug)
    typed = {"kind": "", "source": next(iter(each["key"] for each in at.document["sources"]), "")}
    return _form(at, None, typed, (request.args.getlist("older"), request.args.getlist("newer")))


@blueprint.post("/plans/<slug>/lineage/new")
@needs(Permission.WRITE)
def add(slug: str) -> Response:
    """Draw it."""
    return _put(slug, None)


@blueprint.get("/plans/<slug>/lineage/<int:number>")
@needs(Permission.WRITE)
def show(slug: str, number: int) -> Response:
    """One edge, to be changed."""
    at = desk_plans.plan(session(), slug)
    if number >= len(at.document["lineage"]):
        raise NotFound(editing.NO_EDGE)
    edge = at.document["lineage"][number]
    typed = plan_form.typed_of(edge, ("kind", "words", "reading", "source"))
    return _form(at, number, typed, tuple([edge[end]] if edge[end] else [] for end in ("older", "newer")))


@blueprint.post("/plans/<slug>/lineage/<int:number>")
@needs(Permission.WRITE)
def change(slug: str, number: int) -> Response:
    """Change it."""
    return _put(slug, number)


@blueprint.post("/plans/<slug>/lineage/<int:number>/remove")
@needs(Permission.WRITE)
def remove(slug: str, number: int) -> Response:
    """Take it away; the last change can be taken back."""
    try:
        with private_transaction() as writing:
            said = editing.drop(writing, actor(), slug, number, based_on())
    except Conflict as error:
        return _index(slug, error)
    return done(said, url_for("desk.plan_lineage.index", slug=slug))


def _put(slug: str, number: int | None) -> Response:
    typed = request.form
    wanted = editing.Typed(
        kind=typed.get("kind", ""),
        older=typed.getlist("older"),
        newer=typed.getlist("newer"),
        words=plan_form.rows_of(typed.get("words")),
        reading=(typed.get("reading") or "").strip() or None,
        source=typed.get("source", ""),
    )
    try:
        with private_transaction() as writing:
            said = editing.put(writing, actor(), slug, number, wanted, based_on())
    except (Invalid, Conflict) as error:
        at = desk_plans.plan(session(), slug)
        return _form(at, number, typed.to_dict(), (wanted.older, wanted.newer), error)
    return done(said, url_for("desk.plan_lineage.index", slug=slug))


def _form(
    at: PlanAtDesk, number: int | None, typed: Any, ends: Any, error: CatalogueError | None = None
) -> Response:
    lineage = desk_plan_lineage.lineage(session(), at)
    if lineage is None:
        raise NotFound("この計画には前の計画がないため、系譜は書けません。")
    return form(
        "desk/plans/edge.html",
        plan_form.EDGE,
        error,
        at=at,
        number=number,
        typed=typed,
        older=ends[0],
        newer=ends[1],
        before=lineage.older,
        older_choices=desk_plans.choices(lineage.older.document["nodes"]),
        newer_choices=desk_plans.choices(at.document["nodes"]),
        kinds=KINDS,
        papers=[(each["key"], each["title"]) for each in at.document["sources"]],
    )
