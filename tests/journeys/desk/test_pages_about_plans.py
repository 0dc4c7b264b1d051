"""The pages of the desk about plans, themes and synonyms, each looked at once."""

import pytest

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.scene import Numbers
from tests.journeys.desk.shares import ABOUT_PLANS, wrong_with


@pytest.mark.parametrize(("who", "address"), ABOUT_PLANS.values(), ids=ABOUT_PLANS)
def test_a_page_about_plans_can_be_read_by_everybody(
    glance: OpenDesk, numbers: Numbers, who: str, address: str
) -> None:
    assert wrong_with(glance, numbers, who, address) == []
