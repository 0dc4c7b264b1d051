"""What people decided about a plan's paper before drafts are made of it. What nobody decided is as it was recognised.

Kept as JSON: cases and lines are known by their numbers in the paper, which never change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Take(StrEnum):
    """What becomes of a case that was recognised."""

    YES = "yes"
    NO = "no"
    JOIN = "join"  # it is none: its lines belong to the case before it


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """What was decided about one case; ``None`` where nothing was. ``category`` is ``theme/category``, ``lines`` and
    ``tables`` are by number, each a word of :class:`catalogue.domain.case_pages.words.Target` or ``TableTarget``."""

    take: bool = True
    title: str | None = None
    category: str | None = None
    municipality: str | None = None
    lines: Mapping[int, str] = field(default_factory=dict)
    tables: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """All of it. ``paper`` is the source as a document has it; ``starts`` are lines at which a case begins though
    nothing told so, ``joined`` headings of cases that are none."""

    paper: Mapping[str, Any] = field(default_factory=dict)
    cases: Mapping[int, CaseChoice] = field(default_factory=dict)
    starts: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()

    def of(self, number: int) -> CaseChoice:
        """What was decided about the case whose heading is this line."""
        return self.cases.get(number, CaseChoice())

    def as_json(self) -> dict[str, Any]:
        """For keeping; :func:`choices_of` reads it back."""
        return {
            "paper": dict(self.paper),
            "cases": {str(number): _case_json(each) for number, each in self.cases.items()},
            "starts": sorted(self.starts),
            "joined": sorted(self.joined),
        }


def choices_of(kept: Mapping[str, Any]) -> Choices:
    """Choices from what :meth:`Choices.as_json` gave; none from what is empty."""
    return Choices(
        paper=kept.get("paper", {}),
        cases={int(number): _case_of(each) for number, each in kept.get("cases", {}).items()},
        starts=frozenset(kept.get("starts", ())),
        joined=frozenset(kept.get("joined", ())),
    )


def _case_json(choice: CaseChoice) -> dict[str, Any]:
    return {
        "take": choice.take,
        "title": choice.title,
        "category": choice.category,
        "municipality": choice.municipality,
        "lines": {str(number): target for number, target in choice.lines.items()},
        "tables": {str(number): target for number, target in choice.tables.items()},
    }


def _case_of(kept: Mapping[str, Any]) -> CaseChoice:
    return CaseChoice(
        take=kept["take"],
        title=kept["title"],
        category=kept["category"],
        municipality=kept["municipality"],
        lines={int(number): target for number, target in kept["lines"].items()},
        tables={int(number): target for number, target in kept["tables"].items()},
    )
