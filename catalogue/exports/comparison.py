"""A comparison as a document or as slides: all at a glance, a table for each kind of question, the sources."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import sqrt

from catalogue.domain import case_in_words as in_words
from catalogue.domain.comparison import RowKey
from catalogue.exports.brief import SOURCES, Brief, Line, Paragraphs, Section, Sources, Table, cell
from catalogue.exports.cases.lines import source_in_notes
from catalogue.exports.comparison_columns import TITLE, Comparison, Row
from catalogue.exports.comparison_glance import glance

# The share of a width a case is given.
_CASE = 5.0
SAME = "違いのある項目はありません。"

# Rows that answer one question share a slide while they follow one another.
_QUESTIONS = {
    RowKey.PLACE: "どのようなまちか",
    RowKey.LIKENESS: "どのようなまちか",
    RowKey.BACKGROUND: "どのようなまちか",
    RowKey.ACTIVITIES: "何をどのように行ったか",
    RowKey.METHODS: "何をどのように行ったか",
    RowKey.PEOPLE: "誰が、何をもとに行ったか",
    RowKey.FUNDING: "誰が、何をもとに行ったか",
    RowKey.PERIOD: "誰が、何をもとに行ったか",
    RowKey.OUTCOMES: "どうなったか",
    RowKey.EVIDENCE: "どうなったか",
    RowKey.LESSONS: "どうなったか",
    RowKey.LINKS: "青梅市との関わり",
    RowKey.CONDITIONS: "青梅市との関わり",
}


def brief_of(comparison: Comparison) -> Brief:
    """The whole file. Rows and columns stand as on the page."""
    parts = [
        _section(comparison, question, list(rows))
        for question, rows in groupby(comparison.told, key=lambda row: _QUESTIONS[RowKey(row["key"])])
    ]
    return Brief(
        title=TITLE,
        subtitle="、".join(column.head for column in comparison.columns if column.slug),
        sections=(*_glance(comparison), *(parts or [_nothing_differs()]), *_sources(comparison)),
        remarks=comparison.remarks,
        landscape=True,
    )


def _glance(comparison: Comparison) -> list[Section]:
    short = glance(comparison)
    return [short] if short else []


def _section(comparison: Comparison, question: str, rows: Sequence[Row]) -> Section:
    columns = comparison.columns
    table = Table(
        head=("項目", *(column.head for column in columns)),
        rows=tuple((cell(_label(row)), *comparison.lines(row)) for row in rows),
        shares=(2, *_shares(comparison, rows)),
        row_heads=True,
    )
    return Section(title=question, blocks=(table,), kicker=TITLE, notes=_notes(comparison, table))


def _shares(comparison: Comparison, rows: Sequence[Row]) -> Sequence[float]:
    """The cases are equals; Ome's column is as wide as it has more or less to say than they."""
    if comparison.ome is None:
        return [_CASE for _ in comparison.columns]
    *cases, ome = (
        max(sum(len(line.text) for line in comparison.lines(row)[place]) for row in rows)
        for place in range(len(comparison.columns))
    )
    return [*(_CASE for _ in cases), min(max(_CASE * sqrt(ome / max(1, *cases)), 4), 9)]


def _label(row: Row) -> str:
    return row["label"] if row["differs"] else f"{row['label']}（同じ）"


def _notes(comparison: Comparison, table: Table) -> tuple[str, ...]:
    """The sources of this table, for whoever is asked about it."""
    cited = {number for row in table.rows for each in row for line in each for number in line.refs}
    listed = [
        source_in_notes(source, number)
        for place in range(len(comparison.columns))
        for number, source in comparison.sources(place)
        if number in cited
    ]
    return (SOURCES, *listed) if listed else ()


def _nothing_differs() -> Section:
    return Section(title=TITLE, blocks=(Paragraphs((Line(SAME),)),))


def _sources(comparison: Comparison) -> Iterable[Section]:
    """One list, with the name of each column before its own."""
    lines: list[Line] = []
    for place, column in enumerate(comparison.columns):
        if listed := comparison.sources(place):
            lines.append(Line(column.head, strong=True))
            lines += [Line(in_words.source(row), (number,), url=row["url"]) for number, row in listed]
    if lines:
        yield Section(title=SOURCES, blocks=(Sources(tuple(lines)),), kicker=TITLE)
