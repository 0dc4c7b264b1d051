"""What a list shows of a case, taken from its page.

The projection writes the card into a column of its own, so that a list of fifty cases need not read fifty whole
pages. It holds what lists show and no more: a list reads twenty of them at every look. It stands on the ground floor
because both roads need it and may not import each other: editing keeps the card, reading shows it, and both mean the
same fields.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from catalogue.domain.renditions import Renditions, up_to
from catalogue.domain.rights import may_be_shown
from catalogue.domain.vocabulary import FigureKind

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
_OF_A_PHOTOGRAPH = ("digest", "focus", "clearance", "until", "printable")
# In pixels: what a card is wide on a large screen of two dots to the pixel, nearly.
_WIDEST = 640


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
        "photographs": [
            _some(figure, _OF_A_PHOTOGRAPH) | {"renditions": _small(figure["renditions"])}
            for figure in page["figures"]
            if figure.get("kind") == FigureKind.PHOTOGRAPH
        ],
    }


def photograph_of(card: Card, day: date) -> Mapping[str, Any] | None:
    """The first photograph of the case that may be shown on that day: ``digest``, ``focus``, ``renditions``
    and whether it is ``printable``. Diagrams are none: made small, they say nothing."""
    return next((each for each in card.get("photographs", ()) if may_be_shown(each, day)), None)


def _small(renditions: Renditions) -> dict[str, list[tuple[str, int]]]:
    return {
        media_type: up_to([(name, width) for name, width in files], _WIDEST)
        for media_type, files in renditions.items()
    }


def _some(whole: Mapping[str, Any], names: tuple[str, ...]) -> Card:
    return {name: whole[name] for name in names}
