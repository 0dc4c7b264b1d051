"""The five ways in which the catalogue can say no.

Rooms below the doors raise these and know nothing of HTTP; one table in ``catalogue.context`` gives each
its status. Messages are Japanese sentences a reader may be shown as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in what was handed in: where it is, and what to mend."""

    path: str
    reason: str


def labelled(problems: Iterable[Problem], labels: Mapping[str, str]) -> list[dict[str, str]]:
    """Mistakes as a form lists them: ``path``, ``reason``, and as ``label`` what the field at that path is called."""
    return [
        {"path": each.path, "reason": each.reason, "label": labels.get(each.path, "")} for each in problems
    ]


class CatalogueError(Exception):
    """What all five share: a sentence for the reader, and where known the mistakes one by one."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)


class NotFound(CatalogueError):
    """What was asked for is not in the catalogue."""


class Invalid(CatalogueError):
    """What was handed in breaks a rule; ``problems`` says which and where."""


class Conflict(CatalogueError):
    """Somebody else changed it meanwhile, or it contradicts what is there."""


class Forbidden(CatalogueError):
    """The person may not do this."""


class Unavailable(CatalogueError):
    """Something the act needs is not there just now; trying later may help."""
