"""What can be brought, all that has been, and giving up what waits, of whatever kind it is."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.desk.imports.cases.pages import page as case_page
from catalogue.desk.imports.one import address, in_short
from catalogue.desk.imports.plans.page import page as plan_page
from catalogue.desk.imports.text.page import page as text_page
from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import Conflict
from catalogue.domain.importing import ImportKind
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in
from catalogue.editing.imports import keeping
from catalogue.reading import desk_imports

blueprint = Blueprint("imports", __name__)

# By kind: where it is begun, what is brought, and what for.
_DOORS = {
    ImportKind.CASES: (
        "desk.case_import_files.new",
        "事例の一覧を、まとめて登録したり直したりします。いまの事例を書き出して、直して戻すこともできます。",
        "Excel（.xlsx）、CSV",
    ),
    ImportKind.TEXT: (
        "desk.text_imports.new",
        "計画の「他地域の事例」などの文章から、事例の書きかけを作ります。",
        "文章の貼り付け、Word（.docx）、PowerPoint（.pptx）、テキスト（.txt、.md）",
    ),
    ImportKind.PLAN: (
        "desk.plan_imports.new",
        "施策の体系と新旧の対応を、計画の原稿に取り込みます。",
        "Excel（.xlsx）、CSV、Word（.docx）、PowerPoint（.pptx）、テキスト、文章の貼り付け",
    ),
}
# How the addresses call the kinds, and the page of each.
_KINDS: Mapping[str, tuple[ImportKind, Callable[[int, Conflict], Response]]] = {
    "cases": (ImportKind.CASES, case_page),
    "text": (ImportKind.TEXT, text_page),
    "plans": (ImportKind.PLAN, plan_page),
}
_DROP = "/imports/<any(cases, text, plans):kind>/<int:import_id>/drop"
DROPPED = "取込みをやめました。何も登録していません。"


@blueprint.get("/imports")
@needs(Permission.READ)
def index() -> str:
    """The doors, and the list: what is open first, then the latest."""
    found = desk_imports.listed(session(), number_in(request.args.get("page")) or 1)
    return render_template(
        "desk/imports/index.html",
        doors=[
            {"name": kind.label, "url": url_for(begun), "what": what, "brings": brings}
            for kind, (begun, what, brings) in _DOORS.items()
        ],
        rows=found.lines,
        address=address,
        moment_in_words=moment_in_words,
        found=found.at,
        pages={number: url_for(".index", page=number) for number in found.at.offered},
    )


@blueprint.get(_DROP)
@needs(Permission.WRITE)
def ask_drop(kind: str, import_id: int) -> str | Response:
    """Whether it is really to be given up."""
    of_kind, page = _KINDS[kind]
    try:
        found = keeping.to_change(session(), actor(), import_id, kind=of_kind)
    except Conflict as error:
        return page(import_id, error)
    return render_template("desk/imports/drop.html", one=in_short(found))


@blueprint.post(_DROP)
@needs(Permission.WRITE)
def drop(kind: str, import_id: int) -> Response:
    """Give it up."""
    of_kind, page = _KINDS[kind]
    try:
        with private_transaction() as writing:
            keeping.drop(writing, actor(), import_id, of_kind)
    except Conflict as error:
        return page(import_id, error)
    flash(DROPPED)
    return redirect(url_for(".index"), 303)
