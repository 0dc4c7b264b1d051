"""Letters to other cities (照会文): the list, writing one, the letter itself with its file, sent or thrown away."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, send_file, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session, today
from catalogue.desk import inquiry_form
from catalogue.desk.guard import actor, needs
from catalogue.desk.inquiry_form import Typed
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, labelled
from catalogue.domain.inquiry.letter import FIELDS
from catalogue.domain.inquiry.questions import MOST_QUESTIONS, USUALLY_ASKED, InquiryState, called
from catalogue.domain.packet import day_in_era
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in, quoted
from catalogue.editing import inquiries as acts
from catalogue.editing import inquiry_answers as answers
from catalogue.editing.previewing import preview
from catalogue.exports import inquiry as letters
from catalogue.exports.inquiry import Correspondence
from catalogue.exports.word import letter as word
from catalogue.models import Inquiry
from catalogue.reading import desk_cases, desk_inquiries

Row = dict[str, Any]

blueprint = Blueprint("inquiries", __name__)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MADE = "照会文を作りました。内容を確かめてから、Wordの文書か、メールに貼る文で送ってください。"
CHANGED = "照会文を直しました。"
SENT = "送付済みにしました。回答が届いたら、この画面で記録してください。"
UNSENT = "送付の記録を取り消しました。"
# What Windows, or a header, will not have in a name.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


@blueprint.get("/inquiries")
@needs(Permission.READ)
def index() -> str:
    """All letters, or those that stand somewhere (``state``)."""
    asked = request.args.get("state", "")
    state = InquiryState(asked) if asked in set(InquiryState) else None
    return render_template(
        "desk/inquiries/index.html",
        inquiries=desk_inquiries.listed(session(), today(), state),
        state=state,
        counts=desk_inquiries.counts(session()),
    )


@blueprint.get("/cases/<slug>/inquiries/new")
@needs(Permission.WRITE)
def new(slug: str) -> str:
    """The form, with what the case lacks as questions."""
    found = desk_inquiries.beginning(session(), slug, actor().id, today())
    return _new_page(slug, inquiry_form.begun(found.letter, found.questions))


@blueprint.post("/cases/<slug>/inquiries/new")
@needs(Permission.WRITE)
def make(slug: str) -> Response:
    """Make it, or show the form again."""
    typed = inquiry_form.sent()
    try:
        with private_transaction() as writing:
            number = acts.make(writing, actor(), slug, typed.raw).id
    except Invalid as error:
        return make_response(_new_page(slug, typed, error), STATUS[Invalid])
    flash(MADE)
    return redirect(url_for(".show", inquiry_id=number), 303)


@blueprint.get("/inquiries/<int:inquiry_id>")
@needs(Permission.READ)
def show(inquiry_id: int) -> str:
    """The letter, where it stands, and what came back."""
    return _letter_page(inquiry_id)


@blueprint.get("/inquiries/<int:inquiry_id>/letter.docx")
@needs(Permission.READ)
def document(inquiry_id: int) -> Response:
    """The letter as a Word document, with what the city is asked to check."""
    inquiry = desk_inquiries.one(session(), inquiry_id, today())
    data = word.write(_composed(inquiry, enclosed=True))
    name = _NOT_IN_NAMES.sub("_", f"照会文_{inquiry['place']}_{inquiry['title']}")
    return send_file(BytesIO(data), mimetype=WORD, as_attachment=True, download_name=f"{name}.docx")


@blueprint.get("/inquiries/<int:inquiry_id>/edit")
@needs(Permission.WRITE)
def edit(inquiry_id: int) -> str:
    """The form of a letter that has not been sent."""
    inquiry = desk_inquiries.one(session(), inquiry_id, today())
    acts.droppable(session(), actor(), inquiry_id)
    proposed = []
    if inquiry["there"]:
        city = inquiry["letter"]["city"]
        proposed = desk_inquiries.proposed(session(), inquiry["slug"], city, today())
    return _edit_page(inquiry, inquiry_form.of_letter(inquiry, proposed))


@blueprint.post("/inquiries/<int:inquiry_id>/edit")
@needs(Permission.WRITE)
def change(inquiry_id: int) -> Response:
    """Write it anew, or show the form again with what was typed."""
    typed = inquiry_form.sent()
    try:
        with private_transaction() as writing:
            acts.change(writing, actor(), inquiry_id, typed.raw, typed.version)
    except (Invalid, Conflict) as error:
        inquiry = desk_inquiries.one(session(), inquiry_id, today())
        return make_response(_edit_page(inquiry, typed, error), STATUS[type(error)])
    flash(CHANGED)
    return redirect(url_for(".show", inquiry_id=inquiry_id), 303)


@blueprint.post("/inquiries/<int:inquiry_id>/sent")
@needs(Permission.WRITE)
def send(inquiry_id: int) -> Response:
    """That it was sent, and when; with ``undo`` that it was not."""
    version, day = number_in(request.form.get("version")) or 0, request.form.get("sent_on", "").strip()[:100]

    def act(writing: Session) -> Inquiry:
        if "undo" in request.form:
            return answers.mark_unsent(writing, actor(), inquiry_id, version)
        return answers.mark_sent(writing, actor(), inquiry_id, day, version)

    return _sent(inquiry_id, act, day)


def _sent(inquiry_id: int, act: Callable[[Session], Inquiry], day: str) -> Response:
    try:
        with private_transaction() as writing:
            state = act(writing).state
    except (Invalid, Conflict) as error:
        return make_response(_letter_page(inquiry_id, day, error), STATUS[type(error)])
    flash(SENT if state == InquiryState.SENT else UNSENT)
    return redirect(url_for(".show", inquiry_id=inquiry_id), 303)


@blueprint.get("/inquiries/<int:inquiry_id>/drop")
@needs(Permission.WRITE)
def ask_to_drop(inquiry_id: int) -> str:
    """Asks once more."""
    acts.droppable(session(), actor(), inquiry_id)
    inquiry = desk_inquiries.one(session(), inquiry_id, today())
    return render_template("desk/inquiries/drop.html", inquiry=inquiry)


@blueprint.post("/inquiries/<int:inquiry_id>/drop")
@needs(Permission.WRITE)
def drop(inquiry_id: int) -> Response:
    """Throw it away."""
    with private_transaction() as writing:
        subject = acts.drop(writing, actor(), inquiry_id)
    flash(f"照会文{quoted(subject)}を消しました。")
    return redirect(url_for(".index"), 303)


def _new_page(slug: str, typed: Typed, error: CatalogueError | None = None) -> str:
    title = desk_cases.newest_revision(session(), slug).document["title"]
    return _form("new", typed, error, slug=slug, title=title)


def _edit_page(inquiry: Row, typed: Typed, error: CatalogueError | None = None) -> str:
    """After a conflict the letter can be saved over what stands there now: the next press begins from that."""
    clash = isinstance(error, Conflict)
    return _form(
        "edit",
        typed,
        None if clash else error,
        inquiry=inquiry,
        version=inquiry["version"] if clash else typed.version,
        message=error.message if clash and error else "",
        clashes=_clashes(inquiry, typed) if clash else [],
        sent=inquiry["state"] is not InquiryState.DRAFT,
    )


def _clashes(inquiry: Row, typed: Typed) -> list[tuple[str, str, str]]:
    """What stands otherwise in the letter by now: its name, theirs, mine."""
    now = inquiry_form.of_letter(inquiry, ())
    rows = [
        (label, now.letter[name], typed.letter[name])
        for name, label in FIELDS.items()
        if now.letter[name] != typed.letter[name]
    ]
    theirs, mine = ([row.question for _, row in each.asked] for each in (now, typed))
    return rows + ([("尋ねること", _only_in(theirs, mine), _only_in(mine, theirs))] if theirs != mine else [])


def _only_in(ones: Sequence[str], others: Sequence[str]) -> str:
    return "\n\n".join(each for each in ones if each not in others)


def _form(name: str, typed: Typed, error: CatalogueError | None, **more: Any) -> str:
    problems = inquiry_form.told(typed, error) if error else []
    return render_template(
        f"desk/inquiries/{name}.html",
        typed=typed,
        problems=problems,
        errors={each["path"]: each["reason"] for each in problems},
        labels=FIELDS,
        usually=USUALLY_ASKED,
        most=MOST_QUESTIONS,
        **more,
    )


def _letter_page(inquiry_id: int, day: str = "", error: CatalogueError | None = None) -> str:
    inquiry = desk_inquiries.one(session(), inquiry_id, today())
    composed = _composed(inquiry, enclosed=False)
    problems = labelled(error.problems, {"sent_on": "送付日"}) if error else []
    sent_on = inquiry["sent_on"] or today().isoformat()
    return render_template(
        "desk/inquiries/show.html",
        inquiry=inquiry,
        letter=composed,
        mail=letters.plain_text(composed),
        sent_on=day or day_in_era(sent_on),
        problems=problems,
        errors={each["path"]: each["reason"] for each in problems},
        message=error.message if error and not problems else "",
        city=called(inquiry["letter"]["city"]),
    )


def _composed(inquiry: Row, *, enclosed: bool) -> Correspondence:
    """The letter as it is sent; with the case's page as its newest revision would make it, where that is enclosed."""
    page = None
    if enclosed and inquiry["there"] and letters.encloses(inquiry["questions"]):
        newest = desk_cases.newest_revision(session(), inquiry["slug"])
        page = preview(session(), newest.document).page.data
    return letters.composed(inquiry["letter"], inquiry["questions"], page)
