"""What taking a plan in would do, and what stands in the way: the dry run as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.domain.errors import Problem
from catalogue.domain.grid import Place
from catalogue.domain.plan_changes import PlanChanges
from catalogue.domain.plan_tree import Node
from catalogue.editing.imports.plans.reading import Brought
from catalogue.editing.imports.plans.target import Before, Target

Document = dict[str, Any]
Edge = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend. ``place`` is the cell and ``typed`` what stands in it; ``key`` and ``name`` the item of a text
    and its field, or the field of the form (``facts.title``), where it is there; ``options`` the words that are
    allowed."""

    reason: str
    place: Place | None = None
    typed: str = ""
    key: str = ""
    name: str = ""
    label: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The whole dry run.

    ``paper`` is the key of the one that holds where an item names none, ``older_name`` what the plan is called
    that it is compared with.
    ``after`` and ``before`` are the items as nodes, ``after_codes`` and ``before_codes`` their codes by their keys.
    ``document`` is the plan as it would be, ``older`` the one before it where that becomes a plan too (nothing while
    they cannot be). ``changes`` is what would be different in the plan that is there, ``based_on`` its newest revision.
    ``stuck`` says of items that would go what still hangs on them. ``proposed`` is the lineage as it was proposed,
    ``edges`` as it is decided, ``said_of_edges`` what was said of proposals by their keys; ``older_nodes`` are those
    their older end can be. ``remarks`` are the codes the paper's remarks are about. ``cautions`` do not stand in the
    way. ``unmet`` are items of the text the older plan does not have, ``unsaid`` those of it the text does not have.
    """

    brought: Brought
    target: Target
    compared: Before
    after: Sequence[Node] = ()
    before: Sequence[Node] = ()
    after_codes: Mapping[str, str] = field(default_factory=dict)
    before_codes: Mapping[str, str] = field(default_factory=dict)
    proposed: Sequence[Edge] = ()
    edges: Sequence[Edge] = ()
    said_of_edges: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    older_nodes: Sequence[Node] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    paper: str | None = None
    older_name: str = ""
    document: Document | None = None
    older: Document | None = None
    current: Document | None = None
    based_on: int | None = None
    changes: PlanChanges | None = None
    stuck: tuple[Problem, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    cautions: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of taking it in."""
        return self.document is not None and not self.mistakes and not self.stuck
