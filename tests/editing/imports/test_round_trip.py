"""What the catalogue gives out comes back: nothing is changed but what somebody has changed."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Flask
from sqlmodel import Session, col, select

from catalogue.domain.grid import Grid
from catalogue.editing.imports.cases.judgement import Verdict
from catalogue.exports.cases import tables
from catalogue.exports.import_sheets import names_of, workbook_of
from catalogue.exports.sheets import Sheet, Use, Value
from catalogue.models import CasePage, Category, Dossier, Municipality, Revision, Theme
from catalogue.models.finding import CASE as KIND
from catalogue.schemas.case_sheet.laying import Written
from tests.editing.imports import sheets
from tests.editing.imports.sheets import brought_grids, take_in
from tests.editing.loading import looking
from tests.editing.reviewing import CASE, editor


def _as_read(given: Sequence[Sheet]) -> list[Grid]:
    """Sheets as a program gives them back."""
    return [
        Grid(
            sheet.name,
            (
                tuple(column.name for column in sheet.columns),
                *(tuple(map(_cell, row)) for row in sheet.rows),
            ),
        )
        for sheet in given
    ]


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _ours(session: Session) -> list[Grid]:
    """All cases in the workbook by which they are changed."""
    rows = session.exec(
        select(Dossier, Revision)
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(Dossier.kind == KIND)
    ).all()
    written = [Written(dossier.slug, revision.number, revision.document) for dossier, revision in rows]
    tables_of = [session.exec(select(table)).all() for table in (Theme, Category, Municipality)]
    return _as_read(workbook_of(written, names_of(*tables_of), {}).sheets)


def _public(session: Session) -> list[Grid]:
    """All cases in the public workbook for machines."""
    pages = [page.data for page in session.exec(select(CasePage))]
    book = tables.workbook_of(pages, Use.DATA, "事例", address_of=lambda slug: f"https://example.jp/{slug}")
    return _as_read(book.sheets)


def test_our_own_workbook_comes_back_as_it_went(own_app: Flask) -> None:
    with looking(own_app) as session:
        grids = _ours(session)
    import_id = brought_grids(own_app, editor(own_app), grids)
    judgement = sheets.judged(own_app, editor(own_app), import_id)
    wrong = [
        (row.slug, row.mistakes, row.changes) for row in judgement.rows if row.verdict is not Verdict.SAME
    ]
    assert not wrong, wrong[:2]
    assert judgement.counts == {Verdict.SAME: 59}
    assert not judgement.unconfirmed


def test_the_public_workbook_comes_back_as_it_went(own_app: Flask) -> None:
    with looking(own_app) as session:
        grids = _public(session)
    import_id = brought_grids(own_app, editor(own_app), grids)
    judgement = sheets.judged(own_app, editor(own_app), import_id)
    wrong = [
        (row.slug, row.mistakes, row.changes) for row in judgement.rows if row.verdict is not Verdict.SAME
    ]
    assert not wrong, wrong[:2]
    assert not judgement.mistakes


def test_only_what_somebody_changed_in_it_is_saved(own_app: Flask) -> None:
    before = sheets.document(own_app, CASE)
    with looking(own_app) as session:
        grids = [_with_another_title(grid, before["title"]) for grid in _ours(session)]
    who = editor(own_app)
    import_id = brought_grids(own_app, who, grids)
    counts = sheets.judged(own_app, who, import_id).counts
    assert counts == {Verdict.SAME: 58, Verdict.CHANGE: 1}
    result = take_in(own_app, who, import_id)
    assert [each["slug"] for each in result["cases"]] == [CASE]
    assert sheets.document(own_app, CASE) == before | {"title": "直した題名"}


def _with_another_title(grid: Grid, title: str) -> Grid:
    if grid.name != sheets.SHEET:
        return grid
    rows = tuple(tuple("直した題名" if text == title else text for text in row) for row in grid.rows)
    return replace(grid, rows=rows)
