from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.models import CaseUse
from tests.conftest import kit_of
from tests.desk.filling import opened

ADDRESS = "/desk/cases/kiryu-cocotomo/uses"


def uses(app: Flask) -> list[CaseUse]:
    with kit_of(app).readers() as session:
        return list(session.exec(select(CaseUse)).all())


def test_where_a_case_was_used_is_noted_by_hand_and_shown(desk: Flask, editor: FlaskClient) -> None:
    sheet = opened(editor, ADDRESS).fill(place="新プラン（素案）p.32 参考事例", node_key="r9:v1-1").press()
    assert sheet.status == 303
    (use,) = uses(desk)
    assert (use.node_key, use.noted_by, use.packet_id) == ("r9:v1-1", "henshuさん", None)
    page = opened(editor, ADDRESS).text
    assert "新プラン（素案）p.32 参考事例" in page
    assert "新プラン 1-①" in page


def test_it_stands_on_the_page_of_the_dossier(editor: FlaskClient) -> None:
    opened(editor, ADDRESS).fill(place="新プラン（素案）p.32").press()
    page = editor.get("/desk/cases/kiryu-cocotomo").text
    assert "新プラン（素案）p.32" in page
    assert f'href="{ADDRESS}"' in page


def test_an_empty_place_is_refused_at_its_field(desk: Flask, editor: FlaskClient) -> None:
    sheet = opened(editor, ADDRESS).fill(place=" ", node_key="r9:v1-1").press()
    assert sheet.status == 422
    assert "使った場所：どこに使ったかを書いてください。" in sheet.text
    assert sheet.value("node_key") == "r9:v1-1"
    assert uses(desk) == []


def test_taking_a_note_back_asks_first(desk: Flask, editor: FlaskClient) -> None:
    opened(editor, ADDRESS).fill(place="新プラン（素案）p.32").press()
    asked = opened(editor, f"{ADDRESS}/{uses(desk)[0].id}/delete")
    assert "消しますか" in asked.text
    assert len(uses(desk)) == 1
    assert asked.press().status == 303
    assert uses(desk) == []


def test_who_may_only_read_is_shown_no_form_and_who_may_not_nothing(
    desk: Flask, administrator: FlaskClient, member: FlaskClient
) -> None:
    assert not opened(administrator, ADDRESS).forms
    assert administrator.post(ADDRESS, data={"place": "p.32"}).status_code == 403
    assert member.get(ADDRESS).status_code == 403
    assert member.post(ADDRESS, data={"place": "p.32"}).status_code == 403
    assert uses(desk) == []


def test_a_case_that_is_not_there_has_no_uses(editor: FlaskClient) -> None:
    assert editor.get("/desk/cases/himitsu-no-jirei/uses").status_code == 404
    assert editor.post("/desk/cases/himitsu-no-jirei/uses", data={"place": "p.32"}).status_code == 404
