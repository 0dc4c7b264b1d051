import re

from flask import Flask
from sqlmodel import select

from catalogue.context import session
from catalogue.domain.passwords import mistake_in
from catalogue.editing.passwords import is_right
from catalogue.models import AuditRecord, Staff

PASSWORD = "kawa no hotori de"


def type_in(app: Flask, *command: str, keyed: str = "") -> tuple[int, str]:
    """Type a command and, where it asks, what it asks for; its status and all it says."""
    done = app.test_cli_runner().invoke(args=["staff", *command], input=keyed)
    return done.exit_code, done.output


def add(app: Flask, name: str, *options: str, password: str = PASSWORD) -> tuple[int, str]:
    return type_in(app, "add", name, "--display", "青梅 花子", *options, keyed=f"{password}\n{password}\n")


def found(app: Flask, name: str) -> Staff:
    with app.app_context():
        return session().exec(select(Staff).where(Staff.name == name)).one()


def test_nobody_is_there_before_somebody_is_added(empty_app: Flask) -> None:
    assert type_in(empty_app, "list") == (0, "職員はまだ登録されていません。staff add で加えてください。\n")


def test_the_first_person_writes_approves_and_looks_after_people(empty_app: Flask) -> None:
    assert add(empty_app, "hanako") == (0, "青梅 花子（hanako）を加えました。\n")
    hanako = found(empty_app, "hanako")
    assert hanako.roles == ["editor", "approver", "administrator"]
    assert is_right(PASSWORD, hanako.password)
    assert not hanako.must_change


def test_roles_that_are_given_are_taken_for_the_first_person_too(empty_app: Flask) -> None:
    assert add(empty_app, "hanako", "--role", "editor")[0] == 0
    assert found(empty_app, "hanako").roles == ["editor"]


def test_for_the_second_person_roles_must_be_said(empty_app: Flask) -> None:
    add(empty_app, "hanako")
    status, said = add(empty_app, "jiro")
    assert status == 1
    assert "役割を --role で指定してください" in said
    assert add(empty_app, "jiro", "--role", "member", "--role", "editor")[0] == 0
    assert found(empty_app, "jiro").roles == ["editor", "member"]


def test_a_password_is_never_shown_nor_kept_as_it_is(empty_app: Flask) -> None:
    assert PASSWORD not in add(empty_app, "hanako")[1]
    kept = found(empty_app, "hanako").password
    assert kept
    assert kept.startswith("$argon2id$")


def test_a_password_that_was_typed_differently_the_second_time_is_refused(empty_app: Flask) -> None:
    status, said = type_in(
        empty_app, "add", "hanako", "--display", "青梅 花子", keyed=f"{PASSWORD}\n{PASSWORD}x\n"
    )
    assert (status, said) == (1, "2回の入力が違います。はじめからやり直してください。\n")
    assert "登録されていません" in type_in(empty_app, "list")[1]


def test_a_weak_password_is_refused_with_the_reason(empty_app: Flask) -> None:
    status, said = add(empty_app, "hanako", password="hanako")
    assert status == 1
    assert "12文字以上にしてください" in said


def test_a_password_can_be_made_that_is_shown_once_and_must_be_changed(empty_app: Flask) -> None:
    status, said = type_in(empty_app, "add", "hanako", "--display", "青梅 花子", "--generate")
    made = re.search(r"一度だけ使えるパスワード： (\S+)", said)
    assert status == 0
    assert made
    assert is_right(made[1], found(empty_app, "hanako").password)
    assert found(empty_app, "hanako").must_change
    assert mistake_in(made[1], "hanako") is None


def test_a_name_is_given_once(empty_app: Flask) -> None:
    add(empty_app, "hanako")
    status, said = add(empty_app, "ＨＡＮＡＫＯ", "--role", "editor")
    assert status == 1
    assert "この名前は、すでに使われています" in said


def test_a_new_password_replaces_the_old_one(empty_app: Flask) -> None:
    add(empty_app, "hanako")
    status, said = type_in(empty_app, "password", "hanako", keyed="yama no fumoto de\n" * 2)
    assert (status, said) == (0, "青梅 花子（hanako）のパスワードを新しくしました。\n")
    assert is_right("yama no fumoto de", found(empty_app, "hanako").password)
    assert not is_right(PASSWORD, found(empty_app, "hanako").password)


def test_nobody_gets_a_new_password_under_a_name_that_is_nobodys(empty_app: Flask) -> None:
    assert type_in(empty_app, "password", "jiro") == (1, "この職員は登録されていません。\n")


def test_what_commands_did_is_in_the_trail(empty_app: Flask) -> None:
    add(empty_app, "hanako")
    type_in(empty_app, "password", "hanako", "--generate")
    with empty_app.app_context():
        trail = session().exec(select(AuditRecord).order_by(AuditRecord.id)).all()  # type: ignore[arg-type]
    assert [(row.act, row.who, row.subject, row.origin) for row in trail] == [
        ("staff-added", "サーバーの管理者", "hanako", "コマンド"),
        ("password-set", "サーバーの管理者", "hanako", "コマンド"),
    ]


def test_the_list_names_everybody_with_their_roles(empty_app: Flask) -> None:
    add(empty_app, "hanako")
    assert type_in(empty_app, "list")[1] == "hanako　青梅 花子　編集・承認・管理　パスワード\n"
