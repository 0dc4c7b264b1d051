import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.domain.shortlist import fingerprint
from catalogue.editing import kept_lists
from catalogue.models import KeptList
from tests.conftest import kit_of
from tests.desk.filling import Fields, opened

CASES = ["kiryu-cocotomo", "sakai-jidounten-drone", "nagoya-endoji-online-shotengai"]


def keep(client: FlaskClient, **changed: object) -> str:
    """Keep a list of three cases; gives its address."""
    form = {"title": "空き店舗", "node_key": "r9:v1-1", "case": CASES, "note-kiryu-cocotomo": "視察の候補"}
    answer = client.post("/desk/lists/new", data=form | changed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def lists(app: Flask) -> list[KeptList]:
    with kit_of(app).readers() as session:
        return list(session.exec(select(KeptList)).all())


def slugs(fields: Fields) -> list[str]:
    return fields["case"]


def test_the_list_of_the_browser_is_kept_under_a_name(desk: Flask, member: FlaskClient) -> None:
    for slug in CASES[:2]:
        member.post("/shortlist", data={"add": slug})
    noted = {"save": "1", "title": "借りた名前", f"note-{CASES[1]}": "運転の費用"}
    seen = {"seen": fingerprint(""), f"seen-{CASES[1]}": fingerprint("")}
    member.post("/shortlist", data=noted | seen)
    sheet = opened(member, "/desk/lists/new")
    assert slugs(sheet.fields) == CASES[:2]
    assert sheet.value(f"note-{CASES[1]}") == "運転の費用"
    sheet.fill(title="自動運転").press("save", "1")
    (kept,) = lists(desk)
    assert (kept.title, kept.shared) == ("自動運転", False)
    assert kept.entries == [[CASES[0], ""], [CASES[1], "運転の費用"]]


def test_a_list_shared_by_its_address_is_kept_instead_of_ones_own(desk: Flask, member: FlaskClient) -> None:
    member.post("/shortlist", data={"add": CASES[0]})
    address = f"case={CASES[1]}&case=himitsu-no-jirei&note={CASES[1]}:費用を見る&title=第2回"
    page = member.get(f"/shortlist?{address}").text
    assert 'href="/desk/lists/new?case=sakai-jidounten-drone' in page
    sheet = opened(member, f"/desk/lists/new?{address}")
    assert slugs(sheet.fields) == [CASES[1]]
    assert sheet.value("title") == "第2回"
    assert sheet.value(f"note-{CASES[1]}") == "費用を見る"
    assert "1件は、公開されていないか" in sheet.text


def test_without_scripts_cases_are_moved_dropped_and_added_before_saving(
    desk: Flask, member: FlaskClient
) -> None:
    address = keep(member)
    sheet = opened(member, f"{address}/edit").fill(title="書きかけの名前")
    sheet = sheet.press("down", CASES[0])
    assert slugs(sheet.fields) == [CASES[1], CASES[0], CASES[2]]
    assert sheet.value("title") == "書きかけの名前"
    assert sheet.value("note-kiryu-cocotomo") == "視察の候補"
    assert "まだ保存していません" in sheet.text
    sheet = sheet.press("drop", CASES[2]).fill(more="niihama-dx-suishin-lab").press("add", "1")
    assert lists(desk)[0].title == "空き店舗"
    sheet.press("save", "1")
    (kept,) = lists(desk)
    assert [slug for slug, _ in kept.entries] == [CASES[1], CASES[0], "niihama-dx-suishin-lab"]


def test_the_list_of_the_browser_is_added_behind_a_kept_one(desk: Flask, member: FlaskClient) -> None:
    address = keep(member, case=CASES[:1])
    member.post("/shortlist", data={"add": CASES[1]})
    sheet = opened(member, f"{address}/edit")
    assert "いまの参考事例リストの1件を後ろに加える" in sheet.text
    assert slugs(sheet.press("append", "1").fields) == CASES[:2]


def test_what_is_wrong_is_said_at_the_field_and_everything_typed_is_still_there(member: FlaskClient) -> None:
    form = {"title": "", "case": CASES[:1], f"note-{CASES[0]}": "長" * 301}
    answer = member.post("/desk/lists/new", data=form)
    assert answer.status_code == 422
    assert '<a href="#title">リストの名前</a>' in answer.text
    assert f'<a href="#note-{CASES[0]}">事例（1）</a>' in answer.text
    assert "長" * 301 in answer.text


def test_who_saves_second_is_told_and_loses_nothing(desk: Flask, member: FlaskClient) -> None:
    address = keep(member)
    first, second = opened(member, f"{address}/edit"), opened(member, f"{address}/edit")
    assert first.fill(title="先に保存").press("save", "1").status == 303
    told = second.fill(title="後から保存").press("save", "1")
    assert told.status == 409
    assert kept_lists.ELSEWHERE[:20] in told.text
    assert (told.value("title"), lists(desk)[0].title) == ("後から保存", "先に保存")
    assert told.press("save", "1").status == 303
    assert lists(desk)[0].title == "後から保存"


def test_a_list_leads_to_comparison_coverage_files_and_its_public_address(member: FlaskClient) -> None:
    page = member.get(keep(member)).text
    for address in ("/compare?case=", "/coverage?case=", "/shortlist?case=", "#files-title"):
        assert address in page
    assert "メモも付けたアドレス" in page


@pytest.mark.parametrize("act", ["", "/edit", "/delete"])
def test_a_list_of_somebody_else_is_not_there(editor: FlaskClient, member: FlaskClient, act: str) -> None:
    address = keep(editor)
    assert member.get(f"{address}{act}").status_code == 404
    assert member.post(f"{address}/copy").status_code == 404


def test_a_shared_list_is_read_and_copied_and_not_changed(
    desk: Flask, editor: FlaskClient, member: FlaskClient
) -> None:
    address = keep(editor, shared="1")
    assert address in member.get("/desk/lists").text
    page = member.get(address).text
    assert "視察の候補" in page
    assert f"{address}/edit" not in page
    assert member.get(f"{address}/edit").status_code == 404
    assert member.post(f"{address}/edit", data={"title": "横取り", "case": CASES}).status_code == 404
    assert member.post(f"{address}/delete").status_code == 404
    assert member.post(f"{address}/copy").status_code == 303
    assert sorted(kept.title for kept in lists(desk)) == ["空き店舗", "空き店舗の写し"]


def test_a_member_of_the_committee_is_not_offered_to_make_papers(
    editor: FlaskClient, member: FlaskClient
) -> None:
    assert "会議資料を作る" in editor.get(keep(editor)).text
    assert "会議資料を作る" not in member.get(keep(member)).text


def test_deleting_asks_first(desk: Flask, member: FlaskClient) -> None:
    address = keep(member)
    asked = opened(member, f"{address}/delete")
    assert "消しますか" in asked.text
    assert len(lists(desk)) == 1
    assert asked.press().status == 303
    assert lists(desk) == []
    assert "リスト「空き店舗」を消しました。" in member.get("/desk/lists").text


def test_whoever_is_not_signed_in_sees_no_list(desk: Flask, member: FlaskClient) -> None:
    address = keep(member)
    stranger = desk.test_client()
    assert stranger.get(address).status_code == 403
    assert stranger.post(f"{address}/delete").status_code == 403
    assert len(lists(desk)) == 1
