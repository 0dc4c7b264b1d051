"""Answering: the whole way from a query to an answer, on a snapshot. Every engine that gives snapshots
shares it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import compress

import numpy as np

from catalogue.domain.facets import Sort
from catalogue.search.concepts import Concept, Understanding, Way
from catalogue.search.evidence import find_evidence, marks_of
from catalogue.search.excerpts import make_excerpts
from catalogue.search.facets import Columns, Filters
from catalogue.search.lexicon import IntArray, Keys
from catalogue.search.mending import mended, resembling
from catalogue.search.port import YEARS, Answer, Expansion, Hit, Query
from catalogue.search.ranking import Ranking, everything, rank
from catalogue.search.snapshots import Snapshot
from catalogue.search.understanding import understand
from catalogue.search.vocabulary import Words
from catalogue.search.wordbook import Wordbook

_MOST_NEAR = 5


class Reader:
    """Answers queries from a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Of this snapshot; what is worked out of it for one query is there for the next."""
        self.snapshot = snapshot
        self.words = Words(snapshot)
        self._columns = Columns(snapshot)

    def answer(self, query: Query, wordbook: Wordbook) -> Answer:
        """Answer a query."""
        understanding = understand(query.text, wordbook, self.words, expand=query.expand)
        if understanding is None:
            return self.tell(query, Understanding(()), everything(self.snapshot))
        ranking = rank(self.snapshot, understanding)
        missing = _missing(understanding, ranking)
        if query.expand and missing:
            better = mended(understanding, missing, self.words, wordbook)
            if better != understanding:
                understanding, ranking = better, rank(self.snapshot, better)
        return self.tell(query, understanding, ranking)

    def tell(self, query: Query, understanding: Understanding, ranking: Ranking) -> Answer:
        """The answer to a query that has been understood and ranked."""
        filters = Filters(self.snapshot, self._columns, _with_years(query, understanding), ranking.docs)
        passing = filters.passing()
        hits = replace(
            ranking, docs=ranking.docs[passing], scores=ranking.scores[passing], full=ranking.full[passing]
        )
        missing = [
            concept for concept in _missing(understanding, ranking) if concept in understanding.telling
        ]
        near = (self.words.surface(term) for concept in missing for term in resembling(concept, self.words))
        start = max(0, query.offset)
        page = self._in_order(query, hits, start, max(0, query.limit))
        return Answer(
            total=len(hits.docs),
            hits=tuple(self._hits(query, page, understanding, hits)),
            counts=filters.counts([name for name in query.facets if name != YEARS]),
            years=filters.years() if YEARS in query.facets else {},
            words=_typed(understanding.telling),
            missing=_typed(missing),
            full=int(np.count_nonzero(hits.full)),
            excluded=_typed(understanding.excluded),
            expansions=tuple(self._expansions(understanding, ranking)),
            near=tuple(dict.fromkeys(filter(None, near)))[:_MOST_NEAR],
        )

    def _in_order(self, query: Query, hits: Ranking, start: int, count: int) -> list[tuple[str, int]]:
        """The slugs of some hits, best first, equals by slug; with their places in ``hits``."""
        by_relevance = query.sort is Sort.RELEVANCE and hits.matches
        keys = _by_relevance(hits) if by_relevance else self._by_column(query.sort, hits.docs)
        chosen = _the_first(keys, start + count)
        slugs = [self.snapshot.slug(doc) for doc in hits.docs[chosen].tolist()]
        ranked = zip(*(key[chosen].tolist() for key in keys), slugs, chosen.tolist(), strict=True)
        return [(slug, place) for *_, slug, place in sorted(ranked)[start : start + count]]

    def _by_column(self, sort: Sort, docs: IntArray) -> list[Keys]:
        snapshot = self.snapshot
        if sort is Sort.LIKENESS:
            return [-snapshot.likeness[docs]]
        newest, checked = -snapshot.years[docs], -snapshot.checked[docs]
        return [checked, newest] if sort is Sort.CHECKED else [newest, checked]

    def _hits(
        self, query: Query, page: Sequence[tuple[str, int]], understanding: Understanding, hits: Ranking
    ) -> Iterator[Hit]:
        slugs, places = [slug for slug, _ in page], [place for _, place in page]
        scores, full = hits.scores[places].tolist(), hits.full[places].tolist()
        if not (query.excerpts and hits.matches):
            for slug, score, all_words in zip(slugs, scores, full, strict=True):
                yield Hit(slug, score, all_words, fields=(), excerpts=(), title_marks=())
            return
        docs = hits.docs[places]
        telling = understanding.are_telling
        worths = list(compress(hits.rarities, telling))
        found = find_evidence(
            self.snapshot,
            docs,
            list(compress(understanding.concepts, telling)),
            list(compress(hits.matches, telling)),
        )
        for slug, score, all_words, evidence in zip(slugs, scores, full, found, strict=True):
            texts, spots = evidence.texts, evidence.spots
            yield Hit(
                slug=slug,
                score=score,
                all_words=all_words,
                fields=tuple(spots),
                excerpts=make_excerpts(texts, spots, worths),
                title_marks=marks_of(spots.get("title", ()), 0, len(texts.get("title", ""))),
                ways=evidence.ways,
            )

    def _expansions(self, understanding: Understanding, ranking: Ranking) -> Iterator[Expansion]:
        """What was looked for besides what was typed, and found."""
        for concept, match in zip(understanding.concepts, ranking.matches, strict=True):
            also: dict[Way, list[str]] = {}
            for form in (concept.forms[number] for number in sorted(match.found)):
                if form.way is not Way.TYPED:
                    in_cases = self.words.surface(form.word) if form.word and not form.letters else ""
                    also.setdefault(form.way, []).append(in_cases or form.shown)
            for way, shown in also.items():
                yield Expansion(way, concept.forms[0].shown, tuple(dict.fromkeys(shown)))


def _by_relevance(hits: Ranking) -> list[Keys]:
    return [~hits.full, -hits.scores]


def _the_first(keys: Sequence[Keys], count: int) -> IntArray:
    """The places of the first ``count`` in the order of the keys, and of all that equal the last of them."""
    sure: list[IntArray] = []
    equal = np.arange(len(keys[0]))
    for key in keys:
        if not 0 < count < len(equal):
            break
        column = key[equal]
        last = np.partition(column, count - 1)[count - 1]
        sure.append(equal[column < last])
        equal = equal[column == last]
        count -= len(sure[-1])
    return np.concatenate([*sure, equal if count > 0 else equal[:0]])


def _with_years(query: Query, understanding: Understanding) -> Query:
    """The query within the years its words name as well."""
    first = max(filter(None, (query.year_from, understanding.year_from)), default=None)
    last = min(filter(None, (query.year_to, understanding.year_to)), default=None)
    return replace(query, year_from=first, year_to=last)


def _typed(concepts: Iterable[Concept]) -> tuple[str, ...]:
    """The runs these concepts were typed in, each once."""
    return tuple(dict.fromkeys(concept.run for concept in concepts))


def _missing(understanding: Understanding, ranking: Ranking) -> list[Concept]:
    """The concepts no document has."""
    return [
        concept
        for concept, match in zip(understanding.concepts, ranking.matches, strict=True)
        if not len(match.docs)
    ]
