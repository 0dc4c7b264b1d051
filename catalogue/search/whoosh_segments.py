"""Whoosh's segments: read into arrays once each, since none changes, and merged before there are too many."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import accumulate
from typing import Any

import numpy as np

from catalogue.domain.facets import FACETS
from catalogue.search.segments import BoolArray, Lexicon, Segment

# As many may lie side by side; each costs a reader a little at every change.
_MOST_SEGMENTS = 8


def read_segment(leaf: Any) -> Segment:
    """One segment of Whoosh's as arrays, by its public readers and matchers. What is deleted already is of
    no matter."""
    docs = range(leaf.doc_count_all())
    slugs, fingerprints, checked, years, likeness = (
        leaf.column_reader(name, translate=False)
        for name in ("slug", "fingerprint", "checked", "year", "likeness")
    )
    return Segment(
        slugs=[slugs[doc].decode() for doc in docs],
        fingerprints=[fingerprints[doc].decode() for doc in docs],
        years=[years[doc] for doc in docs],
        checked=[checked[doc].decode() for doc in docs],
        likeness=[likeness[doc] for doc in docs],
        facets={name: Lexicon(_postings(leaf, f"facet_{name}")) for name in FACETS},
        words=Lexicon(_postings(leaf, "words")),
        pairs=Lexicon(_postings(leaf, "pairs")),
        cards=[leaf.stored_fields(doc)["card"] for doc in docs],
    )


def _postings(leaf: Any, field: str) -> Iterator[tuple[str, list[int], list[float]]]:
    """Every term of a field with its documents and weights."""
    for term in leaf.lexicon(field):
        docs, weights = [], []
        matcher = leaf.postings(field, term)
        while matcher.is_active():
            docs.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        yield term.decode(), docs, weights


def alive_in(leaf: Any) -> BoolArray:
    """True for each document of a segment that has not been deleted."""
    alive = np.zeros(leaf.doc_count_all(), np.bool_)
    alive[list(leaf.all_doc_ids())] = True
    return alive


def merge_small(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Which segments to keep as they are when a writer commits; the others are copied into its own.

    Dead ones go. Once there are too many, the smallest are merged, up to the first that is bigger than all
    smaller ones together; so every entry is copied seldom, and one edit costs little.
    """
    living = sorted((one for one in segments if one.doc_count()), key=lambda one: one.doc_count())
    if len(living) <= _MOST_SEGMENTS:
        return living
    sizes = list(accumulate(one.doc_count() for one in living))
    many = next((i for i in range(2, len(living)) if living[i].doc_count() > sizes[i - 1]), len(living))
    merged = {one.segment_id() for one in living[:many]}
    with closing(writer.reader()) as reader:
        for leaf, _ in reader.leaf_readers():
            if leaf.segment().segment_id() in merged:
                writer.add_reader(leaf)
    return living[many:]
