"""Figures for a case that is being written: files are sent, or pictures of the register chosen; what is said of them is
written afterwards, in the register and in the form of the case.

The form of the case leads here and has been kept as a draft before; figures go into that draft. What was sent is told
of on a page of its own (:func:`added`), whose address says it all: it can be loaded again.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, private_transaction, session
from catalogue.desk import case_sheets, figure_uploads
from catalogue.desk.figure_choice import choice_of
from catalogue.desk.figure_results import Told, told_of, told_of_address
from catalogue.desk.figure_uploads import MOST_BYTES, MOST_FILES, RETRY_AFTER_SECONDS, Result
from catalogue.desk.form_view import Told as Mistake
from catalogue.desk.guard import actor, needs
from catalogue.desk.picture_filters import words_of
from catalogue.domain.errors import Invalid, Problem, Unavailable
from catalogue.domain.figure_in_words import name_of
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in
from catalogue.editing import figures
from catalogue.editing.figures import Outcome
from catalogue.images.gate import NAMES, STANDARD
from catalogue.images.renditions import media_type_of
from catalogue.models import finding
from catalogue.reading import desk_cases
from catalogue.schemas.figure_form import MOST_FIGURES

blueprint = Blueprint("figures", __name__, url_prefix="/cases/<slug>/figures")

REPLACED = "登録済みの画像を使うことにしました。元の画像を使うときは、そのファイルをもう一度加えてください。"
LISTED = "上の一覧のファイルを確かめて、選び直してください。"
_JSON = "application/json"
_LABELS = {figure_uploads.PICTURE: "画像のファイル", figure_uploads.PAGE: "PDFのページ"}

Answer = str | Response | tuple[str, int] | tuple[str | Response, int, dict[str, str]]


@blueprint.get("/new")
@needs(Permission.WRITE)
def new(slug: str) -> str:
    """The form."""
    return _page(slug)


@blueprint.post("/new")
@needs(Permission.WRITE, largest=figure_uploads.LARGEST)
def create(slug: str) -> Answer:
    """Take the files in. Where one is refused, the form again, with what became of the others; a script is told the
    same in JSON."""
    desk_cases.newest_revision(session(), slug)
    results: Sequence[Result] = ()
    problems: Sequence[Problem] = ()
    try:
        results = figure_uploads.taken(slug)
        problems = figure_uploads.problems_of(results)
    except Invalid as refusal:
        problems = refusal.problems
    status, headers = _status(results, problems)
    told = told_of(slug, results)
    if request.accept_mimetypes.best == _JSON:
        return _in_json(told, results, problems), status, headers
    if not problems:
        return redirect(url_for("desk.figures.added", slug=slug, **told.asked), 303)
    return _page(slug, problems, told), status, headers


@blueprint.get("/added")
@needs(Permission.WRITE)
def added(slug: str) -> str:
    """What was sent just now, as far as it still stands in the draft; and where to go on."""
    told = told_of_address(slug, request.args)
    return render_template("desk/figures/added.html", slug=slug, title=_title(slug), told=told)


@blueprint.post("/use")
@needs(Permission.WRITE)
def use(slug: str) -> Response:
    """The picture of the register instead of one that was added and looks like it."""
    digest, other = request.form.get("image", ""), request.form.get("instead", "")
    with private_transaction() as writing:
        figures.use_instead(writing, actor(), slug, digest, other)
    flash(REPLACED)
    told = told_of_address(slug, request.args)
    asked = {**told.asked, Outcome.KNOWN.value: [*told.asked.get(Outcome.KNOWN.value, []), other]}
    return redirect(url_for("desk.figures.added", slug=slug, **asked), 303)


@blueprint.get("/choose")
@needs(Permission.WRITE)
def choose(slug: str) -> str:
    """The register, to choose from."""
    words = words_of(request.args)
    there = case_sheets.begun(slug).pictures
    found = choice_of(slug, words, number_in(request.args.get("page")) or 1)
    return render_template(
        "desk/figures/choose.html",
        slug=slug,
        title=_title(slug),
        words=words,
        found=found,
        numbers={digest: name_of(place) for place, digest in enumerate(there, start=1)},
        room=max(0, MOST_FIGURES - len(there)),
        pages={at: f"?{urlencode(_asked(words, at))}" for at in found.at.offered},
    )


@blueprint.post("/choose")
@needs(Permission.WRITE)
def chosen(slug: str) -> Response:
    """Add one of them; the same page again, for one seldom needs only one."""
    with private_transaction() as writing:
        done = figures.choose(writing, actor(), slug, request.form.get("image", ""))
    name = name_of(done.place + 1)
    there = done.outcome is Outcome.THERE
    flash(
        f"この画像は、もう{name}にあります。"
        if there
        else f"{name}として加えました。保存すると版に入ります。"
    )
    words, page = words_of(request.form), number_in(request.form.get("page")) or 1
    return redirect(url_for("desk.figures.choose", slug=slug, **_asked(words, page)), 303)


@blueprint.get("/<digest>/<string:rendition>")
@needs(Permission.WRITE)
def picture(slug: str, digest: str, rendition: str) -> Response:
    """One file of a picture of the register, for whoever writes a case: any of them may become a figure of it."""
    desk_cases.newest_revision(session(), slug)
    finding.image_of(session(), digest)
    return Response(kit().store.get(digest, rendition), mimetype=media_type_of(rendition))


def _asked(words: str, page: int) -> dict[str, Any]:
    asked = {"q": words, "page": str(page) if page > 1 else ""}
    return {name: value for name, value in asked.items() if value}


def _status(results: Sequence[Result], problems: Sequence[Problem]) -> tuple[int, dict[str, str]]:
    """Where all that was not taken only has to wait, that is what the answer says."""
    refused = [each for each in results if each.outcome is None]
    if refused and all(each.is_busy for each in refused):
        return STATUS[Unavailable], {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return (STATUS[Invalid] if problems else 200), {}


def _in_json(told: Told, results: Sequence[Result], problems: Sequence[Problem]) -> Response:
    """For the script, which sends one file at a time: what to say of each, and where to go on from there."""
    taken = [
        {
            "outcome": each.outcome.value,
            "message": each.sentence,
            "alike": bool(each.alikes),
            "edit": each.picture.edit,
            "image": each.picture.address,
            "digest": each.picture.entry.digest,
        }
        for each in told.pictures
    ]
    reasons = [each.reason for each in results if each.reason] or [each.reason for each in problems]
    return jsonify(taken=taken, refused=reasons)


def _page(slug: str, problems: Sequence[Problem] = (), told: Told | None = None) -> str:
    """The form, with what is wrong on top, and what was taken all the same."""
    sheet = case_sheets.begun(slug)
    return render_template(
        "desk/figures/new.html",
        slug=slug,
        title=_title(slug),
        told=told,
        problems=[Mistake(each.path, each.reason, _LABELS[each.path]) for each in problems],
        errors=_at_fields(problems),
        page=request.form.get(figure_uploads.PAGE, ""),
        names=NAMES,
        many=len(sheet.pictures),
        room=max(0, MOST_FIGURES - len(sheet.pictures)),
        most=MOST_FIGURES,
        most_files=MOST_FILES,
        most_bytes=MOST_BYTES,
        most_each=STANDARD.max_bytes,
    )


def _at_fields(problems: Sequence[Problem]) -> dict[str, str]:
    """What is wrong with each field; where it is several files, the list on top says it."""
    several = len(problems) > 1
    return {each.path: LISTED if several else each.reason for each in problems}


def _title(slug: str) -> str:
    title: str = desk_cases.newest_revision(session(), slug).document["title"]
    return title
