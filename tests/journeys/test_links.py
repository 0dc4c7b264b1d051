"""No way ends in nothing: whatever the pages lead to or are made of is asked for."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.web.offers import Kind
from tests.journeys import markup
from tests.journeys.addresses import PAGES

HOST = "http://localhost"
# The links of that one carry its year along, so that nothing typed is lost, and are refused as it is.
REFUSED = PAGES["search with a bad year"]
# Staff go on from there: who is not signed in is asked to, with this status.
AT_THE_DESK, ASKED_TO_SIGN_IN = "/desk/", 403
# A site that leads to more from these few pages makes up addresses.
MOST = 2000


class Surroundings:
    """The pages, and everything that is one step away from them with the page it was first found on."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.pages: dict[str, markup.Markup] = {}
        self.found: dict[str, str] = {}
        for address in PAGES.values():
            page = self.page(urljoin(HOST, address))
            if address != REFUSED:
                for near in _internal(urljoin(HOST, address), page.links + page.parts):
                    if not _is_file(near):
                        self.found.setdefault(near, address)

    def page(self, address: str) -> markup.Markup:
        """What is on a page, read once."""
        if address not in self.pages:
            self.pages[address] = markup.read(self.client.get(address.removeprefix(HOST)).text)
        return self.pages[address]

    def status(self, address: str) -> int:
        """What the server says of an address, where a redirect ends."""
        with self.client.get(address.removeprefix(HOST), follow_redirects=True) as answer:
            return answer.status_code


def _internal(page: str, addresses: list[str]) -> Iterator[str]:
    """Other pages than this, on our own host."""
    wholes = (urldefrag(urljoin(page, address)).url for address in addresses)
    return (whole for whole in wholes if whole.startswith(f"{HOST}/") and whole != page)


def _is_file(address: str) -> bool:
    """A page as a file: each takes its time to make, and tests/web/test_files.py makes those of every kind of page."""
    return urlsplit(address).path.rpartition(".")[2] in set(Kind)


@pytest.fixture(scope="module")
def surroundings(app: Flask) -> Surroundings:
    return Surroundings(app.test_client())


def test_every_link_and_every_part_of_a_page_is_there(surroundings: Surroundings) -> None:
    assert 200 < len(surroundings.found) < MOST
    dead = [
        f"{status} {address}, found on {page}"
        for address, page in surroundings.found.items()
        if (status := surroundings.status(address)) >= 400
        and not (urlsplit(address).path == AT_THE_DESK and status == ASKED_TO_SIGN_IN)
    ]
    assert dead == []


def test_a_link_into_a_page_finds_the_place_it_names(surroundings: Surroundings) -> None:
    asked, lost = 0, set()
    for address in PAGES.values():
        for link in surroundings.page(urljoin(HOST, address)).links:
            target, fragment = urldefrag(urljoin(HOST + address, link))
            if fragment and target.startswith(f"{HOST}/"):
                asked += 1
                if fragment not in surroundings.page(target).ids:
                    lost.add(f"{link} on {address}")
    assert asked > 100
    assert sorted(lost) == []
