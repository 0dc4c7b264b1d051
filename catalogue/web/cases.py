"""Search and browse, one case, and its drawn cover."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import kit, remembered, remembered_each, session, today
from catalogue.domain.covers import cover_of
from catalogue.domain.figure_in_words import as_shown
from catalogue.domain.freshness import is_old
from catalogue.exports.cases.tables import workbook_of
from catalogue.exports.sheets import Use, Workbook
from catalogue.reading import cases, search
from catalogue.reading.browsing import Shelf, shelf_of
from catalogue.reading.cards import cards_by_slug, pages_by_slug
from catalogue.reading.facets import Name, Names, groups, names_of
from catalogue.reading.similar import similar
from catalogue.reading.source_marks import marked
from catalogue.schemas.query import SearchQuery, View, parse
from catalogue.web import jsonld
from catalogue.web.filters import SITE_NAME
from catalogue.web.references import address_of, text_block
from catalogue.web.results import (
    Addresses,
    hit_groups,
    nothing_found,
    prefecture_tiles,
    unchanging_parts,
    year_bounds,
)
from catalogue.web.telling import tips, told
from catalogue.web.unfound import count_unfound

blueprint = Blueprint("cases", __name__, url_prefix="/cases")

A_DAY = "public, max-age=86400"


@blueprint.get("")
def index() -> Response:
    """Search with words, or browse by facets; every state is this address."""
    names = Names(_names)
    query = _query(names)
    found = search.find(kit().index, query, shelf=_shelf, cards=_cards)
    addresses = Addresses(query, names)
    status = 503 if found.unavailable else 422 if query.problems else 200
    page = render_template(
        "web/cases/index.html",
        form=addresses.form(),
        q=query.text,
        tips=remembered(("tips", request.script_root), tips),
        problems=query.problems,
        notes=query.notes,
        told=told(addresses, query, found.answer),
        found=addresses.found(found),
        hit_groups=hit_groups(query, found),
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
    answer = make_response(page, status)
    count_unfound(query, found, answer)
    return answer


def workbook(use: Use) -> Workbook:
    """The cases of all pages of this search, in their order, as tables."""
    names = Names(_names)
    query = _query(names)
    found = search.find_all(kit().index, query, shelf=_shelf)
    chosen = "、".join(chip["label"] for chip in Addresses(query, names).chips())
    return workbook_of(
        list(pages_by_slug(session(), found.slugs).values()),
        use,
        f"「{query.text}」の事例" if query.text else "事例の一覧",
        address_of=address_of,
        remarks=(*([f"しぼりこみ：{chosen}"] if chosen else ()), *query.problems, *query.notes, *found.notes),
    )


def _query(names: Names) -> SearchQuery:
    """What the address asks for."""
    asked = parse(request.args.to_dict(flat=False))
    return replace(asked, chosen=names.in_codes(asked.chosen))


def _names(facet: str) -> Mapping[str, Name]:
    return remembered(("names", facet), lambda: names_of(session(), facet))


def _shelf() -> Shelf:
    return remembered("shelf", lambda: shelf_of(session()))


def _cards(slugs: Sequence[str]) -> Mapping[str, dict[str, Any]]:
    """With the parts of a hit that no query changes."""
    return remembered_each(
        # The parts hold addresses, and photographs that may be shown today.
        f"hit {request.script_root} {today()}",
        slugs,
        lambda unknown: {
            slug: card | {"parts": unchanging_parts(card)}
            for slug, card in cards_by_slug(session(), unknown).items()
        },
    )


@blueprint.get("/<slug>")
def show(slug: str) -> str:
    """One case."""
    address = address_of(slug)
    day = today()
    lasting = remembered(("case", address, day), lambda: _lasting(slug, address, day))
    return render_template("web/cases/show.html", **lasting)


def _lasting(slug: str, address: str, day: date) -> dict[str, Any]:
    """What the page says, whoever looks."""
    page = cases.page(session(), slug)
    body = render_template(
        "web/cases/_body.html",
        page=page,
        sources=marked(session(), page["sources"]),
        figures=as_shown(page["figures"], day),
        lineage_links=[_with_url(link) for link in cases.lineage_links(session(), slug)],
        citation=cases.citation(page, address, SITE_NAME),
        block=text_block(page),
        checked_long_ago=is_old(page["checked"]["on"], day),
    )
    near = similar(session(), kit().index, page)
    return {
        "title": page["title"],
        "place": page["place"],
        "theme": page["theme"],
        "jsonld": jsonld.of_case(page, address, SITE_NAME),
        "body": body,
        "has_figures": bool(page["figures"]),
        "similar": render_template("web/cases/_similar.html", similar=near),
    }


def _with_url(link: dict[str, Any]) -> dict[str, Any]:
    return link | {"url": url_for("plans.node", plan=link["plan"], code=link["code"])}


@blueprint.get("/<slug>/cover.svg")
def cover(slug: str) -> Response:
    """The drawn cover: theme, place and title; it can not be taken for a photograph."""
    page = cases.page(session(), slug)
    svg = render_template("web/cases/cover.svg", **cover_of(page))
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = A_DAY
    response.add_etag()
    return response.make_conditional(request)
