"""Letters are large enough to read.

The rule, for what stands in the main part of a page on a screen:

* A sentence (text with a 「。」) is for reading and has at least 16 pixels.
* Labels, and remarks about what is shown instead of the thing itself, may have 14: what a figure's caption, a form,
  a side column or the list of sources says, and what is marked as a note by the name of its class.
* Nothing is under 14, but for the numbers of sources ([1]) behind a statement, which may have 12, and for readings in
  kana above a name.
"""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.addresses import PAGES

READING, REMARK, NUMBER = 16, 14, 12
REMARKS = "figcaption, form, aside, .sources, [class*=note], [class*=hint], [class*=remark]"

# Every piece of text that is seen: [size, is it a remark?, text].
TEXTS = """remarks => {
  document.querySelectorAll("details").forEach(fold => fold.open = true);
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim(), part = walker.currentNode.parentElement;
    const box = part.getBoundingClientRect();
    if (!text || !part.checkVisibility() || box.width <= 1 || part.closest(".visually-hidden, svg, rt")) continue;
    found.push([parseFloat(getComputedStyle(part).fontSize), part.closest(remarks) !== null, text,
                part.className || part.parentElement.className]);
  }
  return found;
}"""


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_letters_are_large_enough_to_read(page: Page, address: str) -> None:
    page.goto(address)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        texts = page.evaluate(TEXTS, REMARKS)
        assert texts
        small = {
            f"{text[0]:g} px .{text[3]}: {text[2][:30]}" for text in texts if text[0] < _least(*text[:3])
        }
        assert sorted(small) == [], f"at {width} px"


def _least(_size: float, is_remark: Any, text: str) -> int:
    if text.startswith("[") and text[1:-1].isdecimal():
        return NUMBER
    return READING if "。" in text and not is_remark else REMARK
