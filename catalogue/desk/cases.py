"""All dossiers of cases, and writing one: quick entry, the full form, saving."""

from urllib.parse import urlencode

from flask import Blueprint, get_flashed_messages, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from catalogue.context import session
from catalogue.desk import case_conflicts, case_saving, case_sheets
from catalogue.desk.case_pages import About, Answer, page
from catalogue.desk.guard import needs
from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import Conflict
from catalogue.domain.roles import Permission
from catalogue.domain.text import drop_forbidden_characters, number_in
from catalogue.domain.workflow import State, author_in_words
from catalogue.editing.writing import WAITS
from catalogue.models import finding
from catalogue.reading import desk_cases
from catalogue.reading.desk_cases import Wanted

blueprint = Blueprint("cases", __name__)

_LONGEST_WORDS = 100
_ASKED = ("q", "state", "theme", "mine", "drafts")


@blueprint.get("/cases")
@needs(Permission.READ)
def index() -> str:
    """All of them, or those that are asked for."""
    wanted = wanted_in(request.args)
    found = desk_cases.listed(session(), case_sheets.person(), wanted)
    asked = {name: value for name, value in request.args.items() if name in _ASKED and value}
    pages = {at: f"?{urlencode({**asked, 'page': at})}" for at in range(1, found.pages + 1)}
    return render_template(
        "desk/cases/index.html",
        found=found,
        wanted=wanted,
        pages=pages,
        asked=asked,
        states=[(state.value, state.label) for state in State],
        themes=desk_cases.themes(session()),
        in_words=moment_in_words,
        called=author_in_words,
    )


def wanted_in(asked: MultiDict[str, str]) -> Wanted:
    """What an address asks for; what it says wrongly, it does not say."""
    state = asked.get("state", "")
    return Wanted(
        words=drop_forbidden_characters(asked.get("q", ""))[:_LONGEST_WORDS].strip(),
        state=State(state) if state in set(State) else None,
        theme=asked.get("theme", ""),
        mine=asked.get("mine") == "1",
        drafts=asked.get("drafts") == "1",
        page=number_in(asked.get("page")) or 1,
    )


@blueprint.get("/cases/new")
@needs(Permission.WRITE)
def new() -> Answer:
    """Quick entry; ``full=1`` for all fields; ``draft`` for what was typed before."""
    draft_id = number_in(request.args.get("draft"))
    if draft_id is None:
        return page(case_sheets.blank(full=request.args.get("full") == "1"), About())
    draft = case_sheets.own_draft(draft_id)
    if draft.slug:
        return redirect(url_for("desk.cases.edit", slug=draft.slug), 303)
    return page(case_sheets.of_draft(draft), About(draft_saved=moment_in_words(draft.saved_at)))


@blueprint.post("/cases/new")
@needs(Permission.WRITE)
def create() -> Answer:
    """A press in the form of a new case, or its first revision."""
    return case_saving.answer(case_sheets.sent(None))


@blueprint.get("/cases/<slug>/edit")
@needs(Permission.WRITE)
def edit(slug: str) -> Answer:
    """The newest revision in the form, or what whoever looks had typed since."""
    newest = desk_cases.newest_revision(session(), slug)
    draft = case_sheets.own_draft_of(slug)
    sheet = case_sheets.of_draft(draft) if draft else case_sheets.of_revision(slug, newest)
    warnings = []
    if finding.state_of(session(), newest) is State.SUBMITTED:
        warnings.append(WAITS)
    elif sheet.based_on != newest.number:
        warnings.append(
            f"この書きかけを始めたあとに、第{newest.number}版が保存されています（{author_in_words(newest.author)}）。"
            "保存するときに、違いを確かめてまとめられます。"
        )
    return page(
        sheet,
        About(
            warnings=warnings,
            draft_saved=moment_in_words(draft.saved_at) if draft else "",
            opened=request.args.get("section", ""),
            # Who is led to a section does not see the head of the page, where this is said too.
            said=" ".join(map(str, get_flashed_messages())) if "section" in request.args else "",
        ),
    )


@blueprint.post("/cases/<slug>/edit")
@needs(Permission.WRITE)
def change(slug: str) -> Answer:
    """A press in the form, the next revision, or what somebody decided where two have written."""
    finding.case_of(session(), slug)
    sheet = case_sheets.sent(slug)
    if request.form.get("act") in case_conflicts.ACTS:
        return case_conflicts.answer(slug, sheet)
    try:
        return case_saving.answer(sheet)
    except Conflict:
        return case_conflicts.answer(slug, sheet)
