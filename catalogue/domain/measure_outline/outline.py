"""A plan's tree as a text shows it: what was recognised, what was only guessed, and what was left.

A 施策体系 that was a table comes out of a file flattened: its columns one after another, its headings anywhere. So the
recogniser does not say what the tree is. It gives *blocks* (a run of 施策方針 with their 施策), proposes for each of
which group and of which column it is, says why it doubts, and a person decides. Nothing is lost: what it could not
read is listed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.domain.odd_letters import Oddity
from catalogue.domain.vocabulary import Named, NodeKind


class Column(Named):
    """Which plan a block speaks of."""

    BEFORE = "before", "変更前の計画"
    AFTER = "after", "取り込む計画"
    LEFT = "left", "取り込まない"


class Way(Named):
    """How a text is read."""

    MEASURES = "measures", "「施策方針1」「施策1」のような並びとして読む"
    LEVELS = "levels", "番号や見出しの段として読む"


class Sort(Named):
    """What the items of a block are; it gives the kinds of its steps."""

    MEASURES = "measures", "施策の体系（分野・施策方針・施策）"
    VISIONS = "visions", "将来像（柱・将来像）"
    PRINCIPLES = "principles", "原則"
    ISSUES = "issues", "課題"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item and all below it. ``key`` names it in forms: the line it stands in. ``kind`` is nothing where the words
    do not say it; ``plain`` says that it is a bullet without a number, which may be a sentence about what is above it.
    ``code`` and ``source`` are given by a person. ``left_out`` leaves it out with all that is below it."""

    key: str
    number: int
    kind: NodeKind | None = None
    label: str | None = None
    title: str | None = None
    subtitle: str | None = None
    heading: str | None = None
    text: tuple[str, ...] = ()
    priority: bool = False
    code: str | None = None
    source: str | None = None
    plain: bool = False
    left_out: bool = False
    children: tuple["Entry", ...] = ()

    @property
    def name(self) -> str:
        """What it is called, printed or by us."""
        return self.title or self.heading or ""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of items that belong together. ``heading`` is what stands above it in the text. ``group`` is the field it
    belongs to (empty: none), ``column`` and ``sort`` what is proposed or decided; ``doubts`` are sentences."""

    key: str
    heading: str
    group: str
    column: Column
    sort: Sort
    entries: tuple[Entry, ...]
    doubts: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[int, int]:
        """Its first and its last line."""
        numbers = [entry.number for entry in walk(self.entries)]
        return min(numbers), max(numbers)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the paper says of a change. ``group`` is the field whose blocks it stands by; ``about`` the key of the
    direction of the plan after it speaks of, nothing while only a guess can tell."""

    key: str
    number: int
    text: str
    group: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that became nothing."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """All that was made of a text."""

    way: Way
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    unread: tuple[Unread, ...] = ()

    def of(self, column: Column) -> list[Block]:
        """The blocks of one column, in the order of the text."""
        return [block for block in self.blocks if block.column is column]


def walk(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Every entry, parents before children."""
    for entry in entries:
        yield entry
        yield from walk(entry.children)
