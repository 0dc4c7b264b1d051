"""April: somebody leaves, somebody comes, and nothing of what was begun is lost on the way."""

import pytest

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Mouse
from tests.journeys.desk.people import ADMINISTRATOR

OWN = "自分で決めた 長いパスワード"
JOURNEYS = {"scripts": ({}, "a"), "no scripts": (WITHOUT_SCRIPTS, "b")}


@pytest.mark.parametrize(("kind", "which"), JOURNEYS.values(), ids=JOURNEYS)
def test_the_successor_finds_what_was_begun_and_the_old_account_is_closed(
    sit: OpenDesk, kind: dict[str, bool], which: str
) -> None:
    admin, old, new = (Mouse(sit(who, **kind)) for who in (ADMINISTRATOR, "leaves", "comes"))
    old_name, new_name = f"zennin-{which}", f"konin-{which}"
    _sign_in_first(old, old_name, _add(admin, old_name, f"前任 {which}"))
    _begin(old, which)
    _sign_in_first(new, new_name, _add(admin, new_name, f"後任 {which}"))
    _hand_over(admin, f"前任 {which}", f"後任 {which}（編集）", which)
    old.open("/desk/drafts")
    old.is_on("サインイン")
    _sign_in(old, old_name, OWN)
    old.sees("サインインできませんでした。")
    new.open("/desk/")
    new.follow(f"引き継ぐ書きかけ {which}")
    assert new.field("title") == f"引き継ぐ書きかけ {which}"
    new.open("/desk/lists")
    new.follow(f"引き継ぐリスト {which}")
    new.sees("四月に見る")
    admin.open("/desk/audit")
    admin.sees("引き継いだ")


def _add(admin: Mouse, name: str, display: str) -> str:
    """Gives the password that is shown once."""
    admin.open("/desk/staff")
    admin.follow("職員を加える")
    admin.write("name", name)
    admin.write("display", display)
    admin.press("加える")
    admin.is_on(f"{display}の一度だけのパスワード")
    return admin.page.locator(".handed-password").inner_text()


def _sign_in(hands: Mouse, name: str, password: str) -> None:
    hands.open("/desk/sign-in")
    hands.write("name", name)
    hands.write("password", password)
    hands.press("サインインする")


def _sign_in_first(hands: Mouse, name: str, once: str) -> None:
    """With the password for once; nothing else is open before it is changed."""
    _sign_in(hands, name, once)
    hands.is_on("自分のパスワードを決める")
    hands.open("/desk/cases/new")
    hands.is_on("自分のパスワードを決める")
    hands.write("password_now", once)
    hands.write("password", OWN)
    hands.write("password_again", OWN)
    hands.press("変える")
    hands.open("/desk/")
    hands.is_on("さんのデスク")


def _begin(old: Mouse, which: str) -> None:
    """A case that is not finished, and a list."""
    old.open("/desk/cases/new")
    old.write("title", f"引き継ぐ書きかけ {which}")
    old.press("保存する")
    old.sees("入力を確かめてください。")
    old.open("/desk/lists/new?case=kiryu-cocotomo")
    old.write("title", f"引き継ぐリスト {which}")
    old.write("note-kiryu-cocotomo", "四月に見る")
    old.page.locator(".form-end").get_by_role("button", name="保存する").click()
    old.is_on(f"引き継ぐリスト {which}")


def _hand_over(admin: Mouse, whose: str, to: str, which: str) -> None:
    admin.open("/desk/staff")
    admin.follow(whose)
    admin.follow("ほかの人に引き継ぐ")
    admin.sees(f"引き継ぐ書きかけ {which}")
    admin.sees(f"引き継ぐリスト {which}")
    admin.choose("to", to)
    admin.tick("closing", "yes")
    admin.press("引き継ぐ")
    admin.does_not_see("引き継げませんでした")
