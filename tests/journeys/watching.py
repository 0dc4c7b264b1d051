"""What must not happen while somebody looks at pages: noted as it happens, asked for at the end of each test."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, WebError

LOUD = {"error", "warning", "assert"}
# A request given up because the reader went on before it was answered.
GIVEN_UP = "net::ERR_ABORTED"
REFUSED = 422
# What the browser's console says of a page that answers "not found" or "not understood" on purpose.
STATUS_REMARK = "Failed to load resource: the server responded with a status of 4"


# Each worker of the server loads Sudachi's dictionary at its first search, so a first answer may take a while.
PATIENCE = 15_000


class Visitors:
    """Visitors of each kind, each with a watch. A kind is what it asks of Playwright's `new_context`."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.origin = origin
        self.known: dict[tuple[str, str], tuple[BrowserContext, Watch]] = {}
        self.kept: dict[BrowserContext, Page] = {}

    def open_page(self, who: str = "", **kind: Any) -> Page:
        """An empty page for a visitor of this kind; in a browser of their own where it matters ``who`` they are."""
        return self.browser_of(who, **kind).new_page()

    def kept_page(self, who: str = "", **kind: Any) -> Page:
        """The page they keep open from test to test, of ordinary size and colours again: where it is only looked.

        In a page of its own, each address would be met by a new process, which reads all scripts (and axe) anew.
        """
        context = self.browser_of(who, **kind)
        if context not in self.kept:
            self.kept[context] = context.new_page()
        page = self.kept[context]
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(forced_colors="null", reduced_motion="null")
        return page

    def browser_of(self, who: str, **kind: Any) -> BrowserContext:
        """The browser in which they open their pages."""
        key = (who, repr(kind))
        if key not in self.known:
            usual = {
                "locale": "ja-JP",
                "timezone_id": "Asia/Tokyo",
                "viewport": {"width": 1280, "height": 800},
            }
            context = self.browser.new_context(base_url=self.origin, **(usual | kind))
            context.set_default_timeout(PATIENCE)
            self.known[key] = (context, Watch(context, self.origin))
        return self.known[key][0]

    def leave(self) -> list[str]:
        """Close every page that is not kept, and forget who was there; what happened meanwhile that must not."""
        faults = []
        for context, watch in self.known.values():
            for page in context.pages:
                if page is not self.kept.get(context):
                    page.close()
            context.clear_cookies()
            faults += watch.faults
            watch.faults.clear()
        return faults


class Watch:
    """Listens to every page of one browser context."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self.visited: set[str] = set()
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)
        context.on("console", self._console)
        context.on("weberror", self._script_error)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(f"{self.origin}/"):
            self.faults.append(f"asked another host for {request.url[:200]}")
        if request.is_navigation_request():
            self.visited.add(request.url)

    def _response(self, response: Response) -> None:
        """A page may say that something is not there; what a page is made of must be. What a script sends may be
        refused."""
        asked = response.request
        worst = 500 if asked.is_navigation_request() else 400
        is_refusal = asked.method == "POST" and response.status == REFUSED
        if response.status >= worst and not is_refusal:
            self.faults.append(f"{response.status} for {response.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self.faults.append(f"{request.failure} for {request.url[:200]}")

    def _console(self, message: ConsoleMessage) -> None:
        of_the_page = message.location["url"] in self.visited and message.text.startswith(STATUS_REMARK)
        if message.type in LOUD and not of_the_page:
            self.faults.append(f"the console says {message.text} ({message.location['url']})")

    def _script_error(self, error: WebError) -> None:
        self.faults.append(f"a script failed: {error.error.message}")
