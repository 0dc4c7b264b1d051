"""Pages fit the screen they are on, from a small phone to a desk, and the eyes of who reads them."""

import pytest
from playwright.sync_api import Page

from tests.journeys.addresses import PAGES
from tests.journeys.conftest import OpenPage

WIDTHS = (1280, 768, 640, 390, 320)

# What a reader would have to scroll sideways for, named by what sticks out. A region that scrolls by itself may.
STICKS_OUT = """() => {
  const root = document.documentElement;
  const hides = [root, document.body].filter(part => /hidden|clip/.test(getComputedStyle(part).overflowX));
  if (hides.length) return ["what sticks out is cut off by " + hides[0].tagName];
  if (root.scrollWidth <= window.innerWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter(part => part.getBoundingClientRect().right > window.innerWidth + 0.5)
    .map(part => part.outerHTML.slice(0, 100)).concat(root.scrollWidth + " wide").slice(0, 5);
}"""

MOVES = """() => [...document.querySelectorAll("*")].filter(part => {
  const style = getComputedStyle(part);
  return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none"
    || style.scrollBehavior === "smooth" || part.getAnimations().length > 0;
}).map(part => part.outerHTML.slice(0, 100)).slice(0, 5)"""

each_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


@each_page
def test_no_page_has_to_be_scrolled_sideways(page: Page, address: str) -> None:
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(STICKS_OUT) == [], f"at {width} px"


@each_page
def test_a_reader_who_sees_little_gets_it_large_in_own_colours_and_standing_still(
    open_page: OpenPage, address: str
) -> None:
    """Zoom of 200 % on a desk, forced colours, reduced motion: they come together on the machines of such readers."""
    page = open_page(
        viewport={"width": 640, "height": 400},
        device_scale_factor=2,
        forced_colors="active",
        reduced_motion="reduce",
    )
    page.goto(address)
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate(MOVES) == []
