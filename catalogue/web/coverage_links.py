"""Where every number of the gap matrix leads: to exactly the cases it counts, and a gap to a search for candidates."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from catalogue.domain.coverage import By, Offer, Rows, View
from catalogue.reading import coverage_in_words as in_words
from catalogue.reading.coverage import NO_ISSUE, Cell, Column, Line, Matrix
from catalogue.schemas.query import MOST_VALUES

Row = dict[str, Any]


def table(matrix: Matrix) -> Row:
    """The table as its template shows it: ``columns``, ``groups`` of lines and ``totals``, every cell with its link."""
    tops = [line.node["key"] for group in matrix.groups for line in group.heads]
    return {
        "caption": in_words.caption(matrix),
        "rows_label": matrix.view.rows.label,
        "columns": [_column(column) for column in matrix.columns],
        "groups": [
            {
                "head": _line(matrix, group.head) if group.head else None,
                "lines": [_line(matrix, line) for line in group.lines],
            }
            for group in matrix.groups
        ],
        "totals": [
            *(
                _cell(
                    cell,
                    _cases(matrix.view, cell, None, tops, column),
                    _candidates(matrix.view, None, column),
                )
                for column, cell in zip(matrix.columns, matrix.totals.cells, strict=True)
            ),
            _cell(matrix.totals.total, _all_cases(matrix.view, matrix.totals.total, tops)),
        ],
    }


def _column(column: Column) -> Row:
    row = column.row
    if row is None:
        return {"name": column.name, "theme": None, "url": None}
    if "plan" in row:
        return {
            "name": column.name,
            "theme": None,
            "url": url_for("plans.node", plan=row["plan"], code=row["code"]),
        }
    return {"name": column.name, "theme": row, "url": url_for("themes.show", slug=column.value)}


def _line(matrix: Matrix, line: Line) -> Row:
    keys = [line.node["key"]]
    cells = [
        _cell(cell, _cases(matrix.view, cell, line, keys, column), _candidates(matrix.view, line, column))
        for column, cell in zip(matrix.columns, line.counts.cells, strict=True)
    ]
    anywhere = url_for("cases.index", q=in_words.search_words(line.node))
    total = line.counts.total
    return {
        "node": line.node,
        "above": line.above,
        "cells": [*cells, _cell(total, _all_cases(matrix.view, total, keys), anywhere)],
    }


def _cell(cell: Cell, cases: str | None, candidates: str | None = None) -> Row:
    enough = cell.count >= in_words.ENOUGH
    return {
        "count": cell.count,
        "grade": cell.strongest,
        "lineage": in_words.lineage(cell),
        "lineage_short": in_words.lineage_short(cell),
        "level": "enough" if enough else "some" if cell.count else "none",
        "url": cases if cell.count else candidates,
    }


def _cases(view: View, cell: Cell, line: Line | None, keys: Sequence[str], column: Column) -> str | None:
    """The search page takes several nodes as one or the other, so it cannot show what speaks to a node and to a 課題:
    those cases are listed below the table. Of chosen cases, those of a cell are a choice again."""
    if view.cases:
        return _as_list(cell)
    if view.by is By.ISSUE:
        code = line.node["code"] if line else None
        return address(view, node=code, issue=column.value, _anchor="cell")
    return url_for("cases.index", theme=column.value, node=keys) if len(keys) < MOST_VALUES else None


def _all_cases(view: View, cell: Cell, keys: Sequence[str]) -> str | None:
    if view.cases:
        return _as_list(cell)
    return url_for("cases.index", node=keys) if len(keys) <= MOST_VALUES else None


def _as_list(cell: Cell) -> str:
    return url_for("shortlist.show", case=list(cell.slugs))


def _candidates(view: View, line: Line | None, column: Column) -> str | None:
    """Without a line, whatever there is for the column."""
    if column.value == NO_ISSUE:
        return None
    named: Row = {"theme" if view.by is By.THEME else "node": column.value}
    return url_for("cases.index", q=in_words.search_words(line.node) if line else None, **named)


def address(view: View, **more: Any) -> str:
    """The address of a view."""
    return url_for("coverage.show", **parameters(view), **more)


def parameters(view: View) -> dict[str, Any]:
    """What its address says."""
    chosen = {"case": list(view.cases)} if view.cases else {}
    return {"plan": view.plan, "rows": view.rows.value, "by": view.by.value, **chosen}


def switches(offered: Offer, view: View, kept: Mapping[str, str]) -> list[Row]:
    """What else can be shown, each one step away; ``kept`` stays in every address."""
    now = {**parameters(view), **kept}
    plan = next(each for each in offered.plans if each.slug == view.plan)
    titles = {each.slug: each.title for each in offered.plans}

    def against(rows: Rows) -> str | None:
        return view.by.value if view.by in offered.columns(rows) else None

    return [
        # Another plan may not have these rows.
        _switch("計画", view.plan, titles, "plan", now | {"rows": None}),
        {
            "label": "行",
            "options": [
                _option(rows.label, rows is view.rows, now | {"rows": rows.value, "by": against(rows)})
                for rows in plan.rows
            ],
        },
        _switch("列", view.by, {by.value: by.label for by in offered.columns(view.rows)}, "by", now),
    ]


def _switch(
    label: str, current: str, names: Mapping[str, str], parameter: str, now: Mapping[str, Any]
) -> Row:
    options = [_option(name, value == current, {**now, parameter: value}) for value, name in names.items()]
    return {"label": label, "options": options}


def _option(name: str, current: bool, there: Mapping[str, Any]) -> Row:
    return {"name": name, "current": current, "url": url_for("coverage.show", **there)}
