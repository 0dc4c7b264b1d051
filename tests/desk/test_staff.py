import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.context import private_transaction, session
from catalogue.domain.roles import Role
from catalogue.models import AuditRecord, Draft, KeptList, Packet, Staff
from catalogue.reading.desk_staff import those_followed_by
from tests.conftest import kit_of
from tests.desk.conftest import person, seated
from tests.desk.signing_in import choice, enter, is_in, trail, with_password

HANDED = re.compile(r'class="handed-password">([^<]+)<')
HANAKO = {"name": "hanako", "display": "青梅 花子", "roles": ["editor", "approver"]}


def number(app: Flask, name: str) -> int:
    return known(app, name).id or 0


def known(app: Flask, name: str) -> Staff:
    with app.app_context():
        return session().exec(select(Staff).where(Staff.name == name)).one()


def act(client: FlaskClient, app: Flask, name: str, what: str = "", **fields: object) -> TestResponse:
    """Send one of the forms of somebody's page."""
    return client.post(f"/desk/staff/{number(app, name)}{what}", data=fields)


def works(app: Flask, staff: Staff, *slugs: str | None) -> None:
    """Somebody has begun this and that."""
    with app.app_context(), private_transaction() as writing:
        now, mine = kit_of(app).now(), {"staff_id": staff.id}
        writing.add_all(Draft(**mine, slug=slug, form={}, saved_at=now) for slug in slugs)
        writing.add(KeptList(**mine, title="空き店舗", entries=[], saved_at=now))
        papers = {"number": "資料1", "meeting": "第1回", "title": "参考事例", "content": {}}
        writing.add(Packet(**mine, **papers, made_by=staff.display, made_at=now))


# Adding


def test_somebody_new_gets_a_password_that_is_shown_once_and_changed_at_once(
    desk: Flask, administrator: FlaskClient
) -> None:
    page = administrator.post("/desk/staff/new", data=HANAKO)
    made = HANDED.search(page.text)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert made
    assert made[1] not in administrator.get(f"/desk/staff/{number(desk, 'hanako')}").text
    client = desk.test_client()
    assert enter(client, password=made[1]).location == "/desk/password"
    client.post("/desk/password", data=choice("kawa no hotori de", now=made[1]))
    assert is_in(client)
    assert trail(desk)[0] == ("staff-added", "hanako", "氏名：青梅 花子、役割：編集・承認")


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("name", "", "空にはできません"),
        ("name", "花子", "半角の英小文字"),
        ("name", "-hanako", "半角の英小文字"),
        ("name", "kanri", "すでに使われています"),
        ("name", "x" * 61, "60文字まで"),
        ("display", "", "空にはできません"),
        ("display", "花" * 41, "40文字まで"),
        ("roles", [], "役割を1つ以上選んでください"),
        ("roles", ["king"], "次のどれかを選んでください"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nobody_is_added(
    desk: Flask, administrator: FlaskClient, field: str, typed: object, why: str
) -> None:
    answer = administrator.post("/desk/staff/new", data=HANAKO | {field: typed})
    assert answer.status_code == 422
    assert re.search(rf'<a href="#{field}">', answer.text)
    assert re.search(rf'id="{field}-error">[^<]*{why}', answer.text)
    assert len(administrator.get("/desk/staff").text.split("<tr>")) == 3


def test_a_name_is_the_same_in_full_width_and_capital_letters(
    desk: Flask, administrator: FlaskClient
) -> None:
    administrator.post("/desk/staff/new", data=HANAKO | {"name": "Ｈａｎａｋｏ"})
    assert known(desk, "hanako").display == "青梅 花子"


# Changing


def test_roles_and_name_are_changed_and_the_trail_says_from_what_to_what(
    desk: Flask, administrator: FlaskClient
) -> None:
    person(desk, "hanako", Role.EDITOR)
    answer = act(administrator, desk, "hanako", display="青梅 花", roles=["approver"])
    assert answer.status_code == 303
    assert known(desk, "hanako").roles == ["approver"]
    assert trail(desk) == [
        ("staff-changed", "hanako", "氏名：hanakoさん→青梅 花、役割：編集→承認"),
    ]


def test_new_roles_count_at_once(desk: Flask, administrator: FlaskClient) -> None:
    hanako = seated(desk, "hanako", Role.EDITOR)
    assert hanako.get("/desk/staff").status_code == 403
    act(administrator, desk, "hanako", display="花子", roles=["editor", "administrator"])
    assert hanako.get("/desk/staff").status_code == 200
    act(administrator, desk, "hanako", display="花子", roles=["member"])
    assert hanako.get("/desk/staff").status_code == 403


def test_the_last_who_looks_after_people_stays(desk: Flask, administrator: FlaskClient) -> None:
    answer = act(administrator, desk, "kanri", display="管理", roles=["editor"])
    assert answer.status_code == 409
    assert "管理の担当者が一人もいなくなる" in answer.text
    assert known(desk, "kanri").roles == ["administrator"]


def test_somebody_who_was_closed_does_not_count_as_looking_after_people(
    desk: Flask, administrator: FlaskClient
) -> None:
    person(desk, "hanako", Role.ADMINISTRATOR)
    act(administrator, desk, "hanako", "/close")
    assert act(administrator, desk, "kanri", display="管理", roles=["editor"]).status_code == 409


def test_with_a_second_one_the_first_may_step_back(desk: Flask, administrator: FlaskClient) -> None:
    person(desk, "hanako", Role.ADMINISTRATOR)
    assert act(administrator, desk, "kanri", display="管理", roles=["editor"]).status_code == 303
    assert administrator.get("/desk/staff").status_code == 403


# New passwords


def test_a_new_password_ends_all_sittings_and_what_went_wrong_before_is_forgotten(
    desk: Flask, administrator: FlaskClient
) -> None:
    with_password(desk, "hanako", Role.EDITOR)
    hanako = seated(desk, "hanako", Role.EDITOR)
    elsewhere = desk.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    for _ in range(6):
        enter(elsewhere, password="wrong wrong wrong")
    made = HANDED.search(act(administrator, desk, "hanako", "/password").text)
    assert made
    assert not is_in(hanako)
    assert enter(elsewhere, password=made[1]).location == "/desk/password"
    assert enter(desk.test_client()).status_code == 422


def test_before_a_password_is_replaced_it_is_asked_once_more(desk: Flask, administrator: FlaskClient) -> None:
    before = with_password(desk, "hanako", Role.EDITOR).password
    page = administrator.get(f"/desk/staff/{number(desk, 'hanako')}/password")
    assert "いまのパスワードは使えなくなり" in page.text
    assert known(desk, "hanako").password == before


# Closing


def test_who_is_closed_is_out_at_once_and_may_come_back(desk: Flask, administrator: FlaskClient) -> None:
    with_password(desk, "hanako", Role.EDITOR)
    hanako = seated(desk, "hanako", Role.EDITOR)
    assert act(administrator, desk, "hanako", "/close").status_code == 303
    assert not is_in(hanako)
    assert enter(desk.test_client()).status_code == 422
    act(administrator, desk, "hanako", "/reopen")
    assert not is_in(hanako)
    assert enter(desk.test_client()).status_code == 303
    assert [row[0] for row in trail(desk)][-2:] == ["staff-reopened", "signed-in"]


def test_nobody_closes_themselves(desk: Flask, administrator: FlaskClient) -> None:
    person(desk, "hanako", Role.ADMINISTRATOR)
    answer = act(administrator, desk, "kanri", "/close")
    assert answer.status_code == 409
    assert "自分自身の利用は止められません" in answer.text
    assert is_in(administrator)


# Handing over


def test_in_april_all_that_waits_goes_to_the_successor_in_one_act(
    desk: Flask, administrator: FlaskClient
) -> None:
    works(desk, person(desk, "hanako", Role.EDITOR), "kiryu-cocotomo", None, None)
    jiro = person(desk, "jiro", Role.APPROVER)
    page = administrator.get(f"/desk/staff/{number(desk, 'hanako')}/handover").text
    assert "書きかけ（3件）" in page
    assert "空き店舗" in page
    assert "参考事例" in page
    answer = act(administrator, desk, "hanako", "/handover", to=str(jiro.id), closing="yes")
    assert answer.status_code == 303
    with desk.app_context():
        owners = [set(session().exec(select(table.staff_id))) for table in (Draft, KeptList, Packet)]
    assert owners == [{jiro.id}] * 3
    assert known(desk, "hanako").closed_at is not None
    assert trail(desk) == [
        ("handed-over", "hanako", "jiroさん（jiro）へ。書きかけ3件、保存したリスト1件、会議資料1件"),
        ("staff-closed", "hanako", None),
    ]


def test_drafts_are_named_by_what_was_typed_in_them(desk: Flask, administrator: FlaskClient) -> None:
    staff = person(desk, "hanako", Role.EDITOR)
    works(desk, staff, "kiryu-cocotomo", None)
    with desk.app_context(), private_transaction() as writing:
        typed = {"title": ["商店街の朝市"]}
        writing.add(Draft(staff_id=staff.id, slug=None, form=typed, saved_at=kit_of(desk).now()))
    page = administrator.get(f"/desk/staff/{number(desk, 'hanako')}/handover").text
    for named in ("「cocotomo」", "商店街の朝市（新しい事例）", "題名のない事例（新しい事例）"):
        assert f"<li>{named}</li>" in page


def test_what_waits_for_those_who_went_before_waits_for_their_successors(
    desk: Flask, administrator: FlaskClient
) -> None:
    first, second, third = (person(desk, name, Role.EDITOR) for name in ("hanako", "jiro", "saburo"))
    act(administrator, desk, "hanako", "/handover", to=str(second.id))
    act(administrator, desk, "jiro", "/handover", to=str(third.id))
    with desk.app_context():
        assert those_followed_by(session(), third.id or 0) == {first.id, second.id, third.id}
        assert those_followed_by(session(), first.id or 0) == {first.id}


def test_two_drafts_of_one_case_are_both_kept(desk: Flask, administrator: FlaskClient) -> None:
    jiro = person(desk, "jiro", Role.EDITOR)
    works(desk, person(desk, "hanako", Role.EDITOR), "kiryu-cocotomo", "ota-digital-juhatchu-nakamamawashi")
    works(desk, jiro, "kiryu-cocotomo")
    answer = act(administrator, desk, "hanako", "/handover", to=str(jiro.id), closing="yes")
    assert answer.status_code == 409
    assert "jiroさんも同じ事例を書きかけているため、引き継げません（「cocotomo」）" in answer.text
    with desk.app_context():
        assert len(session().exec(select(Draft).where(Draft.staff_id != jiro.id)).all()) == 2
        assert session().exec(select(AuditRecord)).all() == []
    assert known(desk, "hanako").closed_at is None


@pytest.mark.parametrize("to", ["", "hanako", "999999999", "kanri", "iin", "closed"])
def test_nothing_is_handed_over_to_who_cannot_go_on_with_it(
    desk: Flask, administrator: FlaskClient, to: str
) -> None:
    works(desk, person(desk, "hanako", Role.EDITOR), None)
    person(desk, "iin", Role.MEMBER)
    person(desk, "closed", Role.EDITOR)
    act(administrator, desk, "closed", "/close")
    chosen = str(number(desk, to)) if to.isalpha() else to
    answer = act(administrator, desk, "hanako", "/handover", to=chosen)
    assert answer.status_code in (404, 422)
    with desk.app_context():
        assert set(session().exec(select(Draft.staff_id))) == {number(desk, "hanako")}


def test_who_hands_over_their_own_work_is_not_closed_by_it(desk: Flask, administrator: FlaskClient) -> None:
    jiro = person(desk, "jiro", Role.EDITOR, Role.ADMINISTRATOR)
    works(desk, person(desk, "kanri", Role.ADMINISTRATOR), None)
    answer = act(administrator, desk, "kanri", "/handover", to=str(jiro.id), closing="yes")
    assert answer.status_code == 409
    with desk.app_context():
        assert set(session().exec(select(Draft.staff_id))) == {number(desk, "kanri")}


def test_somebody_who_is_not_there_is_not_found(desk: Flask, administrator: FlaskClient) -> None:
    for what in ("", "/password", "/handover"):
        assert administrator.get(f"/desk/staff/4711{what}").status_code == 404
    for what in ("/password", "/close", "/reopen", "/handover"):
        assert administrator.post(f"/desk/staff/4711{what}", data={"to": "1"}).status_code == 404
