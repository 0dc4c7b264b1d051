"""Search and browse, one case, and its drawn cover."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import kit, session
from catalogue.domain import covers
from catalogue.domain.freshness import is_old
from catalogue.reading import cases, search
from catalogue.reading.facets import Names, groups
from catalogue.reading.similar import similar
from catalogue.schemas.query import View, parse
from catalogue.web import jsonld
from catalogue.web.filters import SITE_NAME
from catalogue.web.results import Addresses, nothing_found, prefecture_tiles, shown_hits, year_bounds

blueprint = Blueprint("cases", __name__, url_prefix="/cases")

A_DAY = "public, max-age=86400"


@blueprint.get("")
def index() -> tuple[str, int]:
    """Search with words, or browse by facets; every state is this address."""
    names = Names(session())
    asked = parse(request.args.to_dict(flat=False))
    query = replace(asked, chosen=names.in_codes(asked.chosen))
    found = search.find(session(), kit().index, query)
    addresses = Addresses(query, names)
    status = 503 if found.unavailable else 422 if query.problems else 200
    page = render_template(
        "web/cases/index.html",
        form=addresses.form(),
        q=query.text,
        problems=query.problems,
        found=addresses.found(found),
        hits=[] if query.view == "table" else shown_hits(found),
        rows=found.hits if query.view == "table" else [],
        facets=groups(names, found.answer.counts, query.chosen),
        years=year_bounds(found.answer.years),
        pages=addresses.pages(found),
        chips=addresses.chips(),
        clear_url=addresses.cleared(),
        sorts=addresses.sorts(),
        views=addresses.views(),
        prefectures=(
            prefecture_tiles(addresses, names, found.answer.counts.get("prefecture", {}))
            if query.view is View.MAP
            else []
        ),
        unavailable=found.unavailable,
        help=nothing_found(session(), addresses, found),
    )
    return page, status


@blueprint.get("/<slug>")
def show(slug: str) -> str:
    """One case."""
    page = cases.page(session(), slug)
    address = url_for("cases.show", slug=slug, _external=True)
    return render_template(
        "web/cases/show.html",
        page=page,
        similar=similar(session(), kit().index, page),
        lineage_links=[_with_url(link) for link in cases.lineage_links(session(), slug)],
        jsonld=jsonld.of_case(page, address, SITE_NAME),
        citation=cases.citation(page, address, SITE_NAME),
        checked_long_ago=is_old(page["checked"]["on"], kit().now().date()),
    )


def _with_url(link: dict[str, Any]) -> dict[str, Any]:
    return link | {"url": url_for("plans.node", plan=link["plan"], code=link["code"])}


@blueprint.get("/<slug>/cover.svg")
def cover(slug: str) -> Response:
    """The drawn cover: theme, place and title; it can not be taken for a photograph."""
    page = cases.page(session(), slug)
    colour, tint = covers.cover_colours(page["theme"]["slug"])
    svg = render_template(
        "web/cases/cover.svg",
        theme_slug=page["theme"]["slug"],
        theme_name=page["theme"]["name"],
        theme_number=page["theme"]["number"],
        colour=colour,
        tint=tint,
        title=page["title"],
        title_lines=covers.cover_lines(page["title"]),
        place=page["municipality"]["place"],
        category=page["category"]["name"],
    )
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = A_DAY
    response.add_etag()
    return response.make_conditional(request)
