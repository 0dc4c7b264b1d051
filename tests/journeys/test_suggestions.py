"""Suggestions under the box: by keys, by pointer, while an input method composes, and never in the way."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import OpenPage

BOXES = {"header": "/themes", "home": "/", "search page": "/cases?theme=shopping-street"}


def _box(page: Page) -> Locator:
    return page.get_by_role("combobox")


def _type(page: Page, words: str) -> Locator:
    """Type, and wait for what is suggested."""
    _box(page).press_sequentially(words)
    expect(_box(page)).to_have_attribute("aria-expanded", "true")
    return page.get_by_role("option")


def _chosen(page: Page) -> Locator:
    return page.get_by_role("option", selected=True)


@pytest.mark.parametrize("address", BOXES.values(), ids=BOXES)
def test_arrows_go_round_through_the_suggestions_and_the_box(page: Page, address: str) -> None:
    page.goto(address)
    options = _type(page, "商店")
    expect(page.get_by_role("status").filter(has_text="候補が")).to_be_attached()
    expect(_chosen(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(_box(page)).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    expect(_box(page)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(_chosen(page)).to_have_count(0)
    expect(_box(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")


def test_enter_looks_for_the_word_chosen_within_what_is_sifted(page: Page) -> None:
    page.goto(BOXES["search page"])
    options = _type(page, "商店")
    word = options.first.locator("span").first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases?*q=*")
    expect(_box(page)).to_have_value(word)
    expect(page).to_have_url(re.compile("theme=shopping-street"))


def test_enter_without_a_choice_looks_for_what_was_typed(page: Page) -> None:
    page.goto("/")
    _type(page, "商店")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases?q=*")
    expect(_box(page)).to_have_value("商店")


def test_escape_puts_the_suggestions_away_and_keeps_what_was_typed(page: Page) -> None:
    page.goto("/themes")
    _type(page, "商店")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(_box(page)).to_have_value("商店")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()


def test_going_on_puts_them_away(page: Page) -> None:
    page.goto("/themes")
    _type(page, "商店")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("button", name="さがす", exact=True)).to_be_focused()


def test_a_press_on_a_case_leads_to_the_case(page: Page) -> None:
    page.goto("/")
    _type(page, "円頓寺").filter(has_text="円頓寺オンライン商店街").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("円頓寺オンライン商店街")


def test_a_touch_on_a_municipality_leads_to_its_cases(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/")
    _type(page, "きりゅう").filter(has_text="群馬県桐生市").tap()
    page.wait_for_url("**/cases?municipality=102032")


def test_while_an_input_method_composes_its_keys_are_its_own(page: Page) -> None:
    page.goto("/themes")
    _box(page).focus()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "しょうてｎ", "selectionStart": 5, "selectionEnd": 5})
    expect(page.get_by_role("listbox")).to_be_visible()
    _box(page).dispatch_event("keydown", {"key": "ArrowDown", "isComposing": True})
    _box(page).dispatch_event("keydown", {"key": "ArrowDown", "keyCode": 229})
    expect(_chosen(page)).to_have_count(0)
    taken = _box(page).evaluate(
        "box => !box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, cancelable: true}))"
    )
    assert not taken
    keys.send("Input.insertText", {"text": "商店"})
    expect(page.get_by_role("option").first).to_contain_text("商店")


def test_a_late_answer_to_what_was_typed_before_is_not_shown(page: Page) -> None:
    held: list[Route] = []
    page.route("**/suggest?q=%E5%95%86%E5%BA%97&format=json", lambda route: held.append(route))
    page.goto("/themes")
    _box(page).press_sequentially("商店")
    page.wait_for_timeout(400)
    assert held
    page.keyboard.press("Control+A")
    options = _type(page, "きりゅう")
    expect(options.last).to_contain_text("群馬県桐生市")
    expect(options.filter(has_text="商店")).to_have_count(0)


def test_an_empty_box_suggests_nothing(page: Page) -> None:
    page.goto("/themes")
    _type(page, "商店")
    _box(page).fill("")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_without_scripts_a_button_leads_to_the_suggestions_as_a_page(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/cases")
    page.get_by_role("searchbox").fill("商店")
    page.get_by_role("button", name="候補を見る").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("「商店」の候補")
    page.get_by_role("main").get_by_role("link", name="商店街", exact=True).click()
    expect(page).to_have_title(re.compile("^「商店街」"))
