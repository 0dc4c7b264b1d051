"""The pages of the desk in shares, a file of tests for each, so that several processors can look at them."""

from dataclasses import asdict

from tests.journeys.desk.addresses import CASES, PAGES
from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.scene import Numbers
from tests.journeys.looking import what_is_wrong

Share = dict[str, tuple[str, str]]


def _beginning(*addresses: str) -> Share:
    return {name: page for name, page in PAGES.items() if page[1].startswith(addresses)}


ABOUT_CASES = _beginning(CASES)
ABOUT_PLANS = _beginning("/desk/plans", "/desk/themes", "/desk/synonyms")
# Whatever is in neither: no page is left out.
ABOUT_ALL_ELSE = {name: page for name, page in PAGES.items() if name not in ABOUT_CASES | ABOUT_PLANS}


def wrong_with(glance: OpenDesk, numbers: Numbers, who: str, address: str) -> list[str]:
    """What keeps somebody from reading the page at an address of the desk."""
    page = glance(who)
    page.goto(address.format(**asdict(numbers)))
    return what_is_wrong(page)
