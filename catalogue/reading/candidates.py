"""Cases whose words are near a node's words although nobody has linked them: for staff to judge."""

from typing import Any

from sqlmodel import Session

from catalogue.domain.errors import Unavailable
from catalogue.models import PlanNode
from catalogue.reading.cards import cards_by_slug
from catalogue.reading.search import FIELD_NAMES
from catalogue.search.port import Hit, Query, SearchIndex

Row = dict[str, Any]

_LOOKED_AT = 20


def candidates(
    session: Session, index: SearchIndex, node: PlanNode, known: set[str], most: int = 3
) -> list[Row]:
    """Cards with ``why``, best first, without the ``known`` slugs; none while the index is away."""
    # Where the words stand is found hit by hit, so no more hits are asked for than can be needed.
    enough = min(_LOOKED_AT, most + len(known))
    try:
        answer = index.search(Query(text=node.name, limit=enough, facets=()))
    except Unavailable:
        return []
    hits = [hit for hit in answer.hits if hit.slug not in known][:most]
    cards = cards_by_slug(session, [hit.slug for hit in hits])
    return [cards[hit.slug] | {"why": _why(hit)} for hit in hits if hit.slug in cards]


def _why(hit: Hit) -> str:
    """Where the words stand, as far as the index tells."""
    places = "、".join(FIELD_NAMES[name] for name in hit.fields[:3])
    return f"{places}に、この項目と同じ言葉があります" if places else ""
