"""What the desk only shows after something was done, looked at as well."""

import pytest

from tests.journeys.desk import states
from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.scene import Numbers
from tests.journeys.looking import what_is_wrong


@pytest.mark.parametrize("reach", states.STATES.values(), ids=states.STATES)
def test_what_shows_after_something_was_done_can_be_read_by_everybody(
    look: OpenDesk, numbers: Numbers, reach: states.Reach
) -> None:
    assert what_is_wrong(reach(look, numbers)) == []
