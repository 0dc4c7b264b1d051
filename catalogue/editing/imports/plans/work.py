"""What the steps of a plan's dry run hand on to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from catalogue.domain.plan_tree import Node
from catalogue.editing import plans
from catalogue.editing.imports.plans.judgement import Document, Mistake
from catalogue.editing.imports.plans.reading import Brought
from catalogue.editing.imports.plans.target import Against, Before, Target


@dataclass
class Work:
    """``current`` is the plan it goes to, ``older`` the one it is compared with, as they are being written."""

    session: Session
    choices: Mapping[str, Any]
    brought: Brought
    target: Target
    compared: Before
    current: Document | None = None
    based_on: int | None = None
    older: Document | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)

    @property
    def supersedes(self) -> str | None:
        """The plan that the one to be taken in follows."""
        if self.current is not None:
            return str(self.current["supersedes"]) if self.current["supersedes"] else None
        if self.compared.against is Against.NEW:
            return self.choices.get("before_facts", {}).get("slug") or None
        sheets = self.brought.sheets
        said = self.choices.get("facts", {}).get("supersedes")
        told = sheets.facts.get("supersedes") if sheets and sheets.facts else None
        return self.compared.slug or (told if said is None else said) or None

    def followed(self) -> Sequence[Node] | None:
        """The nodes of that plan, where it is there already."""
        found = dict(plans.newest_documents(self.session)).get(self.supersedes or "")
        return found["nodes"] if found else None
