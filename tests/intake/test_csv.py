"""A table in a text file, whatever wrote it, comes in with its letters."""

import pytest

from catalogue.domain.errors import Invalid
from catalogue.domain.grid import Grid
from catalogue.intake.delimited import delimiter, grid

LETTERS = "髙①㈱～﨑Ⅳ№"


def read(data: bytes | str) -> Grid:
    return grid(data.encode() if isinstance(data, str) else data, "一覧")


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        read(data)
    return refused.value.message


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8（BOM付き）"), ("cp932", "Shift_JIS"), ("utf-16", "UTF-16")],
)
def test_letters_survive_and_it_is_said_which_they_were_taken_for(codec: str, name: str) -> None:
    found = read(f"事例名,{LETTERS}\r\n自動運転バス,境町\r\n".encode(codec))
    assert found == Grid(
        "一覧",
        (("事例名", LETTERS), ("自動運転バス", "境町")),
        remarks=(f"文字コードは{name}として読み取りました。",),
    )


def test_utf_16_the_other_way_round_is_read() -> None:
    assert read(b"\xfe\xff" + "事例\t境町".encode("utf-16-be")).rows == (("事例", "境町"),)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("事例名,自治体\n自動運転バス,境町\n".encode("euc_jp"), "EUC-JPのようです。"),
        ("事例名,自治体\n".encode("iso2022_jp"), "JIS（ISO-2022-JP）のようです。"),
        (
            "事例名,自治体\n".encode("utf-16-le"),
            "BOMのないUTF-16のようです。Excelで開き、「CSV UTF-8（コンマ区切り）」の形式で保存し直すか",
        ),
        ("name,town\n".encode("utf-16-le"), "BOMのないUTF-16のようです。"),
        ("事例名,自治体\n".encode("utf-32"), "UTF-32のようです。"),
        ("取り組み,自治体\n".encode("utf-7"), "UTF-7のようです。"),
        (b"caf\xe9,\xff\xfe\xfd\n", "Excelで開き"),
    ],
)
def test_letters_nobody_can_tell_are_refused_with_what_to_do(data: bytes, reason: str) -> None:
    message = refusal(data)
    assert message.startswith("文字コードを見分けられません。")
    assert reason in message
    assert "「UTF-8」を選んで保存し直して" in message


@pytest.mark.parametrize("data", [b"a\0b,c", b"\x00\x01\x02\x03\xff\xd8", b"\xff\xfe\0\xd8\0\0"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("文字のファイルではないようです。")


def test_a_sign_nobody_sees_is_named_with_its_line() -> None:
    rows = "".join(f"試験の取組{number},試験市,試験の文\n" for number in range(20))
    assert refusal(f"{rows}試験\x07,い,ろ\n".encode()).startswith(
        "21行目に、目に見えない制御文字（U+0007）があります。"
    )


def test_plus_and_minus_are_no_letters_of_old_mail() -> None:
    assert read("a+b-c,+81-428-22-1111\nx,+abc-\n").rows[1] == ("x", "+abc-")


def test_narrow_kana_are_letters_of_their_own() -> None:
    assert read("カナ,ﾊﾝｶｸ\n".encode("cp932")).rows == (("カナ", "ﾊﾝｶｸ"),)


def test_letters_of_one_s_own_computer_are_told_of() -> None:
    found = read("名称,備考\n".encode("cp932") + b"\xf0\x40,x\n")
    assert found.remarks[1].startswith("外字（パソコンごとに登録した文字）があります（2行目など）。")


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("a,b,c\n", ","), ("a\tb\tc\n", "\t"), ("a;b;c\n", ";"), ("a\n", ","), ("a\tb,c\td\n", "\t"),
        ('"a,b,c"\td\n', "\t"), ('"a\tb\nc\td"\t"x,y"\n', "\t"), ("\n\na;b\n1,2,3\n", ";"), ('"a""b,c";d\n', ";"),
    ],
)  # fmt: skip
def test_what_parts_the_cells_is_told_by_the_headings(text: str, between: str) -> None:
    assert delimiter(text) == between


def test_another_sign_between_the_cells_is_told_of() -> None:
    found = read("事例名\t自治体\n自動運転バス\t境町, 茨城県\n")
    assert found.rows[1] == ("自動運転バス", "境町, 茨城県")
    assert found.remarks[1:] == ("区切りはタブとして読み取りました。",)


def test_quoted_cells_keep_commas_marks_and_line_breaks() -> None:
    found = read('事例名,概要\r\n"バス, ドローン","一行目\r\n「""二""行目」"\r\n')
    assert found.rows == (("事例名", "概要"), ("バス, ドローン", '一行目\n「"二"行目」'))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert read(end.join(["a,b", "c,d"])).rows == (("a", "b"), ("c", "d"))


def test_rows_are_filled_up_and_it_is_said_which_were_short_or_long() -> None:
    found = read("\n事例名,自治体,概要\nバス,境町\n\nDX,大田区,受発注,3,000件\n,,\n")
    assert found.rows == (
        ("", "", "", "", ""), ("事例名", "自治体", "概要", "", ""), ("バス", "境町", "", "", ""),
        ("", "", "", "", ""), ("DX", "大田区", "受発注", "3", "000件"),
    )  # fmt: skip
    assert found.remarks[1:] == (
        "見出しより列の少ない行があります（3行目）。足りないところは空として読み取りました。",
        "見出しより列の多い行があります（5行目）。値の中のコンマで列が分かれていないか確かめてください。",
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\nc,"d\ne,f\n', 2),
        ('a,b\n"c\nd",e\nf,"g\nh,i\n', 4),
        ('a,b\nc,"d\ne,"f"\n', 2),
        ('a,b\n"c"d,e\n', 2),
    ],
)
def test_a_mark_that_is_not_closed_is_found_where_it_began(text: str, line: int) -> None:
    assert refusal(text.encode()).startswith(
        f'{line}行目から始まる値の引用符（"）が閉じていないか、正しい位置にありません。'
    )


def test_a_mark_that_swallows_the_file_is_found_where_it_began() -> None:
    data = 'a,b\nc,"d\n' + "事例,概要\n" * 20_000
    assert refusal(data.encode()).startswith("2行目から始まる値が長すぎます（1つのセルは32,767文字まで")


def test_the_sign_old_programs_end_a_file_with_is_no_letter() -> None:
    assert read(b"a,b\r\nc,d\r\n\x1a").rows == (("a", "b"), ("c", "d"))


def test_nothing_but_spaces_is_nothing() -> None:
    assert refusal(" , \n　,\n".encode()).startswith("どのシートにも何も書かれていません。")
