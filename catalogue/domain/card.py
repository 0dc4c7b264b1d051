"""What a list shows of a case, taken from its page.

The projection writes the card into a column of its own, so that a list of fifty cases need not read fifty whole pages.
It stands on the ground floor because both roads need it and may not import each other: editing keeps the card, reading
shows it, and both mean the same fields.
"""

from collections.abc import Mapping
from typing import Any

Card = dict[str, Any]

_ON_A_CARD = (
    "slug",
    "title",
    "subtitle",
    "place",
    "municipality",
    "theme",
    "category",
    "keywords",
    "status",
    "started",
    "population",
    "links",
    "figures",
    "outcomes",
    "likeness",
    "evidence",
    "funding_kinds",
    "checked",
)


def card_of(page: Mapping[str, Any]) -> Card:
    """The card of the case with this page; every value is JSON, and ``summary`` is its text alone."""
    return {name: page[name] for name in _ON_A_CARD} | {"summary": page["summary"]["text"]}
