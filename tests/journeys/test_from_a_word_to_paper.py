"""The way the service was made for: from a word in the box to a sheet of paper for the committee."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.paper import printed, sheets, words_on

WORD = "空き店舗"
MEASURE = "創業支援センターを核とした創業支援"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(open_page: OpenPage, request: pytest.FixtureRequest) -> Page:
    """The same way must be open to both."""
    return open_page(java_script_enabled=request.param)


def test_a_word_leads_to_a_case_to_its_measure_to_a_comparison_and_onto_paper(
    visitor: Page, tmp_path: Path
) -> None:
    visitor.goto("/")
    _search(visitor, WORD)
    _open_the_first_hit(visitor)
    _open_the_measure_it_speaks_to(visitor)
    _search(visitor, "商店街")
    titles = _compare_the_first_two(visitor)
    _print(visitor, tmp_path / "comparison.pdf", titles)


def _search(page: Page, words: str) -> None:
    page.locator("input[type=search]").fill(words)
    page.get_by_role("button", name="さがす", exact=True).click()
    expect(page).to_have_title(re.compile(f"^「{words}」"))
    page.wait_for_load_state()


def _open_the_first_hit(page: Page) -> None:
    hit = page.get_by_role("main").locator('a[href^="/cases/"]').first
    expect(hit).to_have_attribute("href", "/cases/kiryu-cocotomo")
    assert WORD in hit.locator("xpath=ancestor::li[1]").locator("mark").all_inner_texts()
    hit.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("「cocotomo」")


def _open_the_measure_it_speaks_to(page: Page) -> None:
    for_ome = page.get_by_role("region", name="青梅市にとって")
    measure = page.get_by_role("link", name=MEASURE, exact=True)
    reason = for_ome.get_by_role("listitem").filter(has=measure).locator("p").last.inner_text()
    assert reason.endswith("。")
    for_ome.get_by_role("link", name=MEASURE, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEASURE)
    its_cases = page.get_by_role("region", name="関わる事例").get_by_role("listitem")
    expect(its_cases.filter(has=page.get_by_role("link", name="「cocotomo」"))).to_contain_text(reason)


def _compare_the_first_two(page: Page) -> list[str]:
    """Ticks the first two hits and presses the button; their titles."""
    boxes = page.get_by_role("checkbox", name=re.compile("^くらべる")).all()[:2]
    for box in boxes:
        box.check()
    first, second = (box.get_attribute("value") for box in boxes)
    page.get_by_role("button", name=re.compile("くらべる")).click()
    expect(page).to_have_url(re.compile(rf"/compare\?case={first}&case={second}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("2件の事例をくらべる")
    _every_cell_says_something(page.get_by_role("table", name="事例の比較表"))
    return [name.inner_text() for name in page.locator("thead a[href^='/cases/']").all()]


def _every_cell_says_something(table: Locator) -> None:
    """What is not known is said to be 未確認, so an empty cell is a mistake. Names repeated for phones do not count."""
    said = table.locator("tbody td").evaluate_all(
        "cells => cells.map(cell => [...cell.children].filter(part => !part.matches('[aria-hidden=true]'))"
        ".map(part => part.textContent).join('').trim())"
    )
    assert len(said) >= 16
    assert "" not in said


def _print(page: Page, file: Path, titles: list[str]) -> None:
    page.emulate_media(media="print")
    for navigation in page.locator("nav").all():
        expect(navigation).to_be_hidden()
    expect(page.locator("thead")).to_have_css("display", "table-header-group")
    printed(page, file)
    assert 1 <= sheets(file) <= 6
    words = words_on(file)
    assert len(titles) == 2
    assert [title for title in titles if title not in words] == []
