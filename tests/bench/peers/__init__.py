"""Other engines, given the same words in the same order, and each set up to be as fast as it honestly can be.

All of them are asked for the same: the ten best documents that have any of the words, in the engine's own order,
and how many of all the documents found have which value in three facets. A document is known by its number.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

# The words of a document, joined by spaces, and its value in each facet.
Row = tuple[str, tuple[str, ...]]
Found = tuple[list[int], Sequence[Mapping[str, int]]]


class Peer(Protocol):
    """An engine that was filled once."""

    name: str

    def search(self, words: Sequence[str]) -> Found:
        """The best ten documents' numbers, and the counts of each facet over all documents found."""

    def close(self) -> None:
        """Let go of everything."""
