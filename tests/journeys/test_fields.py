"""Every field says what it is for in words that stay visible: a placeholder goes away, and axe takes it for a name."""

import pytest
from playwright.sync_api import Page

from tests.journeys.addresses import PAGES

# A field is told by the visible words of its label; or it is a search field with its button beside it (technique
# G167 of WCAG); or it is in a table, under the heading of its column.
UNTOLD = """() => {
  const seen = part => part && part.checkVisibility({visibilityProperty: true})
    && part.getBoundingClientRect().width > 1 && part.textContent.trim() !== "";
  const words = part => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && seen(parent) && !parent.closest(".visually-hidden")) return true;
    }
    return false;
  };
  const has_button = field => field.type === "search"
    && seen(field.parentElement.querySelector("button[type=submit]"));
  const has_column = field => {
    const cell = field.closest("td");
    return cell && seen(cell.closest("table").tHead?.rows[0].cells[cell.cellIndex]);
  };
  document.querySelectorAll("details").forEach(fold => fold.open = true);
  return [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter(field => field.checkVisibility())
    .filter(field => !([...field.labels].some(words) || has_button(field) || has_column(field)))
    .map(field => field.outerHTML);
}"""


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_every_field_has_visible_words_that_say_what_it_is_for(kept_page: Page, address: str) -> None:
    kept_page.goto(address)
    assert kept_page.locator("[role=combobox]").count() == 1
    assert kept_page.evaluate(UNTOLD) == []
