"""What a case has several of, each kind as a table of its own for machines: one thing a row, the case's ID in front.

Which source vouches for which row is a table too, one source a row, so that a figure is never without its source.
"""

from collections.abc import Iterable, Sequence

from catalogue.exports.cases.cells import REFS_MEANING, Page, cited, field
from catalogue.exports.cases.kinds import KINDS, SOURCES, Kind
from catalogue.exports.sheets import Column, Sheet, Value

CASES = "事例"
SOURCES_OF_ROWS = "出典の対応"
_KEY = (
    Column("ID", f"「{CASES}」の「ID」と同じもの", width=30),
    Column("名称", "事例の名称", width=30),
)
_NUMBER = Column("番号", "事例の中での番号。ページの順", width=8)
_REFS = field("出典表記", lambda row: cited(row["refs"]), REFS_MEANING, width=12)
_OF_THE_CASE = (("started", "開始"), ("ended", "終了"), ("population", "人口"), ("summary", "概要"))


def sheets_of_parts(pages: Sequence[Page]) -> list[Sheet]:
    """All of them, then the sources, and which row each of these vouches for."""
    return [*(_sheet(kind, pages) for kind in (*KINDS, SOURCES)), _sources_of_rows(pages)]


def _sheet(kind: Kind, pages: Sequence[Page]) -> Sheet:
    fields = (*kind.fields, _REFS) if kind.sourced else kind.fields
    return Sheet(
        name=kind.name,
        columns=(*_KEY, _NUMBER, *(each.column for each in fields)),
        rows=tuple(
            (page["slug"], page["title"], number, *(each.of(row) for each in fields))
            for page in pages
            for number, row in enumerate(kind.rows(page), start=1)
        ),
    )


def _sources_of_rows(pages: Sequence[Page]) -> Sheet:
    return Sheet(
        name=SOURCES_OF_ROWS,
        columns=(
            *_KEY,
            Column("シート", "出典が付く行のあるシート", width=22),
            Column("番号", f"そのシートでの番号。「{CASES}」では空欄", width=8),
            Column("項目", f"「{CASES}」のどの項目に付くか。ほかのシートでは空欄", width=12),
            Column("出典番号", f"「{SOURCES.name}」の番号。1行に1つ", width=10),
        ),
        rows=tuple(row for page in pages for row in _cited_rows(page)),
    )


def _cited_rows(page: Page) -> Iterable[tuple[Value, ...]]:
    key = (page["slug"], page["title"])
    for part, name in _OF_THE_CASE:
        for ref in page[part]["refs"] if page[part] else ():
            yield (*key, CASES, None, name, ref)
    for kind in KINDS:
        for number, row in enumerate(kind.rows(page) if kind.sourced else (), start=1):
            for ref in row["refs"]:
                yield (*key, kind.name, number, None, ref)
