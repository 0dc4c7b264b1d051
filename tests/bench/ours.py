"""Our own index as an engine among others."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from catalogue.search.concepts import Understanding
from catalogue.search.port import Query
from catalogue.search.ranking import rank
from catalogue.search.understanding import understand
from catalogue.search.whoosh_index import WhooshIndex
from catalogue.search.wordbook_file import WordbookFile
from catalogue.settings import ROOT

NAME = "事例カタログ"
BARE = "事例カタログ（抜粋も言い換えもなし）"
ANALYSED = "事例カタログ（解析済みの語から、抜粋も言い換えもなし）"

# Every document of a collection has one value in each of these, so that every peer can count them.
FACETS = ("theme", "prefecture", "status")
WHOLE_QUERY = Query(limit=10, facets=FACETS)
# Peers know no synonyms: beside them, nothing is looked for but what was typed.
BARE_QUERY = replace(WHOLE_QUERY, excerpts=False, expand=False)

SEEDS = ROOT / "seeds"


def open_index(folder: Path) -> WhooshIndex:
    """An index with all that the application gives it."""
    return WhooshIndex(folder, wordbook=WordbookFile(SEEDS))


class Ours:
    """From the text of a query to ten cases and three facets, with all that belongs to it and without."""

    def __init__(self, index: WhooshIndex) -> None:
        self._index = index
        self._understood = cache(self._understand)

    def whole(self, text: str) -> object:
        """As a reader is answered: expanded, and with excerpts."""
        return self._index.search(replace(WHOLE_QUERY, text=text))

    def bare(self, text: str) -> object:
        """The words alone."""
        return self._index.search(replace(BARE_QUERY, text=text))

    def analysed(self, text: str) -> object:
        """The same when it has been understood before, as peers are given words that were cut before."""
        reader, understanding = self._index._reader(), self._understood(text)
        return reader.tell(BARE_QUERY, understanding, rank(reader.snapshot, understanding))

    def best(self, text: str) -> list[str]:
        """The ten best alone."""
        return [hit.slug for hit in self._index.search(Query(text, limit=10, facets=(), excerpts=False)).hits]

    def _understand(self, text: str) -> Understanding:
        words = self._index._reader().words
        return understand(text, self._index._wordbook(), words, expand=False) or Understanding(())
