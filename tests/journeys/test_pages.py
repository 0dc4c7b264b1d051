"""Every kind of page, looked at once: by axe, for what sticks out, for letters too small, large and in own colours."""

import pytest
from playwright.sync_api import Page

from tests.journeys.addresses import PAGES
from tests.journeys.looking import what_is_wrong


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_can_be_read_by_everybody(kept_page: Page, address: str) -> None:
    kept_page.goto(address)
    assert what_is_wrong(kept_page) == []
