"""What a list shows of a case, taken from its page.

The projection writes the card into a column of its own, so that a list of fifty cases need not read fifty whole
pages. It holds what lists show and no more: a list reads twenty of them at every look. It stands on the ground floor
because both roads need it and may not import each other: editing keeps the card, reading shows it, and both mean the
same fields.
"""

from collections.abc import Mapping
from typing import Any

Card = dict[str, Any]

_ON_A_CARD = (
    "slug",
    "title",
    "subtitle",
    "place",
    "short_place",
    "people",
    "theme",
    "category",
    "keywords",
    "status",
)
_OF_LIKENESS = ("grade", "label")
_OF_EVIDENCE = ("grade", "label", "confirmed")
_OF_A_LINK = ("key", "plan", "plan_title", "code", "label", "mark", "name")


def card_of(page: Mapping[str, Any]) -> Card:
    """The card of the case with this page; every value is JSON. What it has in common with the page has the same
    shape there, with more in it; but ``summary`` is its text alone."""
    return _some(page, _ON_A_CARD) | {
        "summary": page["summary"]["text"],
        "started": _some(page["started"], ("text",)) if page["started"] else None,
        "likeness": _some(page["likeness"], _OF_LIKENESS),
        "evidence": _some(page["evidence"], _OF_EVIDENCE),
        "links": [_some(link, _OF_A_LINK) for link in page["links"]],
        "funding_kinds": page["funding_kinds"],
    }


def _some(whole: Mapping[str, Any], names: tuple[str, ...]) -> Card:
    return {name: whole[name] for name in names}
