"""How well the index answers the queries of ``queries.yaml``, class by class. The test holds the numbers, the bench
prints them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from catalogue.search.port import Query, SearchIndex

FILE = Path(__file__).with_name("queries.yaml")

# How many hits somebody looks at.
LOOKED_AT = 10


@dataclass(frozen=True)
class Asked:
    """A query, the cases it has to find (none: it must find nothing at all), and the one that has to come first."""

    text: str
    wants: frozenset[str]
    first: str


@dataclass(frozen=True)
class Judged:
    """What came of a query: the wanted cases not among the first ten, the first hit, and how many hits in all."""

    asked: Asked
    lacking: frozenset[str]
    first: str
    total: int

    @property
    def good(self) -> bool:
        """Whether it found what was wanted, or nothing where nothing was."""
        return not self.lacking if self.asked.wants else not self.total

    @property
    def first_is_right(self) -> bool:
        """Whether the best hit is the one that has to be; true where none has to."""
        return self.asked.first in ("", self.first)

    def __str__(self) -> str:
        """What is wrong with it."""
        wrong = [f"{slug} が10件にない" for slug in sorted(self.lacking)]
        if not self.asked.wants:
            wrong.append(f"{self.total}件見つかる")
        elif not self.first_is_right:
            wrong.append(f"先頭が {self.asked.first} でなく {self.first or 'なし'}")
        return f"「{self.asked.text}」（{'、'.join(wrong)}）"


@dataclass(frozen=True)
class Class:
    """A class of queries, judged."""

    name: str
    queries: Sequence[Judged]

    @property
    def bad(self) -> list[Judged]:
        """Those that did not find what was wanted."""
        return [query for query in self.queries if not query.good]

    @property
    def with_first(self) -> list[Judged]:
        """Those of which it is said what has to come first."""
        return [query for query in self.queries if query.asked.first]

    @property
    def not_first(self) -> list[Judged]:
        """Those among them where something else does."""
        return [query for query in self.queries if not query.first_is_right]


def judge(index: SearchIndex) -> list[Class]:
    """Ask an index of the shipped cases every query."""
    return [Class(name, [_judged(index, asked) for asked in queries]) for name, queries in _classes()]


def _classes() -> Iterator[tuple[str, list[Asked]]]:
    for group in yaml.safe_load(FILE.read_text("utf-8")):
        yield group["class"], [_asked(query) for query in group["queries"]]


def _asked(query: dict[str, Any]) -> Asked:
    return Asked(query["q"], frozenset(query["wants"]), query.get("first", ""))


def _judged(index: SearchIndex, asked: Asked) -> Judged:
    answer = index.search(Query(asked.text, limit=LOOKED_AT, facets=(), excerpts=False))
    slugs = [hit.slug for hit in answer.hits]
    return Judged(asked, asked.wants.difference(slugs), slugs[0] if slugs else "", answer.total)
