"""Themes at the desk: said first, then done; only by who approves."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import col, select
from werkzeug.test import TestResponse

from catalogue.models import Category, Theme
from tests.editing.loading import looking

AT = "/desk/themes"
RENAMED = {
    "act": "edit-theme",
    "theme": "dx",
    "based_on": "0",
    "name": "デジタルの活用",
    "introduction": "紹介文です。",
    "number": "2",
}


def text(answer: TestResponse) -> str:
    """What a page says."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", answer.text)))


def confirmed(page: TestResponse) -> dict[str, str]:
    """What the form of a confirmation sends."""
    form = next(each for each in re.findall(r"<form.*?</form>", page.text, re.DOTALL) if "confirmed" in each)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields}


def test_a_change_says_what_it_touches_and_then_is_made(desk: Flask, approver: FlaskClient) -> None:
    visitor = desk.test_client()
    asked = approver.post(AT, data=RENAMED)
    assert asked.status_code == 200
    assert "まだ何も変えていません。" in text(asked)
    assert "事例 6件のページと、検索の索引。" in text(asked)
    assert "デジタルの活用" not in visitor.get("/themes").text
    done = approver.post(AT, data=confirmed(asked))
    assert (done.status_code, done.location) == (303, f"{AT}/dx")
    assert "変更しました（テーマ「DX化」を直した（新しい名前「デジタルの活用」））" in text(
        approver.get(f"{AT}/dx")
    )
    assert "デジタルの活用" in visitor.get("/themes/dx").text
    assert "デジタルの活用" in visitor.get("/cases/ota-digital-juhatchu-nakamamawashi").text
    assert "初期データの内容" in text(approver.get(AT))


def test_another_number_is_warned_of(approver: FlaskClient) -> None:
    assert "構成骨子（案）に印刷されたものです" in text(approver.post(AT, data=RENAMED | {"number": "4"}))
    assert "構成骨子（案）に印刷されたものです" not in text(approver.post(AT, data=RENAMED))


def test_a_change_that_changes_nothing_says_so(approver: FlaskClient) -> None:
    page = approver.get(f"{AT}/dx").text
    introduction = re.search(r'id="introduction"[^>]*>\s*([^<]+)</textarea>', page)
    assert introduction
    same = RENAMED | {"name": "DX化", "introduction": unescape(introduction[1])}
    assert "変わるところはありません。" in text(approver.post(AT, data=same))


def test_mistakes_are_said_at_the_field_and_nothing_typed_is_lost(approver: FlaskClient) -> None:
    sent = {
        "act": "add-theme",
        "based_on": "0",
        "name": "DX化",
        "slug": "Big Letters",
        "introduction": "残る紹介文",
    }
    answer = approver.post(AT, data=sent)
    assert answer.status_code == 422
    assert 'href="#slug"' in answer.text
    assert re.search(r'id="slug"[^>]*value="Big Letters"[^>]*aria-invalid="true"', answer.text)
    assert "残る紹介文" in answer.text
    sent = {"act": "add-category", "theme": "dx", "based_on": "0", "new-name": "", "new-slug": "x"}
    answer = approver.post(AT, data=sent)
    assert answer.status_code == 422
    assert 'href="#new-name"' in answer.text


def test_what_stands_in_the_way_of_a_removal_is_named_with_links(desk: Flask, approver: FlaskClient) -> None:
    answer = approver.post(
        AT, data={"act": "drop-category", "theme": "dx", "category": "dx-use", "based_on": "0"}
    )
    assert answer.status_code == 409
    assert "/desk/cases/ota-digital-juhatchu-nakamamawashi" in answer.text
    with looking(desk) as session:
        assert session.get(Category, "dx-use") is not None


def test_a_theme_of_our_own_has_a_page_a_cover_and_a_sign(desk: Flask, approver: FlaskClient) -> None:
    sent = {
        "act": "add-theme",
        "based_on": "0",
        "name": "観光",
        "slug": "tourism",
        "introduction": "観光のテーマです。",
    }
    assert approver.post(AT, data=sent | {"confirmed": "yes"}).status_code == 303
    page = desk.test_client().get("/themes/tourism")
    assert page.status_code == 200
    assert "観光のテーマです。" in page.text
    assert 'class="sign"' in page.text
    assert "観光" in desk.test_client().get("/").text


def test_the_order_is_changed_at_once(desk: Flask, approver: FlaskClient) -> None:
    approver.post(AT, data={"act": "move-theme", "theme": "dx", "to": "up", "based_on": "0"})
    with looking(desk) as session:
        assert session.exec(select(Theme.slug).order_by(col(Theme.position))).first() == "dx"


def test_who_began_from_an_older_table_is_told(approver: FlaskClient) -> None:
    approver.post(AT, data=RENAMED | {"confirmed": "yes"})
    answer = approver.post(AT, data=RENAMED | {"name": "あとの名前", "confirmed": "yes"})
    assert answer.status_code == 409
    assert "ほかの人が変えました" in text(answer)
    assert "あとの名前" in answer.text


def test_who_does_not_approve_sees_them_and_cannot_change_them(
    desk: Flask, editor: FlaskClient, administrator: FlaskClient, member: FlaskClient
) -> None:
    for reader in (editor, administrator):
        for address in (AT, f"{AT}/dx"):
            page = reader.get(address)
            assert page.status_code == 200
            assert "確認へ進む" not in page.text
            assert "変えられるのは、「承認」の役割の職員です。" in page.text
        assert reader.post(AT, data=RENAMED | {"confirmed": "yes"}).status_code == 403
    assert member.get(AT).status_code == member.get(f"{AT}/dx").status_code == 403
    assert member.post(AT, data=RENAMED).status_code == 403
    with looking(desk) as session:
        assert session.get_one(Theme, "dx").name == "DX化"


def test_what_is_not_there_is_not_found(approver: FlaskClient) -> None:
    assert approver.get(f"{AT}/nothing").status_code == 404
    assert approver.post(AT, data={"act": "nothing", "theme": "dx"}).status_code == 404
    gone = {"act": "drop-category", "theme": "dx", "category": "nothing", "based_on": "0"}
    assert approver.post(AT, data=gone).status_code == 404
