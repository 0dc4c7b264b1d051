from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain import dates_as_typed


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("令和7年3月", "2025-03"),
        ("令和７年３月１４日", "2025-03-14"),
        ("2025年3月14日", "2025-03-14"),
        ("2025/3/14", "2025-03-14"),
        ("2025.3", "2025-03"),
        ("R7.3", "2025-03"),
        ("h31.4", "2019-04"),
        ("令和元年", "2019"),
        ("2025", "2025"),
        ("令和7年度", "FY2025"),
        ("2025 年度", "FY2025"),
        ("平成32年度", "FY2020"),
        ("令和7（2025）年3月14日", "2025-03-14"),
        ("令和7（2025）年度", "FY2025"),
        ("FY2025", "FY2025"),
    ],
)
def test_a_date_is_read_however_a_source_writes_it(typed: str, stored: str) -> None:
    assert dates_as_typed.stored(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7",
        "25.3",
        "2025年春",
        "2025年13月",
        "2025/2/30",
        "令和7（2024）年",
        "令和0年",
        "1月",
        "2025年3月ごろ",
    ],
)
def test_what_is_no_date_is_not_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dates_as_typed.stored(typed)


def test_a_month_before_its_era_began_is_a_slip_and_not_a_date() -> None:
    with pytest.raises(ValueError, match="令和元"):
        dates_as_typed.stored("令和元年3月")


@given(
    st.dates(min_value=date(1927, 1, 1), max_value=date(2199, 12, 31)),
    st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "FY%Y"]),
)
def test_what_is_shown_to_be_edited_is_read_back_as_it_was(day: date, shape: str) -> None:
    stored = day.strftime(shape)
    assert dates_as_typed.stored(dates_as_typed.to_edit(stored)) == stored
