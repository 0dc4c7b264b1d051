"""Answering: the whole way from a query to an answer, on a snapshot. Every engine that gives snapshots
shares it."""

from collections.abc import Iterable

import numpy as np

from catalogue.domain.facets import Sort
from catalogue.search.evidence import find_spots, marks_of
from catalogue.search.excerpts import make_excerpts
from catalogue.search.facets import Filters
from catalogue.search.port import Answer, Hit, Query
from catalogue.search.ranking import Ranking, rank
from catalogue.search.segments import BoolArray, IntArray, Snapshot
from catalogue.search.understanding import Concept, Understanding, understand


def answer(snapshot: Snapshot, query: Query) -> Answer:
    """Answer a query from what a snapshot holds."""
    understanding = understand(query.text)
    ranking = None if understanding is None else rank(snapshot, understanding)
    found = np.ones(snapshot.size, np.bool_) if ranking is None else ranking.hits
    filters = Filters(snapshot, query)
    hits = filters.passing(found)
    telling = understanding.telling if understanding else ()
    start = max(0, query.offset)
    page = _in_order(snapshot, query.sort, hits, ranking)[start : start + max(0, query.limit)]
    return Answer(
        total=int(hits.sum()),
        hits=tuple(_hit(snapshot, doc, understanding, ranking) for doc in page.tolist()),
        counts=filters.counts(found),
        years=filters.years(found),
        words=_typed(telling),
        missing=_typed(concept for concept in telling if ranking and concept in ranking.missing),
        full=int((hits & ranking.full).sum() if ranking else hits.sum()),
    )


def _in_order(snapshot: Snapshot, sort: Sort, hits: BoolArray, ranking: Ranking | None) -> IntArray:
    """The hits as document numbers, best first; equals by slug."""
    docs = np.flatnonzero(hits)
    slugs = snapshot.slug_ranks[docs]
    newest, checked = -snapshot.years[docs], -snapshot.checked_ranks[docs]
    if sort is Sort.LIKENESS:
        return docs[np.lexsort((slugs, -snapshot.likeness[docs]))]
    if sort is Sort.CHECKED:
        return docs[np.lexsort((slugs, newest, checked))]
    if sort is Sort.NEWEST or ranking is None:
        return docs[np.lexsort((slugs, checked, newest))]
    return docs[np.lexsort((slugs, -ranking.scores[docs], ~ranking.full[docs]))]


def _hit(snapshot: Snapshot, doc: int, understanding: Understanding | None, ranking: Ranking | None) -> Hit:
    slug = snapshot.slugs[doc]
    if understanding is None or ranking is None:
        return Hit(slug, score=0.0, all_words=True, fields=(), excerpts=(), title_marks=())
    card = snapshot.card(doc)
    concepts = understanding.telling
    spots = find_spots(card, concepts)
    return Hit(
        slug=slug,
        score=float(ranking.scores[doc]),
        all_words=bool(ranking.full[doc]),
        fields=tuple(spots),
        excerpts=make_excerpts(card, spots, [ranking.rarities[concept] for concept in concepts]),
        title_marks=marks_of(spots.get("title", ()), 0, len(card.texts.get("title", ""))),
    )


def _typed(concepts: Iterable[Concept]) -> tuple[str, ...]:
    """The runs these concepts were typed in, each once."""
    return tuple(dict.fromkeys(concept.run for concept in concepts))
