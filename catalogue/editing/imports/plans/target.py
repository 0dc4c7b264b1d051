"""Where a plan that was brought goes: it becomes a plan of its own, takes the place of the items of one, or joins them.

And what it is compared with: the plan it follows, which is there, or is in the same text and becomes a plan as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from catalogue.domain.measure_outline.likeness import folded
from catalogue.domain.measure_outline.outline import Entry, walk
from catalogue.domain.plan_tree import places
from catalogue.editing import plans
from catalogue.editing.imports.plans.reading import brought

# Of the titles of the items that were there before; fewer is another plan.
_ENOUGH = 0.6


class Mode(StrEnum):
    """What becomes of the items."""

    UNDECIDED = ""
    NEW = "new"
    REPLACE = "replace"
    BELOW = "below"


class Against(StrEnum):
    """What the items of the plan before are for."""

    NOTHING = "none"
    COMPARE = "compare"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Target:
    """``slug`` is the plan that is there, ``parent`` the node of it (nothing: the top) new items stand below."""

    mode: Mode = Mode.UNDECIDED
    slug: str = ""
    parent: str | None = None

    def __str__(self) -> str:
        parts = (self.mode, self.slug, self.parent)
        return ":".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Before:
    """``slug`` is the plan that is there."""

    against: Against | None = None
    slug: str = ""

    def __str__(self) -> str:
        return f"{self.against}:{self.slug}" if self.slug else str(self.against or "")


def target_of(choices: Mapping[str, Any]) -> Target:
    """What was chosen; what cannot be understood is not decided."""
    mode, _, rest = str(choices.get("target") or "").partition(":")
    slug, _, parent = rest.partition(":")
    if mode == Mode.NEW:
        return Target(Mode.NEW)
    if mode in (Mode.REPLACE, Mode.BELOW) and slug:
        return Target(Mode(mode), slug, parent or None)
    return Target()


def before_of(choices: Mapping[str, Any]) -> Before:
    """The same for the plan before; nothing where nobody has chosen."""
    against, _, slug = str(choices.get("before") or "").partition(":")
    if against == Against.COMPARE and slug:
        return Before(Against.COMPARE, slug)
    return Before(Against(against)) if against in (Against.NOTHING, Against.NEW) else Before()


def first_choices(session: Session, content: Mapping[str, Any], target: str) -> dict[str, Any]:
    """``target`` is the plan one came from; else a sheet says from which plan it was exported. The plan before is the
    one that has most of the titles."""
    found = brought(content, {})
    known = dict(plans.newest_documents(session))
    told = found.sheets.facts.get("slug") if found.sheets and found.sheets.facts else None
    slug = target if target in known else told if told in known else None
    choices: dict[str, Any] = {"target": str(Target(Mode.REPLACE, slug))} if slug else {}
    if found.before:
        likest = _likest(found.before, known, str(slug or ""))
        compared = Before(Against.COMPARE, likest) if likest else Before(Against.NOTHING)
        choices["before"] = str(compared)
    return choices


def _likest(entries: Sequence[Entry], known: Mapping[str, Mapping[str, Any]], without: str) -> str | None:
    titles = {folded(entry.title) for entry in walk(entries) if entry.title}
    there = {
        slug: {folded(place.node["title"]) for place in places(list(document["nodes"]))}
        for slug, document in known.items()
        if slug != without
    }
    likest = max(there, key=lambda slug: len(titles & there[slug]), default=None)
    if likest is None or len(titles & there[likest]) < _ENOUGH * len(titles):
        return None
    return likest
