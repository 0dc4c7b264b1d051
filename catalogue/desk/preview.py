"""A revision on the public page, before it is public: the same template, fed by the same projection.

Pictures have addresses of their own here: the public ones answer only while a public case shows the picture.
"""

from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from catalogue.context import kit, session, today
from catalogue.desk.guard import needs
from catalogue.domain.card import card_of
from catalogue.domain.covers import cover_of
from catalogue.domain.errors import NotFound
from catalogue.domain.figure_in_words import as_shown
from catalogue.domain.freshness import is_old
from catalogue.domain.roles import Permission
from catalogue.editing.previewing import preview
from catalogue.exports import plain
from catalogue.exports.brief import Picture
from catalogue.exports.cases.pictures import printed, unread
from catalogue.exports.cases.reference_pages import reference_page
from catalogue.images.renditions import media_type_of
from catalogue.models import Reach
from catalogue.reading import cases, desk_cases, desk_dossiers
from catalogue.reading.desk_preview import lineage_links
from catalogue.reading.similar import similar

blueprint = Blueprint("preview", __name__, url_prefix="/cases/<slug>/preview/<int:number>")

Page = dict[str, Any]

NO_PICTURE = "この版に、この図はありません。"


@blueprint.get("")
@needs(Permission.READ)
def show(slug: str, number: int) -> str:
    """The page as it would be."""
    revision = desk_cases.revision(session(), slug, number)
    projection = preview(session(), revision.document)
    page, day = projection.page.data, today()
    address = url_for("cases.show", slug=slug, _external=True)
    reaches = [row for row in projection.children if isinstance(row, Reach)]
    near = similar(session(), kit().index, page)
    return render_template(
        "desk/preview/show.html",
        folder=desk_dossiers.folder(session(), slug),
        revision=revision,
        page=page,
        figures=_with_pictures(as_shown(page["figures"], day), slug, number),
        has_figures=bool(page["figures"]),
        card=card_of(page),
        title=page["title"],
        place=page["place"],
        theme=page["theme"],
        lineage_links=[_with_url(link) for link in lineage_links(session(), reaches)],
        cite=partial(cases.citation, page, address),
        block=plain.text_of(reference_page(page, _picture(page, day), address=address)),
        checked_long_ago=is_old(page["checked"]["on"], day),
        similar=render_template("web/cases/_similar.html", similar=near),
    )


def _with_pictures(figures: list[Page], slug: str, number: int) -> list[Page]:
    """The same figures, found here."""
    here = url_for("desk.preview.show", slug=slug, number=number)
    return [figure | {"at": f"{here}/figures/{figure['digest']}/"} for figure in figures]


def _picture(page: Page, day: date) -> Picture | None:
    return printed(page["figures"][0], day, unread) if page["figures"] else None


def _with_url(link: Page) -> Page:
    return link | {"url": url_for("plans.node", plan=link["plan"], code=link["code"])}


@blueprint.get("/cover.svg")
@needs(Permission.READ)
def cover(slug: str, number: int) -> Response:
    """The drawn cover, as lists would show it."""
    page = preview(session(), desk_cases.revision(session(), slug, number).document).page.data
    svg = render_template("web/cases/cover.svg", **cover_of(page))
    return Response(svg, mimetype="image/svg+xml")


@blueprint.get("/figures/<digest>/")
@blueprint.get("/figures/<digest>/<string:rendition>")
@needs(Permission.READ)
def picture(slug: str, number: int, digest: str, rendition: str = "") -> Response:
    """One rendition of a picture of this revision."""
    document = desk_cases.revision(session(), slug, number).document
    if digest not in {figure["image"] for figure in document["figures"]}:
        raise NotFound(NO_PICTURE)
    return Response(kit().store.get(digest, rendition), mimetype=media_type_of(rendition))
