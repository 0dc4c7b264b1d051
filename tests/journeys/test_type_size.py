"""Letters are large enough to read, by the rule in ``looking``."""

import pytest
from playwright.sync_api import Page

from tests.journeys.addresses import PAGES
from tests.journeys.looking import small_letters


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_letters_are_large_enough_to_read(page: Page, address: str) -> None:
    page.goto(address)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert small_letters(page) == [], f"at {width} px"
