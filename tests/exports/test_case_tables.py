import copy
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from flask import Flask

from catalogue.domain.figures_in_words import in_words
from catalogue.domain.wareki import show_text
from catalogue.exports.cases.figures_read_back import day_of, number_of, unit_of
from catalogue.exports.cases.tables import workbook_of
from catalogue.exports.sheets import Sheet, Use, Value, Workbook
from catalogue.reading import search
from catalogue.web import cases
from tests.exports.pages import Page, all_pages, one_page, overgrown

SIB = "higashiomi-community-business-sib"
PLACEHOLDERS = {
    "-",
    "－",
    "―",
    "—",
    "なし",
    "記載なし",
    "不明",
    "未確認",
    "時点不明",
    "時点は不明",
    "None",
    "N/A",
}
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def address_of(slug: str) -> str:
    return f"http://catalogue.example/cases/{slug}"


def book_of(pages: Iterable[Page], use: Use, **more: Any) -> Workbook:
    return workbook_of(list(pages), use, "事例の一覧", address_of=address_of, **more)


@pytest.fixture(scope="module")
def pages(app: Flask) -> dict[str, Page]:
    return all_pages(app)


@pytest.fixture(scope="module")
def data(pages: dict[str, Page]) -> dict[str, Sheet]:
    """The sheets of the workbook of all cases, by name."""
    return {sheet.name: sheet for sheet in book_of(pages.values(), Use.DATA).sheets}


def names_of(sheet: Sheet) -> list[str]:
    return [column.name for column in sheet.columns]


def rows_of(sheet: Sheet, slug: str = "") -> list[dict[str, Value]]:
    rows = [dict(zip(names_of(sheet), row, strict=True)) for row in sheet.rows]
    return [row for row in rows if not slug or row["ID"] == slug]


def column_of(sheet: Sheet, name: str) -> list[Value]:
    return [value for row in rows_of(sheet) for value in [row[name]] if value is not None]


# The rules for machine-readable data (デジタル庁「機械可読性ルール」), by their numbers.


def test_every_column_has_a_name_of_its_own_and_a_meaning(
    data: dict[str, Sheet],
) -> None:  # L1-05, L2-03, L3-08
    for sheet in data.values():
        assert len(set(names_of(sheet))) == len(sheet.columns), sheet.name
        assert all(column.name and column.meaning for column in sheet.columns), sheet.name


def test_a_cell_holds_one_line_without_blanks_around_it(data: dict[str, Sheet]) -> None:  # L1-06, L1-07
    for sheet in data.values():
        for value in (value for row in sheet.rows for value in row if isinstance(value, str)):
            assert value == " ".join(value.splitlines()).strip() != "", (sheet.name, value)


def test_what_is_not_known_is_empty_and_nothing_stands_for_it(data: dict[str, Sheet]) -> None:  # L1-09, L3-03
    for sheet in data.values():
        assert not {value for row in sheet.rows for value in row} & PLACEHOLDERS, sheet.name


def test_a_column_is_of_numbers_or_of_text(data: dict[str, Sheet]) -> None:  # L2-01
    for sheet in data.values():
        for name in names_of(sheet):
            kinds = {isinstance(value, str) for value in column_of(sheet, name)}
            assert len(kinds) <= 1, (sheet.name, name)


def test_a_column_of_numbers_has_a_unit_or_counts(data: dict[str, Sheet]) -> None:  # L3-04
    for sheet in data.values():
        for column in sheet.columns:
            numbers = any(not isinstance(value, str) for value in column_of(sheet, column.name))
            assert not numbers or column.unit or re.search("番号|重み", column.name), (
                sheet.name,
                column.name,
            )


def test_every_row_names_its_case(data: dict[str, Sheet], pages: dict[str, Page]) -> None:  # L2-02
    for sheet in data.values():
        if sheet.name != "コード表":
            assert {row["ID"] for row in rows_of(sheet)} <= set(pages), sheet.name
            assert all(row["名称"] == pages[str(row["ID"])]["title"] for row in rows_of(sheet)), sheet.name


def test_every_code_is_in_the_code_table_with_its_name(data: dict[str, Sheet]) -> None:  # L2-04, L3-02
    table = {(row["コード表"], row["コード"]): row["名称"] for row in rows_of(data["コード表"])}
    checked = 0
    for sheet in data.values():
        for column in (column for column in sheet.columns if column.codes):
            name = column.name.removesuffix("コード")
            for row in (row for row in rows_of(sheet) if row[column.name] is not None):
                assert row[name] == table[column.codes, row[column.name]], (sheet.name, row)
                checked += 1
    assert checked > 1000


def test_dates_are_iso_and_the_era_stands_beside(data: dict[str, Sheet]) -> None:  # L3-05
    checked = 0
    for sheet in data.values():
        names = names_of(sheet)
        for name in (name for name in names if f"{name}_和暦" in names):
            for row in rows_of(sheet):
                if row[name] is not None:
                    assert ISO.fullmatch(str(row[name])), (sheet.name, row)
                    assert row[f"{name}_和暦"] == show_text(str(row[name]))
                    checked += 1
    assert checked > 500


def test_municipalities_have_their_standard_code_as_text(data: dict[str, Sheet]) -> None:  # L3-06
    for sheet in (data["事例"], data["参加自治体"]):
        codes = column_of(sheet, "全国地方公共団体コード")
        assert len(codes) == len(sheet.rows)
        assert all(re.fullmatch(r"\d{6}", str(code)) and isinstance(code, str) for code in codes)


# What the tables say, beside what the pages say.


def test_every_case_is_one_row_in_the_order_asked_for(data: dict[str, Sheet], pages: dict[str, Page]) -> None:
    assert column_of(data["事例"], "ID") == list(pages)
    assert column_of(data["事例"], "ページのアドレス") == [address_of(slug) for slug in pages]


def test_the_first_sheet_is_the_one_for_a_csv_file(pages: dict[str, Page]) -> None:
    assert book_of(pages.values(), Use.DATA).sheets[0].name == "事例"


@pytest.mark.parametrize(
    ("sheet", "part"),
    [
        ("成果", "outcomes"),
        ("経過", "events"),
        ("出典", "sources"),
        ("協力者", "partners"),
        ("手法", "methods"),
        ("財源", "funding_kinds"),
        ("青梅市の施策との関連", "links"),
        ("未確認事項", "unknowns"),
        ("資料によって異なること", "disagreements"),
        ("キーワード", "keywords"),
    ],
)
def test_what_a_case_has_several_of_is_all_there(
    sheet: str, part: str, data: dict[str, Sheet], pages: dict[str, Page]
) -> None:
    assert len(data[sheet].rows) == sum(len(page[part]) for page in pages.values()) > 0
    numbered = [row["番号"] for row in rows_of(data[sheet], SIB)]
    assert numbered == list(range(1, len(pages[SIB][part]) + 1))


def test_a_result_keeps_its_words_number_unit_day_and_sources(data: dict[str, Sheet]) -> None:
    done, paid, people = rows_of(data["成果"], SIB)
    assert (done["指標"], done["値"], done["数値"], done["単位"]) == (
        "出資を受けて実施し、成果を達成した事業",
        *("2件", 2, "件"),
    )
    assert (done["時点"], done["時点_和暦"], done["時点_年度"]) == (None, "令和2（2020）年度", 2020)
    assert (paid["数値"], paid["単位"], paid["時点_補足"]) == (None, None, "募集期間中（2025年8月から9月）")
    assert (people["時点"], people["時点_補足"], people["出典表記"]) == (None, None, "[3]")


def test_a_day_is_as_exact_as_it_is_known(data: dict[str, Sheet]) -> None:
    (row,) = rows_of(data["事例"], SIB)
    assert (row["開始"], row["開始_和暦"], row["開始_年度"]) == ("2016-05", "平成28（2016）年5月", 2016)
    assert (row["終了"], row["終了_和暦"], row["終了_年度"], row["終了_出典"]) == (None,) * 4
    assert [row["日付"] for row in rows_of(data["経過"], SIB)] == [None, "2016-05-01", None, "2025-08"]


def test_both_populations_are_numbers_each_with_its_day(data: dict[str, Sheet]) -> None:
    (row,) = rows_of(data["事例"], SIB)
    assert (row["人口"], row["人口_単位"], row["人口_概数"], row["人口_出典"]) == (
        115121,
        "人",
        "いいえ",
        "[8]",
    )
    assert (row["統計人口"], row["統計人口_時点"]) == (112819, "2020-10-01")


def test_the_figures_beside_ome_are_those_of_the_page(data: dict[str, Sheet], pages: dict[str, Page]) -> None:
    rows = rows_of(data["青梅市との比較"])
    told = [row for page in pages.values() for row in page["likeness"]["comparisons"]]
    assert len(rows) == len(told) > 300
    for row, shown in zip(rows, told, strict=True):
        assert _digits(row["値"], row["単位"]) == _plain(shown["own"])
        assert _digits(row["青梅市の値"], row["単位"]) == _plain(shown["ome"])
        assert str(row["時点"])[:4] in shown["as_of_text"]


def _digits(value: Value, unit: Value) -> tuple[float, Value]:
    assert isinstance(value, int | float)
    return float(value), unit


def _plain(words: str) -> tuple[float, Value]:
    """Read in another way than the tables do: 万 is where four digits are left out."""
    digits = re.sub(r"(\d+)万(\d*)", lambda m: m[1] + m[2].zfill(4), words.replace(",", ""))
    found = re.fullmatch(r"([\d.]+)(.+)", digits)
    assert found
    return float(found[1]), found[2]


def test_a_status_nobody_has_confirmed_is_empty(data: dict[str, Sheet], pages: dict[str, Page]) -> None:
    unknown = [slug for slug, page in pages.items() if page["status"]["value"] == "unknown"]
    assert unknown
    for slug in unknown:
        (row,) = rows_of(data["事例"], slug)
        assert (row["状況コード"], row["状況"]) == (None, None)


def test_every_figure_names_its_sources_or_says_that_there_are_none(
    data: dict[str, Sheet], pages: dict[str, Page]
) -> None:
    for name, part in (("成果", "outcomes"), ("経過", "events")):
        refs = [row["refs"] for page in pages.values() for row in page[part]]
        shown = column_of(data[name], "出典表記")
        assert shown == ["".join(f"[{n}]" for n in numbers) or "出典なし" for numbers in refs]
    assert "出典なし" in column_of(data["経過"], "出典表記")


def test_each_source_of_each_result_is_a_row(data: dict[str, Sheet], pages: dict[str, Page]) -> None:
    told = [
        (slug, number, ref)
        for slug, page in pages.items()
        for number, row in enumerate(page["outcomes"], start=1)
        for ref in row["refs"]
    ]
    rows = [row for row in rows_of(data["出典の対応"]) if row["シート"] == "成果"]
    assert [(row["ID"], row["番号"], row["出典番号"]) for row in rows] == told
    known = {(row["ID"], row["番号"]) for row in rows_of(data["出典"])}
    assert {(row["ID"], row["出典番号"]) for row in rows_of(data["出典の対応"])} <= known


def test_a_memo_is_a_column_only_where_memos_are_given(pages: dict[str, Page]) -> None:
    for use in Use:
        without, given = (
            book_of(pages.values(), use, notes=notes).sheets[0] for notes in (None, {SIB: "候補"})
        )
        assert "メモ" not in names_of(without)
        assert names_of(given)[-1] == "メモ"
        assert {row[-1] or "" for row in given.rows} == {"", "候補"}


def test_no_cases_make_tables_with_a_head_and_no_rows() -> None:
    for use in Use:
        assert all(sheet.columns for sheet in book_of([], use).sheets)
        assert not book_of([], use).sheets[0].rows


# For a meeting.


def meeting_row(page: Page) -> dict[str, str]:
    (row,) = rows_of(book_of([page], Use.MEETING).sheets[0])
    return {name: str(value) for name, value in row.items()}


def test_a_meeting_reads_each_case_with_its_theme_figures_and_their_sources(app: Flask) -> None:
    row = meeting_row(one_page(app, SIB))
    assert row["テーマ"] == "③新規事業創出支援"
    assert row["【分類】事例"].startswith("【資金調達支援】コミュニティビジネススタートアップ支援事業")
    assert row["人口（時点）"] == "11万5,121人\n（平成28（2016）年度、視察報告の記載）[8]"
    assert row["開始・状況"] == "平成28（2016）年5月[6]開始\n継続中"
    assert "・出資を受けて実施し、成果を達成した事業：2件（令和2（2020）年度）[5]" in row["主な成果（時点）"]
    assert "定量（自動判定）" in row["根拠の強さ"]
    assert "新プラン：\n・4-④ 新たな挑戦を地域ぐるみで応援（直接の手本）" in row["青梅市の施策・将来像"]


def test_a_meeting_is_told_in_words_what_is_not_known(app: Flask) -> None:
    page = copy.deepcopy(one_page(app, SIB))
    page |= {"population": None, "people": None, "started": None, "outcomes": [], "links": []}
    page["status"] = {"value": "unknown", "label": "未確認"}
    row = meeting_row(page)
    assert row["人口（時点）"] == "未確認"
    assert row["開始・状況"] == "開始時期は未確認\n状況は未確認"
    assert row["主な成果（時点）"] == "数値の成果は未確認"
    assert row["青梅市の施策・将来像"] == "関連付けなし"


def test_a_result_nobody_vouches_for_says_so(app: Flask) -> None:
    page = copy.deepcopy(one_page(app, SIB))
    page["outcomes"][0]["refs"] = []
    assert "2件（令和2（2020）年度）〔出典なし〕" in meeting_row(page)["主な成果（時点）"]


def test_a_population_of_the_statistics_is_marked_and_its_source_listed(pages: dict[str, Page]) -> None:
    page = next(page for page in pages.values() if not page["population"])
    assert meeting_row(page)["人口（時点）"].endswith("［統計］")
    sources = book_of([page], Use.MEETING).sheets[1]
    assert sources.rows[-1][:2] == ("人口の統計", "［統計］")
    assert "国勢調査" in str(sources.rows[-1][2])


def test_forty_results_are_three_and_a_count(app: Flask) -> None:
    shown = meeting_row(overgrown(one_page(app, SIB)))["主な成果（時点）"]
    assert shown.count("試験のための指標") == 3
    assert shown.endswith("ほか37件")


def test_all_sources_of_the_cases_are_listed_for_a_meeting(pages: dict[str, Page]) -> None:
    sheet = book_of(pages.values(), Use.MEETING).sheets[1]
    marks = [row[1] for row in sheet.rows if row[1] != "［統計］"]
    assert marks == [f"[{source['number']}]" for page in pages.values() for source in page["sources"]]


# The search page.


def found(app: Flask, query: str, use: Use = Use.DATA) -> Workbook:
    with app.test_request_context(f"/cases?{query}"):
        return cases.workbook(use)


def slugs_on_pages(app: Flask, query: str, pages: int) -> list[str]:
    client, slugs = app.test_client(), []
    for page in range(1, pages + 1):
        html = client.get(f"/cases?{query}&page={page}").text
        slugs += re.findall(r'<h3[^>]*>\s*<a[^>]*href="/cases/([a-z0-9-]+)"', html)
    return slugs


@pytest.mark.parametrize(("query", "pages"), [("sort=checked", 3), ("q=商店街+空き店舗", 1), ("theme=dx", 1)])
def test_a_file_holds_the_hits_of_all_pages_in_the_order_of_the_page(
    app: Flask, query: str, pages: int
) -> None:
    shown = slugs_on_pages(app, query, pages)
    assert len(shown) >= 3
    assert column_of(found(app, query).sheets[0], "ID")[: len(shown)] == shown


def test_the_file_of_a_search_says_what_was_asked(app: Flask) -> None:
    book = found(app, "q=空き店舗&theme=shopping-street")
    assert book.title == "「空き店舗」の事例"
    assert any(remark.startswith("しぼりこみ：") and "商店街" in remark for remark in book.remarks)


def test_cases_with_only_some_of_the_words_are_announced(app: Flask) -> None:
    assert any("言葉の一部を含む事例です" in remark for remark in found(app, "q=商店街+ドローン").remarks)


def test_a_year_that_is_none_is_said_in_the_file(app: Flask) -> None:
    assert any("読み取れませんでした" in remark for remark in found(app, "from=いつか").remarks)


def test_more_cases_than_a_file_takes_are_cut_with_a_remark(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_IN_A_FILE", 10)
    book = found(app, "")
    assert len(book.sheets[0].rows) == 10
    assert any("はじめの10件だけ" in remark for remark in book.remarks)


# Words read back.


@pytest.mark.parametrize("value", [1, 999, 24000, 112819, 100000000, 378000050, 32.0, 103.31])
def test_a_figure_the_catalogue_wrote_is_read_back_exactly(value: float) -> None:
    words = in_words(value, "人")
    assert number_of(words) == value
    assert unit_of(words) == "人"


@pytest.mark.parametrize("date", ["2020", "2019", "2020-10", "2020-10-01", "1989-01-07"])
def test_a_day_the_catalogue_wrote_is_read_back_exactly(date: str) -> None:
    assert day_of(show_text(date)) == date


def test_a_fiscal_year_is_no_day_and_words_are_no_figure() -> None:
    assert day_of(show_text("FY2020")) is None
    with pytest.raises(ValueError, match="多数"):
        number_of("多数")


def test_sheets_stay_rectangular(data: dict[str, Sheet]) -> None:
    def widths(rows: Sequence[Sequence[Value]]) -> set[int]:
        return {len(row) for row in rows}

    assert all(widths(sheet.rows) <= {len(sheet.columns)} for sheet in data.values())
