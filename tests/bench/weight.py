"""What a first visit costs the line: all a browser with an empty cache is sent until a page has been read to its end.

Counted in bytes by the browser itself, heads of answers included and compressed as they come (``encodedDataLength`` of
Chromium's DevTools protocol).
"""

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from tests.bench.report import Report, at_most
from tests.journeys.conftest import DEBIAN_CHROMIUM, FLAGS

# The goal the catalogue set itself for a page of twenty hits with their covers.
KILOBYTES_AT_MOST = 300
A_PAGE = 20
# Down to the end as a reader goes, so that what waits below the fold comes too.
READ = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 300) {
    window.scrollTo(0, y);
    await new Promise(done => setTimeout(done, 60));
  }
}"""


def measure(report: Report, origin: str) -> None:
    """The page of all cases of the catalogue served there, on a desk."""
    with sync_playwright() as playwright:
        chromium = DEBIAN_CHROMIUM if DEBIAN_CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        sent = _sent(page, f"{origin}/cases")
        covers = page.locator(".hit-cover").count()
        browser.close()
    if covers != A_PAGE:
        raise RuntimeError(f"a page of {covers} covers says nothing about one of {A_PAGE}")
    report.figure(
        f"検索結果のページ（表紙{covers}件）：はじめて開いて最後まで読むまでに届く量",
        sum(sent.values()) / 1000,
        " kB",
        at_most(KILOBYTES_AT_MOST),
        digits=0,
    )
    report.note("  " + "、".join(f"{kind} {size / 1000:.0f} kB" for kind, size in sent.most_common()))


def _sent(page: Page, address: str) -> Counter[str]:
    """Bytes by kind."""
    kinds: dict[str, str] = {}
    sent: Counter[str] = Counter()

    def begun(told: dict[str, Any]) -> None:
        kinds[told["requestId"]] = _kind(told["response"]["url"])

    def ended(told: dict[str, Any]) -> None:
        sent[kinds[told["requestId"]]] += told["encodedDataLength"]

    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.on("Network.responseReceived", begun)
    protocol.on("Network.loadingFinished", ended)
    page.goto(address, wait_until="networkidle")
    page.evaluate(READ)
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map(one => one.decode().catch(() => {})))")
    return sent


def _kind(url: str) -> str:
    path = urlsplit(url).path
    if path.endswith("/cover.svg"):
        return "表紙"
    ending = path.rpartition("/")[2].rpartition(".")[2] if "." in path else ""
    return {"css": "CSS", "js": "JavaScript", "svg": "印", "": "HTML"}.get(ending, "写真")
