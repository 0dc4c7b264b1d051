"""The table of themes as whoever brings a name meets it: which category is called so, and what reads most like it.

Names are compared folded (width, case, spaces, old forms of kanji), a slug counts as a name, and so does a name with
the number or the brackets a plan prints around it (事例① …, 【…】).
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from catalogue.domain.theme_table import Document, categories
from catalogue.search.folding import fold

T = TypeVar("T")

_NEAR, _MOST_NEAR = 0.4, 6
_NUMBERED = re.compile(r"^(?:事例\s*)?[①-⑨]\s*")
_BRACKETS = re.compile(r"^【(.*)】$")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One category: ``theme`` and ``category`` are slugs, ``names`` what it is called, as :func:`plain` has it."""

    theme: str
    category: str
    theme_name: str
    name: str
    names: frozenset[str]

    @property
    def value(self) -> str:
        """As it is chosen: ``theme/category``."""
        return f"{self.theme}/{self.category}"

    @property
    def label(self) -> str:
        """商店街活性化 ／ 交流拠点整備."""
        return f"{self.theme_name} ／ {self.name}"


def shelves(document: Document) -> tuple[Shelf, ...]:
    """All of them, in the order of the table."""
    return tuple(
        Shelf(
            theme["slug"],
            row["slug"],
            theme["name"],
            row["name"],
            frozenset((row["slug"], plain(row["name"]))),
        )
        for theme, row in categories(document)
    )


def plain(typed: str) -> str:
    """A name as it is compared."""
    text = _NUMBERED.sub("", typed.strip())
    return "".join(fold(_BRACKETS.sub(r"\1", text)).text.split())


def likeness(one: str, other: str) -> float:
    """How much alike two plain names read, 0 to 1; an empty one is like none."""
    if not one or not other:
        return 0.0
    return 1.0 if one in other or other in one else difflib.SequenceMatcher(None, one, other).ratio()


def nearest(judged: Iterable[tuple[float, T]]) -> list[T]:
    """Those that are like enough to be meant, the likest first."""
    best = sorted((each for each in judged if each[0] >= _NEAR), key=lambda each: -each[0])
    return [found for _, found in best[:_MOST_NEAR]]
