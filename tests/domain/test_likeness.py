from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.freshness import is_old
from catalogue.domain.likeness import FEWEST_FIGURES, RULES, Dated, Grade, Indicator, compare


def dated(value: float) -> Dated:
    """A figure whose date and source do not matter."""
    return Dated(value, "2020-10-01", {"title": "試験用の統計", "publisher": "試験", "url": None})


OME = {
    Indicator.POPULATION: dated(133_535),
    Indicator.SHARE_65: dated(32.0),
    Indicator.HABITABLE_SHARE: dated(37.4),
    Indicator.SECONDARY: dated(26.2),
    Indicator.MANUFACTURING_SHARE: dated(19.7),
    Indicator.AREA: dated(103.31),
}


def changed(**figures: float) -> dict[Indicator, Dated]:
    """Ome with some figures different."""
    return OME | {Indicator[name]: dated(value) for name, value in figures.items()}


def test_ome_is_like_itself() -> None:
    likeness = compare(OME, OME)
    assert likeness.score == 1
    assert likeness.grade is Grade.NEAR
    assert not likeness.missing
    assert "同程度" in likeness.sentence


@pytest.mark.parametrize(
    ("population", "words"),
    [
        (133_535, "同程度"),
        (160_000, "同程度"),
        (27_000, "約5分の1"),
        (66_000, "約2分の1"),
        (80_000, "約6割"),
        (200_000, "約1.5倍"),
        (1_538_262, "約12倍"),
    ],
)
def test_sizes_are_told_in_times(population: float, words: str) -> None:
    told = {each.indicator: each.words for each in compare(changed(POPULATION=population), OME).comparisons}
    assert told[Indicator.POPULATION] == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (32.0, "同程度"),
        (33.9, "同程度"),
        (34.1, "2.1ポイント高い"),
        (39.0, "7ポイント高い"),
        (22.0, "10ポイント低い"),
    ],
)
def test_shares_are_told_in_points(share: float, words: str) -> None:
    told = {each.indicator: each.words for each in compare(changed(SHARE_65=share), OME).comparisons}
    assert told[Indicator.SHARE_65] == words


def test_what_is_missing_is_said_and_weighs_nothing() -> None:
    known = {key: value for key, value in OME.items() if key is not Indicator.AREA}
    likeness = compare(known, OME)
    assert likeness.missing == [Indicator.AREA]
    assert likeness.score == 1


def test_too_few_figures_give_no_grade() -> None:
    few = dict(list(OME.items())[: FEWEST_FIGURES - 1])
    likeness = compare(few, OME)
    assert likeness.score is None
    assert likeness.grade is Grade.UNKNOWN
    assert likeness.sentence == "青梅市と比べられる数値がそろっていません。"


@given(st.floats(1, 10**7), st.floats(1, 10**7))
def test_farther_is_never_more_alike(one: float, other: float) -> None:
    nearer, farther = sorted((one, other), key=lambda value: abs(value - OME[Indicator.SHARE_65].value))
    scores = [compare(changed(SHARE_65=share), OME).score for share in (nearer, farther)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] >= scores[1]


def test_every_line_of_the_table_leaves_room_between_same_and_far() -> None:
    assert all(0 < rule.same < rule.far and rule.weight > 0 for rule in RULES)


@pytest.mark.parametrize(
    ("checked", "today", "old"),
    [
        ("2026-11", date(2026, 11, 21), False),
        ("2026-11", date(2027, 11, 30), False),
        ("2026-11", date(2027, 12, 1), True),
        ("2026-11-21", date(2027, 11, 21), False),
        ("2026-11-21", date(2027, 11, 22), True),
        ("2026", date(2027, 12, 31), False),
        ("2026", date(2028, 1, 1), True),
        ("FY2025", date(2027, 3, 31), False),
        ("FY2025", date(2027, 4, 1), True),
    ],
)
def test_a_check_grows_old_after_twelve_months_and_not_a_day_earlier(
    checked: str, today: date, old: bool
) -> None:
    assert is_old(checked, today) is old
