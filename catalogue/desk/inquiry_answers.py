"""What came back for a letter: written down question by question, and put into a draft of the case."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session, today
from catalogue.desk import answer_form, case_sheets
from catalogue.desk.answer_form import Filled
from catalogue.desk.guard import actor, needs
from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import CatalogueError, Conflict, Invalid
from catalogue.domain.inquiry.questions import InquiryState
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in
from catalogue.editing import inquiry_answers as acts
from catalogue.editing.inquiry_answers import Way
from catalogue.reading import desk_inquiries
from catalogue.reading.desk_history import difference_rows
from catalogue.schemas.case_form import CASE_INPUTS

Row = dict[str, Any]

blueprint = Blueprint("inquiry_answers", __name__, url_prefix="/inquiries/<int:inquiry_id>")

KEPT = "回答を記録しました。"
PUT_IN = (
    "照会の回答を原稿に入れました。まだ保存していません。言い回しを確かめて、よければ保存してください。"
    "変わった項目：{}"
)


@blueprint.get("/answers")
@needs(Permission.WRITE)
def edit(inquiry_id: int) -> str:
    """A field for the answer to every question."""
    inquiry = desk_inquiries.one(session(), inquiry_id, today())
    if inquiry["state"] is InquiryState.DRAFT:
        raise Conflict(acts.NOT_SENT)
    return _answers_page(inquiry, answer_form.of_letter(inquiry))


@blueprint.post("/answers")
@needs(Permission.WRITE)
def keep(inquiry_id: int) -> Response:
    """Write down what has come so far, or show the form again with what was typed."""
    inquiry = desk_inquiries.one(session(), inquiry_id, today())
    filled = answer_form.sent(inquiry)
    try:
        with private_transaction() as writing:
            acts.answer(writing, actor(), inquiry_id, filled.raw, filled.version)
    except (Invalid, Conflict) as error:
        inquiry = desk_inquiries.one(session(), inquiry_id, today())
        return make_response(_answers_page(inquiry, filled, error), STATUS[type(error)])
    flash(KEPT)
    onward = ".ask" if "apply" in request.form else "desk.inquiries.show"
    return redirect(url_for(onward, inquiry_id=inquiry_id), 303)


@blueprint.get("/apply")
@needs(Permission.WRITE)
def ask(inquiry_id: int) -> str:
    """What would change in the case; and what is to become of a draft that whoever asks has of it."""
    return _apply_page(inquiry_id)


@blueprint.post("/apply")
@needs(Permission.WRITE)
def apply(inquiry_id: int) -> Response:
    """Put the answers into a draft, which opens in the form."""
    version, way = number_in(request.form.get("version")) or 0, request.form.get("way", "")
    chosen = Way(way) if way in set(Way) else None
    inquiry = desk_inquiries.one(session(), inquiry_id, today())
    before, after = desk_inquiries.with_its_answers(session(), inquiry)
    try:
        with private_transaction() as writing:
            slug = acts.apply(writing, actor(), inquiry_id, version, chosen).slug
    except (Invalid, Conflict) as error:
        return make_response(_apply_page(inquiry_id, error), STATUS[type(error)])
    flash(PUT_IN.format("、".join(_changed_fields(before, after)) or "なし"))
    return redirect(url_for("desk.cases.edit", slug=slug), 303)


def _changed_fields(before: Row, after: Row) -> list[str]:
    """What the form calls the fields that say something else now, in its order."""
    return [each.label for each in CASE_INPUTS if before.get(each.name) != after.get(each.name)]


def _answers_page(inquiry: Row, filled: Filled, error: CatalogueError | None = None) -> str:
    """After a conflict the answers can be written over what stands there now: the next press begins from that."""
    clash = isinstance(error, Conflict)
    problems = answer_form.told(filled, error) if error and not clash else []
    return render_template(
        "desk/inquiries/answers.html",
        inquiry=inquiry,
        filled=filled,
        now=answer_form.of_letter(inquiry) if clash else None,
        version=inquiry["version"] if clash else filled.version,
        message=error.message if clash and error else "",
        problems=problems,
        errors={each["path"]: each["reason"] for each in problems},
        targets=answer_form.TARGET_CHOICES,
    )


def _apply_page(inquiry_id: int, error: CatalogueError | None = None) -> str:
    inquiry = desk_inquiries.one(session(), inquiry_id, today())
    before, after = desk_inquiries.with_its_answers(session(), inquiry)
    draft = case_sheets.own_draft_of(inquiry["slug"])
    return render_template(
        "desk/inquiries/apply.html",
        inquiry=inquiry,
        rows=difference_rows(session(), before, after),
        draft_saved=moment_in_words(draft.saved_at) if draft else "",
        ways=[(way.value, way.label) for way in Way],
        message=error.message if error else "",
    )
