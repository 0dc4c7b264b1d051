"""A figure for a case that is being written: its picture is chosen and described on a page of its own.

The form of the case leads here and has been kept as a draft before; the figure goes into that draft. Pictures that are
not public yet are found here too, by those who write the case.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, private_transaction, session
from catalogue.desk import case_sheets
from catalogue.desk.form_view import Told, view
from catalogue.desk.guard import LARGEST_FORM, actor, needs
from catalogue.domain.errors import Invalid, NotFound, Problem, Unavailable
from catalogue.domain.roles import Permission
from catalogue.editing import figures
from catalogue.editing.pictures import keep_picture
from catalogue.images.gate import STANDARD
from catalogue.images.renditions import media_type_of
from catalogue.models import Image
from catalogue.reading import desk_cases
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.figure_form import FIGURE_INPUTS, FIGURE_SECTION, typed_in
from catalogue.schemas.form import Flat, tidied

blueprint = Blueprint("figures", __name__, url_prefix="/cases/<slug>/figures")

ADDED = "図を加えました。保存すると版に入ります。"
NO_FILE = "画像のファイルを選んでください。"
NO_PICTURE = "この事例に、この図はありません。"
BUSY = "いま、ほかの画像を取り込んでいます。10秒ほど待ってから、もう一度お試しください。"

# A picture as large as the gate lets in, and what is said of it.
LARGEST = STANDARD.max_bytes + LARGEST_FORM
PICTURE = "picture"

# A picture of 40 million pixels takes some hundred megabytes while it is worked on.
PATIENCE_SECONDS = 8.0
RETRY_AFTER_SECONDS = 10
_turn = Lock()


@blueprint.get("/new")
@needs(Permission.WRITE)
def new(slug: str) -> str:
    """The form."""
    return _page(slug, _typed(slug), ())


@blueprint.post("/new")
@needs(Permission.WRITE, largest=LARGEST)
def create(slug: str) -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Take the picture in and add the figure; where either is refused, the form again with what was typed."""
    typed = _typed(slug)
    try:
        place = _added(slug, typed)
    except Invalid as refusal:
        return _page(slug, typed, refusal.problems or (Problem("", refusal.message),)), STATUS[Invalid]
    except Unavailable as refusal:
        page = _page(slug, typed, (Problem("", refusal.message),))
        return page, STATUS[Unavailable], {"Retry-After": str(RETRY_AFTER_SECONDS)}
    flash(ADDED)
    return redirect(url_for("desk.cases.edit", slug=slug, section="figures", _anchor=f"figures-{place}"), 303)


@blueprint.get("/<digest>/<string:rendition>")
@needs(Permission.WRITE)
def picture(slug: str, digest: str, rendition: str) -> Response:
    """One rendition of a picture of the newest revision, or of one's own draft."""
    saved = desk_cases.newest_revision(session(), slug).document.get("figures", ())
    if digest not in {*case_sheets.begun(slug).digests, *(figure["image"] for figure in saved)}:
        raise NotFound(NO_PICTURE)
    return Response(kit().store.get(digest, rendition), mimetype=media_type_of(rendition))


def _typed(slug: str) -> Flat:
    """What is said of the figure, among the sources of the case as they are numbered without blank ones."""
    case = tidied(CASE_INPUTS, case_sheets.begun(slug).flat)
    return typed_in(case, request.form.to_dict(flat=False))


def _added(slug: str, typed: Flat) -> int:
    """All that takes time is done before the transaction: while one lasts, nobody else can write."""
    data = _received(typed)
    with _one_at_a_time():
        image = _taken_in(data)
    with private_transaction() as writing:
        return figures.add(writing, actor(), slug, image, typed)


def _received(typed: Flat) -> bytes:
    """The bytes of the file, once all that is said of it is fit to be kept."""
    file = request.files.get(PICTURE)
    problems = [] if file and file.filename else [Problem(PICTURE, NO_FILE)]
    try:
        figures.must_be_said(typed)
    except Invalid as refusal:
        problems += refusal.problems
    if problems or file is None:
        raise Invalid(NO_FILE, problems)
    data: bytes = file.read()
    return data


def _taken_in(data: bytes) -> Image:
    try:
        return keep_picture(session(), kit().store, data)
    except Invalid as refusal:
        raise Invalid(refusal.message, [Problem(PICTURE, refusal.message)]) from refusal


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """In each process one picture is worked on at a time. Raises Unavailable where another one's takes too long."""
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        raise Unavailable(BUSY)
    try:
        yield
    finally:
        _turn.release()


def _page(slug: str, typed: Flat, problems: Sequence[Problem]) -> str:
    """The form, with what is wrong on top and at the fields."""
    said = [each for each in problems if each.path not in ("", PICTURE)]
    others = [
        Told(each.path, each.reason, "画像" if each.path else "") for each in problems if each not in said
    ]
    form = view(FIGURE_INPUTS, (FIGURE_SECTION,), typed, problems=said)
    told = [
        replace(each, label=each.label.removeprefix(f"{FIGURE_SECTION.title}の")) for each in form.problems
    ]
    picture_error = next((each.reason for each in others if each.path), "")
    return render_template(
        "desk/figures/new.html",
        slug=slug,
        title=desk_cases.newest_revision(session(), slug).document["title"],
        form=form,
        problems=[*others, *told],
        picture_error=picture_error,
        again=bool(problems) and picture_error != NO_FILE,
        most=STANDARD.max_bytes,
    )
