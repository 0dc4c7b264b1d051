"""The end of an import of cases: taking it back, and what is done with all its cases at once."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from catalogue.context import kit, private_transaction, session, transaction
from catalogue.desk.guard import actor, needs
from catalogue.desk.imports.cases import pages
from catalogue.desk.imports.cases.ended import report_of
from catalogue.desk.imports.cases.views import ONE
from catalogue.desk.imports.one import in_short
from catalogue.domain.errors import Conflict, Forbidden, Invalid
from catalogue.domain.importing import ImportKind
from catalogue.domain.roles import Permission
from catalogue.editing.imports.cases import together, undoing
from catalogue.editing.imports.cases.together import Together
from catalogue.models import finding

blueprint = Blueprint("case_import_ends", __name__, url_prefix="/imports/cases")

Answer = str | tuple[str, int] | Response

# Titles a page names at most of each kind; the rest are counted.
MOST = 100


@blueprint.get(f"{ONE}/undo")
@needs(Permission.WRITE)
def ask_undo(import_id: int) -> Answer:
    """What would go and what would stay."""
    found = finding.import_of(session(), import_id, ImportKind.CASES)
    try:
        told = undoing.what_would_go(session(), import_id, actor())
    except Conflict as error:
        return pages.page(import_id, error)
    return render_template(
        "desk/imports/cases/undo.html",
        one=in_short(found),
        goes=[each for each in told.goes if each.before is None],
        restores=[each for each in told.goes if each.before is not None],
        themes=told.themes,
        stays=told.stays,
        themes_staying=told.themes_staying,
        nothing=told.nothing,
        most=MOST,
    )


@blueprint.post(f"{ONE}/undo")
@needs(Permission.WRITE)
def undo(import_id: int) -> Answer:
    """Take it back, as far as nobody has touched it since."""
    try:
        public = undoing.what_would_go(session(), import_id, actor()).touches_the_public
        with transaction() if public else private_transaction() as writing:
            result = undoing.undo(writing, actor(), import_id).result or {}
            gone, stayed = len(result["undone"]), len(result["stayed"])
    except (Conflict, Forbidden) as error:
        return pages.page(import_id, error)
    left = f"手が加えられた{stayed}件は残しました。" if stayed else ""
    flash(f"取込みを取り消しました（{gone:,}件）。{left}")
    return redirect(url_for("desk.case_imports.show", import_id=import_id), 303)


@blueprint.post(f"{ONE}/submit")
@needs(Permission.WRITE)
def submit(import_id: int) -> Answer:
    """Ask for the approval of all its cases."""

    def act(writing: Session) -> Together:
        return together.submit_all(writing, actor(), import_id, request.form.get("comment") or None)

    return _together(import_id, act, "提出", public=False)


@blueprint.post(f"{ONE}/approve")
@needs(Permission.APPROVE)
def approve(import_id: int) -> Answer:
    """Make all its cases public that wait for it, and that whoever is signed in may approve."""

    def act(writing: Session) -> Together:
        return together.approve_all(
            writing,
            actor(),
            import_id,
            approve_own=kit().settings.approve_own,
            reference=request.form.get("reference") or None,
            comment=request.form.get("comment") or None,
        )

    return _together(import_id, act, "承認", public=True)


def _together(import_id: int, act: Callable[[Session], Together], name: str, *, public: bool) -> Answer:
    """The act, and where all of it could be done, the page of the import. What could not be done is told of at once:
    sending the same once more does no harm."""
    try:
        with transaction() if public else private_transaction() as writing:
            report = report_of(act(writing), name)
    except (Conflict, Invalid) as error:
        return pages.page(import_id, error)
    if report.left:
        return pages.page(import_id, report=report)
    flash(report.said)
    return redirect(url_for("desk.case_imports.show", import_id=import_id), 303)
