import csv
from io import StringIO

import pytest

from catalogue.exports.delimited import Encoding, encoding_of, write
from catalogue.exports.sheets import Column, Sheet, Value


def sheet_of(*values: Value, name: str = "値") -> Sheet:
    """One column, one row a value, and a column beside it so that an empty field is seen."""
    return Sheet("表", (Column(name), Column("番号")), tuple((value, n) for n, value in enumerate(values)))


def read_back(data: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode(encoding), newline=""), strict=True))


def test_utf_8_begins_with_a_mark_by_which_excel_knows_it() -> None:
    assert write(sheet_of("青梅市")).startswith("\ufeff値,番号\r\n".encode())


def test_commas_and_quotation_marks_come_back_as_they_were() -> None:
    values = ["1,5", 'いわゆる"成果"', "空白 のまま"]
    assert [row[0] for row in read_back(write(sheet_of(*values)))[1:]] == values


def test_a_record_is_one_line_whatever_a_text_holds() -> None:
    data = write(sheet_of("一行目\n二行目", "三\r\n四", "五\u2028六", "七\n"))
    assert data.count(b"\n") == data.count(b"\r\n") == 5
    assert [row[0] for row in read_back(data)[1:]] == ["一行目 二行目", "三 四", "五 六", "七"]


def test_what_is_not_known_is_an_empty_field_and_zero_is_zero() -> None:
    assert [row[0] for row in read_back(write(sheet_of(None, 0, "")))[1:]] == ["", "0", ""]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+81-3-1234", "-5", "@SUM(A1)", "＝1+1", "＋1", "－5", "＠x", "\t=1", "\r=1", "  =1", "\n@x"],
)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    (field, _) = read_back(write(sheet_of(text)))[1]
    assert field.startswith("'")
    assert field.strip("' \t") == text.strip()


def test_the_name_of_a_column_is_no_formula_either() -> None:
    assert read_back(write(sheet_of(1, name="=1+1")))[0][0] == "'=1+1"


def test_numbers_stay_numbers_below_zero_too() -> None:
    values = [-5, -0.5, 115121.0, 1e6, 22.6]
    assert [row[0] for row in read_back(write(sheet_of(*values)))[1:]] == [
        "-5",
        "-0.5",
        "115121",
        "1000000",
        "22.6",
    ]


def test_a_text_that_only_contains_a_sign_is_left_alone() -> None:
    values = ["3-①", "2020-11", "a=b", "082287"]
    assert [row[0] for row in read_back(write(sheet_of(*values)))[1:]] == values


def test_shift_jis_is_that_of_windows() -> None:
    assert read_back(write(sheet_of("①髙島屋㈱"), Encoding.SHIFT_JIS), "cp932")[1][0] == "①髙島屋㈱"


def test_a_letter_shift_jis_has_not_becomes_a_geta_and_the_rest_stays() -> None:
    assert read_back(write(sheet_of("𠮷野家😀café"), Encoding.SHIFT_JIS), "cp932")[1][0] == "〓野家〓caf〓"


def test_shift_jis_keeps_a_letter_it_knows_in_another_form() -> None:
    text = "10〜20km²、−5、葛\U000e0100城"
    assert read_back(write(sheet_of(text), Encoding.SHIFT_JIS), "cp932")[1][0] == "10～20k㎡、－5、葛城"


def test_control_characters_never_reach_a_file() -> None:
    assert read_back(write(sheet_of("a\x00b\x07\ufffe\ud800c")))[1][0] == "abc"


@pytest.mark.parametrize(
    ("asked", "encoding"),
    [
        ("sjis", Encoding.SHIFT_JIS),
        ("utf-8", Encoding.UTF_8),
        ("", Encoding.UTF_8),
        ("ebcdic", Encoding.UTF_8),
    ],
)
def test_an_encoding_nobody_knows_is_utf_8(asked: str, encoding: Encoding) -> None:
    assert encoding_of(asked) is encoding
