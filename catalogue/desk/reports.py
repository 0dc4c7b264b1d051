"""Mistakes that readers found: the list, one report, and dealing with it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, aside, kit, private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.domain.errors import Conflict, Invalid, labelled
from catalogue.domain.report_parts import CLOSED, FIELD_OF, ReportPart, ReportState
from catalogue.domain.roles import Permission
from catalogue.editing import reports as acts
from catalogue.reading import desk_reports
from catalogue.schemas.report import ANSWER_FIELDS, LABELS, state_asked_for

blueprint = Blueprint("reports", __name__)

_ONE = "/reports/<int:number>"


@blueprint.get("/reports")
@needs(Permission.READ)
def index() -> str:
    """All reports, or those of one state."""
    now = kit().now()
    aside(kit(), partial(acts.forget, now=now))
    state = state_asked_for(request.args.get("state", ""))
    found = desk_reports.listed(session(), state, request.args.get("page", 1, type=int), now)
    return render_template(
        "desk/reports/index.html",
        found=found,
        rows=[_with_addresses(row) for row in found.rows],
        chosen=state,
        filters=_filters(found),
        pages={
            number: url_for(".index", state=state, page=number)
            for number in range(max(1, found.page - 3), min(found.pages, found.page + 3) + 1)
        },
    )


def _filters(found: desk_reports.Reports) -> list[dict[str, Any]]:
    every = [
        {"state": None, "label": "すべて", "count": sum(found.counts.values()), "url": url_for(".index")}
    ]
    return every + [
        {
            "state": state,
            "label": state.label,
            "count": found.counts.get(state, 0),
            "url": url_for(".index", state=state.value),
        }
        for state in ReportState
    ]


@blueprint.get(_ONE)
@needs(Permission.READ)
def show(number: int) -> Response:
    """One report, and the form to answer it."""
    return _page(number)


@blueprint.post(f"{_ONE}/take")
@needs(Permission.WRITE)
def take(number: int) -> Response:
    """Say that one deals with it."""
    try:
        with private_transaction() as writing:
            acts.take(writing, actor(), number, request.form.get("seen", ""))
    except Conflict as error:
        return _page(number, error=error)
    flash("対応中にしました。")
    return redirect(url_for(".show", number=number), 303)


@blueprint.post(f"{_ONE}/answer")
@needs(Permission.WRITE)
def answer(number: int) -> Response:
    """Say what was done about it."""
    typed = {name: request.form[name] for name in ANSWER_FIELDS if name in request.form}
    try:
        with private_transaction() as writing:
            acts.answer(writing, actor(), number, typed, request.form.get("seen", ""))
    except (Conflict, Invalid) as error:
        return _page(number, typed, error)
    flash("対応の内容を保存しました。")
    return redirect(url_for(".show", number=number), 303)


def _page(
    number: int, typed: Mapping[str, str] | None = None, error: Conflict | Invalid | None = None
) -> Response:
    report = _with_addresses(desk_reports.one(session(), number, kit().now()))
    problems = error.problems if error else ()
    page = render_template(
        "desk/reports/show.html",
        report=report,
        typed=typed or {"answer": report["answer"] or "", "state": report["state"]},
        labels=LABELS,
        ends=[(state.value, state.label) for state in CLOSED],
        message=error.message if error else "",
        problems=labelled(problems, LABELS),
        errors={each.path: each.reason for each in reversed(problems)},
    )
    return make_response(page, STATUS[type(error)] if error else 200)


def _with_addresses(report: dict[str, Any]) -> dict[str, Any]:
    """With where the thing is mended, and what the forms keep of how the report stands."""
    slug = report["slug"]
    form = url_for("desk.cases.edit", slug=slug, _anchor=FIELD_OF.get(report["part"]))
    return report | {
        "mend": url_for("desk.links.case", slug=slug) if report["part"] is ReportPart.LINKS else form,
        "seen": acts.standing_of(report["state"], report["handled_by"]),
    }
