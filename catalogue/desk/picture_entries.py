"""The entry of a picture, to be written: the form, and the page by which a picture is taken away from the public.

Whoever comes from the form of a case (``case``) is led on to the next of its pictures whose entry is not whole yet, and
then back to the case.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session, today, transaction
from catalogue.desk import case_sheets
from catalogue.desk.form_view import view
from catalogue.desk.guard import actor, needs
from catalogue.desk.picture_views import large, mentions, name_of
from catalogue.domain import dates_as_typed
from catalogue.domain.cropping import CARD, crop_of
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, Problem, labelled
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in
from catalogue.editing import image_records
from catalogue.editing.image_records import Done
from catalogue.models import finding
from catalogue.reading import desk_picture, desk_pictures
from catalogue.reading.desk_picture import Entered
from catalogue.schemas import image_record_form as form
from catalogue.schemas.case_form import Section
from catalogue.schemas.form import Flat, Input, Kind, first, only_known

blueprint = Blueprint("picture_entries", __name__, url_prefix="/pictures/<digest>")

SAVED = "画像台帳を保存しました。"
UNCHANGED = "変わったところはありませんでした。"
STOPPED = "画像の掲載を止めました。"
PUBLIC_MEANWHILE = (
    "このあいだに、この画像を使った事例が公開されました。ページを開き直して、もう一度お試しください。"
)
NO_DAY = "日付として読み取れません。「令和8年4月1日」のように、分かるところまで書いてください。"
_SECTION = Section("entry", "画像台帳", "", form.FIELDS)
_STOP_LABELS = {"clearance": "掲載の許諾", "on": "止まった日", "reason": "理由"}


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that stands otherwise in the register by now than in the form."""

    label: str
    theirs: str
    mine: str


@blueprint.get("/edit")
@needs(Permission.WRITE)
def edit(digest: str) -> Response:
    """The form; for who may not change what is public at once, why not."""
    picture = desk_picture.entered(session(), digest)
    return _form(picture, form.typed_of(picture.entry))


@blueprint.post("/edit")
@needs(Permission.WRITE)
def change(digest: str) -> Response:
    """Write the entry; where it is refused, the form again with what was typed."""
    typed = only_known(form.INPUTS, request.form.to_dict(flat=False))
    raw = form.raw_of(typed)
    version = number_in(request.form.get("version")) or 0
    try:
        done = _act(digest, lambda writing: image_records.describe(writing, actor(), digest, raw, version))
    except Invalid as error:
        refusal = Invalid(error.message, form.as_typed(error.problems, raw))
        return _form(desk_picture.entered(session(), digest), typed, refusal, version)
    except Conflict as error:
        return _form(desk_picture.entered(session(), digest), typed, error)
    flash(_told(done, SAVED))
    return redirect(_onward(digest), 303)


@blueprint.get("/stop")
@needs(Permission.WRITE)
def ask_to_stop(digest: str) -> Response:
    """Asks once more, for which reason and from which day on."""
    return _stop_page(digest, {"on": dates_as_typed.to_edit(today().isoformat())})


@blueprint.post("/stop")
@needs(Permission.WRITE)
def stop(digest: str) -> Response:
    """Take it away from the public."""
    typed = {name: request.form.get(name, "") for name in _STOP_LABELS}
    try:
        done = _act(
            digest,
            lambda writing: image_records.stop(
                writing, actor(), digest, typed["clearance"], typed["reason"], _stored(typed["on"])
            ),
        )
    except (Invalid, Conflict) as error:
        return _stop_page(digest, typed, error)
    flash(_told(done, STOPPED))
    return redirect(url_for("desk.pictures.show", digest=digest), 303)


def _act(digest: str, act: Any) -> Done:
    """Do it in a transaction of the kind it needs: a page the public sees is told to the index and remembered anew."""
    public = bool(image_records.shown_by(session(), digest))
    opened: AbstractContextManager[Session] = transaction() if public else private_transaction()
    with opened as writing:
        done: Done = act(writing)
        if done.cases and not public:
            raise Conflict(PUBLIC_MEANWHILE)
    return done


def _told(done: Done, said: str) -> str:
    if not done.said:
        return UNCHANGED
    cases = f"公開中の事例（{len(done.cases)}件）のページに反映しました。" if done.cases else ""
    return f"{said}{cases}"


def _onward(digest: str) -> str:
    """The next picture of the case whoever came from it writes, or else the case, or the picture itself."""
    slug = _case()
    if not slug:
        return url_for("desk.pictures.show", digest=digest)
    if rest := _to_do(digest, slug):
        return url_for("desk.picture_entries.edit", digest=rest[0], case=slug)
    return url_for("desk.cases.edit", slug=slug, section="figures", _anchor="section-figures")


def _to_do(digest: str, slug: str) -> list[str]:
    """The pictures of the case that come after this one, whose entry is not whole yet and open to whoever writes."""
    digests = list(dict.fromkeys(case_sheets.begun(slug).digests))
    after = digests[digests.index(digest) + 1 :] if digest in digests else digests
    found = desk_pictures.unfinished(session(), [each for each in after if each != digest])
    return [each for each in found if _may_change(each)]


def _may_change(digest: str) -> bool:
    return actor().may(image_records.permission_to_describe(image_records.shown_by(session(), digest)))


def _case() -> str:
    """The case that whoever writes came from, if there is such a one."""
    slug = request.values.get("case", "")
    return slug if slug and finding.find(session(), finding.CASE, slug) else ""


def _form(
    picture: Entered, typed: Flat, error: Invalid | Conflict | None = None, version: int | None = None
) -> Response:
    """The form as it is filled in; after a conflict with what stands in the register now, to be saved over it."""
    digest, case = picture.image.digest, _case()
    public = image_records.shown_by(session(), digest)
    x, y = (_point(typed, name) for name in ("focus_x", "focus_y"))
    shown = view(form.INPUTS, (_SECTION,), typed, problems=error.problems if error else ())
    page = render_template(
        "desk/pictures/edit.html",
        picture=picture,
        shown=large(picture.image),
        name=name_of(digest, picture.entry, mentions()),
        form=shown,
        fields={each.name: each for each in shown.sections[0].fields},
        meanings=form.MEANINGS,
        unsaid=form.UNSAID,
        version=picture.version if version is None else version,
        public=public,
        may_change=_may_change(digest),
        only_who_approves=image_records.ONLY_WHO_APPROVES,
        message=error.message if isinstance(error, Conflict) else "",
        clashes=_clashes(picture, typed) if isinstance(error, Conflict) else [],
        case=case,
        to_do=len(_to_do(digest, case)) if case else 0,
        focus=(x, y),
        crop=[round(each, 2) for each in crop_of(picture.image.width, picture.image.height, x, y)],
        card=CARD,
    )
    return make_response(page, STATUS[type(error)] if error else 200)


def _point(typed: Flat, name: str) -> int:
    """Where the mark is put; the middle where what was typed is no place."""
    value = form.raw_of({name: [first(typed, name)]})[name]
    return value if isinstance(value, int) and 0 <= value <= 100 else form.CENTRE


def _clashes(picture: Entered, typed: Flat) -> list[Clash]:
    theirs = form.typed_of(picture.entry)
    now, wanted = form.raw_of(theirs), form.raw_of(typed)
    return [
        Clash(each.label, _read(each, theirs), _read(each, typed))
        for each in form.INPUTS
        if now.get(each.name) != wanted.get(each.name)
    ]


def _read(each: Input, typed: Flat) -> str:
    value = first(typed, each.name).strip()
    if each.kind is Kind.FLAG:
        return "はい" if value else "いいえ"
    return dict(each.choices).get(value, value)


def _stored(typed: str) -> str:
    """What cannot be read as a date stays as typed, for the schema to speak of."""
    try:
        return dates_as_typed.stored(typed)
    except ValueError:
        return typed


def _reason(problem: Problem, typed: Mapping[str, str]) -> str:
    """The schema speaks of how it stores a day."""
    return NO_DAY if problem.path == "on" and typed["on"].strip() else problem.reason


def _stop_page(digest: str, typed: Mapping[str, str], error: CatalogueError | None = None) -> Response:
    picture = desk_picture.entered(session(), digest)
    problems = [Problem(each.path, _reason(each, typed)) for each in error.problems] if error else []
    page = render_template(
        "desk/pictures/stop.html",
        picture=picture,
        shown=large(picture.image),
        name=name_of(digest, picture.entry, mentions()),
        public=image_records.shown_by(session(), digest),
        typed=typed,
        ends=[(word.value, form.ENDINGS[word]) for word in form.ENDS],
        message=error.message if isinstance(error, Conflict) else "",
        problems=labelled(problems, _STOP_LABELS),
        errors={each.path: each.reason for each in reversed(problems)},
        ended=picture.entry["clearance"] in form.ENDS,
    )
    return make_response(page, STATUS[type(error)] if error else 200)
