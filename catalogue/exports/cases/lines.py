"""What a case's page says, as lines and blocks: the parts that its 参考事例 page and its A4 sheet have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalogue.domain import case_in_words as in_words
from catalogue.domain.vocabulary import NO_SOURCE, UNCONFIRMED
from catalogue.exports.brief import Block, Cell, Heading, Line, Picture, Table, cell

Page = Mapping[str, Any]

NO_RESULTS = Line("数値の成果", mark=UNCONFIRMED)


def title_of(page: Page) -> str:
    """【分類】題名（自治体）, as the outline heads its own."""
    return f"【{page['category']['name']}】{page['title']}（{page['place']}）"


def kicker_of(page: Page) -> str:
    """他地域の事例① スマートシティ; a theme the outline does not number stands without a number."""
    theme = page["theme"]
    return f"他地域の事例{theme['circled'] or ''} {theme['name']}"


def cited(row: Page) -> Line:
    """A statement with the numbers of its sources; a figure that has none says so."""
    refs = tuple(row["refs"])
    return Line(row["text"], refs, mark=unsourced(refs) if in_words.states_a_figure(row["text"]) else None)


def unsourced(refs: Sequence[int]) -> str | None:
    """The mark of a figure that names no source."""
    return None if refs else NO_SOURCE


def results_are_known(page: Page) -> bool:
    """Whether any result is a figure."""
    return any(row["number"] is not None for row in page["outcomes"])


def results_table(page: Page, shares: tuple[float, ...]) -> Table:
    """Indicator, value with its source, and when."""
    return Table(
        head=("指標", "値", "時点"),
        rows=tuple(
            (cell(row["indicator"]), _value(row), cell(row["as_of_text"])) for row in page["outcomes"]
        ),
        shares=shares,
        row_heads=True,
    )


def _value(row: Page) -> Cell:
    refs = tuple(row["refs"])
    value = Line(row["value"], refs, mark=unsourced(refs))
    return (value, Line(row["note"])) if row["note"] else (value,)


def printed_tables(page: Page) -> Iterable[Table]:
    """Tables the sources print."""
    for table in page["tables"]:
        yield Table(
            head=tuple(table["columns"]),
            rows=tuple(tuple(cell(value) for value in row) for row in table["rows"]),
            caption=table["title"] + Line("", tuple(table["refs"]), unsourced(table["refs"])).tail,
        )


def open_questions(page: Page) -> tuple[Line, ...]:
    """What is not known, and where papers disagree, in a line each: a page on paper has no room for the whole list."""
    unknown, differing = page["unknowns"], page["disagreements"]
    lines = []
    if unknown:
        lines.append(Line("／".join(unknown), mark=UNCONFIRMED))
    if differing:
        refs = sorted({number for row in differing for number in row["refs"]})
        topics = "／".join(row["topic"] for row in differing)
        lines.append(Line(f"資料によって記載が異なること：{topics}", tuple(refs), mark="要確認"))
    return tuple(lines)


def cited_sources(page: Page, body: Sequence[Block]) -> list[Line]:
    """The sources named in ``body``, each with its number."""
    named = {number for block in body for line in _lines_of(block) for number in line.refs}
    named |= {number for table in page["tables"] for number in table["refs"]}
    return [
        Line(in_words.source(source), (source["number"],), url=source["url"])
        for source in page["sources"]
        if source["number"] in named
    ]


def _lines_of(block: Block) -> Iterable[Line]:
    if isinstance(block, Table):
        return [line for row in block.rows for each in row for line in each]
    if isinstance(block, Picture):
        return [block.caption]
    return () if isinstance(block, Heading) else block.lines


def source_in_notes(source: Page, number: int | None = None) -> str:
    """A source with its address, for the notes of whoever presents it; ``number`` if it is not the page's own."""
    own = source["number"] if number is None else number
    read = f"、{source['accessed_text']}閲覧" if source.get("accessed_text") else ""
    return f"[{own}] {in_words.source(source)}{read}　{source['url'] or in_words.NO_ADDRESS}"
