"""A long list, a page at a time: which page it is, how many there are, and which of them a pager offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def offered(page: int, pages: int) -> list[int]:
    """The numbers of the first page, the last, this one and those beside it; each once, in order."""
    return sorted({each for each in (1, page - 1, page, page + 1, pages) if 1 <= each <= pages})


@dataclass(frozen=True, slots=True)
class Paging:
    """Page ``page`` of ``pages``, both from 1, with ``size`` lines on each; as the macro ``pager`` asks for it."""

    page: int
    pages: int
    size: int

    @property
    def skipped(self) -> int:
        """How many lines come before it."""
        return (self.page - 1) * self.size

    @property
    def offered(self) -> list[int]:
        """The pages the pager leads to."""
        return offered(self.page, self.pages)

    def of(self, lines: Sequence[T]) -> Sequence[T]:
        """Its lines, of all there are."""
        return lines[self.skipped : self.skipped + self.size]


def paging(count: int, asked: int, size: int) -> Paging:
    """The page that is asked for, or the one nearest to it; a list of nothing has one page."""
    pages = max(1, -(-count // size))
    return Paging(min(max(asked, 1), pages), pages, size)
