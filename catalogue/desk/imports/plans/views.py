"""A plan's tree that is brought as a sheet or a text: decided about, taken in, taken back; and the sheet of a plan."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session
from catalogue.desk.guard import LARGEST_FORM, LARGEST_HELD, actor, needs
from catalogue.desk.imports.brought import LABELS, TEXT
from catalogue.desk.imports.one import answered, in_short, version_of
from catalogue.desk.imports.plans import choices, typed
from catalogue.desk.imports.plans.page import page
from catalogue.desk.saved_files import EXCEL, saved
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, Unavailable, labelled
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.roles import Permission
from catalogue.editing.imports.plans import acts
from catalogue.editing.imports.plans.undoing import undo as undo_plans
from catalogue.editing.imports.plans.undoing import undoing
from catalogue.editing.imports.text.acts import MOST_LETTERS
from catalogue.exports.plan_sheet import TITLE, plan_sheet
from catalogue.intake.limits import MEGABYTE, MOST_BYTES
from catalogue.models import finding
from catalogue.reading import desk_plans

blueprint = Blueprint("plan_imports", __name__)

ONE = "/imports/plans/<int:import_id>"
LARGEST = 4 * MOST_BYTES + LARGEST_FORM
LOOK_FIRST = (
    "このページで変えたところを先に保存し、確かめ直しました。"
    "結果を見てから、もう一度「取り込む」を押してください。"
)
TAKEN = "{}。まだ公開されていません。"
NOTHING_NEW = "変わったところはなかったので、計画はそのままです"
UNDONE = "取込みを取り消しました。"


@blueprint.get("/plans/<slug>/sheet.xlsx")
@needs(Permission.READ)
def sheet(slug: str) -> Response:
    """The newest revision of a plan as a sheet that can be changed and brought back."""
    at = desk_plans.plan(session(), slug)
    data = plan_sheet(at.document, at.revision.number)
    return saved(data, f"{TITLE}_{slug}_第{at.revision.number}版", "xlsx", EXCEL)


@blueprint.get("/imports/plans/template.xlsx")
@needs(Permission.READ)
def template() -> Response:
    """The same without a plan, to be filled in."""
    return saved(plan_sheet(None), f"{TITLE}_ひな型", "xlsx", EXCEL)


@blueprint.get("/imports/plans/new")
@needs(Permission.WRITE)
def new() -> Response:
    """Choose a file, or paste a text; ``plan`` is the one it goes to."""
    return _form(request.args.get("plan", ""))


@blueprint.post("/imports/plans/new")
@needs(Permission.WRITE, largest=LARGEST)
def create() -> Response:
    """Read it, and go on to its dry run."""
    target = request.form.get("plan", "")
    try:
        name, grids, paper = typed.brought()
        with private_transaction() as writing:
            begun = acts.begin(writing, actor(), name, grids=grids, paper=paper, target=target)
            import_id = begun.id
    except (Invalid, Unavailable) as error:
        return _form(target, error)
    return redirect(url_for(".show", import_id=import_id), 303)


def _form(plan: str, error: CatalogueError | None = None) -> Response:
    problems = labelled(error.problems, LABELS) if error else []
    html = render_template(
        "desk/imports/plans/new.html",
        plan=plan,
        plans=desk_plans.plans(session()),
        text=request.form.get(TEXT, ""),
        labels=LABELS,
        error=error,
        problems=problems or ([{"path": "", "label": "", "reason": error.message}] if error else []),
        errors={each["path"]: each["reason"] for each in problems},
        most=MOST_BYTES // MEGABYTE,
        most_letters=MOST_LETTERS,
        kinds=choices.KINDS,
    )
    return answered(html, error)


@blueprint.get(ONE)
@needs(Permission.READ)
def show(import_id: int) -> Response:
    """The dry run, or what came of the import."""
    return page(import_id, checked="checked" in request.args)


@blueprint.post(ONE)
@needs(Permission.WRITE, largest=LARGEST_HELD)
def decide(import_id: int) -> Response:
    """Keep what was decided and mended, and judge it all anew."""
    try:
        _keep(import_id)
    except (Conflict, Invalid) as error:
        return page(import_id, error)
    return redirect(url_for(".show", import_id=import_id, checked="yes", _anchor="summary"), 303)


@blueprint.post(f"{ONE}/take")
@needs(Permission.WRITE, largest=LARGEST_HELD)
def take(import_id: int) -> Response:
    """Take it in; but where the same form decides something that is not kept yet, keep and judge that first."""
    try:
        if _keep(import_id):
            flash(LOOK_FIRST)
            return redirect(url_for(".show", import_id=import_id, _anchor="summary"), 303)
        with private_transaction() as writing:
            version, based_on = version_of(request.form), typed.based_on(request.form)
            result = acts.take_in(writing, actor(), import_id, version, based_on).result or {}
    except (Conflict, Invalid) as error:
        return page(import_id, error)
    said = [each["said"] for each in result["plans"] if each["said"]]
    flash(TAKEN.format("。".join(said) or NOTHING_NEW))
    return redirect(url_for(".show", import_id=import_id), 303)


def _keep(import_id: int) -> bool:
    """Whether the form decided anything that was not decided already."""
    version = version_of(request.form)
    with private_transaction() as writing:
        decided = acts.decide(writing, actor(), import_id, version, typed.decisions_of(request.form))
        return decided.version != version


@blueprint.get(f"{ONE}/undo")
@needs(Permission.WRITE)
def ask_undo(import_id: int) -> Response:
    """What would become of each plan."""
    found = finding.import_of(session(), import_id, ImportKind.PLAN)
    if found.state != ImportState.DONE:
        return page(import_id)
    rows = undoing(session(), found)
    return make_response(render_template("desk/imports/plans/undo.html", one=in_short(found), rows=rows))


@blueprint.post(f"{ONE}/undo")
@needs(Permission.WRITE)
def undo(import_id: int) -> Response:
    """Take back what nobody has touched since."""
    try:
        with private_transaction() as writing:
            undo_plans(writing, actor(), import_id)
    except (Conflict, Invalid) as error:
        return page(import_id, error)
    flash(UNDONE)
    return redirect(url_for(".show", import_id=import_id), 303)
