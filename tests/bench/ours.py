"""Our own index as an engine among others."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from catalogue.search.analysis import words_of
from catalogue.search.folding import fold
from catalogue.search.port import Query, SearchIndex
from catalogue.search.whoosh_index import WhooshIndex
from catalogue.search.wordbook_file import WordbookFile
from catalogue.settings import ROOT

NAME = "事例カタログ"
BARE = "事例カタログ（抜粋も言い換えもなし）"
ANALYSIS = "検索語の解析だけ"

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

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def whole(self, text: str) -> object:
        """As a reader is answered: expanded, and with excerpts."""
        return self._index.search(replace(WHOLE_QUERY, text=text))

    def bare(self, text: str) -> object:
        """The words alone."""
        return self._index.search(replace(BARE_QUERY, text=text))

    def best(self, text: str) -> list[str]:
        """The ten best alone."""
        return [hit.slug for hit in self._index.search(Query(text, limit=10, facets=(), excerpts=False)).hits]


def analyse(text: str) -> Sequence[object]:
    """What peers are spared by being given words: to be taken out of our time before it is compared with theirs."""
    return words_of(fold(text))
