"""Links between cases and nodes of plans, from both sides: one click and one sentence.

A form's own fields end in what it is about (``role-r9:v1-1``), for a page has many of them, and a mistake must lead to
the right one. Every act changes what the public sees as soon as both ends of the link are public, so all are
transactions that begin a new edition.
"""

from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, session, transaction
from catalogue.desk.guard import actor, needs
from catalogue.domain.errors import CatalogueError, Conflict, Invalid
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import LinkRole
from catalogue.editing import links
from catalogue.reading import desk_links
from catalogue.reading.link_trail import NO_ROLE

blueprint = Blueprint("links", __name__)

Answer = Response | tuple[str, int] | str

_ROLES = (("", NO_ROLE), *((role.value, role.label) for role in LinkRole))
_NAMES = {"rationale": "理由の一文", "role": "役割", "node": "計画の項目"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What one of the forms of a page was sent with: ``form`` says which."""

    form: str
    case: str
    node: str
    role: str
    rationale: str
    seen: str


@blueprint.get("/cases/<slug>/links")
@needs(Permission.READ)
def case(slug: str) -> Answer:
    """The links of a case."""
    return _case_page(slug)


@blueprint.post("/cases/<slug>/links")
@needs(Permission.WRITE)
def put(slug: str) -> Answer:
    """Link it to a node, or change what the link says."""
    typed = _typed(case=slug, node=request.form.get("node", ""))
    try:
        _put(typed)
    except (Invalid, Conflict) as error:
        return _case_page(slug, typed, error), STATUS[type(error)]
    return redirect(url_for(".case", slug=slug), 303)


@blueprint.post("/cases/<slug>/links/drop")
@needs(Permission.WRITE)
def drop(slug: str) -> Answer:
    """Take a link away."""
    _drop(slug, request.form.get("node", ""))
    return redirect(url_for(".case", slug=slug, _anchor="trail"), 303)


@blueprint.post("/cases/<slug>/links/move")
@needs(Permission.WRITE)
def move(slug: str) -> Answer:
    """Move a link up or down among those of the case."""
    step = -1 if request.form.get("to") == "up" else 1
    with transaction() as writing:
        links.reorder(writing, actor(), slug, request.form.get("node", ""), step)
    flash("関連付けの順番を変えました。")
    return redirect(url_for(".case", slug=slug), 303)


@blueprint.get("/plans/<plan>/<code>/links")
@needs(Permission.READ)
def node(plan: str, code: str) -> Answer:
    """The links of a node."""
    return _node_page(plan, code)


@blueprint.post("/plans/<plan>/<code>/links")
@needs(Permission.WRITE)
def put_case(plan: str, code: str) -> Answer:
    """Link a case to it, or change what the link says."""
    typed = _typed(case=request.form.get("case", ""), node=f"{plan}:{code}")
    try:
        _put(typed)
    except (Invalid, Conflict) as error:
        return _node_page(plan, code, typed, error), STATUS[type(error)]
    return redirect(url_for(".node", plan=plan, code=code), 303)


@blueprint.post("/plans/<plan>/<code>/links/drop")
@needs(Permission.WRITE)
def drop_case(plan: str, code: str) -> Answer:
    """Take a link away."""
    _drop(request.form.get("case", ""), f"{plan}:{code}")
    return redirect(url_for(".node", plan=plan, code=code, _anchor="trail"), 303)


def _typed(case: str, node: str) -> Typed:
    form = request.form.get("form", "")
    role, rationale = (request.form.get(f"{name}-{form}", "") for name in ("role", "rationale"))
    return Typed(form, case, node, role, rationale, request.form.get("seen", ""))


def _put(typed: Typed) -> None:
    with transaction() as writing:
        links.put_link(writing, actor(), typed.case, typed.node, typed.role, typed.rationale, seen=typed.seen)
    flash("直した内容を保存しました。" if typed.seen else "関連付けました。")


def _drop(slug: str, key: str) -> None:
    with transaction() as writing:
        links.drop_link(writing, actor(), slug, key)
    flash("関連付けを外しました。下の「変更の記録」から元に戻せます。")


# A form may not be on the page any more: the proposal it stood beside is gone, or it was the button in the trail. What
# was typed is then shown where anything can be linked.


def _case_page(slug: str, typed: Typed | None = None, error: CatalogueError | None = None) -> str:
    page = desk_links.case_page(session(), slug)
    shown = {link["key"] for link in page["links"]} | {each.node.key for each in page["suggestions"]}
    if typed and typed.form not in shown:
        typed = replace(typed, form="any")
    return render_template("desk/links/case.html", **page, **_form(typed, error))


def _node_page(plan: str, code: str, typed: Typed | None = None, error: CatalogueError | None = None) -> str:
    words = request.args.get("q", "").strip()[:100]
    page = desk_links.node_page(
        session(), kit().index, plan, code, words, besides=typed.case if typed else ""
    )
    shown = page["linked"] | {row["case"].slug for row in page["candidates"]}
    if typed and typed.form not in shown:
        typed = replace(typed, form=f"found-{typed.case}")
    return render_template("desk/links/node.html", **page, words=words, **_form(typed, error))


def _form(typed: Typed | None, error: CatalogueError | None) -> dict[str, object]:
    """What the forms of a page need: the choice of roles, what was typed, and what is wrong with it."""
    problems = []
    if error and typed:
        for problem in error.problems:
            path = problem.path if problem.path == "node" else f"{problem.path}-{typed.form}"
            problems.append({"path": path, "reason": problem.reason, "label": _NAMES.get(problem.path, "")})
        if not problems:
            problems.append({"path": "", "reason": error.message, "label": ""})
    errors = {problem["path"]: problem["reason"] for problem in problems}
    return {"roles": _ROLES, "typed": typed, "problems": problems, "errors": errors, "mark_of": links.mark_of}
