"""From hits to a list with notes and on to somebody else, with a mouse, with keys, with scripts and without."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.addresses import CASES, shared
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import DESK, PHONE, WIDTHS, what_axe_finds, what_sticks_out
from tests.journeys.test_print import CONTROLS

HITS = "/cases?q=商店街&theme=shopping-street"
ENDOJI = "nagoya-endoji-online-shotengai"
NOTE = re.compile("メモ ?：自動運転バス・ドローン")

both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def _door(page: Page) -> Locator:
    """The link in the head that says how many cases the list has."""
    return page.locator(".list-door")


def _fill(page: Page, count: int) -> None:
    """Put the first few cases into the list, from their pages."""
    for number, slug in enumerate(CASES[:count], start=1):
        page.goto(f"/cases/{slug}")
        page.get_by_role("button", name="リストに入れる").click()
        expect(_door(page)).to_have_text(re.compile(f"リスト（{number}件?）"))


def _order(page: Page) -> list[str]:
    ids = page.locator(".listed-case").evaluate_all("cases => cases.map(one => one.id.replace('case-', ''))")
    return [str(slug) for slug in ids]


@both_ways
def test_a_case_goes_into_the_list_from_a_hit_and_the_place_is_kept(
    open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts)
    page.goto(HITS)
    hit = page.locator(f"#hit-{ENDOJI}")
    hit.get_by_role("button", name=re.compile("リストに入れる ?：円頓寺オンライン商店街")).click()
    expect(hit.get_by_text("リストに入っています")).to_be_visible()
    expect(_door(page)).to_have_text(re.compile("リスト（1件?）"))
    expect(page).to_have_url(re.compile("/cases.q=.*theme=shopping-street"))
    expect(hit).to_be_in_viewport()
    hit.get_by_role("button", name=re.compile("はずす ?：円頓寺オンライン商店街")).click()
    expect(hit.get_by_role("button", name="リストに入れる")).to_be_visible()
    expect(_door(page)).to_have_text(re.compile("リスト（0件?）"))


def test_with_scripts_the_page_stays_and_says_what_was_done(page: Page) -> None:
    page.goto("/cases")
    page.evaluate("window.same = true")
    button = page.locator(".hit").nth(3).locator("[data-keep]")
    button.focus()
    page.keyboard.press("Enter")
    status = page.get_by_role("status").filter(has_text="リスト")
    expect(status).to_have_text("リストに入れました（1件）")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_have_text("リストからはずしました（0件）")
    assert page.evaluate("window.same")


def test_two_presses_one_after_the_other_are_both_done(page: Page) -> None:
    page.goto("/cases")
    for number in range(3):
        page.locator(".hit").nth(number).locator("[data-keep]").click(no_wait_after=True)
    expect(_door(page)).to_have_text(re.compile("リスト（3件?）"))
    page.goto("/shortlist")
    expect(page.locator(".listed-case")).to_have_count(3)


def test_a_page_one_goes_back_to_shows_the_list_as_it_is_now(page: Page) -> None:
    page.goto(HITS)
    page.get_by_role("link", name=re.compile("円頓寺")).first.click()
    page.get_by_role("button", name="リストに入れる").click()
    expect(page.get_by_text("リストに入っています")).to_be_visible()
    page.go_back()
    expect(page.locator(f"#hit-{ENDOJI}").get_by_text("リストに入っています")).to_be_visible()
    expect(_door(page)).to_have_text(re.compile("リスト（1件?）"))


@both_ways
def test_a_list_gets_its_order_notes_and_name_and_loses_a_case(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    _fill(page, 3)
    _door(page).click()
    page.get_by_role("textbox", name=NOTE).fill("見に行く\n二行目")
    page.locator(f"#case-{CASES[2]}").get_by_role("button", name="上へ").click()
    assert _order(page) == [CASES[0], CASES[2], CASES[1]]
    expect(page.get_by_role("textbox", name=NOTE)).to_have_value("見に行く\n二行目")
    page.get_by_label("リストの名前").fill("委員会の資料")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("委員会の資料")
    expect(page.get_by_text("保存しました。")).to_be_visible()
    page.locator(f"#case-{CASES[1]}").get_by_role("button", name="はずす").click()
    assert _order(page) == [CASES[0], CASES[2]]
    page.get_by_role("button", name="元に戻す").click()
    assert _order(page) == [CASES[0], CASES[2], CASES[1]]


@both_ways
def test_an_emptied_list_can_be_had_back(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    _fill(page, 2)
    page.goto("/shortlist")
    page.get_by_role("button", name="リストを空にする").click()
    expect(page.get_by_text("リストには、まだ事例がありません。")).to_be_visible()
    page.get_by_role("button", name="元に戻す（2件のリスト）").click()
    assert _order(page) == list(CASES[:2])


def test_the_address_of_a_list_is_copied_and_shows_the_list_to_a_colleague(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    _fill(page, 2)
    page.goto("/shortlist")
    page.get_by_role("button", name=re.compile("コピーする ?：事例だけのアドレス")).click()
    expect(page.get_by_role("button", name="コピーしました")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    colleague = open_page(java_script_enabled=False)
    colleague.goto(address)
    assert _order(colleague) == list(CASES[:2])
    colleague.get_by_role("button", name="自分のリストにする").click()
    expect(colleague.get_by_text("共有されたリストを取り入れました。")).to_be_visible()
    assert _order(colleague) == list(CASES[:2])


def test_notes_typed_and_not_saved_are_not_left_without_a_question(page: Page) -> None:
    _fill(page, 1)
    page.goto("/shortlist")
    page.get_by_label("メモ").press_sequentially("書きかけ")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="テーマ", exact=True).click(no_wait_after=True)
    expect(page.get_by_label("メモ")).to_have_value("書きかけ")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="保存する").first.click()
    expect(page.get_by_text("保存しました。")).to_be_visible()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_a_filled_list_nor_in_hits_that_are_listed(page: Page, screen: object) -> None:
    _fill(page, 3)
    page.set_viewport_size(screen)
    for address in ("/shortlist", "/cases?q=スマートシティ", f"/cases/{CASES[0]}", shared(4)):
        page.goto(address)
        assert what_axe_finds(page)[0] == [], address


def test_a_filled_list_fits_every_screen(page: Page) -> None:
    _fill(page, 3)
    page.goto("/shortlist")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert what_sticks_out(page) == [], f"at {width} px"


def test_the_list_is_printed_with_notes_and_sources_and_without_fields(page: Page) -> None:
    _fill(page, 2)
    page.goto("/shortlist")
    page.get_by_label("メモ").first.fill("印刷に残るメモ")
    page.get_by_role("button", name="保存する").first.click()
    page.emulate_media(media="print")
    expect(page.locator(".listed-note").get_by_text("印刷に残るメモ")).to_be_visible()
    expect(page.get_by_text(re.compile("^出典：青梅市商・工業振興プラン")).first).to_be_visible()
    shown = page.locator(f"{CONTROLS}, textarea").evaluate_all(
        "all => all.filter(one => one.checkVisibility({visibilityProperty: true})).map(one => one.outerHTML)"
    )
    assert shown == []
