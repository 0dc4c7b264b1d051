"""Everything can be done with the keyboard alone, and it is always to be seen where the keyboard is."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.addresses import comparison
from tests.journeys.conftest import OpenPage

Stop = dict[str, Any]

# What has the focus: what it is called, and what is wrong with how it shows. A card may wear the outline for the link
# in it. Of the part itself, so much of it as fits on the screen, at least one of five points has to be seen.
FOCUS = """() => {
  const part = document.activeElement, box = part.getClientRects()[0] ?? part.getBoundingClientRect();
  const about = {tag: part.tagName, name: part.name, value: part.value, type: part.type,
    href: part.getAttribute("href"), words: part.innerText?.trim() ?? "", markup: part.outerHTML.slice(0, 100)};
  if (part === document.body) return {...about, faults: []};
  const outlined = one => one && (getComputedStyle(one).outlineStyle !== "none"
    && parseFloat(getComputedStyle(one).outlineWidth) >= 2 || outlined(one.parentElement));
  const left = Math.max(box.left, 0), width = Math.min(box.right, innerWidth) - left;
  const top = Math.max(box.top, 0), height = Math.min(box.bottom, innerHeight) - top;
  const faults = outlined(part) ? [] : ["no outline"];
  if (width <= 1 || height <= 1) return {...about, faults: [...faults, "out of sight"]};
  const points = [[0.5, 0.5], [0.05, 0.1], [0.95, 0.1], [0.05, 0.9], [0.95, 0.9]];
  const on_top = points.map(([x, y]) => document.elementFromPoint(left + x * width, top + y * height));
  if (!on_top.some(one => part.contains(one) || one?.contains(part)))
    faults.push("covered by " + on_top[0].outerHTML.slice(0, 80));
  return {...about, faults};
}"""
MOST_STOPS = 600
# What stands above the hits when they are sifted by this theme.
WAY_BACK = re.compile("DX化.*をはずす")


def _tab(page: Page) -> Stop:
    """One step on. Nothing may take the focus unseen."""
    page.keyboard.press("Tab")
    stop: Stop = page.evaluate(FOCUS)
    assert stop["faults"] == [], stop["markup"]
    return stop


def _tab_to(page: Page, is_it: Callable[[Stop], bool]) -> Stop:
    for _ in range(MOST_STOPS):
        stop = _tab(page)
        if is_it(stop):
            return stop
        assert stop["tag"] != "BODY", "the end of the page"
    pytest.fail("it cannot be reached")


def _is_box(theme: str) -> Callable[[Stop], bool]:
    return lambda stop: stop["name"] == "theme" and stop["value"] == theme


def test_the_first_stop_leads_past_the_head_of_the_page(page: Page) -> None:
    page.goto("/themes")
    assert _tab(page)["words"] == "本文へ移動"
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    assert _tab(page)["href"] == "/themes/smart-city"


def test_from_the_box_to_a_case_without_a_mouse(page: Page) -> None:
    page.goto("/")
    _tab_to(page, lambda stop: stop["type"] == "search")
    page.keyboard.type("空き店舗")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^「空き店舗」"))
    page.wait_for_load_state()
    _tab_to(page, lambda stop: stop["href"] == "/cases/kiryu-cocotomo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("「cocotomo」")


def test_a_box_ticked_on_a_desk_takes_effect_at_once_and_keeps_the_focus(page: Page) -> None:
    page.goto("/cases")
    _tab_to(page, _is_box("dx"))
    page.keyboard.press("Space")
    page.wait_for_url("**/cases?*theme=dx*")
    box = page.locator("input[name=theme][value=dx]")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    assert page.evaluate(FOCUS)["faults"] == []
    _tab_to(page, lambda stop: stop["words"] == "この条件でしぼりこむ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("theme=dx"))
    expect(page.get_by_role("link", name=WAY_BACK)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_a_phone_the_drawer_a_box_and_its_button_work_with_keys(
    open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
    page.goto("/cases")
    _tab_to(page, lambda stop: stop["tag"] == "SUMMARY" and stop["words"].startswith("しぼりこむ"))
    page.keyboard.press("Enter")
    _tab_to(page, _is_box("dx"))
    page.keyboard.press("Space")
    _tab_to(page, lambda stop: stop["words"] == "この条件でしぼりこむ")
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
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    stops = 0
    while _tab(page)["tag"] != "BODY":
        stops += 1
        assert stops < MOST_STOPS, "there is no way out"
    assert stops > 10
