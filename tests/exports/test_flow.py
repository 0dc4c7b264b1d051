"""Words are measured and cut so that nothing is lost and nothing runs over."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.exports.brief import Line, Table, cell
from catalogue.exports.slides.flow import (
    Item,
    Paragraph,
    Room,
    Style,
    fill,
    line_starts,
    paragraph,
    printable,
    width,
)
from catalogue.exports.slides.grid import CONTINUED, MOST_COLUMNS, Grid, grids_of

PLAIN = Style(12)
WORDS = st.text(alphabet="青梅市の、商店街。「」（）ーっABCxyz109 -/\n・①", max_size=400)
LINES = st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=12)
WIDTHS = st.floats(min_value=80, max_value=900)
HEIGHTS = st.floats(min_value=120, max_value=420)


def pages_of(items: Sequence[Item], across: float, down: float) -> list[list[Item]]:
    pages, rest = [], list(items)
    while rest:
        placed, rest = fill(rest, across, down)
        pages.append(placed)
    return pages


def said(items: Sequence[Paragraph]) -> str:
    return "".join(each.line.text for each in items).replace("\n", "")


def rows_of(grids: Sequence[Grid]) -> list[list[str]]:
    return [[said(each) for each in row] for grid in grids for row in grid.rows]


def one_grid(table: Table, size: float) -> Grid:
    (grid,) = grids_of(table, size)
    return grid


@given(LINES, WIDTHS, HEIGHTS)
def test_no_word_is_lost_and_no_page_is_overfull(
    texts: list[tuple[str, bool]], across: float, down: float
) -> None:
    items = [paragraph(Line(text, (1, 2), "未確認"), PLAIN, keep=keep) for text, keep in texts]
    pages = pages_of(items, across, down)
    assert said([each for page in pages for each in page]) == said(items)
    for page in pages:
        assert sum(each.height(across) for each in page) <= down + 0.001


@given(LINES, WIDTHS, HEIGHTS)
def test_each_source_number_and_mark_is_said_once_where_its_line_ends(
    texts: list[tuple[str, bool]], across: float, down: float
) -> None:
    items = [paragraph(Line(text, (number,), "未確認"), PLAIN) for number, (text, _) in enumerate(texts)]
    placed = [each for page in pages_of(items, across, down) for each in page]
    assert [each.line.refs for each in placed if each.line.refs] == [(n,) for n in range(len(texts))]
    assert sum(each.line.mark is not None for each in placed) == len(texts)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=6), st.booleans(), WIDTHS, HEIGHTS)
def test_no_cell_is_lost_and_no_table_is_overfull(
    texts: list[list[str]], named: bool, across: float, down: float
) -> None:
    rows = tuple(tuple(cell(words) for words in row) for row in texts)
    grid = one_grid(Table(("甲", "乙", "丙"), rows, row_heads=named), 10)
    pages = pages_of([grid], max(across, 200), down)
    assert all(page[0].height(max(across, 200)) <= down + 0.001 for page in pages)
    for column in range(1 if named else 0, 3):
        together = "".join(row[column] for row in rows_of([page[0] for page in pages]))
        assert together == "".join(said([paragraph(row[column][0], PLAIN)]) for row in rows)


@given(WORDS, WIDTHS)
def test_no_line_is_wider_than_its_room(text: str, across: float) -> None:
    starts = line_starts(text, 12, across)
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        assert width(text[begin:end].rstrip(" \n"), 12) <= across


def test_a_full_width_character_is_as_wide_as_its_size_and_a_latin_one_narrower() -> None:
    assert width("青", 12) == 12
    assert width("①", 12) == 12
    assert width("i", 12) < width("a", 12) < width("W", 12) <= 12


def test_a_mark_that_sits_on_another_character_takes_no_room() -> None:
    assert width("か\u3099", 10) == width("か", 10)


def test_an_end_mark_does_not_begin_a_line() -> None:
    text = "あ" * 9 + "い。う"
    assert text[line_starts(text, 10, 102)[1] :] == "い。う"


def test_a_latin_word_goes_to_the_next_line_whole_but_one_too_long_for_any_is_broken() -> None:
    assert line_starts("ああああ catalogue", 10, 90) == (0, 5)
    assert len(line_starts("x" * 100, 10, 90)) > 5


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    long = paragraph(Line("青梅市の商店街の取組を調べた。" * 60), PLAIN)
    here, rest = long.cut(Room(300, 200, 200))
    assert here is not None
    assert rest is not None
    assert here.line.text.endswith("。")
    assert rest.continued


def test_a_paragraph_without_any_sentence_is_cut_all_the_same() -> None:
    pages = pages_of([paragraph(Line("長" * 3000), PLAIN)], 300, 200)
    assert len(pages) > 5


def test_a_short_paragraph_is_not_cut_but_goes_to_the_next_page() -> None:
    short = paragraph(Line("二行ほどの短い文である。" * 3), PLAIN)
    assert short.cut(Room(300, 20, 300)) == (None, short)


def test_a_heading_is_never_left_behind_at_the_foot_of_a_page() -> None:
    body = paragraph(Line("文。" * 20), PLAIN)
    heading = paragraph(Line("見出し"), PLAIN, keep=True)
    room = 5 * body.height(300) + heading.height(300) + 1
    first, second = pages_of([*[body] * 5, heading, body], 300, room)
    assert first[-1] == body
    assert second == [heading, body]


def test_a_row_that_fits_on_no_page_goes_on_cell_by_cell_under_its_name_and_the_same_head() -> None:
    rows = ((cell("境町"), cell("長い取組の説明である。" * 80), cell("短い")),)
    grid = one_grid(Table(("自治体", "取組", "期間"), rows, row_heads=True), 10)
    pages = [page[0] for page in pages_of([grid], 400, 200)]
    assert len(pages) > 2
    assert all(page.head == grid.head for page in pages)
    assert [row[0] for row in rows_of(pages)] == ["境町"] + [f"境町{CONTINUED}"] * (len(pages) - 1)
    assert "".join(row[2] for row in rows_of(pages)) == "短い"


def test_rows_that_fit_on_a_page_are_not_parted() -> None:
    rows = tuple((cell(f"{number}"), cell("三行ほどになる説明の文である。" * 4)) for number in range(30))
    grid = one_grid(Table(("番号", "説明"), rows), 10)
    pages = [page[0] for page in pages_of([grid], 300, 300)]
    assert sum(len(page.rows) for page in pages) == 30


def test_a_head_that_would_fill_the_page_is_a_row_that_may_be_cut() -> None:
    grid = one_grid(Table(("長い見出し。" * 200, "乙"), ((cell("一"), cell("二")),)), 10)
    pages = [page[0] for page in pages_of([grid], 300, 200)]
    assert all(not page.head and page.height(300) <= 200 for page in pages)
    assert rows_of(pages)[-1] == ["一", "二"]


@pytest.mark.parametrize("text", ["あ\x00い", "あ\x0bい", "あ\ud800い", "あ\ufffeい"])
def test_what_office_refuses_is_not_printable(text: str) -> None:
    assert printable(text) == "あい"


def test_lines_end_in_one_way_however_they_ended_before() -> None:
    assert printable("一\r\n二\r三\t四") == "一\n二\n三 四"


def test_more_columns_than_can_be_read_side_by_side_are_several_tables_that_name_their_rows() -> None:
    head = tuple(f"列{number}" for number in range(40))
    row = tuple(cell(f"升{number}") for number in range(40))
    grids = list(grids_of(Table(head, (row,), row_heads=True), 10))
    assert all(len(grid.shares) <= MOST_COLUMNS for grid in grids)
    assert all(rows_of([grid])[0][0] == "升0" for grid in grids)
    assert [words for grid in grids for words in rows_of([grid])[0][1:]] == [f"升{n}" for n in range(1, 40)]


def test_more_numbers_of_sources_than_a_thin_column_holds_go_on_in_the_next_row() -> None:
    table = Table(("甲", "乙"), (((Line("", tuple(range(1, 200)), "未確認"),), cell("二")),), shares=(1, 99))
    pages = [page[0] for page in pages_of([one_grid(table, 10)], 120, 200)]
    numbers = [ref for page in pages for row in page.rows for each in row[0] for ref in each.line.refs]
    assert numbers == list(range(1, 200))
    assert all(page.height(120) <= 200 for page in pages)
