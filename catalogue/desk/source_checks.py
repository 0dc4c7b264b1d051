"""Pages that public cases cite: which no longer answer, and the day on which somebody read one."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, session, today, transaction
from catalogue.desk.guard import actor, needs
from catalogue.domain.clock import day_in_words
from catalogue.domain.errors import Invalid, NotFound
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in
from catalogue.editing import source_checks as acts
from catalogue.reading import desk_sources
from catalogue.reading.desk_sources import CitedPages, Trouble

blueprint = Blueprint("source_checks", __name__)


@blueprint.get("/sources")
@needs(Permission.READ)
def index() -> Response:
    """All of them, or those with one trouble."""
    return _page()


@blueprint.post("/sources/read")
@needs(Permission.WRITE)
def read() -> Response:
    """Keep the day on which somebody read one."""
    typed = {name: request.form.get(name, "") for name in ("url", "on")}
    try:
        with transaction() as writing:
            day = acts.have_read(writing, actor(), typed["url"], typed["on"])
    except (Invalid, NotFound) as error:
        return _page(typed, error)
    flash(f"{day_in_words(day)}に読んだことを記録しました。事例のページの「閲覧」の日に使われます。")
    return redirect(url_for(".index", **_asked()), 303)


def _asked() -> dict[str, Any]:
    """What the address asks for, as it goes on to the next one."""
    trouble = request.args.get("trouble", "")
    asked = {
        "trouble": trouble if trouble in set(Trouble) else None,
        "page": number_in(request.args.get("page")),
    }
    return {name: value for name, value in asked.items() if value}


def _page(typed: dict[str, str] | None = None, error: Invalid | NotFound | None = None) -> Response:
    asked = _asked()
    trouble = Trouble(asked["trouble"]) if "trouble" in asked else None
    typed = typed or {}
    found = desk_sources.listed(session(), trouble, asked.get("page", 1), typed.get("url", ""))
    page = render_template(
        "desk/source_checks/index.html",
        found=found,
        chosen=trouble,
        filters=_filters(found),
        pages={at: url_for(".index", **{**asked, "page": at}) for at in found.paging.offered},
        send_to=url_for(".read", **asked),
        on=kit().settings.sources_check,
        today=day_in_words(today()),
        typed=typed,
        message=error.message if error else "",
    )
    return make_response(page, STATUS[type(error)] if error else 200)


def _filters(found: CitedPages) -> list[dict[str, Any]]:
    every = {
        "trouble": None,
        "label": "すべて",
        "count": sum(found.counts.values()),
        "url": url_for(".index"),
    }
    return [every] + [
        {"trouble": each, "label": each.label, "count": count, "url": url_for(".index", trouble=each.value)}
        for each, count in found.counts.items()
        if count
    ]
