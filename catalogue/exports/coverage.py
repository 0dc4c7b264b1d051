"""The gap matrix for a meeting: as a document, as slides, and as a sheet like the table of the page."""

from collections.abc import Iterator, Sequence

from catalogue.exports.brief import (
    Block,
    Brief,
    Bullets,
    Heading,
    Line,
    Paragraphs,
    Section,
    Table,
    cell,
    lines,
)
from catalogue.exports.cases.code_tables import grade_rows
from catalogue.exports.sheets import Column, Sheet, Use, Workbook
from catalogue.reading import coverage_in_words as in_words
from catalogue.reading.coverage import Cell, Counts, Group, Matrix
from catalogue.reading.coverage import Line as MatrixLine

TOTAL_COLUMN = f"{in_words.TOTAL}（異なる事例）"
# How wide the names stand beside one column.
_NAMES_SHARE = 3.4


def brief(matrix: Matrix, notes: Sequence[str] = ()) -> Brief:
    """What the table shows in sentences, the table, and how to read it."""
    told = Paragraphs(lines(in_words.sentences(matrix)))
    return Brief(
        title=in_words.title(matrix),
        sections=(
            Section(title="この表から分かること", blocks=(told,)),
            Section(title=in_words.caption(matrix), blocks=(_table(matrix),)),
            Section(title="数字と記号の見方", blocks=tuple(_legend(matrix))),
        ),
        remarks=tuple(notes),
        landscape=True,
    )


def _table(matrix: Matrix) -> Table:
    totals = (cell(in_words.TOTAL), *_lines(matrix.totals))
    return Table(
        head=(matrix.view.rows.label, *_heads(matrix)),
        rows=(*_rows(matrix), totals),
        shares=(_NAMES_SHARE, *(1.0 for _ in _heads(matrix))),
        row_heads=True,
    )


def _heads(matrix: Matrix) -> list[str]:
    return [*map(in_words.column_name, matrix.columns), TOTAL_COLUMN]


def _rows(matrix: Matrix) -> Iterator[tuple[tuple[Line, ...], ...]]:
    for group in matrix.groups:
        for line in group.all:
            above = (Line(line.above),) if line.above else ()
            name = Line(_indented(group, line, in_words.row_name(line.node)), strong=line is group.head)
            yield (*above, name), *_lines(line.counts)


def _indented(group: Group, line: MatrixLine, name: str) -> str:
    """What stands below a head stands in from it."""
    return f"　{name}" if group.head and line is not group.head else name


def _lines(counts: Counts) -> Iterator[tuple[Line, ...]]:
    return (lines(_in_words(each)) for each in _cells(counts))


def _cells(counts: Counts) -> tuple[Cell, ...]:
    return (*counts.cells, counts.total)


def _in_words(each: Cell) -> list[str]:
    return [words for words in (in_words.number(each), in_words.lineage_short(each)) if words]


def _legend(matrix: Matrix) -> Iterator[Block]:
    yield Paragraphs(lines(in_words.meanings(matrix)))
    yield Heading("根拠の強さ")
    yield Paragraphs(lines((in_words.GRADES_MEAN,)))
    yield Bullets(lines(f"{grade} {grade.label}：{meaning}" for grade, meaning in in_words.grades()))


def for_a_meeting(matrix: Matrix, notes: Sequence[str] = ()) -> Workbook:
    """The table as the page shows it, and what the grades mean."""
    rows = [
        (
            _indented(group, line, in_words.row_name(line.node, line.above)),
            *map(_in_a_cell, _cells(line.counts)),
        )
        for group in matrix.groups
        for line in group.all
    ]
    columns = (
        Column(matrix.view.rows.label, width=40),
        *(Column(name, width=12) for name in _heads(matrix)),
    )
    totals = (in_words.TOTAL, *map(_in_a_cell, _cells(matrix.totals)))
    told = (*in_words.sentences(matrix), *in_words.meanings(matrix))
    return Workbook(
        title=in_words.title(matrix),
        sheets=(Sheet("事例の分布", columns, (*rows, totals), told, row_heads=True), _grades()),
        use=Use.MEETING,
        remarks=tuple(notes),
    )


def _in_a_cell(each: Cell) -> str:
    return "\n".join(_in_words(each))


def _grades() -> Sheet:
    columns = (Column("根拠の強さ"), Column("名称", width=20), Column("意味", width=70))
    return Sheet("根拠の強さ", columns, grade_rows(), (in_words.GRADES_MEAN,), row_heads=True)
