"""Figures in a browser: looked at large one by one, keeping their room while they come, and on paper."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.app import create_app
from catalogue.domain.figure_in_words import NOT_ON_PAPER
from tests.conftest import settings_in, shut
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import SHIFTS, small_letters, what_axe_finds, what_moves, what_sticks_out
from tests.journeys.paper import printed, words_on
from tests.journeys.serving import served
from tests.journeys.watching import Visitors
from tests.pictured import CREDIT, show

THREE, MANY, TALL = (
    "/cases/kiryu-cocotomo",
    "/cases/nagoya-endoji-online-shotengai",
    "/cases/kawasaki-chizai-matching",
)
TOLD = "左に店が、右に広場があります。"
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 3,
}

WALK = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 300) {
    window.scrollTo(0, y);
    await new Promise(done => setTimeout(done, 40));
  }
  await Promise.all([...document.images].filter(one => one.checkVisibility()).map(one => one.decode()));
}"""
# [how wide it is drawn, how wide the browser was told it would be], in pixels of the page.
WIDTHS = """which => [...document.querySelectorAll(which)].filter(one => one.checkVisibility()).map(one => {
  const box = one.getBoundingClientRect();
  const drawn = Math.min(box.width, box.height * one.naturalWidth / one.naturalHeight);
  return [one.classList.contains("photograph") ? box.width : drawn, one.naturalWidth];
})"""


@pytest.fixture(scope="module")
def gallery(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a catalogue is served whose cases have pictures of many kinds."""
    folder = tmp_path_factory.mktemp("pictured") / "data"
    shutil.copytree(seeded_folder, folder)
    app = create_app(settings_in(folder))
    show(app, THREE.rpartition("/")[2], {"long_description": TOLD}, {"clearance": "refused"}, {})
    show(app, MANY.rpartition("/")[2], {}, {"printable": False, "long_description": TOLD}, {}, {})
    show(app, TALL.rpartition("/")[2], {}, own=False, size=(400, 900))
    shut(app)
    with served(folder) as origin:
        yield origin


@pytest.fixture(scope="module")
def visitors(browser: Browser, gallery: str) -> Iterator[Visitors]:
    """As everywhere else, at that catalogue."""
    visitors = Visitors(browser, gallery)
    yield visitors
    for context, _ in visitors.known.values():
        context.close()


both = pytest.mark.parametrize("kind", [{}, PHONE], ids=["desk", "phone"])


@both
def test_figures_are_looked_at_one_after_the_other_with_keys_alone(
    open_page: OpenPage, kind: dict[str, Any]
) -> None:
    page = open_page(**kind)
    page.goto(THREE)
    opener = page.get_by_role("button", name="図２を大きく表示")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="図２／４")
    expect(dialog).to_contain_text("試験の図その1")
    expect(dialog).to_contain_text(CREDIT)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="図４／４")).to_contain_text(
        "試験の図その3"
    )  # the third may not be shown
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="図４／４")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog", name="図１／４").get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


@both
def test_figures_are_looked_at_with_a_pointer_and_the_whole_picture_opens_it(
    open_page: OpenPage, kind: dict[str, Any]
) -> None:
    page = open_page(**kind)
    page.goto(THREE)
    picture = page.locator("#figure-2 img")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    page.mouse.click(box["x"] + 20, box["y"] + 20)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("図２／４")
    dialog.get_by_role("button", name="前の図").click()
    expect(dialog).to_contain_text("図１／４")
    expect(dialog.get_by_role("button", name="前の図")).to_be_disabled()
    dialog.get_by_role("button", name="次の図").click()
    dialog.locator("summary").get_by_text("図の説明（文章）").click()
    expect(dialog.get_by_text(TOLD)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(dialog).to_contain_text("図４／４")
    dialog.get_by_role("button", name="閉じる").click()
    expect(dialog).to_be_hidden()


@both
def test_the_large_picture_is_seen_whole_and_the_dialog_keeps_the_rules_of_every_page(
    open_page: OpenPage, kind: dict[str, Any]
) -> None:
    page = open_page(**kind, reduced_motion="reduce")
    page.goto(TALL)
    page.get_by_role("button", name="図１を大きく表示").click()
    dialog = page.get_by_role("dialog")
    picture = dialog.get_by_role("img")
    expect(picture).to_be_in_viewport(ratio=1)
    expect(dialog.get_by_role("button", name="次の図")).to_have_count(0)  # there is one
    assert what_moves(page) == []
    assert what_sticks_out(page) == []
    violations, kept = what_axe_finds(page)
    assert violations == []
    assert "image-alt" in kept
    viewport = page.locator("meta[name=viewport]").get_attribute("content")
    assert viewport
    assert "maximum-scale" not in viewport, "fingers may spread the picture"
    assert "user-scalable" not in viewport


def test_without_scripts_each_figure_leads_to_its_large_picture(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(THREE)
    links = page.get_by_role("link", name="を大きく表示")
    expect(links).to_have_count(3)
    expect(page.get_by_role("dialog")).to_have_count(0)
    address = links.nth(1).get_attribute("href")
    assert address
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "image/jpeg"


@both
@pytest.mark.parametrize("address", [THREE, MANY, TALL, "/cases?q=cocotomo", "/"])
def test_nothing_moves_while_pictures_come(open_page: OpenPage, kind: dict[str, Any], address: str) -> None:
    page = open_page(f"first at {address}", **kind)
    page.add_init_script(f"({SHIFTS})()")
    page.goto(address)
    page.evaluate(WALK)
    assert page.evaluate("PerformanceObserver.supportedEntryTypes.includes('layout-shift')")
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", [1280, 1000, 768, 390, 320])
def test_a_browser_is_told_how_wide_a_picture_will_be(open_page: OpenPage, width: int) -> None:
    """It chooses the file by that, before it has laid out the page."""
    page = open_page(viewport={"width": width, "height": 800})
    for address, which in (
        *((case, ".figure img") for case in (THREE, MANY, TALL)),
        ("/cases?q=cocotomo", ".hit .photograph"),
        ("/themes/shopping-street", ".card .photograph"),
    ):
        page.goto(address)
        page.evaluate(WALK)
        for drawn, told in page.evaluate(WIDTHS, which):
            assert told == pytest.approx(drawn, rel=0.06, abs=4), f"{address} at {width} px"


def test_the_colour_goes_when_the_picture_has_come(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(TALL)
    page.evaluate(WALK)
    expect(page.locator(".figure-ground")).to_have_count(0)


@pytest.mark.parametrize("address", [THREE, MANY, TALL])
def test_pages_with_figures_keep_the_rules_of_every_page(kept_page: Page, address: str) -> None:
    kept_page.goto(address)
    for width in (1280, 390, 320):
        kept_page.set_viewport_size({"width": width, "height": 9000})
        assert what_sticks_out(kept_page) == []
        assert small_letters(kept_page) == []
        assert what_axe_finds(kept_page)[0] == [], f"at {width} px"


def test_on_paper_figures_stand_with_their_words_and_what_is_for_the_screen_alone_is_left_out(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    page.goto(MANY)
    page.emulate_media(media="print")
    expect(page.locator("#figure-3 img")).to_be_hidden()
    expect(page.locator("#figure-3")).to_contain_text(NOT_ON_PAPER)
    expect(page.locator("#figure-4 img")).to_be_visible()
    for figure in page.locator("figure").all():
        box, text = figure.bounding_box(), page.locator(".case-story").bounding_box()
        assert box
        assert text
        assert box["width"] <= text["width"]
    printed(page, tmp_path / "case.pdf")
    words = words_on(tmp_path / "case.pdf")
    assert NOT_ON_PAPER in words
    assert f"図の説明（文章）{TOLD}" in words
    assert "大きく表示" not in words
