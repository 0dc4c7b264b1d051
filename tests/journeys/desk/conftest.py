"""Two city halls with a desk each: one in the middle of its work, to be looked at, and one where journeys begin."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from catalogue.app import create_app
from catalogue.context import private_transaction
from tests.conftest import settings_in, shut
from tests.journeys.desk.people import PEOPLE, cookie_of, settle_in
from tests.journeys.desk.scene import Numbers, set_scene
from tests.journeys.serving import served
from tests.journeys.watching import Visitors

OpenDesk = Callable[..., Page]


@dataclass(frozen=True)
class Office:
    """A running catalogue, and the browsers of those who work with it."""

    visitors: Visitors
    cookies: dict[str, str]

    def open_page(self, who: str = "", **kind: Any) -> Page:
        """An empty page of somebody who has signed in, or of a visitor; options as for ``new_context``."""
        return self._seated(who, self.visitors.open_page(who, **kind))

    def kept_page(self, who: str = "") -> Page:
        """The page they keep open, for looking at one address after the other."""
        return self._seated(who, self.visitors.kept_page(who))

    def _seated(self, who: str, page: Page) -> Page:
        if who in self.cookies:
            cookie = {"name": "session", "value": self.cookies[who], "url": self.visitors.origin}
            page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict, written as a dict
        return page


@pytest.fixture(scope="session")
def stage(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Flask]]:
    """The folder of the desk that is to be looked at, and the same catalogue without a server."""
    yield from _opened(seeded_folder, tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="session")
def numbers(stage: tuple[Path, Flask]) -> Numbers:
    """What has a number on that desk."""
    return set_scene(stage[1])


@pytest.fixture(scope="session")
def shown(stage: tuple[Path, Flask], numbers: Numbers, browser: Browser) -> Iterator[Office]:
    """That desk, served."""
    yield from _serving(stage, browser)


@pytest.fixture(scope="session")
def office(
    seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Office]:
    """The desk where journeys begin: its people, and nothing done yet but what the seeds hold."""
    for folder, app in _opened(seeded_folder, tmp_path_factory.mktemp("office")):
        with app.app_context(), private_transaction() as session:
            settle_in(session)
        yield from _serving((folder, app), browser)


def _opened(seeded: Path, place: Path) -> Iterator[tuple[Path, Flask]]:
    folder = place / "data"
    shutil.copytree(seeded, folder)
    app = create_app(replace(settings_in(folder), lock_wait=10.0))
    yield folder, app
    shut(app)


def _serving(opened: tuple[Path, Flask], browser: Browser) -> Iterator[Office]:
    folder, app = opened
    cookies = {name: cookie_of(app, name) for name in PEOPLE}
    with served(folder) as origin:
        yield Office(Visitors(browser, origin), cookies)


@pytest.fixture
def look(shown: Office) -> Iterator[OpenDesk]:
    """Opens a page of the desk that is to be looked at, and fails at its end as ``open_page`` does."""
    yield shown.open_page
    assert shown.visitors.leave() == []


@pytest.fixture
def glance(shown: Office) -> Iterator[OpenDesk]:
    """As ``look``, in the page that each of them keeps open: where nothing is done."""
    yield shown.kept_page
    assert shown.visitors.leave() == []


@pytest.fixture
def sit(office: Office) -> Iterator[OpenDesk]:
    """Opens a page of the desk where journeys begin: ``sit("hanako")``, without a name for a visitor."""
    yield office.open_page
    assert office.visitors.leave() == []
