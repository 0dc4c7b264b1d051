from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain import counts_in_words, plots
from catalogue.domain.plots import DIGIT, NAME_WIDE, TALL, WIDTH, Box, Years
from catalogue.domain.prefecture_tiles import TILES

LONG_NAMES = {1: "北海道", 14: "神奈川", 30: "和歌山", 46: "鹿児島"}

counts = st.lists(st.integers(min_value=0, max_value=5000), min_size=1, max_size=30)
by_year = st.dictionaries(
    st.integers(min_value=1927, max_value=2199), st.integers(min_value=1, max_value=5000), min_size=1
)


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def test_a_bar_is_as_long_as_its_share_of_the_longest() -> None:
    assert [box.width for box in plots.bars([8, 4, 0], left=100, longest=200)] == [200, 100, 0]


def test_bars_lie_below_each_other_and_begin_where_their_names_end() -> None:
    boxes = plots.bars([1, 2, 3], left=100, longest=200)
    assert {box.x for box in boxes} == {100}
    assert all(upper.bottom < lower.y for upper, lower in pairwise(boxes))


@given(counts)
def test_no_bar_and_no_column_leaves_the_drawing(numbers: list[int]) -> None:
    for box in [*plots.bars(numbers, 150, WIDTH - 150), *plots.columns(numbers)]:
        assert 0 <= box.x <= box.right <= WIDTH
        assert box.y >= 0
    assert all(box.bottom == pytest.approx(TALL, abs=0.2) for box in plots.columns(numbers))


def test_nothing_to_draw_is_no_error() -> None:
    assert plots.bars([], 0, 100) == plots.columns([]) == plots.stacks([], 0, 100) == []
    assert plots.bars([0, 0], 0, 100)[0].width == 0
    assert plots.years({}) == plots.steps([]) == plots.growing_steps([0]) == []
    assert plots.named([]) == frozenset()


@given(st.lists(st.lists(st.integers(min_value=0, max_value=90), min_size=5, max_size=5), min_size=1))
def test_the_parts_of_a_bar_follow_each_other_and_make_up_the_whole(rows: list[list[int]]) -> None:
    wholes = plots.bars([sum(row) for row in rows], 100, 200)
    for whole, parts in zip(wholes, plots.stacks(rows, 100, 200), strict=True):
        assert parts[0].x == whole.x
        assert parts[-1].right == pytest.approx(whole.right, abs=0.2)
        assert all(one.right == pytest.approx(other.x, abs=0.2) for one, other in pairwise(parts))


def test_every_year_has_its_column_also_those_in_which_nothing_began() -> None:
    assert plots.years({2019: 2, 2021: 1}) == [
        Years(2019, 2019, 2),
        Years(2020, 2020, 0),
        Years(2021, 2021, 1),
    ]


def test_years_for_which_there_is_no_room_are_one_column_at_the_beginning() -> None:
    first, *single = plots.years({1950: 2, 1960: 1, 2020: 3, 2024: 1})
    assert first.first is None
    assert first.count == 3
    assert [years.first for years in single] == list(range(first.last + 1, 2025))


@given(by_year)
def test_columns_lose_no_case_and_their_numbers_have_room(numbers: dict[int, int]) -> None:
    columns = plots.years(numbers)
    assert sum(column.count for column in columns) == sum(numbers.values())
    assert [column.last for column in columns] == list(range(columns[0].last, max(numbers) + 1))
    widest = max(len(str(column.count)) for column in columns)
    assert len(columns) == 1 or widest * DIGIT <= WIDTH / len(columns)


@given(by_year)
def test_the_years_named_below_the_columns_stand_apart_and_the_first_is_named(
    numbers: dict[int, int],
) -> None:
    columns = plots.years(numbers)
    places = sorted(plots.named(columns))
    boxes = plots.columns([column.count for column in columns])
    assert places[0] == 0
    assert all(boxes[right].x - boxes[left].x >= NAME_WIDE - 0.2 for left, right in pairwise(places))


@pytest.mark.parametrize("make", [plots.steps, plots.growing_steps])
@given(numbers=counts)
def test_every_count_above_nought_has_exactly_one_shade(make: object, numbers: list[int]) -> None:
    assert callable(make)
    shades = make(numbers)
    assert len(shades) <= 3
    assert [step.low for step in shades[:1]] == [1] * bool(max(numbers))
    assert all(one.high + 1 == other.low and one.low <= one.high for one, other in pairwise(shades))
    for number in numbers:
        fitting = [step.number for step in shades if step.low <= number <= step.high]
        assert fitting == ([plots.step_of(number, shades)] if number else [])
    assert plots.step_of(0, shades) == 0


def test_even_shades_are_equally_wide_and_growing_ones_begin_at_the_same_multiple() -> None:
    assert [(step.low, step.high) for step in plots.steps([15])] == [(1, 5), (6, 10), (11, 15)]
    assert [(step.low, step.high) for step in plots.growing_steps([1000])] == [(1, 9), (10, 99), (100, 1000)]


def test_no_two_prefectures_lie_over_each_other_and_all_lie_on_the_map() -> None:
    tiles = [plots.tile(number, LONG_NAMES.get(number, "青梅")) for number in TILES]
    assert len(tiles) == 47
    assert all(0 <= tile.x <= tile.right <= WIDTH for tile in tiles)
    assert not [
        (one, other) for place, one in enumerate(tiles) for other in tiles[place + 1 :] if overlap(one, other)
    ]


def test_a_tile_has_room_for_the_name_of_its_prefecture() -> None:
    assert plots.tile(13, "東京").width >= 2 * 11.5
    assert all(plots.tile(number, name).width >= 3 * 11.5 for number, name in LONG_NAMES.items())


def test_a_name_that_is_too_wide_is_cut_where_the_reader_sees_it() -> None:
    assert plots.fitted("人材・働き方・経営基盤", 11) == "人材・働き方・経営基盤"
    assert plots.fitted("人材・働き方・経営基盤と承継", 11) == "人材・働き方・経営基…"
    assert plots.fitted("DX", 1) == "DX"


def test_the_finding_names_where_most_are_and_where_fewest() -> None:
    assert counts_in_words.extremes([("商店街", 12), ("DX", 5), ("脱炭素", 4)]) == (
        "最も多いのは商店街の12件、最も少ないのは脱炭素の4件です。"
    )


def test_those_who_share_a_place_are_named_together_up_to_three() -> None:
    assert counts_in_words.extremes([("ア", 2), ("イ", 1), ("ウ", 2)]).startswith("最も多いのはア、ウの各2件")
    five = [(name, 3) for name in "アイウエオ"]
    assert counts_in_words.extremes([*five, ("カ", 1)]).startswith("最も多いのはア、イ、ウなど計5の各3件")


def test_what_has_none_is_said_to_have_none_and_not_to_have_fewest() -> None:
    assert counts_in_words.extremes([("ア", 2), ("イ", 1), ("ウ", 0)]) == (
        "最も多いのはアの2件です。まだ事例がないのはウです。"
    )
    assert counts_in_words.extremes([("ア", 0)]) == "まだ事例がないのはアです。"


def test_where_all_have_the_same_nobody_is_first_or_last() -> None:
    assert counts_in_words.extremes([("ア", 2), ("イ", 2)]) == "事例があるのはア、イの各2件です。"
