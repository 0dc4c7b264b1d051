"""The 新旧対照表: the three columns of the paper under its own headings, and beside them what is the catalogue's own.

Page and files say the same because they are made of the same :class:`Changes`. In the column 変更方針 nothing stands
but the paper's own words; how they were read, and which cases matter, have columns that say whose they are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.domain.case_in_words import labelled
from catalogue.domain.vocabulary import LineageKind, NodeKind
from catalogue.exports.brief import Block, Brief, Cell, Line, Paragraphs, Section, Sources, Table, cell, lines

Row = Mapping[str, Any]

PAPER_SAYS = "変更方針"
OUR_READING = "読み取り（このカタログによる）"
OUR_CASES = "関わる事例（このカタログによる）"
NOT_STATED = "（記載なし）"
NOT_THERE = "（なし）"
AS_PRINTED = "（原文のまま）"
BY_LINEAGE = "改訂をたどって"

# What the columns hold and whose it is.
WHOSE_WORDS = (
    "「変更方針」の列の「」の中は、資料の言葉のままです。資料に言葉がないところは（記載なし）としています。"
)
WHOSE_READING = (
    "「読み取り」と「関わる事例」の列は、このカタログの作成者によるもので、市の公式見解ではありません。"
)
BY_LINEAGE_MEANS = (
    "「改訂をたどって」は、その行の新しい項目ではなく、改訂の前の項目に関連付けられた事例です。"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """A plan, the one before it (or none), and the rows of :func:`catalogue.reading.lineage.changes`."""

    newer: Row
    older: Row | None
    rows: tuple[Row, ...] = ()

    @property
    def title(self) -> str:
        """What the table is called."""
        before = f"{self.older['short_title']}と" if self.older else ""
        return f"新旧対照表：{before}{self.newer['short_title']}"

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns: three of the paper's own, two of ours."""
        older = self.older["short_title"] if self.older else "前の計画"
        return older, PAPER_SAYS, self.newer["short_title"], OUR_READING, OUR_CASES

    @property
    def nothing(self) -> str | None:
        """Why there is no table, if there is none."""
        if self.older is None:
            return "これより前の計画は、このカタログに登録されていません。"
        if not self.rows:
            titles = f"{self.older['short_title']}と{self.newer['short_title']}"
            return f"{titles}の項目を結び付ける記載は、資料の中に見つかっていません。"
        return None

    @property
    def remarks(self) -> list[str]:
        """What somebody must know who reads the table; where there is none, why."""
        if self.nothing:
            return [self.nothing]
        lineage = [BY_LINEAGE_MEANS] if any(row["by_lineage"] for row in self.rows) else []
        return [*self._in_short(), WHOSE_WORDS, WHOSE_READING, *lineage]

    def _in_short(self) -> list[str]:
        """How the measures were read, counted."""
        measures = [row for row in self.rows if is_measure(row)]
        if not measures:
            return []
        counted = Counter(row["kind"] for row in measures)
        words = "、".join(f"{kind.label} {counted[kind]}" for kind in LineageKind if counted[kind])
        return [f"施策の行は{len(measures)}あり、{words}と読み取りました（このカタログによる）。"]

    @property
    def sources(self) -> list[Row]:
        """The papers the table was made of."""
        return list(self.newer["sources"])


def is_measure(row: Row) -> bool:
    """Not a field or a direction, which stand above measures."""
    return bool((row["newer"] or row["older"])["kind"] == NodeKind.MEASURE)


def named(node: Row | None) -> str:
    """施策2 …, as printed; what is not in a plan says so."""
    return labelled(node["label"], node["name"]) if node else NOT_THERE


def said(row: Row) -> str:
    """The paper's own words, and nothing else."""
    quoted = "".join(f"「{each['text']}」{AS_PRINTED if each['as_printed'] else ''}" for each in row["words"])
    return quoted or NOT_STATED


def cases_within(row: Row) -> str:
    """Of a row whose cases are listed below it."""
    return f"この中の施策に関わる事例 {row['count']}件" if row["count"] else "事例なし"


def brief(changes: Changes, address_of: Callable[[str], str]) -> Brief:
    """The table as a document; ``address_of`` is where a case is shown."""
    return Brief(
        title=changes.title,
        sections=(Section(title="前の計画から変わったところ", blocks=tuple(_blocks(changes, address_of))),),
        remarks=tuple(changes.remarks),
        landscape=True,
    )


def _blocks(changes: Changes, address_of: Callable[[str], str]) -> Iterator[Block]:
    if changes.nothing:
        yield Paragraphs(lines((changes.nothing,)))
        return
    yield Table(
        head=changes.heads,
        rows=tuple(_row(row, address_of) for row in changes.rows),
        shares=(5, 4, 5, 6, 7),
    )
    yield Sources(tuple(Line(source_in_words(source)) for source in changes.sources))


def _row(row: Row, address_of: Callable[[str], str]) -> tuple[Cell, ...]:
    above = not is_measure(row)
    reading = (Line(row["reading"]),) if row["reading"] else ()
    return (
        (Line(named(row["older"]), strong=above),),
        cell(said(row)),
        (Line(named(row["newer"]), strong=above),),
        (Line(row["kind_label"], strong=True), *reading),
        tuple(_cases(row, address_of)),
    )


def _cases(row: Row, address_of: Callable[[str], str]) -> Iterator[Line]:
    for case in row["cases"]:
        mark = BY_LINEAGE if case["by_lineage"] else None
        yield Line(f"{case['title']}（{case['short_place']}）", mark=mark, url=address_of(case["slug"]))
    if not row["cases"]:
        yield Line(cases_within(row))


def source_in_words(source: Row) -> str:
    """A paper, and what is known of it."""
    note = f"　{source['note']}" if source["note"] else ""
    return f"{source['title']}（{source['publisher']}）{note}"
