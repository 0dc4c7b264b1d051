"""What axe can find by itself: WCAG 2.2 AA and good practice, on every page, on a desk and on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.addresses import PAGES
from tests.journeys.looking import DESK, PHONE, what_axe_finds


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_and_everything_to_press_is_large_enough(
    page: Page, address: str, screen: Any
) -> None:
    page.set_viewport_size(screen)
    page.goto(address)
    wrong, right = what_axe_finds(page)
    assert wrong == []
    assert {"color-contrast", "target-size"} <= right
