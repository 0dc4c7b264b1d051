"""The floor to measure against: plain SQLite FTS5 over the same words, ranked by its own BM25."""

import sqlite3
from collections.abc import Iterable

from catalogue.search.analysis import words_of
from catalogue.search.entry import Entry
from catalogue.search.folding import fold

NAME = "SQLite FTS5"


class Floor:
    """An FTS5 table of Sudachi's words. It knows no parts, no fields, no facets and no excerpts."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE cases USING"
            " fts5(slug UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 0')"
        )
        rows = ((entry.slug, " ".join(_words("\n".join(entry.texts.values())))) for entry in entries)
        self._connection.executemany("INSERT INTO cases VALUES (?, ?)", rows)

    def best(self, text: str) -> list[str]:
        """From what was typed to the ten best slugs: any of the words, the engine's own order."""
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_words(text)))
        if not words:
            return []
        rows = self._connection.execute(
            "SELECT slug FROM cases WHERE words MATCH ? ORDER BY rank, slug LIMIT 10", [words]
        )
        return [slug for (slug,) in rows]

    def close(self) -> None:
        """Let go of the table."""
        self._connection.close()


def _words(text: str) -> list[str]:
    return [word.term for word in words_of(fold(text)) if '"' not in word.term]
