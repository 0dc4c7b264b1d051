"""The case pages of a plan: bringing them, correcting what was recognised, making drafts of them, taking those back."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session
from catalogue.desk.guard import LARGEST_FORM, actor, needs
from catalogue.desk.imports import brought
from catalogue.desk.imports.one import answered, in_short, version_of
from catalogue.desk.imports.text import typed
from catalogue.desk.imports.text.page import KINDS, judged_now, page
from catalogue.desk.municipalities import known_places
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, Unavailable, labelled
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in
from catalogue.editing.imports.text import acts, standing
from catalogue.editing.imports.text.choices import Choices, choices_of
from catalogue.editing.imports.text.standing import Stands
from catalogue.intake import workshop
from catalogue.intake.limits import MOST_BYTES
from catalogue.models import Import, finding
from catalogue.schemas.text_import import PAPER_LABELS

blueprint = Blueprint("text_imports", __name__, url_prefix="/imports/text")

ONE = "/<int:import_id>"
LARGEST = MOST_BYTES + 2 * LARGEST_FORM
_LABELS = PAPER_LABELS | brought.LABELS
SAVED = "直した内容を保存しました。"
OTHER_CASES = (
    "事例の区切りが変わりました。下の内容を確かめてから、もう一度「書きかけを作る」を押してください。"
)


@blueprint.get("/new")
@needs(Permission.WRITE)
def new() -> Response:
    """Paste the text, or choose a file."""
    return _new_page()


@blueprint.post("/new")
@needs(Permission.WRITE, largest=LARGEST)
def create() -> Response:
    """Read it; the form again with all that was typed, where that cannot be done."""
    try:
        facts = typed.facts_of(request.form)
        acts.source_of(facts)
        file_name = brought.file_name()
        paper = brought.opened(workshop.paper) if file_name else brought.pasted()
        with private_transaction() as writing:
            import_id = acts.begin(writing, actor(), paper, facts, file_name).id
    except (Invalid, Unavailable) as error:
        return _new_page(error)
    return redirect(url_for(".show", import_id=import_id), 303)


def _new_page(error: CatalogueError | None = None) -> Response:
    problems = labelled(error.problems, _LABELS) if error else []
    said = request.form if error else {"publisher": "青梅市", "kind": "official"}
    html = render_template(
        "desk/imports/text/new.html",
        typed=said,
        error=error,
        problems=problems or ([{"path": "", "label": "", "reason": error.message}] if error else []),
        errors={each["path"]: each["reason"] for each in problems},
        labels=_LABELS,
        kinds=KINDS,
        most_letters=acts.MOST_LETTERS,
        most_bytes=MOST_BYTES,
    )
    return answered(html, error)


@blueprint.get(ONE)
@needs(Permission.READ)
def show(import_id: int) -> Response:
    """What was recognised, to be corrected; or what came of it."""
    return page(import_id, at=number_in(request.args.get("page")) or 1)


@blueprint.post(ONE)
@needs(Permission.WRITE)
def decide(import_id: int) -> Response:
    """Keep what was corrected."""
    choices = _typed_choices(import_id)
    try:
        with private_transaction() as writing:
            acts.decide(writing, actor(), import_id, version_of(request.form), choices)
    except (Invalid, Conflict, Unavailable) as error:
        return page(import_id, error, choices, _at())
    flash(SAVED)
    return _back(import_id, number_in(request.form.get("go")) or _at())


@blueprint.post(f"{ONE}/take")
@needs(Permission.WRITE)
def take(import_id: int) -> Response:
    """Keep what was corrected and make the drafts, both or neither. Where what was typed makes other cases of the
    lines, these are shown first."""
    found = finding.import_of(session(), import_id, ImportKind.TEXT)
    choices, before = _typed_choices(import_id), choices_of(found.choices)
    is_known = (choices.starts, choices.joined) == (before.starts, before.joined)
    try:
        with private_transaction() as writing:
            kept = acts.decide(writing, actor(), import_id, version_of(request.form), choices)
            if is_known:
                made = acts.take_in(writing, actor(), import_id, kept.version, known_places())
    except (Invalid, Conflict, Unavailable) as error:
        return page(import_id, error, choices, _at())
    flash(f"書きかけを{len(made)}件作りました。" if is_known else OTHER_CASES)
    return _back(import_id, 1)


def _typed_choices(import_id: int) -> Choices:
    found: Import = finding.import_of(session(), import_id, ImportKind.TEXT)
    before = choices_of(found.choices)
    return typed.choices_of_form(request.form, judged_now(found, before), before)


def _at() -> int:
    return number_in(request.form.get("page")) or 1


def _back(import_id: int, at: int) -> Response:
    return redirect(url_for(".show", import_id=import_id, page=at if at > 1 else None), 303)


@blueprint.get(f"{ONE}/undo")
@needs(Permission.WRITE)
def ask_undo(import_id: int) -> Response:
    """Which drafts go, and which stay."""
    found = finding.import_of(session(), import_id, ImportKind.TEXT)
    if found.state != ImportState.DONE:
        return page(import_id)
    rows = standing.standing(session(), found, actor().id)
    return make_response(
        render_template(
            "desk/imports/text/undo.html",
            one=in_short(found),
            goes=[row for row in rows if row.stands is Stands.UNTOUCHED],
            stays=[row for row in rows if row.stands is not Stands.UNTOUCHED],
        )
    )


@blueprint.post(f"{ONE}/undo")
@needs(Permission.WRITE)
def undo(import_id: int) -> Response:
    """Take them back."""
    try:
        with private_transaction() as writing:
            standing.undo(writing, actor(), import_id)
    except (Conflict, Unavailable) as error:
        return page(import_id, error)
    flash("取込みを取り消しました。")
    return _back(import_id, 1)
