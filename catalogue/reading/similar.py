"""Cases like a case: by theme and category, by the nodes of Ome's plans both speak to, and by their words; said why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from catalogue.domain.errors import Unavailable
from catalogue.reading.cards import card_of, pages_by_slug
from catalogue.search.port import Query, SearchIndex

Page = dict[str, Any]

SAME_CATEGORY, SAME_THEME, SHARED_NODE, SHARED_WORDS, NAMED = 3.0, 2.0, 1.0, 2.0, 10.0
_LOOKED_AT = 10
_TOLD = 2


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two cases have in common. ``closeness`` is how near their words are, 0 to 1."""

    named: bool
    category: bool
    theme: bool
    nodes: Sequence[Mapping[str, Any]]
    closeness: float
    words: Sequence[str]

    @property
    def weight(self) -> float:
        return (
            NAMED * self.named
            + SAME_CATEGORY * self.category
            + SAME_THEME * self.theme
            + SHARED_NODE * len(self.nodes)
            + SHARED_WORDS * self.closeness
        )


def similar(session: Session, index: SearchIndex, page: Mapping[str, Any], most: int = 3) -> list[Page]:
    """Cards of the cases most like this one, each with ``reason``: what the two share, in words."""
    closeness = _closeness(index, page)
    compared = [
        (_shared(page, other, closeness.get(slug, 0.0)), other)
        for slug, other in pages_by_slug(session).items()
        if slug != page["slug"]
    ]
    ordered = sorted(compared, key=lambda pair: (-pair[0].weight, pair[1]["slug"]))
    return [
        card_of(other) | {"reason": _reason(shared, page)}
        for shared, other in ordered[:most]
        if shared.weight
    ]


def _closeness(index: SearchIndex, page: Mapping[str, Any]) -> Mapping[str, float]:
    """How well other cases answer a search for this one's title and keywords; nothing while the index is away."""
    words = " ".join([page["title"], *page["keywords"]])
    try:
        hits = index.search(Query(text=words, limit=_LOOKED_AT)).hits
    except Unavailable:
        return {}
    best = max((hit.score for hit in hits), default=0.0)
    return {hit.slug: hit.score / best for hit in hits if best}


def _shared(page: Mapping[str, Any], other: Mapping[str, Any], closeness: float) -> _Shared:
    own = {link["key"] for link in page["links"]}
    return _Shared(
        named=other["slug"] in page["related_cases"],
        category=other["category"]["slug"] == page["category"]["slug"],
        theme=other["theme"]["slug"] == page["theme"]["slug"],
        nodes=[link for link in other["links"] if link["key"] in own],
        closeness=closeness,
        words=[word for word in page["keywords"] if word in other["keywords"]],
    )


def _reason(shared: _Shared, page: Mapping[str, Any]) -> str:
    reasons = ["関連する事例として登録"] if shared.named else []
    if shared.category:
        reasons.append(f"同じ分類【{page['category']['name']}】")
    elif shared.theme:
        reasons.append(f"同じテーマ「{page['theme']['name']}」")
    if shared.nodes:
        names = [f"{link['plan_title']} {link['label'] or link['name']}" for link in shared.nodes]
        reasons.append(f"同じ施策・将来像に関連（{_some(names)}）")
    if shared.words:
        reasons.append(f"共通する言葉（{_some(shared.words)}）")
    elif shared.closeness and not reasons:
        reasons.append("言葉が近い")
    return "、".join(reasons)


def _some(names: Sequence[str]) -> str:
    rest = f" ほか{len(names) - _TOLD}件" if len(names) > _TOLD else ""
    return "、".join(names[:_TOLD]) + rest
