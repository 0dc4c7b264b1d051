"""Cases like a case: by theme and category, by the nodes of Ome's plans both speak to, and by their words; said why.

Which cases they are is decided from the rows and the index; only of those shown is the card read, to say why.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from catalogue.domain.errors import Unavailable
from catalogue.models import Case, Link
from catalogue.reading.cards import cards
from catalogue.search.port import Query, SearchIndex

Page = dict[str, Any]

SAME_CATEGORY, SAME_THEME, SHARED_NODE, SHARED_WORDS, NAMED = 3.0, 2.0, 1.0, 2.0, 10.0
_LOOKED_AT = 10
_TOLD = 2


def similar(session: Session, index: SearchIndex, page: Mapping[str, Any], most: int = 3) -> list[Page]:
    """Cards of the cases most like this one, each with ``reason``: what the two share, in words."""
    closeness = _closeness(index, page)
    weights = _weights(session, page, closeness)
    ordered = sorted(weights, key=lambda slug: (-weights[slug], slug))
    return [
        card | {"reason": _reason(page, card, near=bool(closeness.get(card["slug"])))}
        for card in cards(session, ordered[:most])
    ]


def _closeness(index: SearchIndex, page: Mapping[str, Any]) -> Mapping[str, float]:
    """How well other cases answer a search for this one's title and keywords, 0 to 1; nothing while the index is
    away."""
    words = " ".join([page["title"], *page["keywords"]])
    try:
        hits = index.search(Query(text=words, limit=_LOOKED_AT, expand=False, facets=(), excerpts=False)).hits
    except Unavailable:
        return {}
    best = max((hit.score for hit in hits), default=0.0)
    return {hit.slug: hit.score / best for hit in hits if best}


def _weights(session: Session, page: Mapping[str, Any], closeness: Mapping[str, float]) -> dict[str, float]:
    """How much each case has in common with this one; those with nothing in common are left out."""
    nodes, named = _shared_nodes(session, page), page["related_cases"]
    theme, category = page["theme"]["slug"], page["category"]["slug"]
    query = select(Case.slug, Case.theme_slug, Case.category_slug).where(
        Case.slug != page["slug"],
        or_(
            Case.theme_slug == theme,
            Case.category_slug == category,
            col(Case.slug).in_([*nodes, *named, *closeness]),
        ),
    )
    weights = {
        slug: NAMED * (slug in named)
        + SAME_CATEGORY * (its_category == category)
        + SAME_THEME * (its_theme == theme)
        + SHARED_NODE * nodes.get(slug, 0)
        + SHARED_WORDS * closeness.get(slug, 0.0)
        for slug, its_theme, its_category in session.exec(query)
    }
    return {slug: weight for slug, weight in weights.items() if weight}


def _shared_nodes(session: Session, page: Mapping[str, Any]) -> Mapping[str, int]:
    """With how many of this case's nodes each case is linked too."""
    own = [link["key"] for link in page["links"]]
    query = select(Link.case_slug, func.count()).where(col(Link.node_key).in_(own)).group_by(Link.case_slug)
    return dict(session.exec(query).all())


def _reason(page: Mapping[str, Any], other: Mapping[str, Any], *, near: bool) -> str:
    """What two cases share, in words; ``near`` says whether the index found the other by this one's words."""
    reasons = ["関連する事例として登録"] if other["slug"] in page["related_cases"] else []
    if other["category"]["slug"] == page["category"]["slug"]:
        reasons.append(f"同じ分類【{page['category']['name']}】")
    elif other["theme"]["slug"] == page["theme"]["slug"]:
        reasons.append(f"同じテーマ「{page['theme']['name']}」")
    own = {link["key"] for link in page["links"]}
    if nodes := [link for link in other["links"] if link["key"] in own]:
        names = [f"{link['plan_title']} {link['label'] or link['name']}" for link in nodes]
        reasons.append(f"同じ施策・将来像に関連（{_some(names)}）")
    if words := [word for word in page["keywords"] if word in other["keywords"]]:
        reasons.append(f"共通する言葉（{_some(words)}）")
    elif near and not reasons:
        reasons.append("言葉が近い")
    return "、".join(reasons)


def _some(names: Sequence[str]) -> str:
    rest = f" ほか{len(names) - _TOLD}件" if len(names) > _TOLD else ""
    return "、".join(names[:_TOLD]) + rest
