"""SQLite FTS5 over the same words, ranked by its own BM25.

Made fast: in memory, without a copy of the texts, merged into one segment after filling. The matching rows are
gone through once for the ten best and once for the facets; their three sums are made from one grouping.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from tests.bench.peers import Found, Row

NAMES = ("a", "b", "c")


class Fts5:
    """An FTS5 table of words. It knows no parts, no fields and no excerpts."""

    name = "SQLite FTS5"

    def __init__(self, rows: Iterable[Row]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE cases USING"
            " fts5(words, content = '', tokenize = 'unicode61 remove_diacritics 0')"
        )
        self._connection.execute("CREATE TABLE facets (id INTEGER PRIMARY KEY, a, b, c)")
        for number, (words, facets) in enumerate(rows):
            self._connection.execute("INSERT INTO cases (rowid, words) VALUES (?, ?)", [number, words])
            padded = (*facets, "", "", "")[: len(NAMES)]
            self._connection.execute("INSERT INTO facets VALUES (?, ?, ?, ?)", [number, *padded])
        self._connection.execute("INSERT INTO cases (cases) VALUES ('optimize')")
        self._connection.commit()

    def best(self, words: Sequence[str]) -> list[int]:
        """The best ten alone."""
        if not (match := _any_of(words)):
            return []
        rows = self._connection.execute(
            "SELECT rowid FROM cases WHERE cases MATCH ? ORDER BY rank LIMIT 10", [match]
        )
        return [number for (number,) in rows]

    def search(self, words: Sequence[str]) -> Found:
        """The best ten and the counts."""
        counts: tuple[Counter[str], ...] = tuple(Counter() for _ in NAMES)
        groups = self._connection.execute(
            "SELECT a, b, c, count(*) FROM cases CROSS JOIN facets ON id = cases.rowid"
            " WHERE cases MATCH ? GROUP BY a, b, c",
            [_any_of(words)],
        )
        for *values, number in groups:
            for count, value in zip(counts, values, strict=True):
                count[value] += number
        return self.best(words), counts

    def close(self) -> None:
        """Let go of the table."""
        self._connection.close()


def _any_of(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(words) if '"' not in word)
