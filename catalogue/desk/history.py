"""The revisions of a dossier, the difference of two, and going back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.domain.errors import Conflict
from catalogue.domain.roles import Permission
from catalogue.domain.workflow import author_in_words
from catalogue.editing import restoring
from catalogue.reading import desk_cases, desk_dossiers, desk_history

blueprint = Blueprint("history", __name__)

CHOOSE_TWO = "くらべる版を、古いほうと新しいほうから1つずつ選んでください。"


@blueprint.get("/cases/<slug>/history")
@needs(Permission.READ)
def index(slug: str) -> str:
    """All revisions."""
    return _index(slug)


def _index(slug: str, problem: str = "") -> str:
    found = desk_dossiers.folder(session(), slug)
    revisions = desk_dossiers.revisions(session(), slug)
    return render_template("desk/history/index.html", folder=found, revisions=revisions, problem=problem)


@blueprint.get("/cases/<slug>/history/choose")
@needs(Permission.READ)
def choose(slug: str) -> Response | tuple[str, int]:
    """From the choice of two revisions to the page of their difference."""
    numbers = {request.args.get(name, 0, type=int) for name in ("older", "newer")}
    older, newer = min(numbers), max(numbers)
    if not 0 < older < newer:
        return _index(slug, CHOOSE_TWO), 422
    return redirect(url_for("desk.history.difference", slug=slug, older=older, newer=newer), 303)


@blueprint.get("/cases/<slug>/history/<int:older>/<int:newer>")
@needs(Permission.READ)
def difference(slug: str, older: int, newer: int) -> str:
    """What is different between two revisions."""
    before = desk_cases.revision(session(), slug, older)
    after = desk_cases.revision(session(), slug, newer)
    return render_template(
        "desk/history/difference.html",
        folder=desk_dossiers.folder(session(), slug),
        before=before,
        after=after,
        rows=desk_history.difference_rows(session(), before.document, after.document),
        who=author_in_words,
    )


@blueprint.get("/cases/<slug>/history/<int:number>/restore")
@needs(Permission.WRITE)
def ask_restore(slug: str, number: int) -> str:
    """Before going back: what will be different from now."""
    return _restoring(slug, number)


@blueprint.post("/cases/<slug>/history/<int:number>/restore")
@needs(Permission.WRITE)
def restore(slug: str, number: int) -> Response | tuple[str, int]:
    """Save an old revision once more, as the newest one."""
    newest = request.form.get("newest", 0, type=int)
    try:
        with private_transaction() as writing:
            saved = restoring.restore(writing, actor(), slug, number, newest).number
    except Conflict as error:
        return _restoring(slug, number, error), STATUS[Conflict]
    flash(
        f"第{number}版の内容を、第{saved}版として保存しました。公開するには、提出して承認を受けてください。"
    )
    return redirect(url_for("desk.dossiers.show", slug=slug), 303)


def _restoring(slug: str, number: int, error: Conflict | None = None) -> str:
    found = desk_dossiers.folder(session(), slug)
    old = desk_cases.revision(session(), slug, number)
    return render_template(
        "desk/history/restore.html",
        folder=found,
        old=old,
        rows=desk_history.difference_rows(session(), found.newest.document, old.document),
        message=error.message if error else "",
        problems=desk_history.problems_in_words(error.problems) if error else [],
    )
