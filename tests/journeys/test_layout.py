"""Pages fit the screen they are on, from a small phone to a desk, and the eyes of who reads them."""

import pytest
from playwright.sync_api import Page

from tests.journeys.addresses import PAGES
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import what_moves, what_sticks_out

WIDTHS = (1280, 768, 640, 390, 320)

each_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


@each_page
def test_no_page_has_to_be_scrolled_sideways(page: Page, address: str) -> None:
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert what_sticks_out(page) == [], f"at {width} px"


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
    assert what_sticks_out(page) == []
    assert what_moves(page) == []
