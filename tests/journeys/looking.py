"""What can be seen of any page without knowing what it says: axe's rules, what sticks out or moves, letters too small.

A page is loaded once and looked at in every way there is (:func:`what_is_wrong`).

The rule for letters, for what stands in the main part of a page on a screen:

* A sentence (text with a 「。」) is for reading and has at least 16 pixels.
* Labels, and remarks about what is shown instead of the thing itself, may have 14: what a figure's caption, a form,
  a side column or the list of sources says, and what is marked as a note by the name of its class.
* Nothing is under 14, but for the numbers of sources ([1]) behind a statement, which may have 12, and for readings in
  kana above a name.
"""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from catalogue.settings import ROOT

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
ZOOMED: Any = {"width": 640, "height": 400}  # a screen of 1280 at 200 %
WIDTHS = (1280, 768, 640, 390, 320)

MAIN_HEADINGS = """() => [...document.querySelectorAll("h1, [role=heading][aria-level='1']")]
  .filter(part => part.checkVisibility({visibilityProperty: true})).map(part => part.innerText.trim())"""

# What a reader would have to scroll sideways for, named by what sticks out. A region that scrolls by itself may.
STICKS_OUT = """() => {
  const root = document.documentElement;
  const hides = [root, document.body].filter(part => /hidden|clip/.test(getComputedStyle(part).overflowX));
  if (hides.length) return ["what sticks out is cut off by " + hides[0].tagName];
  if (root.scrollWidth <= window.innerWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter(part => part.getBoundingClientRect().right > window.innerWidth + 0.5)
    .map(part => part.outerHTML.slice(0, 100)).concat(root.scrollWidth + " wide").slice(0, 5);
}"""

MOVES = """() => [...document.querySelectorAll("*")].filter(part => {
  const style = getComputedStyle(part);
  return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none"
    || style.scrollBehavior === "smooth" || part.getAnimations().length > 0;
}).map(part => part.outerHTML.slice(0, 100)).slice(0, 5)"""

# What has moved although nobody pressed anything, asked for from the first moment on.
SHIFTS = """() => {
  window.shifts = [];
  const told = (shift, part) => shift.value.toFixed(4) + " " + (part?.outerHTML ?? "").slice(0, 80);
  new PerformanceObserver(list => list.getEntries().forEach(shift => window.shifts.push(
    ...shift.sources.map(source => told(shift, source.node))))).observe({type: "layout-shift", buffered: true});
}"""

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


def what_is_wrong(page: Page) -> list[str]:
    """Everything that keeps somebody from reading the page, whatever screen and eyes they have.

    Folds are as they are for the widths, and open from then on; the page stays in the colours of a reader.
    """
    return [*_main_heading(page), *_at_any_width(page), *_on_desk_and_phone(page), *_in_own_colours(page)]


def what_axe_finds(page: Page) -> tuple[list[str], set[str]]:
    """Everything on the page that breaks one of axe's rules, each with why; and the rules that were kept.

    Folds are opened first. The script passes the content security policy, which stays as it is for the page itself.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, OPTIONS)
    return found["violations"], set(found["passes"])


def what_sticks_out(page: Page) -> list[str]:
    """What a reader would have to scroll sideways for; a region that scrolls by itself may."""
    found: list[str] = page.evaluate(STICKS_OUT)
    return found


def what_moves(page: Page) -> list[str]:
    """What moves by itself or while it changes."""
    found: list[str] = page.evaluate(MOVES)
    return found


def small_letters(page: Page) -> list[str]:
    """Every text that is smaller than the rule above lets it be. There must be texts."""
    texts = page.evaluate(TEXTS, REMARKS)
    assert texts
    return sorted(
        {f"{text[0]:g} px .{text[3]}: {text[2][:30]}" for text in texts if text[0] < _least(*text[:3])}
    )


def _main_heading(page: Page) -> list[str]:
    """There must be one that says something."""
    headings = page.evaluate(MAIN_HEADINGS)
    return [] if len(headings) == 1 and headings[0] else [f"main headings: {headings}"]


def _at_any_width(page: Page) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield from (f"at {width} px sticks out: {part}" for part in what_sticks_out(page))


def _on_desk_and_phone(page: Page) -> Iterator[str]:
    for screen in (DESK, PHONE):
        page.set_viewport_size(screen)
        wrong, right = what_axe_finds(page)
        not_asked = {"color-contrast", "target-size"} - right
        faults = [*wrong, *(f"axe had nothing to say: {rule}" for rule in not_asked), *small_letters(page)]
        yield from (f"at {screen['width']} px: {fault}" for fault in faults)


def _in_own_colours(page: Page) -> Iterator[str]:
    """Zoom of 200 %, forced colours, reduced motion: they come together on the machines of readers who see little."""
    page.set_viewport_size(ZOOMED)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    faults = [*_main_heading(page), *what_sticks_out(page), *what_moves(page)]
    yield from (f"in own colours, large: {fault}" for fault in faults)


def _least(_size: float, is_remark: Any, text: str) -> int:
    if text.startswith("[") and text[1:-1].isdecimal():
        return NUMBER
    return READING if "。" in text and not is_remark else REMARK
