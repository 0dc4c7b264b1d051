"""Through the pages of the desk with the keyboard alone: the focus is seen at every stop, and is never caught."""

from dataclasses import asdict

import pytest

from tests.journeys.desk.addresses import PAGES
from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.scene import Numbers
from tests.journeys.keys import walk_through

DESK, PHONE = 1280, 390
# The list of sources lies over the form, for as long as somebody holds it open.
FOLDS = "details:not(.save-bar-sources)"
WALKS = [
    ("home of an editor", DESK),
    ("cases", PHONE),
    ("case, edit", DESK),
    ("case, edit", PHONE),
    ("dossier, returned", DESK),
    ("review", DESK),
    ("history", PHONE),
    ("links of a node", DESK),
    ("plan", PHONE),
    ("lineage, one", DESK),
    ("list, edit", PHONE),
    ("packet, new", DESK),
    ("picture, edit", DESK),
    ("pictures", PHONE),
    ("figures, choose", PHONE),
    ("audit", DESK),
]


@pytest.mark.parametrize(("name", "width"), WALKS, ids=[f"{name}, {width}" for name, width in WALKS])
def test_the_focus_is_seen_at_every_stop(look: OpenDesk, numbers: Numbers, name: str, width: int) -> None:
    who, address = PAGES[name]
    page = look(who)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address.format(**asdict(numbers)))
    assert walk_through(page, FOLDS) > 10
