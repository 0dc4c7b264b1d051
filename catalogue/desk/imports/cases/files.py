"""A sheet of cases as a file: one that is brought, one that takes its place, the sheet with what is to be mended."""

import re
from collections.abc import Iterator
from contextlib import closing

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session
from catalogue.desk import cases as listed
from catalogue.desk.guard import LARGEST_FORM, actor, needs
from catalogue.desk.imports.cases import pages
from catalogue.desk.imports.cases.parts import Asked
from catalogue.desk.imports.cases.views import ONE
from catalogue.desk.imports.one import answered, version_of
from catalogue.desk.saved_files import EXCEL, saved
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, NotFound, Unavailable
from catalogue.domain.grid import Grid, grid_of, mended
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.roles import Permission
from catalogue.domain.workflow import State
from catalogue.editing.imports import keeping
from catalogue.editing.imports.cases import acts
from catalogue.editing.imports.cases.judgement import Judgement
from catalogue.exports.excel import problems as marked
from catalogue.exports.excel.problems import Fault
from catalogue.intake import workshop
from catalogue.intake.limits import MEGABYTE, MOST_BYTES
from catalogue.models import finding
from catalogue.reading import desk_cases

blueprint = Blueprint("case_import_files", __name__, url_prefix="/imports/cases")

SHEET = "sheet"
# What is somewhat too large is told so on the page; what is much larger is not even read.
LARGEST = 4 * MOST_BYTES + LARGEST_FORM
NO_FILE = "表のファイルを選んでください。"
NO_LONGER = "この取込みは終わっているため、問題の一覧はありません。"
LIMITS = f"{MOST_BYTES // MEGABYTE}MB、事例{acts.MOST_ROWS:,}件まで読めます。ファイルそのものは保管しません。"
_FOLDERS = re.compile(r"[\\/]")
# What Windows, or a header, will not have in a name.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


@blueprint.get("/new")
@needs(Permission.WRITE)
def new() -> Response:
    """The form, what a sheet looks like, and what can be taken out to begin from."""
    return _form()


@blueprint.post("/new")
@needs(Permission.WRITE, largest=LARGEST)
def create() -> Response:
    """Read the file, and go on to its dry run."""
    try:
        name, grids = _brought()
        with private_transaction() as writing:
            import_id = acts.begin(writing, actor(), name, grids).id
    except (Invalid, Unavailable) as error:
        return _form(error)
    return redirect(url_for("desk.case_imports.show", import_id=import_id), 303)


@blueprint.post(f"{ONE}/file")
@needs(Permission.WRITE, largest=LARGEST)
def again(import_id: int) -> Response:
    """A mended file in place of what was read."""
    try:
        keeping.to_change(session(), actor(), import_id, version_of(request.form), ImportKind.CASES)
        name, grids = _brought()
        with private_transaction() as writing:
            acts.bring_again(writing, actor(), import_id, version_of(request.form), name, grids)
    except (Invalid, Unavailable) as error:
        return pages.page(import_id, error, file_error=error.message)
    except Conflict as error:
        return pages.page(import_id, error)
    return redirect(Asked().url(import_id, "summary", checked="file"), 303)


@blueprint.get(f"{ONE}/problems.xlsx")
@needs(Permission.READ)
def problems(import_id: int) -> Response:
    """The sheet as it stands now, with what is to be mended in it."""
    found = finding.import_of(session(), import_id, ImportKind.CASES)
    if found.state != ImportState.OPEN:
        raise NotFound(NO_LONGER)
    judgement = acts.judged(session(), actor(), found)
    grids = mended([*map(grid_of, found.content["grids"])], found.choices.get("cells", {}))
    data = marked.write(grids, _heads(judgement), _faults(judgement))
    stem = _NOT_IN_NAMES.sub("_", found.name.rpartition(".")[0] or found.name)
    return saved(data, f"{stem}_直すところ", "xlsx", EXCEL)


def _brought() -> tuple[str, tuple[Grid, ...]]:
    """The name of the file this request brings, and its sheets; without the column that says what to mend.

    Raises:
        Invalid: there is none, or it cannot be read; the message says what to do.
        Unavailable: another file is being read.
    """
    file = request.files.get(SHEET)
    if file is None or not file.filename:
        raise Invalid(NO_FILE)
    name = _FOLDERS.split(file.filename)[-1]
    with closing(file):
        data = file.read()
    return name, tuple(map(marked.without_words, workshop.book(data, name)))


def _heads(judgement: Judgement) -> dict[str, int]:
    return {each.place.sheet: each.place.row for each in judgement.headings}


def _faults(judgement: Judgement) -> Iterator[Fault]:
    """What is to be mended, each with its cell; what has none stands with its row."""
    for mistake in judgement.mistakes:
        if mistake.place:
            yield Fault(mistake.place, mistake.label, mistake.reason)
    for row in judgement.rows:
        for mistake in row.mistakes:
            yield Fault(mistake.place or row.place, mistake.label, mistake.reason)


def _form(error: CatalogueError | None = None) -> Response:
    wanted = listed.wanted_in(request.args)
    page = render_template(
        "desk/imports/cases/new.html",
        file_error=error.message if error else "",
        problems=[{"path": SHEET, "label": "表のファイル", "reason": error.message}] if error else [],
        limits=LIMITS,
        wanted=wanted,
        states=[(state.value, state.label) for state in State],
        themes=desk_cases.themes(session()),
    )
    return answered(page, error)
