import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from catalogue.desk.guard import LARGEST_FORM
from catalogue.domain.roles import Role
from catalogue.models import Staff
from tests.conftest import kit_of
from tests.desk.conftest import seated
from tests.desk.signing_in import HIDDEN, PASSWORD, Clock, choice, enter, hidden, with_password

TYPED = {"title": "駅前の「空き店舗」 <b>&\n二行目", "themes": ["dx", "people"], "save": "1"}


@pytest.fixture
def clock(desk: Flask) -> Clock:
    clock = Clock()
    desk.extensions["catalogue"] = replace(kit_of(desk), now=clock)
    return clock


@pytest.fixture
def hanako(desk: Flask) -> Staff:
    """Somebody who knows her password."""
    return with_password(desk, "hanako", Role.EDITOR)


def test_what_was_typed_survives_a_sitting_that_ended_meanwhile(
    desk: Flask, hanako: Staff, clock: Clock
) -> None:
    client = desk.test_client()
    enter(client)
    clock.forward(hours=3)
    asked = client.post("/desk/themes?from=list", data=TYPED | {"csrf_token": "old"})
    if asked.status_code == 405:
        asked = client.post("/desk/lists/new?from=list", data=TYPED | {"csrf_token": "old"})
    assert asked.status_code == 403
    assert "入力した内容は残っています" in asked.text
    carried = hidden(asked.text, "/desk/sign-in")["held"]
    wrong = enter(client, password="wrong wrong wrong", held=carried)
    assert hidden(wrong.text, "/desk/sign-in")["held"] == carried
    inside = enter(client, held=carried)
    assert inside.status_code == 200
    assert "入力した内容は残っています" in inside.text
    form = re.search(
        r'<form action="(/desk/[^"]+\?from=list)" method="post">(.*?)</form>', inside.text, re.DOTALL
    )
    assert form
    sent = [(name, unescape(value)) for name, value in HIDDEN.findall(form[2])]
    assert [pair for pair in sent if pair[0] != "csrf_token"] == [
        ("title", TYPED["title"]),
        ("themes", "dx"),
        ("themes", "people"),
        ("save", "1"),
    ]


def test_a_large_form_survives_signing_in_too(desk: Flask, hanako: Staff) -> None:
    client = desk.test_client()
    large = "青" * (LARGEST_FORM // 9 - 100)
    asked = client.post("/desk/lists/new", data={"title": large})
    carried = hidden(asked.text, "/desk/sign-in")["held"]
    inside = enter(client, held=carried)
    assert inside.status_code == 200
    assert large in inside.text


def test_passwords_are_not_carried_through_signing_in(desk: Flask) -> None:
    asked = desk.test_client().post("/desk/password", data=choice("yama no fumoto de"))
    assert asked.status_code == 403
    assert "yama no fumoto" not in asked.text
    assert "held" not in hidden(asked.text, "/desk/sign-in")


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_what_another_site_sent_is_not_carried(desk: Flask, headers: dict[str, str]) -> None:
    asked = desk.test_client().post("/desk/lists/new", data=TYPED, headers=headers)
    assert asked.status_code == 403
    assert "空き店舗" not in asked.text


@pytest.mark.parametrize(
    "held",
    ["", "[]", "x", '["//evil.example/", [["a", "b"]]]', '["/desk/", [["a"]]]', '["/desk/", 7]', "[" * 9000],
)
def test_a_carried_form_that_is_none_is_no_obstacle(desk: Flask, hanako: Staff, held: str) -> None:
    assert enter(desk.test_client(), held=held).location == "/desk/"


def test_who_must_change_their_password_first_keeps_what_they_typed(desk: Flask) -> None:
    with_password(desk, "hanako", Role.EDITOR, must_change=True)
    client = desk.test_client()
    asked = client.post("/desk/lists/new", data=TYPED)
    inside = enter(client, held=hidden(asked.text, "/desk/sign-in")["held"])
    carried = hidden(inside.text, "/desk/password")["held"]
    wrong = client.post("/desk/password", data=choice("short") | {"held": carried})
    assert hidden(wrong.text, "/desk/password")["held"] == carried
    done = client.post("/desk/password", data=choice("yama no fumoto de") | {"held": carried})
    assert "もう一度送る" in done.text
    assert hidden(done.text, "/desk/lists/new")["title"] == TYPED["title"]


def test_a_form_whose_token_is_too_old_can_be_sent_again(desk: Flask) -> None:
    desk.config["WTF_CSRF_ENABLED"] = True
    client = seated(desk, "hanako", Role.EDITOR)
    old = client.post("/desk/lists/new?for=r9", data=TYPED | {"csrf_token": "too old"})
    assert old.status_code == 400
    fields = hidden(old.text, "/desk/lists/new?for=r9")
    assert fields["title"] == TYPED["title"]
    assert fields["csrf_token"] not in ("", "too old")


def test_a_form_without_a_token_from_another_site_is_not_carried(desk: Flask) -> None:
    desk.config["WTF_CSRF_ENABLED"] = True
    client = seated(desk, "hanako", Role.EDITOR)
    asked = client.post("/desk/lists/new", data=TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert asked.status_code == 400
    assert "空き店舗" not in asked.text


def test_a_sign_in_form_that_was_open_for_too_long_is_shown_again(desk: Flask, hanako: Staff) -> None:
    desk.config["WTF_CSRF_ENABLED"] = True
    client = desk.test_client()
    answer = enter(client, held='["/desk/lists/new", [["title", "駅前"]]]', next="/desk/cases")
    assert answer.status_code == 400
    fields = hidden(answer.text, "/desk/sign-in")
    assert fields["next"] == "/desk/cases"
    assert "駅前" in fields["held"]
    assert PASSWORD not in answer.text
    again = enter(client, **fields)
    assert again.status_code == 200
    assert "もう一度送る" in again.text


Ask = Callable[[FlaskClient], TestResponse]


@pytest.mark.parametrize(
    "ask",
    [lambda c: c.get("/desk/cases"), lambda c: c.post("/desk/lists/new", data=TYPED)],
    ids=["looking", "sending"],
)
def test_no_page_of_the_desk_is_kept_by_a_browser(desk: Flask, ask: Ask) -> None:
    assert ask(desk.test_client()).headers["Cache-Control"] == "no-store"
