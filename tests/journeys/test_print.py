"""Paper is a medium of its own: committees and counters work with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.addresses import CASES, comparison, shared
from tests.journeys.paper import paper_of, place_of, printed, sheets, words_on

# What can only be pressed.
CONTROLS = "button, input, select, nav, summary, .skip"


@pytest.mark.parametrize("slug", CASES)
def test_a_case_is_printed_on_two_sheets_of_a4_at_most_with_the_addresses_of_its_sources(
    page: Page, tmp_path: Path, slug: str
) -> None:
    page.goto(f"/cases/{slug}")
    sources = page.locator(".sources a[rel~=external]").evaluate_all("links => links.map(link => link.href)")
    title = page.get_by_role("heading", level=1).inner_text()
    printed(page, tmp_path / "case.pdf")
    words = words_on(tmp_path / "case.pdf")
    assert paper_of(tmp_path / "case.pdf") == "A4 upright"
    assert sheets(tmp_path / "case.pdf") <= 4, "both sides of two sheets"
    assert "".join(title.split()) in words
    assert f"/cases/{slug}" in words
    assert sources
    assert [address for address in sources if _as_typed(address) not in _as_typed(words)] == []


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("address", ["/plans/2017-rev/changes", comparison(6)], ids=["changes", "comparison"])
def test_a_wide_table_lies_on_its_side_and_every_sheet_says_what_its_columns_are(
    page: Page, tmp_path: Path, address: str, paper: str
) -> None:
    file = tmp_path / "table.pdf"
    page.goto(address)
    columns = page.locator("thead a[href^='/cases/'], thead th:not(:has(a))").all_inner_texts()
    printed(page, file, paper)
    assert paper_of(file) == f"{paper} on its side"
    assert len(columns) >= 3
    assert 2 <= sheets(file) <= 12
    for number in range(1, sheets(file) + 1):
        words = words_on(file, number)
        assert [column for column in columns if "".join(column.split()) not in words] == [], f"sheet {number}"


@pytest.mark.parametrize(
    "address", [comparison(6), "/coverage?plan=r9", shared(6)], ids=["comparison", "gaps", "list"]
)
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_number_of_a_meetings_paper_stands_at_the_top_right_of_every_sheet_above_all_else(
    page: Page, tmp_path: Path, address: str, paper: str
) -> None:
    file = tmp_path / "numbered.pdf"
    page.goto(f"{address}&number=資料3-2&paper={paper.lower()}")
    title = page.get_by_role("heading", level=1).inner_text()
    printed(page, file)
    assert paper_of(file).startswith(paper)
    assert "".join(title.split()) in words_on(file, 1)
    for number in range(1, sheets(file) + 1):
        place = place_of("資料3-2", file, number)
        assert place.right > 0.9 * place.width
        assert place.bottom < place.others_top, "nothing lies beneath it"


@pytest.mark.parametrize(
    "address", ["/cases", "/cases/kiryu-cocotomo", "/plans/r9/v2-2", "/themes/dx", comparison(2)]
)
def test_nothing_that_can_only_be_pressed_is_printed(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shown = page.locator(CONTROLS).evaluate_all(
        "all => all.filter(one => one.checkVisibility({visibilityProperty: true}))"
        ".map(one => one.outerHTML.slice(0, 100))"
    )
    assert shown == []


def _as_typed(address: str) -> str:
    """Without what a line end may add or a PDF reader may take away: hyphens."""
    return address.replace("-", "").replace("\u00ad", "").replace("\u2010", "")
