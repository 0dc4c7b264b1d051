"""tantivy over the same words: what a compiled engine needs for the same work.

Made fast: in memory, one segment, frequencies without positions, facets as numbers in fast fields. A search is two
calls, which is what the Python binding offers: the ten best without counting the hits, which lets tantivy leave out
what can not come among them, and one aggregation of all three facets; the ten numbers come from a fast field.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import tantivy

from tests.bench.peers import Found, Row

_HEAP = 1_000_000_000
_FACETS = ("a", "b", "c")
_COUNTED = {name: {"terms": {"field": name, "size": 1000}} for name in _FACETS}


class Tantivy:
    """A tantivy index of words."""

    name = "tantivy"

    def __init__(self, rows: Iterable[Row]) -> None:
        self._schema = _schema()
        index = tantivy.Index(self._schema)
        split = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("whitespace", split)
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        self._codes: list[dict[str, int]] = [{} for _ in _FACETS]
        for number, row in enumerate(rows):
            writer.add_document(self._document(number, row))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def _document(self, number: int, row: Row) -> Any:
        document = tantivy.Document()
        document.add_unsigned("number", number)
        document.add_text("words", row[0])
        for name, codes, value in zip(_FACETS, self._codes, row[1], strict=False):
            document.add_unsigned(name, codes.setdefault(value, len(codes)))
        return document

    @property
    def segments(self) -> int:
        """How many segments it has; one, or it would be measured at a disadvantage."""
        return int(self._searcher.num_segments)

    def search(self, words: Sequence[str]) -> Found:
        """The best ten and the counts; their values stay codes, as nobody reads them."""
        query = self._any_of(words)
        best = self._searcher.search(query, 10, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in best])
        counted: Mapping[str, Any] = self._searcher.aggregate(query, _COUNTED)
        return [int(number or 0) for number in numbers], [
            {group["key"]: group["doc_count"] for group in counted[name]["buckets"]} for name in _FACETS
        ]

    def _any_of(self, words: Sequence[str]) -> Any:
        terms = [tantivy.Query.term_query(self._schema, "words", word, "freq") for word in words]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

    def close(self) -> None:
        """Let go of the index."""
        del self._searcher


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    for name in ("number", *_FACETS):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()
