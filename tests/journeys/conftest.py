"""A visitor with a browser: the real server on a free port, the real Chromium, and a watch on what must not happen."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from catalogue.app import create_app
from catalogue.context import transaction
from catalogue.models import Theme
from tests.conftest import settings_in, shut
from tests.journeys.serving import served
from tests.journeys.watching import Visitors

OpenPage = Callable[..., Page]

DEBIAN_CHROMIUM = Path("/usr/bin/chromium")
# The first line lets Chromium run in a container; the others keep it from asking anybody but our server.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-default-apps", "--disable-extensions", "--disable-domain-reliability"),
    "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication",
    *("--metrics-recording-only", "--no-pings"),
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
EMPTY_THEME = Theme(
    slug="nobody-yet",
    name="まだ誰も調べていないテーマ",
    introduction="事例のないテーマのページを確かめるためのテーマです。",
    origin="editorial",
    position=99,
)


@pytest.fixture(scope="session")
def data(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the seeds hold, and beside it a theme that nobody has found a case for yet."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(seeded_folder, folder)
    app = create_app(settings_in(folder))
    with app.app_context(), transaction() as session:
        session.add(EMPTY_THEME)
    shut(app)
    return folder


@pytest.fixture(scope="session")
def app(data: Path) -> Iterator[Flask]:
    """The same catalogue without a server, for what needs no browser."""
    app = create_app(settings_in(data))
    yield app
    shut(app)


@pytest.fixture(scope="session")
def origin(data: Path) -> Iterator[str]:
    """Where the catalogue is served, started as `make run` starts it."""
    with served(data) as origin:
        yield origin


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium where there is one, Playwright's own elsewhere."""
    chromium = DEBIAN_CHROMIUM if DEBIAN_CHROMIUM.exists() else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visitors(browser: Browser, origin: str) -> Visitors:
    """One context for each kind of visitor, kept for all tests: what was fetched once is at hand, as it is at home."""
    return Visitors(browser, origin)


@pytest.fixture
def open_page(visitors: Visitors) -> Iterator[OpenPage]:
    """Opens an empty page for a visitor who differs from most as the options say (`new_context` of Playwright).

    When the test ends, it fails if a page asked another host, broke the content security policy, failed in a script,
    lacked a part, or met an error of the server.
    """
    yield visitors.open_page
    assert visitors.leave() == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page of a visitor at an ordinary desk."""
    return open_page()


@pytest.fixture
def kept_page(visitors: Visitors) -> Iterator[Page]:
    """The page of a visitor who only looks, at one address after the other; it fails as ``open_page`` does."""
    yield visitors.kept_page()
    assert visitors.leave() == []
