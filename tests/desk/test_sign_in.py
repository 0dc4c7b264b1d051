import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlmodel import select

from catalogue.context import private_transaction, session
from catalogue.desk.guard import TOKEN
from catalogue.domain.passwords import mistake_in, one_time
from catalogue.domain.roles import Role
from catalogue.editing import lock_out
from catalogue.editing.passwords import is_right
from catalogue.models import FailedSignIn, SignIn, Staff
from tests.conftest import kit_of
from tests.desk.conftest import person
from tests.desk.signing_in import PASSWORD, Clock, choice, enter, hidden, is_in, trail, with_password


@pytest.fixture
def clock(desk: Flask) -> Clock:
    clock = Clock()
    desk.extensions["catalogue"] = replace(kit_of(desk), now=clock)
    return clock


@pytest.fixture
def hanako(desk: Flask) -> Staff:
    """Somebody who knows her password."""
    return with_password(desk, "hanako", Role.EDITOR)


# Coming in and leaving


def test_with_name_and_password_somebody_comes_to_the_desk(desk: Flask, hanako: Staff) -> None:
    client = desk.test_client()
    answer = enter(client)
    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert is_in(client)
    assert trail(desk) == [("signed-in", "hanako", None)]


def test_a_name_may_be_typed_in_full_width_or_capital_letters(desk: Flask, hanako: Staff) -> None:
    assert enter(desk.test_client(), name=" ＨａｎａｋＯ ").status_code == 303


def test_a_wrong_password_is_told_and_the_name_stays(desk: Flask, hanako: Staff) -> None:
    client = desk.test_client()
    answer = enter(client, password="yama no fumoto de")
    assert answer.status_code == 422
    assert "名前かパスワードが違います" in answer.text
    assert 'value="hanako"' in answer.text
    assert "yama no fumoto" not in answer.text
    assert not is_in(client)
    assert trail(desk) == [("sign-in-refused", "hanako", "パスワードが違う")]


def test_a_name_that_is_nobodys_gets_the_same_answer_and_is_not_kept(desk: Flask, hanako: Staff) -> None:
    wrong = enter(desk.test_client(), password="yama no fumoto de").text
    nobody = enter(desk.test_client(), name="nobody-at-all", password="yama no fumoto de").text
    plain = re.compile(r'value="[^"]*"')
    assert plain.sub("", nobody) == plain.sub("", wrong)
    assert trail(desk)[-1] == ("sign-in-refused", "登録のない名前", "名前が違う")


def test_a_name_that_is_nobodys_costs_the_same_work_as_one_that_is_somebodys(
    desk: Flask, hanako: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    really = PasswordHasher.verify

    def verify(self: PasswordHasher, hashed: str, password: str) -> bool:
        verified.append(hashed.rpartition("$")[0].rpartition("$")[0])
        return bool(really(self, hashed, password))

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    for name in ("hanako", "nobody-now"):
        enter(desk.test_client(), name=name, password="yama no fumoto de")
    known, unknown = verified
    assert known == unknown, "the same kind of hash with the same parameters"


def test_who_was_closed_does_not_come_in(desk: Flask, hanako: Staff) -> None:
    with desk.app_context(), private_transaction() as writing:
        writing.get_one(Staff, hanako.id).closed_at = datetime.now(UTC)
    assert enter(desk.test_client()).status_code == 422


def test_who_has_no_password_does_not_come_in_without_one(desk: Flask) -> None:
    person(desk, "hanako", Role.EDITOR)
    assert enter(desk.test_client(), password="").status_code == 422


def test_signing_out_ends_the_sitting_for_every_copy_of_the_cookie(desk: Flask, hanako: Staff) -> None:
    client, copy = desk.test_client(), desk.test_client()
    enter(client)
    with client.session_transaction() as browser:
        token = browser[TOKEN]
    with copy.session_transaction() as browser:
        browser[TOKEN] = token
    assert is_in(copy)
    answer = client.post("/desk/sign-out", follow_redirects=True)
    assert "サインアウトしました" in answer.text
    assert not is_in(client)
    assert not is_in(copy)
    assert trail(desk)[-1][0] == "signed-out"


def test_a_browser_prepared_by_somebody_else_is_not_signed_in_with_what_it_held(
    desk: Flask, hanako: Staff
) -> None:
    client = desk.test_client()
    with client.session_transaction() as browser:
        browser |= {TOKEN: "known-to-another", "csrf_token": "known-to-another"}
    enter(client)
    with client.session_transaction() as browser:
        assert browser[TOKEN] != "known-to-another"
        assert browser.get("csrf_token") != "known-to-another"


def test_the_table_of_sittings_does_not_hold_what_browsers_hold(desk: Flask, hanako: Staff) -> None:
    client = desk.test_client()
    enter(client)
    with client.session_transaction() as browser, desk.app_context():
        row = session().exec(select(SignIn)).one()
        assert browser[TOKEN] not in (row.token_digest, row.origin)


def test_who_is_signed_in_is_not_asked_again(desk: Flask, hanako: Staff) -> None:
    client = desk.test_client()
    enter(client)
    assert client.get("/desk/sign-in").location == "/desk/"
    assert client.get("/desk/sign-in?next=/cases?q=駅").location == "/cases?q=%E9%A7%85"


@pytest.mark.parametrize("next_page", ["//evil.example/", "https://evil.example/", "/\\evil.example", "evil"])
def test_nobody_is_led_to_another_host_by_signing_in(desk: Flask, hanako: Staff, next_page: str) -> None:
    assert enter(desk.test_client(), next=next_page).location == "/desk/"


def test_after_signing_in_one_is_where_one_wanted_to_be(desk: Flask, hanako: Staff) -> None:
    client = desk.test_client()
    asked = client.get("/desk/cases?state=returned")
    assert asked.status_code == 403
    assert hidden(asked.text, "/desk/sign-in")["next"] == "/desk/cases?state=returned"
    assert enter(client, next="/desk/cases?state=returned").location == "/desk/cases?state=returned"


def test_where_nobody_was_added_yet_it_is_said_how(empty_app: Flask) -> None:
    assert "staff add" in empty_app.test_client().get("/desk/sign-in").text


def test_where_somebody_was_added_no_command_is_shown(desk: Flask, hanako: Staff) -> None:
    assert "staff add" not in desk.test_client().get("/desk/sign-in").text


def test_no_default_account_opens_the_desk(empty_app: Flask) -> None:
    empty_app.config["WTF_CSRF_ENABLED"] = False
    for name in ("admin", "root", "administrator", "ome"):
        for password in ("", "admin", "password", "catalogue"):
            assert enter(empty_app.test_client(), name, password).status_code in (422, 429)


def test_the_form_can_be_filled_in_by_a_password_manager(desk: Flask, hanako: Staff) -> None:
    page = desk.test_client().get("/desk/sign-in").text
    assert re.search(r'name="name"[^>]*autocomplete="username"', page)
    assert re.search(r'name="password"[^>]*type="password"[^>]*autocomplete="current-password"', page)
    assert "onpaste" not in page


# Sittings end


def test_a_sitting_ends_after_two_hours_without_a_sign_of_life(
    desk: Flask, hanako: Staff, clock: Clock
) -> None:
    client = desk.test_client()
    enter(client)
    for _ in range(3):
        clock.forward(minutes=110)
        assert is_in(client)
    clock.forward(minutes=121)
    answer = client.get("/desk/")
    assert answer.status_code == 403
    assert "しばらく操作がなかったか" in answer.text


def test_a_sitting_ends_after_a_working_day_whatever_one_does(
    desk: Flask, hanako: Staff, clock: Clock
) -> None:
    client = desk.test_client()
    enter(client)
    for _ in range(12):
        assert is_in(client)
        clock.forward(minutes=61)
    assert not is_in(client)


# Failing again and again


def test_after_five_failures_the_next_try_has_to_wait_and_longer_each_time(
    desk: Flask, hanako: Staff, clock: Clock
) -> None:
    client = desk.test_client()
    for _ in range(5):
        assert enter(client, password="wrong wrong wrong").status_code == 422
    waits = []
    for _ in range(4):
        answer = enter(client, password="wrong wrong wrong")
        assert answer.status_code == 429
        waits.append(int(answer.headers["Retry-After"]))
        clock.forward(seconds=waits[-1])
        assert enter(client, password="wrong wrong wrong").status_code == 422
    assert waits == [2, 4, 8, 16]


def test_the_right_password_has_to_wait_too_and_it_is_said_how_long(
    desk: Flask, hanako: Staff, clock: Clock
) -> None:
    client = desk.test_client()
    for _ in range(5):
        enter(client, password="wrong wrong wrong")
    answer = enter(client)
    assert answer.status_code == 429
    assert "あと2秒ほど待ってから" in answer.text
    clock.forward(seconds=2)
    assert enter(client).status_code == 303


def test_who_came_in_has_all_tries_again(desk: Flask, hanako: Staff) -> None:
    client = desk.test_client()
    for _ in range(2):
        for _ in range(4):
            assert enter(client, password="wrong wrong wrong").status_code == 422
        assert enter(client).status_code == 303


def test_nobody_waits_longer_than_a_quarter_of_an_hour() -> None:
    waits = [lock_out.wait_before(failures, 5) for failures in range(40)]
    assert waits[4] == timedelta()
    assert waits[5] == timedelta(seconds=2)
    assert max(waits) == timedelta(minutes=15)
    assert waits == sorted(waits)


def test_one_place_that_tries_many_names_has_to_wait_too(desk: Flask, hanako: Staff, clock: Clock) -> None:
    for number in range(lock_out.FREE_BY_PLACE):
        assert enter(desk.test_client(), name=f"name{number}").status_code == 422
    assert enter(desk.test_client()).status_code == 429
    elsewhere = desk.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert enter(elsewhere).status_code == 303


def test_failures_are_forgotten_after_a_day_and_their_rows_too(
    desk: Flask, hanako: Staff, clock: Clock
) -> None:
    for number in range(8):
        enter(desk.test_client(), name=f"name{number}")
    clock.forward(days=1, seconds=1)
    enter(desk.test_client(), name="another")
    with desk.app_context():
        assert len(session().exec(select(FailedSignIn)).all()) == 2


def test_a_flood_of_invented_names_does_not_fill_the_table(
    desk: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_out, "MOST_ROWS", 6)
    with desk.app_context(), private_transaction() as writing:
        for number in range(20):
            clock.forward(seconds=1)
            lock_out.count_try(writing, f"name{number}", f"198.51.100.{number}", clock())
            assert len(writing.exec(select(FailedSignIn)).all()) <= 8


def test_many_tries_at_once_are_many_tries(desk: Flask, clock: Clock) -> None:
    with desk.app_context(), private_transaction() as writing:
        counted = [lock_out.count_try(writing, "hanako", "192.0.2.9", clock()) for _ in range(9)]
    assert counted[:5] == [None] * 5
    assert all(wait == timedelta(seconds=2) for wait in counted[5:])


# Passwords


def test_a_hash_made_with_other_parameters_is_renewed_when_its_owner_comes_in(desk: Flask) -> None:
    staff = person(desk, "hanako", Role.EDITOR)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with desk.app_context(), private_transaction() as writing:
        writing.get_one(Staff, staff.id).password = weak
    assert enter(desk.test_client()).status_code == 303
    with desk.app_context():
        kept = session().get_one(Staff, staff.id).password
    assert kept != weak
    assert is_right(PASSWORD, kept)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "12文字以上"),
        ("あいうえおかきくけこさ", "12文字以上"),
        ("x" * 201, "200文字まで"),
        ("hanako.ome", "12文字以上"),
        ("hanako.ome-hanako.ome", "名前をほとんどそのまま"),
        ("hanako.ome2026", "名前をほとんどそのまま"),
        ("PassWord1234", "よく使われる"),
        ("123456789012", "よく使われる"),
        ("210987654321", "よく使われる"),
        ("qwertyuiopasdf", "よく使われる"),
        ("aaaaaaaaaaaaaa", "よく使われる"),
        ("omeomeomeomeome", "よく使われる"),
        ("ｐａｓｓｗｏｒｄ１２３４", "よく使われる"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused_with_the_reason(password: str, why: str) -> None:
    assert why in (mistake_in(password, "hanako.ome") or "")


@pytest.mark.parametrize("password", ["kawa no hotori de", "多摩川のほとりで朝ごはん", "AAAAbbbb0000%%"])
def test_there_are_no_rules_about_kinds_of_letters(password: str) -> None:
    assert mistake_in(password, "hanako.ome") is None


def test_passwords_for_one_use_are_all_different_and_good_enough() -> None:
    made = {one_time() for _ in range(50)}
    assert len(made) == 50
    assert all(mistake_in(each, "hanako") is None for each in made)


def test_who_was_given_a_password_can_do_nothing_before_choosing_another(desk: Flask) -> None:
    with_password(desk, "hanako", Role.EDITOR, must_change=True)
    client = desk.test_client()
    assert enter(client).location == "/desk/password"
    assert client.get("/desk/cases").location == "/desk/password"
    answer = client.post("/desk/password", data=choice("yama no fumoto de"))
    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert is_in(client)
    assert enter(desk.test_client()).status_code == 422
    assert enter(desk.test_client(), password="yama no fumoto de").status_code == 303


def test_changing_ones_password_ends_all_other_sittings(desk: Flask, hanako: Staff) -> None:
    here, elsewhere = desk.test_client(), desk.test_client()
    enter(here)
    enter(elsewhere)
    here.post("/desk/password", data=choice("yama no fumoto de"))
    assert is_in(here)
    assert not is_in(elsewhere)
    assert trail(desk)[-1] == ("password-set", "hanako", "本人が変えた")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (choice("yama no fumoto de", now="wrong wrong wrong"), "いまのパスワードと違います"),
        (choice("yama no fumoto de", "yama no fumoto da"), "2回の入力が違います"),
        (choice(PASSWORD), "いまのパスワードと同じです"),
        (choice("short"), "12文字以上"),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    desk: Flask, hanako: Staff, typed: dict[str, str], why: str
) -> None:
    client = desk.test_client()
    enter(client)
    answer = client.post("/desk/password", data=typed)
    assert answer.status_code == 422
    assert why in answer.text
    assert enter(desk.test_client()).status_code == 303


def test_whoever_finds_a_browser_signed_in_cannot_guess_the_password(desk: Flask, hanako: Staff) -> None:
    client = desk.test_client()
    enter(client)
    for _ in range(5):
        client.post("/desk/password", data=choice("yama no fumoto de", now="wrong wrong wrong"))
    answer = client.post("/desk/password", data=choice("yama no fumoto de"))
    assert answer.status_code == 429
