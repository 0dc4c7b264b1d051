"""What a page says of itself to those who do not see it yet: in a list of tabs, of bookmarks, of search results."""

from collections import Counter

import pytest
from flask.testing import FlaskClient

from tests.journeys import markup
from tests.journeys.addresses import PAGES, SIGNS

SITE = "青梅市 商・工業事例カタログ"


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_has_one_main_heading_one_main_part_and_says_it_is_japanese(
    client: FlaskClient, address: str
) -> None:
    page = markup.read(client.get(address).text)
    assert [heading.strip() != "" for heading in page.headings] == [True]
    assert page.mains == 1
    assert page.lang == "ja"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "home"])
def test_a_title_begins_with_what_is_specific_and_ends_with_the_name_of_the_service(
    client: FlaskClient, name: str
) -> None:
    title = markup.read(client.get(PAGES[name]).text).title
    specific, _, site = title.rpartition("｜")
    assert site == SITE
    assert specific.strip()
    assert SITE not in specific


def test_no_two_pages_have_the_same_title(client: FlaskClient) -> None:
    """The views of one search are one page."""
    views = {
        "/cases?view=table",
        "/cases?view=map",
        PAGES["search with a bad year"],
        PAGES["search for words as typed"],
    }
    titles = Counter(
        markup.read(client.get(address).text).title for address in PAGES.values() if address not in views
    )
    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize(("name", "sign"), SIGNS.items(), ids=SIGNS)
def test_a_page_looked_at_for_its_state_is_in_that_state(client: FlaskClient, name: str, sign: str) -> None:
    """What this room finds of a state is worth something only while the address shows it."""
    assert sign in client.get(PAGES[name]).text
