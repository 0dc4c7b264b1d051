"""Everything can be done with the keyboard alone, and it is always to be seen where the keyboard is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.addresses import comparison
from tests.journeys.conftest import OpenPage
from tests.journeys.keys import FOCUS, Stop, tab, tab_to, walk_through

# What stands above the hits when they are sifted by this theme.
WAY_BACK = re.compile("DX化.*をはずす")


def _is_box(theme: str) -> Callable[[Stop], bool]:
    return lambda stop: stop["name"] == "theme" and stop["value"] == theme


def test_the_first_stop_leads_past_the_head_of_the_page(page: Page) -> None:
    page.goto("/themes")
    assert tab(page)["words"] == "本文へ移動"
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    assert tab(page)["href"] == "/themes/smart-city"


def test_from_the_box_to_a_case_without_a_mouse(page: Page) -> None:
    page.goto("/")
    tab_to(page, lambda stop: stop["type"] == "search")
    page.keyboard.type("空き店舗")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^「空き店舗」"))
    page.wait_for_load_state()
    tab_to(page, lambda stop: stop["href"] == "/cases/kiryu-cocotomo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("「cocotomo」")


def test_a_box_ticked_on_a_desk_takes_effect_at_once_and_keeps_the_focus(page: Page) -> None:
    page.goto("/cases")
    tab_to(page, _is_box("dx"))
    page.keyboard.press("Space")
    page.wait_for_url("**/cases?*theme=dx*")
    box = page.locator("input[name=theme][value=dx]")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    assert page.evaluate(FOCUS)["faults"] == []
    tab_to(page, lambda stop: stop["words"] == "この条件でしぼりこむ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("theme=dx"))
    expect(page.get_by_role("link", name=WAY_BACK)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_a_phone_the_drawer_a_box_and_its_button_work_with_keys(
    open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
    page.goto("/cases")
    tab_to(page, lambda stop: stop["tag"] == "SUMMARY" and stop["words"].startswith("しぼりこむ"))
    page.keyboard.press("Enter")
    tab_to(page, _is_box("dx"))
    page.keyboard.press("Space")
    tab_to(page, lambda stop: stop["words"] == "この条件でしぼりこむ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases?*theme=dx*")
    expect(page.get_by_role("link", name=WAY_BACK)).to_be_visible()


DESK, PHONE = 1280, 390
WALKS = {
    "home on a desk": (DESK, "/"),
    "home on a phone": (PHONE, "/"),
    "hits on a desk": (DESK, "/cases?q=商店街"),
    "hits on a phone": (PHONE, "/cases?q=商店街"),
    "table": (DESK, "/cases?view=table&theme=dx"),
    "map": (DESK, "/cases?view=map&theme=dx"),
    "case on a desk": (DESK, "/cases/sakai-jidounten-drone"),
    "case on a phone": (PHONE, "/cases/sakai-jidounten-drone"),
    "plan": (DESK, "/plans/r9"),
    "changes": (DESK, "/plans/2017-rev/changes"),
    "comparison on a desk": (DESK, comparison(6)),
    "comparison on a phone": (PHONE, comparison(6)),
    "about": (DESK, "/about"),
}


@pytest.mark.parametrize(("width", "address"), WALKS.values(), ids=WALKS)
def test_the_focus_is_seen_at_every_stop_and_is_never_caught(page: Page, width: int, address: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert walk_through(page) > 10
