"""What the index is told about one case: texts to search, values to filter by, and nothing it could leak."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from catalogue.domain.facets import FACETS

# In order of weight: a word of the title says more about a case than the same word among its sources.
FIELDS: tuple[str, ...] = (
    "title",
    "subtitle",
    "place",
    "category",
    "theme",
    "keywords",
    "summary",
    "activities",
    "story",
    "outcomes",
    "lessons",
    "people",
    "nodes",
    "table",
    "figures",
    "sources",
)


@dataclass(frozen=True)
class Entry:
    """One case as the index sees it.

    ``texts`` maps a name of ``FIELDS`` to the original text, its paragraphs joined by a line break; fields
    without text may be left out. ``facets`` maps a name of ``FACETS`` to the values the case has there.
    ``year`` is the fiscal year (年度, April to March) the undertaking started in, ``checked`` the ISO date
    (``YYYY-MM`` or ``YYYY-MM-DD``) its facts were last checked, ``likeness`` how like Ome the municipality
    is, 0 to 1; None where unknown.

    Raises:
        ValueError: a field or facet is not one of ours; the index would keep it and nobody would find it.

    """

    slug: str
    texts: Mapping[str, str]
    facets: Mapping[str, frozenset[str]]
    year: int | None
    checked: str | None
    likeness: float | None = None

    def __post_init__(self) -> None:
        stray = (self.texts.keys() - set(FIELDS)) | (self.facets.keys() - set(FACETS))
        if stray:
            raise ValueError(f"an entry has no {', '.join(sorted(stray))}")

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the content, the same for the same content whatever the order it was given in."""
        content = {
            "slug": self.slug,
            "texts": {name: text for name, text in self.texts.items() if text},
            "facets": {name: sorted(values) for name, values in self.facets.items() if values},
            "year": self.year,
            "checked": self.checked,
            "likeness": self.likeness,
        }
        canonical = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()
