"""Whoosh's segments: read into arrays once each, since none changes, and merged before there are too many.

The arrays lie in a file beside the segment's own, under a name by which Whoosh takes them for one of its files: when
a segment is merged into another, Whoosh sweeps its arrays away with it.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import accumulate
from pathlib import Path
from typing import Any

from whoosh.reading import SegmentReader

from catalogue.domain.facets import FACETS
from catalogue.search.arrays import load, save
from catalogue.search.lexicon import TermPostings
from catalogue.search.segments import Content, Segment, arrays_of

# As many may lie side by side; each costs a reader a little at every search.
_MOST_SEGMENTS = 8


def open_segment(storage: Any, schema: Any, segment: Any) -> Segment:
    """A segment as arrays: mapped if somebody has made them before, else made now. Where they cannot be kept, they
    are good enough as they are."""
    path = Path(storage.folder) / f"{segment.segment_id()}.arrays"
    with suppress(OSError, ValueError):
        return Segment(load(path))
    with closing(SegmentReader(storage, schema, segment)) as reader:
        arrays = arrays_of(content_of(reader))
    with suppress(OSError):
        save(path, arrays)
        return Segment(load(path))
    return Segment(arrays)


def content_of(leaf: Any) -> Content:
    """What one of Whoosh's segments holds, by its public readers and matchers; the deleted too, for they keep their
    numbers."""
    docs = range(leaf.doc_count_all())
    slugs, fingerprints, checked, years, likeness = (
        leaf.column_reader(name, translate=False)
        for name in ("slug", "fingerprint", "checked", "year", "likeness")
    )
    return Content(
        slugs=[slugs[doc].decode() for doc in docs],
        fingerprints=[fingerprints[doc].decode() for doc in docs],
        years=[years[doc] for doc in docs],
        checked=[checked[doc].decode() for doc in docs],
        likeness=[likeness[doc] for doc in docs],
        cards=[leaf.stored_fields(doc)["card"] for doc in docs],
        facets={name: _documents(leaf, f"facet_{name}") for name in FACETS},
        words=postings_of(leaf, "words"),
    )


def postings_of(leaf: Any, field: str) -> Iterator[TermPostings]:
    """Every term of a field with its documents, weights and places."""
    for term in leaf.lexicon(field):
        docs, weights, places = [], [], []
        matcher = leaf.postings(field, term)
        while matcher.is_active():
            docs.append(matcher.id())
            weights.append(matcher.weight())
            places.append(matcher.value())
            matcher.next()
        yield term.decode(), docs, weights, places


def _documents(leaf: Any, field: str) -> Iterator[tuple[str, Sequence[int]]]:
    return ((term.decode(), list(leaf.postings(field, term).all_ids())) for term in leaf.lexicon(field))


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
    for one in living[:many]:
        with closing(SegmentReader(writer.storage, writer.schema, one)) as reader:
            writer.add_reader(reader)
    return living[many:]
