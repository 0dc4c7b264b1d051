"""Every page of the desk, looked at once: by axe, for what sticks out, for letters too small, for its heading."""

from dataclasses import asdict
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.journeys.desk import states
from tests.journeys.desk.addresses import NO_PAGES, PAGES
from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.scene import Numbers
from tests.journeys.looking import DESK, PHONE, small_letters, what_axe_finds, what_moves, what_sticks_out

ZOOMED: Any = {"width": 640, "height": 400}  # a screen of 1280 at 200 %


@pytest.mark.parametrize(("who", "address"), PAGES.values(), ids=PAGES)
def test_a_page_of_the_desk_can_be_read_by_everybody(
    look: OpenDesk, numbers: Numbers, who: str, address: str
) -> None:
    page = look(who)
    page.goto(address.format(**asdict(numbers)))
    _is_well(page)


@pytest.mark.parametrize("reach", states.STATES.values(), ids=states.STATES)
def test_so_can_what_only_shows_after_something_was_done(
    look: OpenDesk, numbers: Numbers, reach: states.Reach
) -> None:
    _is_well(reach(look, numbers))


def test_every_page_of_the_desk_is_among_them(app: Flask, numbers: Numbers) -> None:
    there = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    desk = {each for each in there if each.startswith(("desk.", "report."))}
    looked_at = {_endpoint(app, address.format(**asdict(numbers))) for _, address in PAGES.values()}
    assert desk - NO_PAGES == looked_at
    assert desk >= NO_PAGES


def _is_well(page: Page) -> None:
    page.set_viewport_size(DESK)
    headings = page.get_by_role("heading", level=1).all_inner_texts()
    assert len(headings) == 1
    assert headings[0].strip()
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert what_sticks_out(page) == [], f"at {width} px"
    for screen in (DESK, PHONE):
        page.set_viewport_size(screen)
        wrong, right = what_axe_finds(page)
        assert wrong == [], f"at {screen['width']} px"
        assert {"color-contrast", "target-size"} <= right
        assert small_letters(page) == [], f"at {screen['width']} px"
    page.set_viewport_size(ZOOMED)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert what_sticks_out(page) == [], "in own colours, large"
    assert what_moves(page) == []


def _endpoint(app: Flask, address: str) -> str:
    try:
        endpoint, _ = app.url_map.bind("localhost").match(address.partition("?")[0])
    except (HTTPException, RequestRedirect) as error:
        pytest.fail(f"{address}: {error}")
    assert isinstance(endpoint, str)
    return endpoint
