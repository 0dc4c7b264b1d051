"""A number of a spreadsheet becomes what a person would have typed."""

import re

import pytest

from catalogue.intake.excel.numbers import number_text
from catalogue.intake.excel.workbook import grids
from tests.intake.books import by_hand


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ("3", "3"), ("3.0", "3"), ("0.1", "0.1"), ("-2.50", "-2.5"), ("0", "0"), ("-0.0", "0"),
        ("0.30000000000000004", "0.3"), ("1.2345678901234E+12", "1234567890123.4"), ("1E-7", "0.0000001"),
        ("9007199254740993", "9007199254740990"), ("1e3", "1000"), ("1E+20", "100000000000000000000"),
    ],
)  # fmt: skip
def test_numbers_are_plain(kept: str, text: str) -> None:
    assert number_text(kept, "General") == text


@pytest.mark.parametrize(
    "code", ["", "General", "G/標準", "0", "0.00", "#,##0", '#,##0"人"', "0.00E+00", "@", "# ?/?"]
)
def test_how_a_number_is_dressed_does_not_change_it(code: str) -> None:
    assert number_text("1234.5", code) == "1234.5"


@pytest.mark.parametrize(
    ("kept", "code", "text"),
    [("0.03", "0%", "3%"), ("0.035", "0.0%", "3.5%"), ("1.5", "0%", "150%"), ("0.07", '"約"0%', "7%"),
     ("0.1", "0%;[Red]-0%", "10%")],
)  # fmt: skip
def test_parts_of_a_hundred_say_so(kept: str, code: str, text: str) -> None:
    assert number_text(kept, code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy/m/d", "2020-11-05"), ("yyyy-mm-dd", "2020-11-05"), ('yyyy"年"m"月"d"日"', "2020-11-05"),
        ("yyyy/m/d;@", "2020-11-05"), ("m/d/yy", "2020-11-05"), ("d-mmm-yy", "2020-11-05"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2020-11-05"),
        ('[$-411]ggge"年"m"月"d"日";@', "2020-11-05"), ("[$-411]ge.m.d;@", "2020-11-05"),
        ('[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', "2020-11-05"),
        ('yyyy"年"m"月"', "2020-11"), ("yyyy/mm", "2020-11"), ("mmm-yy", "2020-11"),
        ('[$-411]ggge"年"m"月"', "2020-11"),
        ("yyyy", "2020"), ('yyyy"年度"', "2020"), ('[$-411]ggge"年"', "2020"),
        ('m"月"d"日"', "2020-11-05"), ("aaaa", "2020-11-05"), ('yyyy/m/d\\(aaa\\)', "2020-11-05"),
    ],
)  # fmt: skip
def test_a_day_is_told_as_far_as_it_is_shown(code: str, text: str) -> None:
    assert number_text("44140", code) == text


@pytest.mark.parametrize(
    ("kept", "code", "text"),
    [
        ("44140.604166666664", "yyyy/m/d h:mm", "2020-11-05 14:30"),
        ("44140.604166666664", "yyyy/m/d h:mm:ss", "2020-11-05 14:30:00"),
        ("0.604166666664", "h:mm", "14:30"), ("0.604166666664", "h:mm AM/PM", "14:30"),
        ("0.604166666664", 'h"時"mm"分"', "14:30"),
        ("0.999999999", "h:mm", "00:00"), ("1.5", "[h]:mm", "36:00"), ("0.5", "[h]:mm:ss", "12:00:00"),
        ("0.0625", "mm:ss", "01:30:00"),
        ("44140.5", "yyyy/m/d", "2020-11-05"),
    ],
)  # fmt: skip
def test_times_are_told_to_the_minute_or_the_second(kept: str, code: str, text: str) -> None:
    assert number_text(kept, code) == text


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("61", "1900-03-01"),
        ("43831", "2020-01-01"),
        ("2958465", "9999-12-31"),
    ],
)
def test_days_are_counted_as_excel_counts_them(kept: str, text: str) -> None:
    assert number_text(kept, "yyyy/m/d") == text


def test_days_of_the_first_macintosh_begin_in_1904() -> None:
    assert number_text("42678", "yyyy/m/d", since_1904=True) == "2020-11-05"


@pytest.mark.parametrize(("kept", "text"), [("-1", "-1"), ("2958466", "2958466")])
def test_what_is_no_day_stays_a_number(kept: str, text: str) -> None:
    assert number_text(kept, "yyyy/m/d") == text


@pytest.mark.parametrize(
    ("kept", "code", "text"),
    [("1100", "000000", "001100"), ("132055", "000000", "132055"), ("5", "00", "05")],
)
def test_codes_keep_the_zeros_they_are_shown_with(kept: str, code: str, text: str) -> None:
    assert number_text(kept, code) == text


@pytest.mark.parametrize("kept", ["", "abc", "NaN", "Infinity", "1e999", "1,5", "１２ ３"])
def test_what_is_no_number_is_damage(kept: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(kept)}$"):
        number_text(kept, "General")


@pytest.mark.parametrize(
    ("number", "text"),
    [(14, "2020-11-05"), (17, "2020-11"), (27, "2020-11-05"), (28, "2020-11-05"), (31, "2020-11-05"), (34, "2020-11"),
     (36, "2020-11-05"), (50, "2020-11-05"), (52, "2020-11"), (55, "2020-11"), (57, "2020-11-05"), (58, "2020-11-05")],
)  # fmt: skip
def test_dates_of_japanese_excel_are_known_by_their_number_alone(number: int, text: str) -> None:
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    (grid,) = grids(by_hand('<row><c s="1"><v>44140</v></c></row>', styles=styles))
    assert grid.rows == ((text,),)
