"""Where a case is and how many people live there, as the line below its title says it in lists and on its page."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.domain import wareki
from catalogue.domain.likeness import Indicator, Likeness
from catalogue.domain.likeness_in_words import figure_text
from catalogue.models import Municipality

_MOST_PLACES, _NAMED = 3, 2


def short_place(municipalities: Sequence[Municipality]) -> str:
    """Of more than three places a list names the first two; the case's own page names them all."""
    names = [municipality.place for municipality in municipalities]
    if len(names) <= _MOST_PLACES:
        return "・".join(names)
    return f"{'・'.join(names[:_NAMED])}ほか{len(names) - _NAMED}自治体"


def people(
    stated: Mapping[str, Any] | None, likeness: Likeness, municipalities: Sequence[Municipality]
) -> dict[str, str] | None:
    """How many people live there (``text``) and when (``as_of``): as the case's own sources say, else as the statistics
    do by which it is compared with Ome. The statistics count the leading municipality alone, so ``whose`` names it
    where there are others."""
    if stated:
        return {"whose": "", "text": stated["text"], "as_of": stated["as_of_text"]}
    counted = next((each for each in likeness.comparisons if each.indicator is Indicator.POPULATION), None)
    if counted is None:
        return None
    return {
        "whose": f"{municipalities[0].name}の" if len(municipalities) > 1 else "",
        "text": figure_text(counted.indicator, counted.own),
        "as_of": wareki.show_text(counted.own.as_of),
    }


def mark(label: str | None, kind: str) -> str:
    """What is printed before a node's name; a bare number says of what it is one (原則2), for two kinds are numbered
    so."""
    if label and label.endswith("."):
        return f"{kind}{label[:-1]}"
    return label or kind
