"""Nothing typed is lost: by two who write at once, by who is signed out meanwhile, by who shuts the browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Mouse
from tests.journeys.desk.people import COLLEAGUE, EDITOR, PASSWORD

SCRIPTS = {"scripts": ({}, "a"), "no scripts": (WITHOUT_SCRIPTS, "b")}
with_and_without_scripts = pytest.mark.parametrize(("kind", "which"), SCRIPTS.values(), ids=SCRIPTS)

# Each journey has a case of its own.
MET = {"a": "ueda-arec", "b": "shiwa-ogal"}
LEFT = {"a": "soka-renovation-machizukuri", "b": "suzaka-iju-model"}
CLOSED = "tsuruoka-science-park"


@with_and_without_scripts
def test_the_second_of_two_sees_the_difference_and_loses_nothing(
    sit: OpenDesk, kind: dict[str, bool], which: str
) -> None:
    first, second = Mouse(sit(COLLEAGUE, **kind)), Mouse(sit(EDITOR, **kind))
    edit = f"/desk/cases/{MET[which]}/edit"
    for hands in (first, second):
        hands.open(edit)
    first.write("subtitle", "先に書いた副題")
    first.write("place", "先に書いた場所")
    first.press("保存する")
    first.sees("第2版")
    second.write("subtitle", "後から書いた副題")
    second.write("organisation", "後から書いた組織")
    second.press("保存する")
    second.is_on("ほかの人が先に保存しました")
    second.sees("先に書いた副題")
    second.sees("後から書いた副題")
    second.press("選んだ内容で保存する")
    second.sees("どちらの内容にするか、選んでください。")
    second.tick("side-subtitle", "mine")
    second.press("選んだ内容で保存する")
    second.sees("第3版")
    second.open(edit)
    assert second.field("subtitle") == "後から書いた副題"
    assert second.field("place") == "先に書いた場所"
    assert second.field("organisation") == "後から書いた組織"
    second.open(f"/desk/cases/{MET[which]}/history/2/3")
    second.sees("後から書いた組織")


@with_and_without_scripts
def test_who_was_signed_out_while_writing_signs_in_and_saves_what_they_typed(
    sit: OpenDesk, kind: dict[str, bool], which: str
) -> None:
    hands = Mouse(sit(EDITOR, **kind))
    hands.open(f"/desk/cases/{LEFT[which]}/edit")
    hands.page.context.clear_cookies()
    hands.write("subtitle", "サインアウトされても残る副題")
    hands.press("保存する")
    hands.is_on("サインイン")
    hands.sees("入力した内容は残っています")
    hands.write("name", EDITOR)
    hands.write("password", PASSWORD)
    hands.press("サインインする")
    hands.is_on("入力した内容は残っています")
    hands.press("もう一度送る")
    hands.sees("第2版")
    hands.open(f"/desk/cases/{LEFT[which]}/history/1/2")
    hands.sees("サインアウトされても残る副題")


def test_a_browser_that_is_closed_leaves_a_draft_of_a_new_case(sit: OpenDesk) -> None:
    page = sit(EDITOR)
    page.goto("/desk/cases/new")
    page.locator("#title").fill("閉じても残る題名")
    expect(page.locator("[data-draft-said]")).to_contain_text("書きかけを保存しました")
    page.close()
    hands = Mouse(sit(EDITOR))
    hands.open("/desk/")
    hands.follow("閉じても残る題名")
    assert hands.field("title") == "閉じても残る題名"


def test_a_page_that_is_left_at_once_leaves_a_draft_of_the_case(sit: OpenDesk) -> None:
    page = sit(EDITOR)
    page.goto(f"/desk/cases/{CLOSED}/edit")
    page.locator("#subtitle").fill("急いで離れた副題")
    page.goto("/")
    hands = Mouse(sit(EDITOR))
    hands.open(f"/desk/cases/{CLOSED}/edit")
    hands.sees("書きかけがあります")
    assert hands.field("subtitle") == "急いで離れた副題"
    hands.follow("書きかけを消して、保存した版に戻る")
    hands.press("消す")
    hands.open(f"/desk/cases/{CLOSED}/edit")
    hands.does_not_see("書きかけがあります")
    assert hands.field("subtitle") != "急いで離れた副題"
