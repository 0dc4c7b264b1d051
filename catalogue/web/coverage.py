"""The gap matrix: where Ome's plans have cases, and where they have none. Plan, rows and columns are the address."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.datastructures import iter_multi_items

from catalogue.context import remembered, session
from catalogue.domain.coverage import By, Offer, View, view_of
from catalogue.domain.errors import NotFound
from catalogue.domain.selection import choose
from catalogue.domain.shortlist import MOST
from catalogue.exports import coverage as files
from catalogue.exports import coverage_data
from catalogue.exports.brief import Brief
from catalogue.exports.sheets import Use, Workbook
from catalogue.reading import coverage
from catalogue.reading import coverage_in_words as in_words
from catalogue.reading.cards import all_cards, cards
from catalogue.reading.coverage import Matrix
from catalogue.schemas.paper import paper_of
from catalogue.web.asking import known_cases
from catalogue.web.coverage_links import parameters, switches, table

blueprint = Blueprint("coverage", __name__)

NO_PLAN = "計画がまだ登録されていないので、事例の分布は表示できません。"
ALL_INSTEAD = "選ばれた事例がないので、すべての事例を数えています。"
NO_CELL = "選ばれた欄は見つからないので、表だけを表示しています。"


@blueprint.get("/coverage")
def show() -> str:
    """The table, and the cases of one cell where the search page cannot show them."""
    offered, paper = _offer(), paper_of(request.args)
    view, notes = _asked(offered)
    if view is None:
        return render_template("web/coverage/show.html", matrix=None, notes=[NO_PLAN], paper=paper)
    matrix = _matrix(view)
    picked, missed = _picked(matrix)
    return render_template(
        "web/coverage/show.html",
        matrix=matrix,
        title=in_words.title(matrix),
        sentences=in_words.sentences(matrix),
        notes=[*notes, *missed],
        table=_table(matrix),
        switches=switches(offered, view, paper.parameters()),
        picked=picked,
        words=in_words,
        paper=paper,
        parameters=list(iter_multi_items(parameters(view))),
    )


def brief() -> Brief:
    """The table as a document or slides. Raises NotFound where there is no plan."""
    return files.brief(*_wanted())


def workbook(use: Use) -> Workbook:
    """The table as sheets. Raises NotFound where there is no plan."""
    matrix, notes = _wanted()
    if use is Use.DATA:
        return coverage_data.for_machines(matrix, all_cards(session()), notes)
    return files.for_a_meeting(matrix, notes)


def _wanted() -> tuple[Matrix, Sequence[str]]:
    view, notes = _asked(_offer())
    if view is None:
        raise NotFound(NO_PLAN)
    return _matrix(view), notes


def _offer() -> Offer:
    return remembered("coverage offer", lambda: coverage.offer(session()))


def _asked(offered: Offer) -> tuple[View | None, Sequence[str]]:
    view, notes = view_of(offered, **{name: request.args.get(name, "") for name in ("plan", "rows", "by")})
    asked = request.args.getlist("case")
    if view is None or not asked:
        return view, notes
    chosen = choose(asked, known_cases(), MOST)
    none = () if chosen.slugs else (ALL_INSTEAD,)
    return replace(view, cases=chosen.slugs), (*notes, *chosen.notes, *none)


def _matrix(view: View) -> Matrix:
    """What strangers choose is made for them; only what everybody sees is kept."""
    if view.cases:
        return coverage.matrix(session(), view)
    return remembered(("coverage", view), lambda: coverage.matrix(session(), view))


def _table(matrix: Matrix) -> str:
    def make() -> str:
        return render_template("web/coverage/_matrix.html", **table(matrix))

    if matrix.view.cases:
        return make()
    return remembered(("coverage table", matrix.view, request.script_root), make)


def _picked(matrix: Matrix) -> tuple[dict[str, Any] | None, Sequence[str]]:
    """The cases of the cell an address names, and what to say if it names none there is."""
    value = request.args.get("issue")
    if matrix.view.by is not By.ISSUE or value is None:
        return None, ()
    found = coverage.cell_at(matrix, request.args.get("node"), value)
    if found is None:
        return None, (NO_CELL,)
    line, column, cell = found
    return {
        "node": line.node if line else None,
        "column": column,
        "cell": cell,
        "cards": [
            card | {"by_lineage": card["slug"] in cell.by_lineage} for card in cards(session(), cell.slugs)
        ],
    }, ()
