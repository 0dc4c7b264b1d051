import pytest

from catalogue.domain import wareki


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2025-03-14", "令和7（2025）年3月14日"),
        ("2020-11", "令和2（2020）年11月"),
        ("2016", "平成28（2016）年"),
        ("FY2025", "令和7（2025）年度"),
        ("2019-05-01", "令和元（2019）年5月1日"),
        ("2019-04-30", "平成31（2019）年4月30日"),
        ("1989-01-07", "昭和64（1989）年1月7日"),
        ("FY2019", "令和元（2019）年度"),
    ],
)
def test_a_date_is_shown_with_its_era_and_its_western_year(stored: str, shown: str) -> None:
    assert wareki.show_text(stored) == shown


def test_a_year_of_two_eras_names_both_when_the_month_is_unknown() -> None:
    assert wareki.show_text("2019") == "平成31・令和元（2019）年"


@pytest.mark.parametrize(
    "text", ["", "2025-13", "2025-02-30", "令和7年", "25", "2025/03", "FY25", "1800", "２０２５"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the text itself
        wareki.parse(text)


@pytest.mark.parametrize(
    ("stored", "year"), [("2025-03", 2024), ("2025-04", 2025), ("2025", 2025), ("FY2024", 2024)]
)
def test_the_fiscal_year_begins_in_april(stored: str, year: int) -> None:
    assert wareki.parse(stored).fiscal_year == year


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2020", 2020),
        ("２０２０", 2020),
        ("2020年度", 2020),
        ("令和2", 2020),
        ("令和元年度", 2019),
        ("R2", 2020),
        ("平成28年", 2016),
        ("h28", 2016),
    ],
)
def test_a_reader_may_type_a_year_in_either_count(typed: str, year: int) -> None:
    assert wareki.year_as_typed(typed) == year


@pytest.mark.parametrize("typed", ["", "来年", "20a0", "-1", "明治3", "99999", "R0", "令和"])
def test_what_is_no_year_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the text itself
        wareki.year_as_typed(typed)


def test_dates_sort_in_time_however_exact_they_are() -> None:
    stored = ["2024-05-02", "2023", "2024", "2024-05", "2023-12"]
    in_time = sorted(stored, key=lambda text: wareki.parse(text).sort_key)
    assert in_time == ["2023", "2023-12", "2024", "2024-05", "2024-05-02"]
