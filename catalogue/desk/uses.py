"""Where a case was used: in papers for a meeting, on a page of a plan."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.domain.errors import Invalid, Problem, labelled
from catalogue.domain.roles import Permission
from catalogue.editing import uses as acts
from catalogue.reading import desk_uses
from catalogue.reading.desk_lists import node_choices

blueprint = Blueprint("uses", __name__, url_prefix="/cases/<slug>/uses")

LABELS = {"place": "使った場所", "node_key": "計画の項目"}


@blueprint.get("")
@needs(Permission.READ)
def index(slug: str) -> str:
    """All uses of a case, and a form to note another."""
    return _page(slug)


@blueprint.post("")
@needs(Permission.WRITE)
def note(slug: str) -> Response:
    """Note one."""
    place, node_key = request.form.get("place", "")[:4000], request.form.get("node_key", "")[:200]
    try:
        with private_transaction() as writing:
            acts.note(writing, actor(), slug, place, node_key or None)
    except Invalid as error:
        words = {"place": place, "node_key": node_key}
        return make_response(_page(slug, words, error), STATUS[Invalid])
    flash("使った場所を記録しました。")
    return redirect(url_for("desk.uses.index", slug=slug), 303)


@blueprint.get("/<int:use_id>/delete")
@needs(Permission.WRITE)
def ask_to_delete(slug: str, use_id: int) -> str:
    """Asks once more."""
    use = acts.noted(session(), actor(), slug, use_id)
    return render_template("desk/uses/delete.html", use=use, case=desk_uses.case_of(session(), slug))


@blueprint.post("/<int:use_id>/delete")
@needs(Permission.WRITE)
def delete(slug: str, use_id: int) -> Response:
    """Take one back that was noted by hand."""
    with private_transaction() as writing:
        place = acts.drop(writing, actor(), slug, use_id)
    flash(f"「{place}」の記録を消しました。")
    return redirect(url_for("desk.uses.index", slug=slug), 303)


def _page(slug: str, words: dict[str, str] | None = None, error: Invalid | None = None) -> str:
    problems = labelled(error.problems or [Problem("", error.message)], LABELS) if error else []
    return render_template(
        "desk/uses/index.html",
        case=desk_uses.case_of(session(), slug),
        words=words or {"place": "", "node_key": ""},
        problems=problems,
        errors={each["path"]: each["reason"] for each in problems},
        nodes=[("", "（決めていません）"), *node_choices(session())],
        most=acts.LONGEST_PLACE,
        **desk_uses.of_case(session(), slug),
    )
