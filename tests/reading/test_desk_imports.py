"""The list of what was brought: what waits first, then the latest, each with what came of it."""

from flask import Flask

from catalogue.context import transaction
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.editing.imports import keeping
from catalogue.editing.imports.cases import undoing
from catalogue.models import Import
from catalogue.reading import desk_imports
from catalogue.reading.desk_imports import Listed
from tests.conftest import kit_of
from tests.editing.imports.sheets import brought, good, take_in
from tests.editing.loading import looking
from tests.editing.reviewing import do, editor


def _listed(app: Flask, page: int = 1) -> Listed:
    with looking(app) as session:
        return desk_imports.listed(session, page)


def test_what_waits_stands_first_and_what_is_done_says_what_came_of_it(own_app: Flask) -> None:
    who = editor(own_app)
    waits = brought(own_app, who, good(0))
    dropped, done, undone = (brought(own_app, who, good(number)) for number in (1, 2, 3))
    do(own_app, keeping.drop, who, dropped, ImportKind.CASES)
    take_in(own_app, who, done)
    take_in(own_app, who, undone)
    do(own_app, undoing.undo, who, undone)
    lines = _listed(own_app).lines
    assert [(line.id, line.state) for line in lines] == [
        (waits, ImportState.OPEN),
        (undone, ImportState.UNDONE),
        (done, ImportState.DONE),
        (dropped, ImportState.DROPPED),
    ]
    assert [line.said for line in lines] == ["", "消した事例1件", "新しい事例1件", ""]
    assert (lines[0].name, lines[0].kind, lines[0].begun_by) == ("事例一覧.xlsx", ImportKind.CASES, who.name)
    with looking(own_app) as session:
        assert desk_imports.waiting(session) == 1


def test_a_long_list_has_pages(own_app: Flask) -> None:
    now = kit_of(own_app).now()
    with own_app.app_context(), transaction() as session:
        for number in range(desk_imports.ON_A_PAGE + 1):
            session.add(
                Import(
                    kind=ImportKind.TEXT.value,
                    name=str(number),
                    state=ImportState.OPEN.value,
                    begun_by="x",
                    begun_at=now,
                    content={},
                    choices={},
                )
            )
    assert len(_listed(own_app, 2).lines) == 1
    assert _listed(own_app, 1).at.pages == 2
