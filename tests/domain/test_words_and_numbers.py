import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain import text
from catalogue.domain.figures_in_words import in_words
from catalogue.domain.municipality_code import check_digit, has_right_check_digit, prefecture_code
from catalogue.domain.prefecture_tiles import TILES
from catalogue.domain.vocabulary import Status


@pytest.mark.parametrize(
    ("value", "approximate", "words"),
    [
        (24_000, True, "約2万4,000人"),
        (112_698, False, "11万2,698人"),
        (120_000, False, "12万人"),
        (850, False, "850人"),
        (123_456_789, False, "1億2,345万6,789人"),
        (100_000_000, False, "1億人"),
        (0, False, "0人"),
    ],
)
def test_numbers_read_as_plans_print_them(value: int, approximate: bool, words: str) -> None:
    assert in_words(value, "人", approximate=approximate) == words


@given(st.integers(min_value=0, max_value=10**11))
def test_no_digit_is_lost_in_words(value: int) -> None:
    words = in_words(value, "").replace(",", "")
    total = 0
    for unit, size in (("億", 10**8), ("万", 10**4), ("", 1)):
        if unit and unit in words:
            head, words = words.split(unit)
            total += int(head) * size
        elif not unit and words:
            total += int(words)
    assert total == value


def test_the_code_of_ome_has_the_right_check_digit() -> None:
    assert has_right_check_digit("132055")
    assert not has_right_check_digit("132056")
    assert prefecture_code("132055") == "130001"


@given(st.integers(min_value=0, max_value=99_999).map("{:05d}".format), st.integers(0, 4), st.integers(1, 9))
def test_one_mistyped_digit_of_a_code_is_nearly_always_noticed(five: str, place: int, shift: int) -> None:
    wrong = five[:place] + str((int(five[place]) + shift) % 10) + five[place + 1 :]
    weighed = (6, 5, 4, 3, 2)[place] * (int(wrong[place]) - int(five[place]))
    # A remainder of 0 and one of 10 share the digit 1 or 0 by the published rule; all other changes show.
    if check_digit(five) == check_digit(wrong):
        assert weighed % 11 in (1, 10)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    once = text.clean(text.drop_forbidden_characters(typed))
    assert text.clean(once) == once
    assert not text.has_forbidden_characters(once)


def test_full_width_forms_are_kept_as_they_were_written() -> None:
    assert text.clean("　㈱ＡＢＣ①か\u3099\r\n") == "㈱ＡＢＣ①が"


def test_every_prefecture_has_a_tile_of_its_own() -> None:
    assert sorted(TILES) == list(range(1, 48))
    assert len(set(TILES.values())) == 47


def test_a_word_is_stored_by_value_and_shown_by_its_label() -> None:
    assert Status("ongoing").label == "継続中"
    assert str(Status.ONGOING) == "ongoing"
