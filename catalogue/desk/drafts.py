"""What is typed and not saved yet: kept as one types, taken up again, dropped."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session
from catalogue.desk import case_sheets
from catalogue.desk.guard import actor, needs
from catalogue.domain.clock import moment_in_words, time_in_words
from catalogue.domain.roles import Permission
from catalogue.editing import drafts
from catalogue.models import finding
from catalogue.reading import desk_cases

blueprint = Blueprint("drafts", __name__)


@blueprint.get("/drafts")
@needs(Permission.WRITE)
def index() -> str:
    """All drafts of whoever looks."""
    rows = [
        {"draft": kept, "saved": moment_in_words(kept.saved_at), "url": address_of(kept.id, kept.slug)}
        for kept in desk_cases.drafts_of(session(), case_sheets.person())
    ]
    return render_template("desk/drafts/index.html", rows=rows, most=drafts.MOST_DRAFTS)


@blueprint.post("/drafts")
@needs(Permission.WRITE)
def keep() -> Response | tuple[Response, int]:
    """Keep what the form holds now; asked by its script, which cannot show a page."""
    slug = request.form.get(case_sheets.SLUG) or None
    if slug:
        finding.case_of(session(), slug)
    sheet, refusal = case_sheets.kept(case_sheets.sent(slug))
    if refusal:
        return jsonify(message=refusal.message), STATUS[type(refusal)]
    if sheet.draft_id is None:  # nothing worth keeping has been typed yet
        return jsonify(id=None, saved_at=None, message="")
    draft = case_sheets.own_draft(sheet.draft_id)
    return jsonify(
        id=draft.id,
        saved_at=draft.saved_at.isoformat(),
        message=f"書きかけを保存しました {time_in_words(draft.saved_at)}",
    )


@blueprint.get("/drafts/<int:draft_id>/drop")
@needs(Permission.WRITE)
def ask(draft_id: int) -> str:
    """Whether it is really to be thrown away."""
    draft = case_sheets.own_draft(draft_id)
    return render_template(
        "desk/drafts/ask.html",
        draft=draft,
        title=case_sheets.of_draft(draft).value("title"),
        saved=moment_in_words(draft.saved_at),
        back=address_of(draft_id, draft.slug),
    )


@blueprint.post("/drafts/<int:draft_id>/drop")
@needs(Permission.WRITE)
def drop(draft_id: int) -> Response:
    """Throw it away."""
    with private_transaction() as writing:
        drafts.drop(writing, actor(), draft_id)
    flash("書きかけを消しました。")
    return redirect(url_for("desk.drafts.index"), 303)


def address_of(draft_id: int, slug: str | None) -> str:
    """Where a draft is taken up again."""
    if slug:
        return url_for("desk.cases.edit", slug=slug)
    return url_for("desk.cases.new", draft=draft_id)
