"""A page that comes slowly: what was parsed when a frame is due is drawn, and that may be half of anything."""

import time
from collections.abc import Iterator
from urllib.request import urlopen

from flask import Flask, Response, request
from playwright.sync_api import Browser

from tests.journeys.looking import SHIFTS
from tests.journeys.serving import served_here

PIECE, PAUSE = 200, 0.02  # bytes, and seconds in which each is drawn by itself


def test_nothing_moves_while_a_page_comes_in_pieces(browser: Browser, origin: str) -> None:
    with served_here(_bad_line(origin)) as slow:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(f"({SHIFTS})()")
        page.goto(f"{slow}/cases?q=cocotomo")
        page.evaluate("new Promise(requestAnimationFrame)")
        shifts = page.evaluate("window.shifts")
        page.close()
    assert shifts == []


def _bad_line(origin: str) -> Flask:
    """Hands on what is served at ``origin``, pages little by little."""
    line = Flask(__name__, static_folder=None)

    @line.get("/<path:_path>")
    def hand_on(_path: str) -> Response:
        with urlopen(f"{origin}{request.full_path}") as answer:  # noqa: S310  # our own server
            whole, kind = answer.read(), answer.headers["Content-Type"]
        return Response(_pieces(whole) if kind.startswith("text/html") else whole, content_type=kind)

    return line


def _pieces(whole: bytes) -> Iterator[bytes]:
    for begin in range(0, len(whole), PIECE):
        yield whole[begin : begin + PIECE]
        time.sleep(PAUSE)
