import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from catalogue.app import create_app
from catalogue.editing.unfound import unfound_words
from tests.conftest import kit_of, shut

NOBODYS = "量子暗号通信網"


def ask(app: Flask, **asked: object) -> int:
    """Ask and, as a server does, close the answer once it is sent."""
    with app.test_client().get("/cases", query_string=asked) as answer:
        return answer.status_code


def noted(app: Flask) -> dict[str, int]:
    with kit_of(app).readers() as session:
        return {row.word: row.count for row in unfound_words(session)}


def said(app: Flask, *options: str) -> str:
    done = app.test_cli_runner().invoke(args=["search", "unfound", *options])
    assert done.exit_code == 0
    return done.output


def test_a_word_nobody_finds_anything_for_is_counted_once_for_each_asking(own_app: Flask) -> None:
    assert noted(own_app) == {}
    ask(own_app, q=NOBODYS)
    ask(own_app, q=NOBODYS)
    ask(own_app, q=f"商店街 {NOBODYS}")
    assert noted(own_app) == {NOBODYS: 3}


def test_a_word_asked_for_before_breakfast_is_noted_under_that_day_in_japan(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_breakfast = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
    monkeypatch.setitem(
        own_app.extensions, "catalogue", replace(kit_of(own_app), now=lambda: before_breakfast)
    )
    ask(own_app, q=NOBODYS)
    with kit_of(own_app).readers() as session:
        assert [row.last_on for row in unfound_words(session)] == ["2026-11-23"]


def test_turning_pages_and_ticking_boxes_is_not_asking_again(own_app: Flask) -> None:
    ask(own_app, q=NOBODYS, page=2)
    ask(own_app, q=NOBODYS, theme="dx")
    ask(own_app, q=NOBODYS, sort="newest")
    ask(own_app, q=NOBODYS, exact="1")
    ask(own_app, q="商店街")
    assert noted(own_app) == {}


def test_staff_read_the_words_by_a_command_as_a_list_or_for_a_spreadsheet(own_app: Flask) -> None:
    assert said(own_app) == "記録された言葉はまだありません。\n"
    ask(own_app, q=NOBODYS)
    assert NOBODYS in said(own_app)
    heading, row = said(own_app, "--csv").splitlines()
    assert heading == "回数,言葉,はじめての日,最後の日"
    assert row.startswith(f"1,{NOBODYS},20")


def test_no_page_shows_a_reader_what_others_did_not_find(own_app: Flask) -> None:
    ask(own_app, q=NOBODYS)
    client = own_app.test_client()
    for address in ("/", "/cases", "/about", "/suggest?q=量子", "/cases?q=量子暗号"):
        assert NOBODYS not in client.get(address).text


@pytest.fixture
def patient_app(own_app: Flask) -> Iterator[Flask]:
    """A catalogue whose writers wait for one another as long as nobody would wait for a page."""
    app = create_app(replace(kit_of(own_app).settings, lock_wait=30.0))
    yield app
    shut(app)


def test_while_somebody_writes_the_page_neither_fails_nor_waits(patient_app: Flask) -> None:
    with kit_of(patient_app).writers() as writing:
        writing.connection()
        begun = time.monotonic()
        assert ask(patient_app, q=NOBODYS) == 200
        assert time.monotonic() - begun < 15
    assert noted(patient_app) == {}
    ask(patient_app, q=NOBODYS)
    assert noted(patient_app) == {NOBODYS: 1}


def test_a_database_without_the_table_costs_a_reader_nothing(own_app: Flask) -> None:
    with kit_of(own_app).writers() as writing:
        writing.connection().exec_driver_sql("DROP TABLE unfound_word")
        writing.commit()
    assert ask(own_app, q=NOBODYS) == 200
