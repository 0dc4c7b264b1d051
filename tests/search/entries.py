"""Entries for tests. The places are made up and say so (架空), and nothing here happened."""

from collections.abc import Iterable, Mapping

from catalogue.search.entry import Entry
from catalogue.search.port import Answer, Excerpt, Mark

SHOPS = "akiya-shops"
BUSES = "sakai-buses"
PATENTS = "chizai-match"
ONLINE = "online-street"


def entry(
    slug: str,
    story: str = "",
    *,
    facets: Mapping[str, Iterable[str]] | None = None,
    year: int | None = None,
    checked: str | None = None,
    **texts: str,
) -> Entry:
    """An entry; ``texts`` are its other fields."""
    return Entry(
        slug,
        {"story": story, **texts},
        {name: frozenset(values) for name, values in (facets or {}).items()},
        year,
        checked,
    )


def library() -> list[Entry]:
    """Four cases that differ in everything one can filter and sort by."""
    return [
        entry(
            SHOPS,
            "人通りの減った通りで、空き店舗を借りて交流の場にした。起業の相談もここで受ける。",
            title="空き店舗を交流の場に",
            place="架空県みほん市",
            summary="商店街の空き店舗を改装し、子育て世代が集まる拠点を開いた。",
            facets={"theme": ["shopping-street"], "status": ["継続中"], "node": ["r9:v2-2", "r9:p1"]},
            year=2016,
            checked="2025-03",
        ),
        entry(
            BUSES,
            "架空県境町の町内を自動運転バスが走る。ドローンの配送も試した。",
            title="自動運転バスとドローン",
            place="架空県境町",
            facets={"theme": ["smart-city"], "status": ["継続中"], "node": ["r9:v5-2"]},
            year=2020,
            checked="2025-11-20",
        ),
        entry(
            PATENTS,
            "中小企業が大企業の特許を使えるよう、市の職員が知財の仲立ちをする。",
            title="知的財産マッチング",
            place="架空県ためし市",
            facets={"theme": ["new-business"], "status": ["終了"], "node": ["r9:v2-2"]},
        ),
        entry(
            ONLINE,
            "商店街の店をウェブに並べ、オンラインで注文できる。サーバーは組合が借りる。",
            title="オンライン商店街",
            place="架空県ためし市",
            facets={"theme": ["shopping-street"], "status": ["不明"]},
            year=2020,
            checked="2024-01-31",
        ),
    ]


def slugs(answer: Answer) -> list[str]:
    """The hits' slugs, in their order."""
    return [hit.slug for hit in answer.hits]


def marked(text: str, marks: Iterable[Mark]) -> list[str]:
    """What is marked in a text."""
    return [text[mark.start : mark.end] for mark in marks]


def marked_in(excerpts: Iterable[Excerpt]) -> list[str]:
    """What is marked in some excerpts."""
    return [word for excerpt in excerpts for word in marked(excerpt.text, excerpt.marks)]
