"""The hostile and the clumsy: what nobody should send is answered calmly, a button pressed twice acts once, and what
was typed is not lost because the catalogue could not take it just then."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import func, select

from catalogue.context import session
from catalogue.db import private_sessions
from catalogue.editing import acting
from catalogue.models import AuditRecord, CaseUse, Comment, KeptList, Packet
from tests.conftest import kit_of
from tests.desk.signing_in import HIDDEN, Clock

CASE = "kiryu-cocotomo"
TYPED = "打ったばかりの<b>文章</b>"
PACKET = {"number": "資料1", "meeting": "第1回", "title": "参考事例", "form": "sheet", "parts": "cases"}

Form = Mapping[str, str]

# What makes something, and what it makes.
MAKING: Mapping[str, tuple[str, Form, Any]] = {
    "a list": ("/desk/lists/new", {"title": TYPED, "case": CASE}, KeptList),
    "a packet": ("/desk/packets/new", PACKET | {"case": CASE, "title": TYPED}, Packet),
    "a use": (f"/desk/cases/{CASE}/uses", {"place": TYPED}, CaseUse),
    "a comment": (f"/desk/cases/{CASE}/review/1/comments", {"path": "title", "text": TYPED}, Comment),
}


@pytest.fixture
def clock(desk: Flask) -> Clock:
    clock = Clock()
    desk.extensions["catalogue"] = replace(kit_of(desk), now=clock)
    return clock


def how_many(app: Flask, table: Any) -> int:
    with app.app_context():
        return session().exec(select(func.count()).select_from(table)).one()


@contextmanager
def busy(app: Flask) -> Iterator[None]:
    """Somebody else writes and does not come to an end."""
    with private_sessions(kit_of(app).engine)() as other:
        other.connection()
        yield


@pytest.mark.parametrize("what", MAKING)
def test_a_button_pressed_twice_makes_one(desk: Flask, clock: Clock, editor: FlaskClient, what: str) -> None:
    address, form, table = MAKING[what]
    first = editor.post(address, data=form)
    acts = how_many(desk, AuditRecord)
    second = editor.post(address, data=form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert how_many(desk, table) == 1
    assert how_many(desk, AuditRecord) == acts


def test_a_list_is_copied_once_by_two_presses(desk: Flask, clock: Clock, editor: FlaskClient) -> None:
    kept = editor.post("/desk/lists/new", data={"title": "一覧", "case": CASE}).location
    first, second = (editor.post(f"{kept}/copy") for _ in range(2))
    assert first.location == second.location != f"{kept}/edit"
    assert how_many(desk, KeptList) == 2


def test_the_same_list_may_be_kept_again_later(desk: Flask, clock: Clock, editor: FlaskClient) -> None:
    for _ in range(2):
        editor.post("/desk/lists/new", data={"title": "毎月の一覧", "case": CASE})
        clock.forward(seconds=acting.TWICE_WITHIN.total_seconds() + 1)
    assert how_many(desk, KeptList) == 2


@pytest.mark.parametrize("what", MAKING)
def test_what_was_typed_can_be_sent_again_where_the_database_was_busy(
    desk: Flask, editor: FlaskClient, what: str
) -> None:
    address, form, table = MAKING[what]
    editor.get("/desk/")
    with busy(desk):
        refused = editor.post(address, data=form)
    assert refused.status_code == 503
    assert TYPED not in refused.text, "it would be markup"
    page = refused.text.partition(f'<form action="{address}" method="post">')[2].partition("</form>")[0]
    again = {name: unescape(value) for name, value in HIDDEN.findall(page) if name != "csrf_token"}
    assert again == form
    assert editor.post(address, data=again).status_code == 303
    assert how_many(desk, table) == 1


def test_a_page_for_what_was_not_saved_says_so_and_lists_only_what_somebody_typed(
    desk: Flask, editor: FlaskClient
) -> None:
    form = {
        "version": "1",
        "focus_x": "50",
        "clearance": "not-needed",
        "image": "0" * 60 + "abcd",
        "empty": "",
    }
    typed = {"title": TYPED, "year": "2026", "url": "https://example.com/a", "note": "Ome City"}
    with busy(desk):
        refused = editor.post("/desk/lists/new", data=form | typed | {"case": CASE})
    assert refused.status_code == 503
    assert "<h1>いまは受け付けられません</h1>" in refused.text
    assert "送った内容は、まだ保存されていません。" in refused.text
    assert "表示できません" not in refused.text
    listed = refused.text.partition("送った内容を見る</summary>")[2].partition("</ul>")[0]
    assert [unescape(each) for each in re.findall(r"<li>(.*?)</li>", listed)] == [*typed.values()]


def test_what_was_carried_to_signing_in_survives_a_busy_database(desk: Flask) -> None:
    held = f'["/desk/lists/new", [["title", "{TYPED}"]]]'
    with busy(desk):
        refused = desk.test_client().post(
            "/desk/sign-in", data={"name": "hanako", "password": "secret words", "held": held}
        )
    assert refused.status_code == 503
    assert '<form action="/desk/lists/new" method="post">' in refused.text
    assert TYPED in unescape(refused.text)
    assert "secret words" not in refused.text


def test_what_was_typed_for_something_that_is_gone_can_still_be_read(editor: FlaskClient) -> None:
    gone = editor.post("/desk/cases/nai/uses", data={"place": TYPED})
    assert gone.status_code == 404
    assert TYPED in unescape(gone.text)
    assert "もう一度送る" not in gone.text


def test_another_site_puts_no_words_and_no_button_on_a_page_of_ours(desk: Flask, editor: FlaskClient) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.com"}, {"Origin": "null"}):
        with busy(desk):
            refused = editor.post("/desk/lists/new", data={"title": TYPED, "case": CASE}, headers=headers)
        assert refused.status_code == 503
        assert TYPED not in unescape(refused.text)
        assert "もう一度送る" not in refused.text


@pytest.mark.parametrize(
    "held",
    [
        '["/desk", [["a", "\\ud800"]]]',
        '["/desk", {"a": 1}]',
        "[" * 50_000,
        '["//example.com", [["a", "b"]]]',
        "null",
    ],
)
def test_what_is_carried_may_be_anything(desk: Flask, held: str) -> None:
    answer = desk.test_client().post("/desk/sign-in", data={"name": "x", "password": "y", "held": held})
    assert answer.status_code == 422
    assert "example.com" not in answer.text


@pytest.mark.parametrize("name", ["list", "packet"])
@pytest.mark.parametrize("number", [str(10**30), "-1", "９" * 20, "x"])
def test_a_number_that_nothing_has_is_no_failure(editor: FlaskClient, name: str, number: str) -> None:
    assert editor.get(f"/desk/packets/new?{name}={number}").status_code in (200, 404)


def test_ten_thousand_rows_are_not_ten_thousand_rows(desk: Flask, editor: FlaskClient) -> None:
    form = {f"outcomes-{number}-indicator": "x" for number in range(990, 11_000)}
    answer = editor.post(f"/desk/cases/{CASE}/edit", data=form | {"based_on": "1", "press": "stay"})
    assert answer.status_code == 200
    assert answer.text.count('-indicator"') < 1_000


def test_staff_too_are_told_that_the_database_is_away(desk: Flask, editor: FlaskClient) -> None:
    with kit_of(desk).engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE sign_in RENAME TO elsewhere")
    for address in ("/desk/", "/themes/nobody-has-this", "/cases/kiryu-cocotomo"):
        answer = editor.get(address)
        assert answer.status_code != 500
        assert "<h1>" in answer.text
    assert editor.get("/desk/").status_code == 503
