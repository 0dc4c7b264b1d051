"""A comparison as its files read it: columns side by side, and one run of source numbers through all of them.

On the screen every case keeps the numbers of its own page, for a number leads there. In a file nothing leads anywhere,
and [1] of one case beside [1] of another would be a trap: so sources are numbered anew, column by column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalogue.domain.comparison import LETTERS, RowKey
from catalogue.domain.vocabulary import NOT_STATED, UNCONFIRMED
from catalogue.exports.brief import Line
from catalogue.exports.cases.facts import statistics
from catalogue.exports.cases.lines import unsourced
from catalogue.reading.comparison_ome import HEADING, WHAT_IT_IS

Page = Mapping[str, Any]
Row = Mapping[str, Any]

TITLE = "事例の比較"
NUMBERED = "出典の番号は、このファイルを通した番号です。カタログの事例ページの番号とは異なります。"
OME_REMARK = f"青梅市の欄は、{WHAT_IT_IS}"


@dataclass(frozen=True, slots=True)
class Column:
    """One case, or Ome (no slug): its ``mark``, what stands at its head, its sources with their own numbers; of a case
    the last of these are the ``statistics`` it is compared by."""

    mark: str
    head: str
    slug: str | None
    sources: Sequence[Row]
    statistics: Row | None = None


def _column_of(letter: str, page: Page) -> Column:
    counted = statistics(page)
    return Column(
        mark=letter,
        head=f"{letter} {page['title']}（{page['place']}）",
        slug=page["slug"],
        sources=[*page["sources"], *([counted] if counted else [])],
        statistics=counted,
    )


@dataclass(frozen=True)
class Comparison:
    """What a page shows: the cases, the rows chosen, Ome's column if it is wanted, and sentences on the choice."""

    pages: Sequence[Page]
    rows: Sequence[Row]
    ome: Row | None
    notes: Sequence[str] = ()

    @cached_property
    def columns(self) -> list[Column]:
        """The cases in their order, then Ome."""
        cases = [_column_of(*pair) for pair in zip(LETTERS, self.pages, strict=False)]
        if self.ome is None:
            return cases
        return [*cases, Column("青梅", f"{HEADING}（カタログの整理）", None, self.ome["sources"])]

    @cached_property
    def numbers(self) -> Mapping[tuple[int, int], int]:
        """The number in the file by column and own number: of the sources cited, or of all where their row is shown."""
        everything = any(row["key"] == RowKey.SOURCES for row in self.rows)
        listed = [
            (place, source["number"])
            for place, column in enumerate(self.columns)
            for source in column.sources
            if (place, source["number"]) in self._cited or (everything and source is not column.statistics)
        ]
        return {key: number for number, key in enumerate(listed, start=1)}

    @cached_property
    def _cited(self) -> frozenset[tuple[int, int]]:
        return frozenset(
            (place, number)
            for row in self.told
            for place, cell in enumerate(self.cells(row))
            for line in cell["lines"]
            for number in self._own_numbers(line, place)
        )

    @property
    def told(self) -> list[Row]:
        """The rows of the table; sources have a list of their own in every file."""
        return [row for row in self.rows if row["key"] != RowKey.SOURCES]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know first."""
        return (*self.notes, NUMBERED, *((OME_REMARK,) if self.ome else ()))

    def cells(self, row: Row) -> list[Row]:
        """The cells of a row as the page has them, Ome's last; where nothing is known of Ome, an empty one."""
        if self.ome is None:
            return list(row["cells"])
        return [*row["cells"], self.ome["cells"].get(row["key"], {"lines": [], "missing": True})]

    def lines(self, row: Row) -> list[tuple[Line, ...]]:
        """The same as lines, with the numbers of the file."""
        return [self._lines(cell, place) for place, cell in enumerate(self.cells(row))]

    def _lines(self, cell: Row, place: int) -> tuple[Line, ...]:
        stated = tuple(self._line(line, place) for line in cell["lines"])
        return (Line(self.unknown(place)), *stated) if cell["missing"] else stated

    def _line(self, line: Row, place: int) -> Line:
        refs = tuple(self.numbers[place, number] for number in self._own_numbers(line, place))
        without = unsourced(refs) if line.get("cited") else None
        return Line(line["text"], refs, mark=line.get("mark", without), strong=bool(line.get("check")))

    def _own_numbers(self, line: Row, place: int) -> Sequence[int]:
        """As the column counts them."""
        counted = self.columns[place].statistics if line.get("statistics") else None
        return [*line["refs"], *([counted["number"]] if counted else [])]

    def unknown(self, place: int) -> str:
        """How a column says that it says nothing."""
        return UNCONFIRMED if self.columns[place].slug is None else NOT_STATED

    def sources(self, place: int) -> list[tuple[int, Row]]:
        """The sources of a column that are listed, each with its number in the file."""
        return [
            (self.numbers[place, source["number"]], source)
            for source in self.columns[place].sources
            if (place, source["number"]) in self.numbers
        ]
