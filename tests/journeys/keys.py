"""Going through pages with the keyboard alone, and seeing at every step where the keyboard is."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

Stop = dict[str, Any]

# What has the focus: what it is called, and what is wrong with how it shows. A card may wear the outline for the link
# in it, and what makes a whole picture part of its button (::after) for that. Of the part itself, so much of it as fits
# on the screen, at least one of five points has to be seen.
FOCUS = """() => {
  const part = document.activeElement, box = part.getClientRects()[0] ?? part.getBoundingClientRect();
  const about = {tag: part.tagName, id: part.id, name: part.name, value: part.value, type: part.type,
    href: part.getAttribute("href"), words: part.innerText?.trim() ?? "", markup: part.outerHTML.slice(0, 100)};
  if (part === document.body) return {...about, faults: []};
  const worn = style => style.content !== "none" && style.outlineStyle !== "none"
    && parseFloat(style.outlineWidth) >= 2;
  const outlined = one => one && (worn(getComputedStyle(one)) || outlined(one.parentElement));
  const left = Math.max(box.left, 0), width = Math.min(box.right, innerWidth) - left;
  const top = Math.max(box.top, 0), height = Math.min(box.bottom, innerHeight) - top;
  const faults = outlined(part) || worn(getComputedStyle(part, "::after")) ? [] : ["no outline"];
  if (width <= 1 || height <= 1) return {...about, faults: [...faults, "out of sight"]};
  const points = [[0.5, 0.5], [0.05, 0.1], [0.95, 0.1], [0.05, 0.9], [0.95, 0.9]];
  const on_top = points.map(([x, y]) => document.elementFromPoint(left + x * width, top + y * height));
  if (!on_top.some(one => part.contains(one) || one?.contains(part)))
    faults.push("covered by " + on_top[0].outerHTML.slice(0, 80));
  return {...about, faults};
}"""
MOST_STOPS = 600


def tab(page: Page, key: str = "Tab") -> Stop:
    """One step on, or (``Shift+Tab``) back. Nothing may take the focus unseen."""
    page.keyboard.press(key)
    return focused(page)


def focused(page: Page) -> Stop:
    """Where the keyboard is; it must be seen."""
    stop: Stop = page.evaluate(FOCUS)
    assert stop["faults"] == [], (stop["faults"], stop["markup"])
    return stop


def tab_to(page: Page, is_it: Callable[[Stop], bool]) -> Stop:
    """On to the first stop that is it; fails where the page ends before."""
    for _ in range(MOST_STOPS):
        stop = tab(page)
        if is_it(stop):
            return stop
        assert stop["tag"] != "BODY", "the end of the page"
    pytest.fail("it cannot be reached")


def walk_through(page: Page, folds: str = "details") -> int:
    """From the first stop to the last and out again; gives how many there were. ``folds`` are opened first."""
    page.evaluate("folds => document.querySelectorAll(folds).forEach(fold => fold.open = true)", folds)
    stops = 0
    while tab(page)["tag"] != "BODY":
        stops += 1
        assert stops < MOST_STOPS, "there is no way out"
    return stops
