"""Municipalities under the field in which one is typed: by keys and by pointer, and never in the way."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.people import EDITOR

FIELD = "#municipality_text"


@pytest.fixture
def page(sit: OpenDesk) -> Page:
    """A case that is begun."""
    page = sit(EDITOR)
    page.goto("/desk/cases/new")
    return page


def _type(page: Page, words: str) -> Locator:
    """Type, and wait for what is offered."""
    page.locator(FIELD).press_sequentially(words)
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "true")
    return page.get_by_role("listbox", name="自治体の候補").get_by_role("option")


def test_one_chosen_with_the_keys_stands_in_the_field_and_in_the_draft(page: Page) -> None:
    offered = _type(page, "はむら")
    expect(offered).to_have_text(["東京都羽村市 はむらし"])
    page.keyboard.press("ArrowDown")
    expect(page.locator(FIELD)).to_have_attribute(
        "aria-activedescendant", offered.first.get_attribute("id") or ""
    )
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_have_value("東京都羽村市")
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator("[data-draft-said]")).to_contain_text("書きかけを保存しました")
    expect(offered.first).to_be_hidden()


def test_one_pressed_stands_in_the_field(page: Page) -> None:
    _type(page, "きりゅう").filter(has_text="群馬県桐生市").click()
    expect(page.locator(FIELD)).to_have_value("群馬県桐生市")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_escape_and_going_on_put_them_away_and_keep_what_was_typed(page: Page) -> None:
    _type(page, "はむら")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator(FIELD)).to_have_value("はむら")


def test_while_an_input_method_composes_its_keys_are_its_own(page: Page) -> None:
    page.locator(FIELD).focus()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "はむら", "selectionStart": 3, "selectionEnd": 3})
    expect(page.get_by_role("listbox")).to_be_visible()
    page.locator(FIELD).dispatch_event("keydown", {"key": "ArrowDown", "isComposing": True})
    page.locator(FIELD).dispatch_event("keydown", {"key": "ArrowDown", "keyCode": 229})
    expect(page.locator(FIELD)).not_to_have_attribute("aria-activedescendant", re.compile("."))
