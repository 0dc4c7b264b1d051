"""Every state of the search page as an address: chips that take something away, orders, views, ways on."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from flask import current_app, url_for
from sqlmodel import Session

from catalogue.domain.facets import FACETS, Sort
from catalogue.domain.paging import offered
from catalogue.domain.prefecture_tiles import TILES, without_kind
from catalogue.reading.cases import near_titles
from catalogue.reading.facets import Names
from catalogue.reading.search import FIELD_NAMES, Found
from catalogue.reading.themes import themes
from catalogue.schemas.query import SearchQuery, View
from catalogue.web.filters import marked

Row = dict[str, Any]

_ORDERS = (
    (Sort.RELEVANCE, "関連の高い順"),
    (Sort.NEWEST, "新しい順"),
    (Sort.CHECKED, "確認日順"),
    (Sort.LIKENESS, "青梅市に近い順"),
)
ONLY_AS_TYPED = "入力した言葉だけで探す"
PARTIAL = "ここから下は、言葉の一部を含む事例です"
PARTIAL_GOES_ON = "言葉の一部を含む事例（前のページからの続き）"
_VIEWS = ((View.LIST, "一覧"), (View.TABLE, "表"), (View.MAP, "地図"))
# Of a hit, each a macro of _macros/hit.html.
_PARTS = ("cover", "kind", "place", "chips", "pick", "keep", "kept")


class Addresses:
    """The addresses one step away from a query."""

    def __init__(self, query: SearchQuery, names: Names) -> None:
        """``names`` gives the chips their words."""
        self._query = query
        self._names = names

    @cached_property
    def _parameters(self) -> dict[str, Any]:
        query = self._query
        named: dict[str, Any] = {"q": query.text or None}
        named |= {facet: sorted(query.chosen[facet]) for facet in FACETS if facet in query.chosen}
        named |= {"from": query.typed_from or None, "to": query.typed_to or None}
        named |= {"sort": query.order.value if query.order else None}
        named |= {"view": query.view.value if query.view is not View.LIST else None}
        named |= {"exact": None if query.expand else "1"}
        return named

    def changed(self, **parameters: Any) -> str:
        """This address with some parameters different; the page begins anew."""
        return url_for("cases.index", **(self._parameters | parameters))

    def without(self, facet: str, value: str) -> str:
        """This address with one value less."""
        left = sorted(self._query.chosen.get(facet, frozenset()) - {value})
        return self.changed(**{facet: left or None})

    def cleared(self) -> str:
        """The words alone."""
        return url_for("cases.index", q=self._query.text or None)

    def form(self) -> Row:
        """What the form shows: everything as it was typed."""
        query = self._query
        return {
            "q": query.text,
            "chosen": query.chosen,
            "from": query.typed_from,
            "to": query.typed_to,
            "sort": query.order.value if query.order else "",
            "view": query.view.value,
            "exact": not query.expand,
        }

    def found(self, found: Found) -> Row:
        """What was found, in numbers."""
        answer = found.answer
        return {
            "total": answer.total,
            "full": answer.full,
            "words": answer.words,
            "missing": answer.missing,
            "page": found.page,
            "pages": found.pages,
            "first": found.first,
            "last": found.last,
        }

    def pages(self, found: Found) -> dict[int, str]:
        """The address of the first page, the last, this one and those beside it."""
        return {number: self.changed(page=number) for number in offered(found.page, found.pages)}

    def chips(self) -> list[Row]:
        """What is chosen, each with the address without it."""
        chips = [
            {"label": self._names.label(facet, value), "remove_url": self.without(facet, value)}
            for facet in FACETS
            for value in sorted(self._query.chosen.get(facet, ()))
        ]
        for name, year, words in (
            ("from", self._query.year_from, "年度から"),
            ("to", self._query.year_to, "年度まで"),
        ):
            if year is not None:
                chips.append({"label": f"開始：{year}{words}", "remove_url": self.changed(**{name: None})})
        if not self._query.expand:
            chips.append({"label": ONLY_AS_TYPED, "remove_url": self.changed(exact=None)})
        return chips

    def sorts(self) -> list[Row]:
        """The orders on offer; relevance needs words."""
        offered = [
            (order, label) for order, label in _ORDERS if self._query.text or order is not Sort.RELEVANCE
        ]
        current = self._query.order if self._query.order in dict(offered) else offered[0][0]
        return [
            {
                "value": order.value,
                "label": label,
                "url": self.changed(sort=order.value),
                "current": order is current,
            }
            for order, label in offered
        ]

    def views(self) -> list[Row]:
        """List, table, map."""
        return [
            {
                "value": view.value,
                "label": label,
                "url": self.changed(view=None if view is View.LIST else view.value),
                "current": view is self._query.view,
            }
            for view, label in _VIEWS
        ]

    def wider(self, found: Found) -> list[Row]:
        """Searches that ask for less: one word alone, or the words without what was chosen."""
        ways = []
        if not self._query.expand:
            ways.append({"label": "似た意味の言葉や読みも含めてさがす", "url": self.changed(exact=None)})
        if self._query.chosen or self._query.year_from or self._query.year_to:
            ways.append({"label": "しぼりこみをすべてはずしてさがす", "url": self.cleared()})
        words = found.answer.words
        if len(words) > 1:
            known = [word for word in words if word not in found.answer.missing]
            ways += [{"label": f"「{word}」だけでさがす", "url": self.changed(q=word)} for word in known]
        ways.append({"label": "すべての事例を見る", "url": url_for("cases.index")})
        return ways


def hit_groups(query: SearchQuery, found: Found) -> list[Row]:
    """The hits in the groups they are shown in: where the best come first, those with all words and, under a heading,
    those with some of them."""
    hits = found.hits if query.view is View.TABLE else shown_hits(found)
    full = found.answer.full
    by_relevance = (query.order or Sort.RELEVANCE) is Sort.RELEVANCE
    if not (query.text and by_relevance and 0 < full < found.answer.total):
        return [{"heading": None, "hits": hits}]
    heading = PARTIAL if found.first <= full + 1 else PARTIAL_GOES_ON
    groups: list[Row] = [
        {"heading": None, "hits": [hit for hit in hits if hit["all_words"]]},
        {"heading": heading, "hits": [hit for hit in hits if not hit["all_words"]]},
    ]
    return [group for group in groups if group["hits"]]


def shown_hits(found: Found) -> list[Row]:
    """The hits with their marks as markup."""
    return [
        hit
        | {
            "title_marked": marked(hit["title"], hit["title_marks"]),
            "excerpts": [
                {
                    "field_label": FIELD_NAMES[excerpt.field],
                    "html": marked(excerpt.text, excerpt.marks),
                    "cut_before": excerpt.cut_before,
                    "cut_after": excerpt.cut_after,
                }
                for excerpt in hit["excerpts"]
            ],
        }
        for hit in found.hits
    ]


def unchanging_parts(card: Row) -> Row:
    """The parts of a hit that no query changes, as markup."""
    macros = current_app.jinja_env.get_template("_macros/hit.html").module
    address = url_for("cases.show", slug=card["slug"])
    return {name: getattr(macros, name)(card) for name in _PARTS} | {"address": address}


def nothing_found(session: Session, addresses: Addresses, found: Found) -> Row:
    """What to offer somebody who found nothing."""
    if found.answer.total:
        return {}
    text = addresses.form()["q"]
    near = near_titles(session, text) if text else []
    return {
        "tried": found.answer.words,
        "missing": found.answer.missing,
        "wider": addresses.wider(found),
        "near": [{"title": case["title"], "url": url_for("cases.show", slug=case["slug"])} for case in near],
        "themes": [theme for theme in themes(session) if theme["count"]],
    }


def year_bounds(counts: Mapping[int, int]) -> Row:
    """The first and last year any hit began in."""
    return {"min": min(counts, default=None), "max": max(counts, default=None), "counts": dict(counts)}


def prefecture_tiles(addresses: Addresses, names: Names, counts: Mapping[str, int]) -> list[Row]:
    """The prefectures where they lie on a map of tiles, each leading to its cases."""
    return [
        {
            "code": code,
            "name": without_kind(name.full),
            "count": counts.get(code, 0),
            "url": addresses.changed(prefecture=[code]),
            "column": TILES[int(code[:2])][0],
            "row": TILES[int(code[:2])][1],
        }
        for code, name in names.of("prefecture").items()
    ]
