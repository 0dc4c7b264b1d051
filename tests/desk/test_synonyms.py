"""Synonyms at the desk: what a change does to searches is said first, and then every search follows."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from catalogue.domain.synonym_table import key_of
from tests.conftest import kit_of

AT = "/desk/synonyms"
WORD = "幽霊商店街"
NEW = {"act": "add", "kind": "same", "same": f"{WORD}、空き店舗", "typed": "", "also": ""}


def text(answer: TestResponse) -> str:
    """What a page says."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", answer.text)))


def key_on(page: TestResponse) -> str:
    """The key of the first group of a page."""
    found = re.search(rf'href="{AT}/([0-9a-f]+)"', page.text)
    assert found
    return found[1]


def test_a_change_says_how_many_cases_come_within_reach_and_then_is_made(
    desk: Flask, editor: FlaskClient
) -> None:
    asked = editor.post(AT, data=NEW)
    assert asked.status_code == 200
    shown = text(asked)
    counts = re.search(
        rf"「{WORD}」でさがす人に、いまの0件に代わって(\d+)件の事例が届くようになります。", shown
    )
    assert counts
    assert int(counts[1]) > 0
    assert "新しく届く：" in shown
    assert "空き店舗" not in text(desk.test_client().get(f"/cases?q={WORD}")).split("検索のコツ")[0]
    assert editor.post(AT, data=NEW | {"confirmed": "yes"}).status_code == 303
    assert "検索に反映されています。" in text(editor.get(AT))
    assert "cocotomo" in desk.test_client().get(f"/cases?q={WORD}").text


def test_groups_are_found_by_a_part_of_a_word(editor: FlaskClient) -> None:
    page = editor.get(f"{AT}?q=空店")
    assert "空き店舗 ＝ 空店舗" in text(page)
    assert "朝市" not in page.text.split('id="add"')[0]
    assert "を含む組は0組です。" in text(editor.get(f"{AT}?q=どこにもない語"))


def test_a_group_is_changed_and_taken_away(desk: Flask, editor: FlaskClient) -> None:
    editor.post(AT, data=NEW | {"confirmed": "yes"})
    key = key_on(editor.get(f"{AT}?q={WORD}"))
    assert f"{WORD}、空き店舗" in editor.get(f"{AT}/{key}").text
    wider = {"act": "edit", "key": key, "kind": "one-way", "same": "", "typed": WORD, "also": "商店街"}
    asked = editor.post(AT, data=wider)
    assert "新しく届く" in text(asked) or "届かなくなる" in text(asked)
    assert editor.post(AT, data=wider | {"confirmed": "yes"}).status_code == 303
    assert f"{WORD} → 商店街" in text(editor.get(f"{AT}?q={WORD}"))
    key = key_on(editor.get(f"{AT}?q={WORD}"))
    assert editor.post(AT, data={"act": "drop", "key": key, "confirmed": "yes"}).status_code == 303
    assert "を含む組は0組です。" in text(editor.get(f"{AT}?q={WORD}"))
    assert "を外した" in text(editor.get(AT))


def test_mistakes_are_said_at_the_field_and_nothing_typed_is_lost(editor: FlaskClient) -> None:
    answer = editor.post(AT, data=NEW | {"same": "ひとつだけの語"})
    assert answer.status_code == 422
    assert 'href="#same"' in answer.text
    assert "ひとつだけの語" in answer.text
    answer = editor.post(AT, data=NEW | {"kind": "one-way", "typed": "", "also": "残る語"})
    assert answer.status_code == 422
    assert "残る語" in answer.text
    assert 'role="alert"' in answer.text


def test_a_group_that_is_gone_is_not_overwritten(editor: FlaskClient) -> None:
    gone = key_of({"same": ["もう", "ない"], "typed": [], "also": []})
    answer = editor.post(AT, data=NEW | {"act": "edit", "key": gone})
    assert answer.status_code == 409
    assert "いまの表を確かめてください。" in text(answer)
    assert editor.get(f"{AT}/{gone}").status_code == 409


def test_light_words_are_changed(editor: FlaskClient) -> None:
    page = editor.get(AT).text
    typed = re.search(r'id="light"[^>]*>\s*([^<]+)</textarea>', page)
    assert typed
    light = f"{unescape(typed[1])}、てがかり"
    asked = editor.post(AT, data={"act": "light", "light": light})
    assert "てがかり" in text(asked)
    assert editor.post(AT, data={"act": "light", "light": light, "confirmed": "yes"}).status_code == 303
    assert "てがかりを加えた" in text(editor.get(AT))


def test_without_the_index_the_change_can_still_be_made(desk: Flask, editor: FlaskClient) -> None:
    folder = kit_of(desk).settings.search_folder
    kit_of(desk).index.close()
    folder.rename(folder.with_name("away"))
    assert "件数を確かめられません。" in text(editor.post(AT, data=NEW))
    assert editor.post(AT, data=NEW | {"confirmed": "yes"}).status_code == 303


def test_who_does_not_write_cannot_change_them(
    editor: FlaskClient, administrator: FlaskClient, member: FlaskClient
) -> None:
    page = administrator.get(AT)
    assert page.status_code == 200
    assert "組を加える" not in page.text
    key = key_on(editor.get(AT))
    assert administrator.get(f"{AT}/{key}").status_code == 200
    assert administrator.post(AT, data=NEW | {"confirmed": "yes"}).status_code == 403
    assert member.get(AT).status_code == member.get(f"{AT}/{key}").status_code == 403
    assert member.post(AT, data=NEW | {"confirmed": "yes"}).status_code == 403


def test_a_button_that_is_none_is_refused(editor: FlaskClient) -> None:
    assert editor.post(AT, data={"act": "nothing"}).status_code == 404
