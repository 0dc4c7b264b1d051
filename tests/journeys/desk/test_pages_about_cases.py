"""The pages of the desk about cases, each looked at once."""

import pytest

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.scene import Numbers
from tests.journeys.desk.shares import ABOUT_CASES, wrong_with


@pytest.mark.parametrize(("who", "address"), ABOUT_CASES.values(), ids=ABOUT_CASES)
def test_a_page_about_cases_can_be_read_by_everybody(
    glance: OpenDesk, numbers: Numbers, who: str, address: str
) -> None:
    assert wrong_with(glance, numbers, who, address) == []
