"""Lists as offices keep them: themes as lines or sheets of their own, notes, signs for what stands above, programs."""

from collections.abc import Sequence

import pytest

from catalogue.domain.grid import Grid
from catalogue.schemas.case_sheet.reading import headings, read
from catalogue.schemas.case_sheet.sheets import CaseSheets
from tests.schemas.sheets_of_cases import grid, only_row, read_list

HEAD = ("No.", "取組名", "自治体", "概要")
ADDRESS = "https://www.example.jp/a"


def case(number: int, town: str = "試験市") -> tuple[str, ...]:
    return (str(number), f"試験の取組{number}", town, "試験の文")


def themes_of(sheets: CaseSheets) -> list[str]:
    return [row.names.get("theme", "") for row in sheets.rows]


def sheet(name: str, *above: Sequence[str]) -> Grid:
    return grid(*above, HEAD, case(1), name=name)


def test_a_line_above_cases_names_their_theme() -> None:
    lines = [("■ 試験のテーマA", "", "", ""), case(1), case(2), ("", "【2．試験のテーマB】", "", ""), case(3)]
    assert themes_of(read_list(HEAD, *lines)) == ["試験のテーマA", "試験のテーマA", "試験のテーマB"]


def test_a_line_merged_over_all_columns_names_the_theme_below_it() -> None:
    assert themes_of(read_list(HEAD, ("① 試験のテーマA",) * 4, case(1))) == ["試験のテーマA"]


def test_a_note_below_the_cases_is_no_case_and_that_is_told() -> None:
    sheets = read_list(HEAD, case(1), ("（注）数値は試験のものです。", "", "", ""), ("計", "1件", "", ""))
    assert len(sheets.rows) == 1
    assert "「（注）数値は試験のものです。」の行は、事例ではないものとして" in "".join(sheets.remarks)


def test_a_case_of_which_only_the_title_is_known_stays_a_case() -> None:
    rows = read_list(HEAD, case(1), ("", "題名だけの試験の取組", "", "")).rows
    assert [row.raw["title"] for row in rows] == ["試験の取組1", "題名だけの試験の取組"]


def test_a_theme_that_is_written_once_holds_for_the_rows_below_it_and_that_is_told() -> None:
    head = ("テーマ", "分類", "取組名", "概要")
    rows = [
        ("試験A", "い", "一", "文"),
        ("", "", "二", "文"),
        ("試験B", "", "三", "文"),
        ("", "ろ", "四", "文"),
    ]
    sheets = read_list(head, *rows)
    assert themes_of(sheets) == ["試験A", "試験A", "試験B", ""]
    assert [row.names.get("category") for row in sheets.rows] == ["い", "い", None, "ろ"]
    assert [each.reason for each in sheets.rows[1].cautions] == [
        "テーマが空なので、上の行の「試験A」のままとして読みました。"
    ]


@pytest.mark.parametrize("sign", ["〃", "同上", "″"])
def test_a_sign_for_what_stands_above_means_that(sign: str) -> None:
    rows = read_list(HEAD, case(1), case(2, sign), case(3, sign)).rows
    assert {row.names["municipality"] for row in rows} == {"試験市"}


def test_several_lists_have_their_themes_from_the_names_of_their_sheets() -> None:
    named = [
        sheet("1.試験のテーマA"),
        sheet("試験のテーマBの事例"),
        sheet("Sheet3"),
        sheet("令和5年度"),
        sheet("埼玉県"),
    ]
    assert themes_of(read(named, {})) == ["試験のテーマA", "試験のテーマB", "", "", ""]


def test_the_name_of_the_only_sheet_is_no_theme() -> None:
    assert themes_of(read([sheet("試験のテーマA")], {})) == [""]


def test_a_line_above_the_headings_names_the_theme() -> None:
    assert themes_of(read([sheet("一覧", ("テーマ：試験のテーマA",))], {})) == ["試験のテーマA"]


def test_a_column_of_further_lists_is_what_it_is_in_the_first_one() -> None:
    lists = [sheet("試験A"), sheet("試験B")]
    assert [each.sure for each in headings(lists)] == [True, False, False, True] + [True] * 4
    told = read(lists, {"試験A!D1": "background"})
    assert [row.raw["background"] for row in told.rows] == [[{"text": "試験の文"}]] * 2
    apart = read(lists, {"試験A!D1": "background", "試験B!D1": "purpose"})
    assert "purpose" in apart.rows[1].raw


def test_a_column_that_counts_the_rows_need_not_be_confirmed() -> None:
    (number, *_) = read_list(HEAD, case(1), case(2)).headings
    assert (number.meant, number.sure) == (None, True)
    (names, *_) = read_list(HEAD, ("い", *case(1)[1:])).headings
    assert not names.sure


def test_one_source_in_a_line_of_its_own_is_that_of_all_rows_that_have_none() -> None:
    head = (*HEAD, "URL")
    rows = [(*case(1), ""), (*case(2), ADDRESS), (f"出典：試験の資料（試験省、2023年3月） {ADDRESS}/b",)]
    sheets = read_list(head, *rows)
    (own,) = sheets.rows[0].raw["sources"]
    assert (own["title"], own["publisher"], own["date"]) == ("試験の資料", "試験省", "2023-03")
    assert [each["url"] for each in sheets.rows[1].raw["sources"]] == [ADDRESS]
    assert sheets.rows[0].raw["summary"]["sources"] == [own["key"]]
    assert "出典のない1行では、表全体の出典によるものとして読みました。" in sheets.remarks


def test_a_person_may_name_one_source_for_all_rows() -> None:
    sheets = read([grid(HEAD, case(1), case(2))], {}, f"試験の資料 {ADDRESS}")
    assert [row.raw["sources"][0]["title"] for row in sheets.rows] == ["試験の資料"] * 2
    assert len({id(row.raw["sources"][0]) for row in sheets.rows}) == 2


def test_a_source_for_all_rows_that_cannot_stand_alone_is_told() -> None:
    sheets = read([grid(HEAD, case(1))], {}, "試験の資料")
    assert "すべての行の出典は、アドレス（URL）も発行者も書かれていないので使えません。" in sheets.remarks
    assert "sources" not in sheets.rows[0].raw


def test_headings_of_programs_are_understood() -> None:
    head = ("title", "municipality_code", "started", "source_url", "source_title", "publisher", "year")
    cells = ("試験の取組", "132055", "2020", ADDRESS, "資料1", "試験市", "2021")
    row = only_row(read_list(head, cells))
    assert (row.raw["started"]["date"], row.names["municipality_code"]) == ("2020", "132055")
    (source,) = row.raw["sources"]
    told = {name: source[name] for name in ("title", "url", "publisher", "date")}
    assert told == {"title": "資料1", "url": ADDRESS, "publisher": "試験市", "date": "2021"}


def test_programs_count_parts_from_nought() -> None:
    head = ("title", "sources.0.title", "sources.0.url", "sources.1.title", "sources[1].url")
    results = ("outcomes.0.metric", "outcomes_0_value", "outcomes.0.as_of")
    cells = ("試験の取組", "資料1", ADDRESS, "資料2", f"{ADDRESS}/2", "試験の指標", "5件", "開業1年目")
    raw = only_row(read_list((*head, *results), cells)).raw
    assert [(each["title"], each["url"]) for each in raw["sources"]] == [
        ("資料1", ADDRESS),
        ("資料2", f"{ADDRESS}/2"),
    ]
    assert raw["outcomes"] == [{"indicator": "試験の指標", "value": "5件", "as_of_note": "開業1年目"}]


def test_a_second_heading_that_may_be_the_title_is_what_was_done() -> None:
    raw = only_row(read_list(("取組", "事例名", "概要"), ("したこと", "試験の名前", "文"))).raw
    assert (raw["title"], raw["activities"][0]["text"]) == ("試験の名前", "したこと")


def test_municipalities_may_be_joined_by_a_dot() -> None:
    names = only_row(read_list(HEAD, case(1, "試験市・見本町"))).names
    assert (names["municipality"], names["other_municipalities"]) == ("試験市", "見本町")


def test_an_amount_that_is_about_so_much_keeps_what_its_heading_says() -> None:
    raw = only_row(read_list(("取組名", "事業費（千円）"), ("試験の取組", "約4,700"))).raw
    assert raw["funding"] == [{"text": "事業費（千円）：約4,700"}]


def test_an_address_too_long_for_a_title_is_named_by_its_site() -> None:
    address = f"{ADDRESS}/{'a' * 250}"
    (source,) = only_row(read_list(("取組名", "URL"), ("試験の取組", address))).raw["sources"]
    assert (source["title"], source["url"]) == ("example.jp", address)


def test_a_form_with_its_headings_below_each_other_is_refused_with_what_to_do() -> None:
    form = [("事例名", "試験"), ("自治体", "試験市"), ("概要", "文"), ("背景", "文"), ("成果", "文")]
    sheets = read([grid(("試験の個票",), *form, name="個票")], {})
    assert sheets.rows == ()
    assert "見出しが縦に並んでいます" in sheets.problems[0].reason


def test_words_of_headings_within_the_rows_are_no_upright_headings() -> None:
    head = ("事例名", "概要", "背景", "目的")
    assert (
        len(
            read(
                [grid(head, *(("概要", word, "文", "文") for word in ("成果", "背景", "費用", "URL")))], {}
            ).rows
        )
        == 4
    )


def test_words_pushed_apart_by_thousands_of_blanks_are_read_at_once() -> None:
    cell = f"試験{' ' * 30_000}の値"
    head = ("取組名", "自治体", "期間", "成果", "連携先", "経過", "出典")
    row = only_row(read_list(head, ("試験の取組", *[cell] * 6)))
    assert [each["name"] for each in row.raw["partners"]] == ["試験 の値"]
