"""The register of pictures 画像台帳: all of them, as a page and as a file; one of them, with the answer whether it may
be printed; and their bytes, for who may see drafts."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import kit, session, today
from catalogue.desk.guard import actor, needs
from catalogue.desk.picture_filters import LABELS, asked_of, choices, narrowed, wanted_of
from catalogue.desk.picture_table import TITLE, workbook
from catalogue.desk.picture_views import large, mentions, name_of, names_of, small
from catalogue.desk.saved_files import EXCEL, saved
from catalogue.domain import rights_in_words
from catalogue.domain.clock import day_in_words
from catalogue.domain.errors import NotFound
from catalogue.domain.paging import paging
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import Licence
from catalogue.editing import image_records
from catalogue.exports import delimited, xlsx
from catalogue.exports.sheets import Use
from catalogue.images.renditions import media_type_of
from catalogue.models import finding
from catalogue.reading import desk_picture, desk_picture_uses, desk_pictures
from catalogue.reading.desk_pictures import ON_A_PAGE, Register
from catalogue.schemas.image_record_form import ENDS, INPUTS, in_words, lacking

blueprint = Blueprint("pictures", __name__)


@blueprint.get("/pictures")
@needs(Permission.READ)
def index() -> str:
    """The pictures that are asked for, a page at a time."""
    wanted, register, asked = wanted_of(request.args), _register(), asked_of(request.args)
    found = paging(len(register.lines), wanted.page, ON_A_PAGE)
    lines = found.of(register.lines)
    return render_template(
        "desk/pictures/index.html",
        lines=lines,
        thumbs=small(line.digest for line in lines),
        count=len(register.lines),
        total=register.total,
        found=found,
        pages={at: url_for(".index", **asked, page=at) for at in found.offered},
        files=[(name, url_for(f".{name}", **asked)) for name in ("excel", "csv")],
        choices=choices(register),
        labels=LABELS,
        wanted=wanted,
        in_words=_in_words,
    )


def _in_words(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says of the rights in a picture."""
    return {
        "licence": Licence(entry["licence"]).label if entry["licence"] else "",
        "permission": rights_in_words.permission(entry, today()),
        "soon": rights_in_words.ends_soon(entry, today()),
    }


@blueprint.get("/pictures.csv")
@needs(Permission.READ)
def csv() -> Response:
    """The part the address asks for, as comma-separated text."""
    made = workbook(_register(), today(), narrowed(request.args), Use.DATA)
    return saved(delimited.write(made.sheets[0]), TITLE, "csv", "text/csv")


@blueprint.get("/pictures.xlsx")
@needs(Permission.READ)
def excel() -> Response:
    """The same, ready to be printed."""
    made = workbook(_register(), today(), narrowed(request.args), Use.MEETING)
    return saved(xlsx.write(made), TITLE, "xlsx", EXCEL)


def _register() -> Register:
    return desk_pictures.register(session(), wanted_of(request.args), today(), mentions())


@blueprint.get("/pictures/<digest>")
@needs(Permission.READ)
def show(digest: str) -> str:
    """One picture: may it be printed, what is known of it, where it is used, what looks like it."""
    picture, known = desk_picture.entered(session(), digest), mentions()
    alike = desk_picture.alike(session(), (picture.image,)).get(digest, [])
    entries = desk_pictures.entries_of(session(), alike)
    public = image_records.shown_by(session(), digest)
    return render_template(
        "desk/pictures/show.html",
        picture=picture,
        shown=large(picture.image),
        name=name_of(digest, picture.entry, known),
        answer=rights_in_words.answer(picture.entry, today()),
        today=day_in_words(today()),
        rows=[(each, in_words(each, picture.entry[each.name])) for each in INPUTS],
        lacking=lacking(picture.entry),
        uses=desk_picture_uses.uses_of(session(), digest, known),
        alike=[(each, name_of(each, entries[each], known)) for each in alike],
        thumbs=small(alike),
        trail=desk_picture.trail(session(), digest),
        may_change=actor().may(image_records.permission_to_describe(public)),
        only_who_approves=image_records.ONLY_WHO_APPROVES,
        ended=picture.entry["clearance"] in ENDS,
    )


@blueprint.get("/pictures/<digest>/<string:rendition>")
@needs(Permission.READ)
def file(digest: str, rendition: str) -> Response:
    """One rendition, whether or not visitors may see the picture."""
    if rendition not in names_of(finding.image_of(session(), digest)):
        raise NotFound(finding.NO_PICTURE)
    return Response(kit().store.get(digest, rendition), mimetype=media_type_of(rendition))
