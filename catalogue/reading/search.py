"""Search and browse: what the index (or the database) found, told with everything a hit shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.domain.errors import Unavailable
from catalogue.domain.facets import Sort
from catalogue.reading.browsing import Shelf, browse
from catalogue.schemas.query import SearchQuery, View
from catalogue.search.concepts import Way
from catalogue.search.port import Answer, Hit, Query, SearchIndex

Row = dict[str, Any]

PER_PAGE = 20
PER_TABLE = 100
MOST_IN_A_FILE = 1000
BEING_REBUILT = (
    "言葉での検索は、いま準備中です。しばらくしてからもう一度お試しください。"
    "テーマや都道府県などでの絞り込みと、事例の閲覧は、このままお使いいただけます。"
)
FIELD_NAMES = {
    "title": "題名",
    "subtitle": "副題",
    "place": "自治体",
    "category": "分類",
    "theme": "テーマ",
    "keywords": "関連語",
    "summary": "概要",
    "activities": "取組",
    "story": "背景・経過",
    "outcomes": "成果",
    "lessons": "進め方",
    "people": "主体・協力者",
    "nodes": "青梅市の施策との関係",
    "table": "表",
    "figures": "図",
    "sources": "出典",
}
_WAYS = {
    Way.SYNONYM: "類義語で一致",
    Way.READING: "読みで一致",
    Way.SLIP: "つづりの近い言葉で一致",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results. ``hits`` are cards with ``why`` and the marks; ``unavailable`` says why words did
    not count, if they did not."""

    answer: Answer
    hits: list[Row]
    page: int
    pages: int
    first: int
    last: int
    unavailable: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """All cases an address asks for, in its order, and what a reader should know of them, in sentences."""

    slugs: tuple[str, ...]
    notes: tuple[str, ...] = ()


def find(
    index: SearchIndex,
    query: SearchQuery,
    *,
    shelf: Callable[[], Shelf],
    cards: Callable[[Sequence[str]], Mapping[str, Row]],
) -> Found:
    """Answer what the address asks; past the last page, the last page.

    ``shelf`` gives the cases to browse when there are no words or the index is away, ``cards`` those of some slugs.
    """
    per_page = PER_TABLE if query.view is View.TABLE else PER_PAGE
    answer, unavailable = _answer(index, shelf, _asked(query, per_page))
    pages = max(1, -(-answer.total // per_page))
    if query.page > pages:
        return find(index, replace(query, page=pages), shelf=shelf, cards=cards)
    offset = (query.page - 1) * per_page
    return Found(
        answer=answer,
        hits=_hits(answer, cards([hit.slug for hit in answer.hits])),
        page=query.page,
        pages=pages,
        first=offset + 1 if answer.hits else 0,
        last=offset + len(answer.hits),
        unavailable=unavailable,
    )


def find_all(index: SearchIndex, query: SearchQuery, *, shelf: Callable[[], Shelf]) -> Listed:
    """The cases of all pages of an answer, for a file."""
    asked = replace(_asked(replace(query, page=1), MOST_IN_A_FILE), facets=(), excerpts=False)
    answer, unavailable = _answer(index, shelf, asked)
    notes = [unavailable] if unavailable else []
    if answer.total > MOST_IN_A_FILE:
        notes.append(
            f"当てはまる事例は{answer.total:,}件です。このファイルは、はじめの{MOST_IN_A_FILE:,}件だけを含みます。"
        )
    if asked.text and asked.sort is Sort.RELEVANCE and answer.full < answer.total:
        notes.append(
            f"すべての言葉を含む事例は、はじめの{answer.full}件です。その後は、言葉の一部を含む事例です。"
        )
    return Listed(tuple(hit.slug for hit in answer.hits), tuple(notes))


def _asked(query: SearchQuery, per_page: int) -> Query:
    return Query(
        text=query.text,
        chosen=query.chosen,
        year_from=query.year_from,
        year_to=query.year_to,
        sort=query.order or Sort.RELEVANCE,
        offset=(query.page - 1) * per_page,
        limit=per_page,
        expand=query.expand,
    )


def _answer(index: SearchIndex, shelf: Callable[[], Shelf], asked: Query) -> tuple[Answer, str | None]:
    if not asked.text:
        return browse(shelf(), asked), None
    try:
        return index.search(asked), None
    except Unavailable:
        return browse(shelf(), asked), BEING_REBUILT


def _hits(answer: Answer, cards: Mapping[str, Row]) -> list[Row]:
    return [
        cards[hit.slug]
        | {
            "title_marks": hit.title_marks,
            "excerpts": hit.excerpts,
            "all_words": hit.all_words,
            "why": _why(hit, answer),
        }
        for hit in answer.hits
        if hit.slug in cards
    ]


def _why(hit: Hit, answer: Answer) -> str | None:
    """In words: how much of what was asked for is there, how it was found, and in which parts."""
    if not hit.fields:
        return None
    how = [words for way, words in _WAYS.items() if way in hit.ways]
    if not hit.all_words:
        how.insert(0, "言葉の一部を含む")
    elif len(answer.words) > 1:
        how.insert(0, "すべての言葉を含む")
    places = "、".join(FIELD_NAMES[name] for name in hit.fields[:4])
    rest = "など" if len(hit.fields) > 4 else ""
    return f"{'・'.join(how) or '言葉を含む'}（{places}{rest}）"
