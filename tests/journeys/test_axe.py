"""What axe can find by itself: WCAG 2.2 AA and good practice, on every page, on a desk and on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page

from catalogue.settings import ROOT
from tests.journeys.addresses import PAGES

AXE = (ROOT / "tests/vendor/axe.min.js").read_text(encoding="utf-8")
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.5.8; axe leaves it off unless told otherwise
    "resultTypes": ["violations"],  # spares it from describing all that is well
    "preload": False,
}
RUN = """async options => {
  document.querySelectorAll("details").forEach(fold => fold.open = true);
  const {violations, passes} = await axe.run(document, options);
  return {passes: passes.map(rule => rule.id), violations: violations.flatMap(rule => rule.nodes.map(
    node => rule.id + ": " + node.html.slice(0, 150) + " — " + node.failureSummary.replace(/\\s+/g, " ")))};
}"""

# The phone is unrolled, so that what sticks to the edge of its screen lies over nothing else.
DESK: Any = {"width": 1280, "height": 800}
PHONE: Any = {"width": 390, "height": 12_000}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_and_everything_to_press_is_large_enough(
    page: Page, address: str, screen: Any
) -> None:
    page.set_viewport_size(screen)
    page.goto(address)
    page.evaluate(AXE)  # past the content security policy, which stays as it is for the page itself
    found = page.evaluate(RUN, OPTIONS)
    assert found["violations"] == []
    assert {"color-contrast", "target-size"} <= set(found["passes"])
