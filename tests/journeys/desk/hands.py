"""Somebody at work on pages: with a mouse, or with the keyboard alone.

A journey says what is done (:meth:`Hands.write`, :meth:`Hands.press`, :meth:`Hands.follow`, …), and can be gone through
by either. Fields are named by their ids, the rest by the words on it. Every press and every field is counted.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.keys import MOST_STOPS, Stop, focused, tab

WITHOUT_SCRIPTS = {"java_script_enabled": False}


def spaced(words: str) -> re.Pattern[str]:
    """These words, whatever space stands between their letters: what is only read aloud is set apart by some."""
    return re.compile(r"\s*".join(map(re.escape, "".join(words.split()))))


class Hands(ABC):
    """What can be done on a page, whatever it is done with."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fields = self.presses = 0

    def open(self, address: str) -> None:
        """Type an address, or take it from the bookmarks."""
        self.page.goto(address)

    def write(self, field: str, words: str) -> None:
        """Into a field, in place of what stands in it."""
        self.fields += 1
        self._write(field, words)

    def choose(self, field: str, words: str) -> None:
        """One of the choices of a field."""
        self.fields += 1
        self._choose(field, words)

    def tick(self, field: str, value: str) -> None:
        """A box, or one of several buttons of which one is chosen."""
        self.fields += 1
        self._tick(field, value)

    def untick(self, field: str) -> None:
        """A box that stands alone."""
        self.fields += 1
        self.page.locator(f"input[name='{field}']").uncheck()

    def send(self, field: str, *files: FilePayload) -> None:
        """Files into the field for them, by way of the browser's window for choosing."""
        self.fields += 1
        with self.page.expect_file_chooser() as chooser:
            self._open_chooser(field)
        chooser.value.set_files(files)

    def press(self, words: str) -> None:
        """A button; and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.change(words)

    def change(self, words: str) -> None:
        """A button that, where there are scripts, changes the page as it stands; the journey waits for what changes."""
        self.presses += 1
        self._press(words)

    def follow(self, words: str) -> None:
        """A link."""
        self.presses += 1
        with self.page.expect_navigation():
            self._follow(words)

    @abstractmethod
    def unfold(self, words: str) -> None:
        """Open a fold of the page, unless it is open."""

    @abstractmethod
    def _write(self, field: str, words: str) -> None: ...

    @abstractmethod
    def _choose(self, field: str, words: str) -> None: ...

    @abstractmethod
    def _tick(self, field: str, value: str) -> None: ...

    @abstractmethod
    def _open_chooser(self, field: str) -> None: ...

    @abstractmethod
    def _press(self, words: str) -> None: ...

    @abstractmethod
    def _follow(self, words: str) -> None: ...

    def sees(self, words: str) -> None:
        """These words stand on the page."""
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def does_not_see(self, words: str) -> None:
        """They do not."""
        expect(self.page.get_by_role("main")).not_to_contain_text(words)

    def is_on(self, heading: str) -> None:
        """This is the heading of the page."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def field(self, name: str) -> str:
        """What stands in a field."""
        return self.page.locator(f"[id='{name}']").input_value()


class Mouse(Hands):
    """Points and clicks."""

    def unfold(self, words: str) -> None:
        fold = self.page.locator("details", has=self.page.locator("summary", has_text=spaced(words))).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()

    def _write(self, field: str, words: str) -> None:
        self.page.locator(f"[id='{field}']").fill(words)

    def _choose(self, field: str, words: str) -> None:
        self.page.locator(f"[id='{field}']").select_option(label=words)

    def _tick(self, field: str, value: str) -> None:
        self.page.locator(f"[name='{field}'][value='{value}']").check()

    def _open_chooser(self, field: str) -> None:
        self.page.locator(f"[id='{field}']").click()

    def _press(self, words: str) -> None:
        self.page.get_by_role("button", name=spaced(words)).first.click()

    def _follow(self, words: str) -> None:
        self.page.get_by_role("link", name=spaced(words)).first.click()


class Keys(Hands):
    """Tab, Enter, the arrows and letters; at each stop it must be seen where the keyboard is."""

    def unfold(self, words: str) -> None:
        fold = self.page.locator("details", has=self.page.locator("summary", has_text=spaced(words))).first
        if fold.get_attribute("open") is None:
            self._reach(lambda stop: stop["tag"] == "SUMMARY" and spaced(words).search(stop["words"]))
            self.page.keyboard.press("Enter")

    def _write(self, field: str, words: str) -> None:
        self._reach(lambda stop: stop["id"] == field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def _choose(self, field: str, words: str) -> None:
        self._reach(lambda stop: stop["id"] == field)
        chosen = self.page.locator(f"[id='{field}'] option:checked")
        self.page.keyboard.press("Home")
        for _ in range(MOST_STOPS):
            if chosen.inner_text().strip() == words:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{words} is no choice")

    def _tick(self, field: str, value: str) -> None:
        """Of several buttons the keyboard stops at one alone; the arrows choose among them."""
        stop = self._reach(lambda stop: stop["name"] == field)
        self.page.keyboard.press("Space")
        for _ in range(MOST_STOPS):
            if stop["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
            stop = focused(self.page)
        raise AssertionError(f"{value} is no choice")

    def _open_chooser(self, field: str) -> None:
        self._reach(lambda stop: stop["id"] == field)
        self.page.keyboard.press("Enter")

    def _press(self, words: str) -> None:
        self._reach(lambda stop: stop["tag"] == "BUTTON" and spaced(words).search(stop["words"]))
        self.page.keyboard.press("Enter")

    def _follow(self, words: str) -> None:
        self._reach(lambda stop: stop["tag"] == "A" and spaced(words).search(stop["words"]))
        self.page.keyboard.press("Enter")

    def _reach(self, is_it: Callable[[Stop], object]) -> Stop:
        """On to the next stop that is it; where there is none, back through the whole page."""
        for key in ("Tab", "Shift+Tab"):
            stop = tab(self.page, key)
            while stop["tag"] != "BODY":
                if is_it(stop):
                    return stop
                stop = tab(self.page, key)
        raise AssertionError("it cannot be reached")
