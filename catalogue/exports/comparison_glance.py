"""A comparison on one slide: of each row the one thing somebody would say aloud."""

from collections.abc import Callable, Mapping

from catalogue.domain.comparison import RowKey
from catalogue.exports.brief import Line, Section, Table, cell
from catalogue.exports.comparison_columns import Comparison

Lines = tuple[Line, ...]

TITLE = "ひと目でくらべる"
LEFT_OUT = "各項目のはじめの内容だけを抜き出しています。くわしくは、後の表をご覧ください。"
# Fewer rows are a slide as they are.
_FEWEST_ROWS = 5


def glance(comparison: Comparison) -> Section | None:
    """The cases alone, in their order; nothing where the whole comparison is hardly longer."""
    told = {RowKey(row["key"]): row for row in comparison.told}
    if len(told) < _FEWEST_ROWS:
        return None
    cases = [place for place, column in enumerate(comparison.columns) if column.slug]
    rows = [
        (cell(row["label"]), *(_SHORT[key](comparison.lines(row)[place]) for place in cases))
        for key, row in told.items()
        if key in _SHORT
    ]
    table = Table(
        head=("項目", *(comparison.columns[place].head for place in cases)),
        rows=tuple(rows),
        shares=(2, *(5.0 for _ in cases)),
        row_heads=True,
    )
    return Section(title=TITLE, blocks=(table,), kicker=LEFT_OUT)


def _first(lines: Lines) -> Lines:
    return lines[:1]


def _first_two_in_one(lines: Lines) -> Lines:
    """Place and people, beginning and state."""
    refs = tuple(number for line in lines[:2] for number in line.refs)
    return (
        Line("、".join(f"{line.text}は{line.mark}" if line.mark else line.text for line in lines[:2]), refs),
    )


def _first_sentence(lines: Lines) -> Lines:
    """As the first statement begins; its sources stand for the whole of it."""
    words, stop, rest = lines[0].text.partition("。")
    return (Line(f"{words}{stop}{'…' if rest else ''}", lines[0].refs, lines[0].mark),)


def _first_and_how_many_more(lines: Lines) -> Lines:
    return (lines[0], Line(f"ほか{len(lines) - 1}件")) if len(lines) > 1 else lines


def _names_alone(lines: Lines) -> Lines:
    """Which parts of the plans, without the reasons."""
    return tuple(Line(line.text.partition("：")[0]) for line in lines[:2])


_SHORT: Mapping[RowKey, Callable[[Lines], Lines]] = {
    RowKey.PLACE: _first_two_in_one,
    RowKey.ACTIVITIES: _first_sentence,
    RowKey.FUNDING: _first_sentence,
    RowKey.PERIOD: _first_two_in_one,
    RowKey.OUTCOMES: _first_and_how_many_more,
    RowKey.EVIDENCE: _first,
    RowKey.LINKS: _names_alone,
}
