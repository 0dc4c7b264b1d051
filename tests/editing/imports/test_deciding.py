"""A dry run can be left and taken up again by everybody who may write; nobody decides over anybody's head."""

import threading

import pytest
from flask import Flask
from sqlmodel import Session

from catalogue.context import BUSY, transaction
from catalogue.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from catalogue.domain.grid import Grid
from catalogue.domain.importing import ImportKind
from catalogue.domain.paper import Paper, read
from catalogue.domain.roles import Role
from catalogue.editing.acting import Actor
from catalogue.editing.imports import keeping
from catalogue.editing.imports.cases import acts as cases
from catalogue.editing.imports.plans import acts as plans
from catalogue.editing.imports.text import acts as text
from catalogue.models import Dossier, Import, finding
from tests.editing.imports import sheets
from tests.editing.imports.papers import FACTS
from tests.editing.imports.sheets import brought, cell, decide, good, judged, row_key, take_in
from tests.editing.loading import count, looking
from tests.editing.reviewing import actor, approver, do, editor, trail


def _take(app: Flask, import_id: int, version: int) -> None:
    with app.app_context(), transaction() as session:
        cases.take_in(session, editor(app), import_id, version)


def _drop(session: Session, who: Actor, import_id: int) -> None:
    keeping.drop(session, who, import_id, ImportKind.CASES)


def test_somebody_else_goes_on_where_one_has_stopped(own_app: Flask) -> None:
    import_id = brought(own_app, editor(own_app), good(0, 状況="休止中かも"))
    other = actor(own_app, "hoka", Role.EDITOR)
    decide(own_app, other, import_id, cells={cell(0, "状況"): "縮小"})
    assert judged(own_app, editor(own_app), import_id).ready


def test_later_decisions_stand_beside_earlier_ones(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0), good(1))
    decide(own_app, who, import_id, rows={row_key(0): "skip"})
    decide(own_app, who, import_id, rows={row_key(1): "skip"}, cells={cell(0, "題名"): "ほかの題名"})
    decide(own_app, who, import_id, rows={row_key(0): None})
    kept = sheets.kept(own_app, import_id)
    assert kept.choices == {"rows": {row_key(1): "skip"}, "cells": {cell(0, "題名"): "ほかの題名"}}
    assert kept.version == 4


def test_whoever_decides_on_an_old_page_is_told(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0))
    decide(own_app, who, import_id, rows={row_key(0): "skip"})
    with own_app.app_context(), transaction() as session, pytest.raises(Conflict, match="ほかの人"):
        cases.decide(session, who, import_id, 1, {"rows": {row_key(0): None}})
    with pytest.raises(Conflict):
        _take(own_app, import_id, 1)


@pytest.mark.parametrize(
    "decisions",
    [
        {"rows": {"事例!A2": "perhaps"}},
        {"fields": {"事例!A2:title": "ours"}},
        {"cells": {"事例!A2": 3}},
        {"cells": {"事例!A2": "長" * 40_000}},
        {"sums": {"事例!A2": "1"}},
        {"rows": ["事例!A2"]},
    ],
)
def test_what_is_no_decision_is_refused(own_app: Flask, decisions: dict[str, dict[str, object]]) -> None:
    import_id = brought(own_app, editor(own_app), good(0))
    with pytest.raises(Invalid):
        decide(own_app, editor(own_app), import_id, **decisions)  # type: ignore[arg-type]  # that is the point
    assert sheets.kept(own_app, import_id).choices == {}


def test_columns_nobody_has_confirmed_stand_in_the_way(own_app: Flask) -> None:
    headings = ("題名", "市町村名", "取組のあらまし", "テーマ", "分類", "URL", "出典名", "発行", "謎の列")
    row = {
        "題名": "試験：空き店舗の貸出し窓口",
        "市町村名": "茨城県境町",
        "取組のあらまし": "窓口を設けた。",
        "テーマ": "商店街活性化",
        "分類": "交流拠点整備",
        "URL": "https://shiken.example/akitenpo",
    }
    who = editor(own_app)
    import_id = brought(own_app, who, row, headings=headings)
    judgement = judged(own_app, who, import_id)
    assert judgement.unconfirmed
    assert not judgement.ready
    meant = {str(each.place): each.meant or "" for each in judgement.headings}
    decide(own_app, who, import_id, columns=meant)
    assert not judged(own_app, who, import_id).unconfirmed


def test_an_import_that_is_given_up_holds_nothing_any_more(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0))
    do(own_app, _drop, who, import_id)
    kept = sheets.kept(own_app, import_id)
    assert (kept.state, kept.content, kept.ended_by) == ("dropped", {}, who.name)
    assert [line[0] for line in trail(own_app, "事例一覧.xlsx")] == ["import-begun", "import-dropped"]
    for act in (_drop, lambda *about: cases.decide(*about, kept.version, {})):
        with pytest.raises(Conflict, match="取りやめ"):
            do(own_app, act, who, import_id)


def test_an_import_is_taken_in_once(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0))
    take_in(own_app, who, import_id)
    kept = sheets.kept(own_app, import_id)
    assert (kept.content, kept.choices) == ({}, {}), "what was read is not kept longer than it is needed"
    with pytest.raises(Conflict, match="もう取り込まれています"):
        take_in(own_app, who, import_id)
    with looking(own_app) as session:
        assert finding.newest_of(session, finding.case_of(session, "sakai-1")).number == 1


def test_of_two_who_press_at_once_one_wins_and_the_other_is_told(own_app: Flask) -> None:
    import_id = brought(own_app, editor(own_app), *(good(number) for number in range(3)))
    before, told = count(own_app, Dossier), []
    gate = threading.Barrier(2)

    def press(person: Actor) -> None:
        gate.wait()
        try:
            with own_app.app_context(), transaction() as session:
                cases.take_in(session, person, import_id, 1)
            told.append("done")
        except (Conflict, Unavailable) as refusal:
            told.append(refusal.message)

    actors = [actor(own_app, who, Role.EDITOR) for who in ("henshu", "hoka")]
    people = [threading.Thread(target=press, args=(person,)) for person in actors]
    for each in people:
        each.start()
    for each in people:
        each.join()
    # Whoever does not wait long enough for the other is told that somebody is writing.
    assert told.count("done") == 1
    assert told[0 if told[1] == "done" else 1] in (BUSY, "この取込みは、もう取り込まれています。")
    assert count(own_app, Dossier) == before + 3


def test_who_may_not_write_may_do_nothing_of_it(own_app: Flask) -> None:
    import_id = brought(own_app, editor(own_app), good(0))
    for name, role in (("kanri", Role.ADMINISTRATOR), ("iin", Role.MEMBER)):
        who = actor(own_app, name, role)
        with own_app.app_context(), transaction() as session:
            for act in (
                lambda who=who, session=session: cases.begin(session, who, "x", [sheets.grid([good()])]),
                lambda who=who, session=session: cases.decide(session, who, import_id, 1, {}),
                lambda who=who, session=session: cases.take_in(session, who, import_id, 1),
                lambda who=who, session=session: _drop(session, who, import_id),
            ):
                with pytest.raises(Forbidden):
                    act()


def test_a_book_without_a_row_that_could_be_a_case_is_refused(own_app: Flask) -> None:
    for grids in ([], [Grid("Sheet1", (("売上", "原価"), ("100", "20")))], [sheets.grid([])]):
        with pytest.raises(Invalid, match="見つかりませんでした"):
            sheets.brought_grids(own_app, editor(own_app), grids)
    assert count(own_app, Import) == 0


def test_a_sheet_is_read_before_the_database_is_held(own_app: Flask) -> None:
    who, no_rows = editor(own_app), [sheets.grid([])]
    import_id = brought(own_app, who, good(0))
    for act in (
        lambda session: cases.begin(session, who, "x", no_rows),
        lambda session: cases.bring_again(session, who, import_id, 1, "x", no_rows),
        lambda session: plans.begin(session, who, "x", grids=[Grid("表", (("甲",),))]),
        lambda session: text.begin(session, who, Paper(read("# 施策\n- 進める。")), FACTS),
    ):
        with own_app.app_context(), transaction() as session:
            with pytest.raises(Invalid, match="見つかりませんでした"):
                act(session)
            assert not session.in_transaction()


def test_more_than_can_be_kept_is_refused(own_app: Flask) -> None:
    with pytest.raises(Invalid, match="多すぎて"):
        brought(own_app, editor(own_app), *(good(number, 概要="長" * 30_000) for number in range(60)))
    with pytest.raises(Invalid, match="1,000件まで"):
        brought(own_app, editor(own_app), *(good(number) for number in range(cases.MOST_ROWS + 1)))


def test_too_many_that_wait_must_be_cleared_first(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_OPEN", 1)
    import_id = brought(own_app, editor(own_app), good(0))
    with pytest.raises(Invalid, match="取りやめて"):
        brought(own_app, editor(own_app), good(1))
    do(own_app, _drop, approver(own_app), import_id)
    brought(own_app, editor(own_app), good(1))


def test_what_is_there_of_another_kind_is_not_found(own_app: Flask) -> None:
    for import_id in (7, 999_999_999):
        with own_app.app_context(), transaction() as session, pytest.raises(NotFound):
            cases.decide(session, editor(own_app), import_id, 1, {})


def test_half_a_letter_and_signs_no_file_takes_do_no_harm(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0, 題名="題名\ud800の\x00途中\u202e"))
    row = sheets.rows_of(own_app, who, import_id)[0]
    assert [str(each.place) for each in row.mistakes] == [cell(0, "題名")]
    decide(own_app, who, import_id, cells={cell(0, "題名"): "直した\udfff題名"})
    take_in(own_app, who, import_id)
    assert sheets.document(own_app, "sakai-1")["title"] == "直した\ufffd題名"
