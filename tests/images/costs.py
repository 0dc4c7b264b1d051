"""What the process costs in which a picture is worked on."""

from contextlib import AbstractContextManager

from catalogue.images import workshop
from tests.confined.costs import Cost, counted_in


def counted() -> AbstractContextManager[Cost]:
    """Count what the one picture costs that is worked on meanwhile."""
    return counted_in(workshop)
