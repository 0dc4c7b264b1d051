"""The pages of the desk about neither cases nor plans, each looked at once."""

import pytest

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.scene import Numbers
from tests.journeys.desk.shares import ABOUT_ALL_ELSE, wrong_with


@pytest.mark.parametrize(("who", "address"), ABOUT_ALL_ELSE.values(), ids=ABOUT_ALL_ELSE)
def test_a_page_of_the_desk_can_be_read_by_everybody(
    glance: OpenDesk, numbers: Numbers, who: str, address: str
) -> None:
    assert wrong_with(glance, numbers, who, address) == []
