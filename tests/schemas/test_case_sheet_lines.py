import pytest

from catalogue.schemas.case_sheet.lines import (
    addresses_of,
    event_of,
    outcome_of,
    outcomes_of,
    paper_of,
    partners_of,
    period_of,
    place_of,
)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2020年～2023年", ("2020", "2023")),
        ("2020年〜2023年", ("2020", "2023")),
        ("令和2～4年度", ("FY2020", "FY2022")),
        ("平成30年度～令和2年度", ("FY2018", "FY2020")),
        ("2020～2023年度", ("FY2020", "FY2023")),
        ("2020-11～2021-03", ("2020-11", "2021-03")),
        ("2020年4月-2021年3月", ("2020-04", "2021-03")),
        ("2020-11", ("2020-11", None)),
        ("R2.11", ("2020-11", None)),
        ("2020年4月～", ("2020-04", None)),
        ("平成30年度から", ("FY2018", None)),
        ("H30～現在", ("2018", None)),
        ("令和2年11月開始", ("2020-11", None)),
        ("～2023年", (None, "2023")),
        ("随時", None),
        ("2020年～未定", None),
    ],
)
def test_a_period_is_read_as_lists_write_it(typed: str, period: tuple[str | None, str | None] | None) -> None:
    assert period_of(typed) == period


def test_a_result_is_an_indicator_a_value_and_when() -> None:
    assert outcome_of("新規の出店数：5店（2024年3月）〔1〕") == {
        "indicator": "新規の出店数",
        "value": "5店",
        "as_of": "2024-03",
        "sources": ["1"],
    }


def test_a_day_may_be_written_in_both_calendars() -> None:
    told = outcome_of("新規の出店数：5店（3年間の累計）（令和6（2024）年3月）")
    assert told == {"indicator": "新規の出店数", "value": "5店（3年間の累計）", "as_of": "2024-03"}
    assert period_of("平成31・令和元（2019）年") == ("2019", None)
    assert paper_of("試験の実績（試験市、令和6（2024）年度）")["date"] == "FY2024"


def test_what_in_brackets_is_no_date_stays_with_the_value() -> None:
    assert outcome_of("参加者: 30人（3年間の累計）") == {
        "indicator": "参加者",
        "value": "30人（3年間の累計）",
    }


@pytest.mark.parametrize(
    "line", ["参加者　延べ30人", "参加者 = 延べ30人", "参加者 延べ30人", "参加者：延べ30人"]
)
def test_a_figure_behind_a_blank_is_a_value_too(line: str) -> None:
    assert outcome_of(line) == {"indicator": "参加者", "value": "延べ30人"}


@pytest.mark.parametrize("sign", ["、", "／", "；", " / "])
def test_a_line_may_hold_several_results(sign: str) -> None:
    told = [
        (each["indicator"], each["value"]) for each in outcomes_of(sign.join(["出店：5店", "来場者：300人"]))
    ]
    assert told == [("出店", "5店"), ("来場者", "300人")]


def test_a_value_with_a_comma_in_it_is_one_value() -> None:
    assert [each["value"] for each in outcomes_of("来場者：3,300人、前年より多い")] == [
        "3,300人、前年より多い"
    ]


@pytest.mark.parametrize(
    "line", ["にぎわいが戻った", "売上が増えた。来場者：3万人", "https://www.example.jp/"]
)
def test_a_sentence_is_no_indicator_with_a_value(line: str) -> None:
    assert outcome_of(line) is None


@pytest.mark.parametrize(
    "line", ["2020年11月　開設", "令和2年11月：開設", "2020/11 開設", "R2.11、開設", "２０２０年１１月　開設"]
)
def test_a_step_is_its_date_and_what_happened(line: str) -> None:
    assert event_of(line) == {"date": "2020-11", "text": "開設"}


def test_a_date_that_goes_over_into_the_sentence_leaves_the_sentence_whole() -> None:
    assert event_of("2020年11月に開設した。") == {"date": "2020-11", "text": "2020年11月に開設した。"}


def test_a_line_without_a_date_is_no_step() -> None:
    assert event_of("翌年に開設した。") is None


def test_partners_have_their_part_in_brackets() -> None:
    assert list(partners_of("試験社（設計、施工）、試験大学〔1〕")) == [
        {"name": "試験社", "role": "設計、施工", "sources": ["1"]},
        {"name": "試験大学", "sources": ["1"]},
    ]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "試験の資料 https://a.example.jp/x?y=1",
            [{"title": "試験の資料", "url": "https://a.example.jp/x?y=1"}],
        ),
        ("https://a.example.jp/", [{"url": "https://a.example.jp/"}]),
        ("試験の資料", [{"title": "試験の資料"}]),
        ("試験の資料（https://a.example.jp/）", [{"title": "試験の資料", "url": "https://a.example.jp/"}]),
        (
            "試験の資料 https://a.example.jp/1、https://a.example.jp/2",
            [{"title": "試験の資料", "url": "https://a.example.jp/1"}, {"url": "https://a.example.jp/2"}],
        ),
        (
            "資料1 https://a.example.jp/1 資料2（https://a.example.jp/2）",
            [
                {"title": "資料1", "url": "https://a.example.jp/1"},
                {"title": "資料2", "url": "https://a.example.jp/2"},
            ],
        ),
        (
            "https://a.example.jp/1 資料1、https://a.example.jp/2 資料2",
            [
                {"title": "資料1", "url": "https://a.example.jp/1"},
                {"title": "資料2", "url": "https://a.example.jp/2"},
            ],
        ),
    ],
)
def test_a_source_is_a_title_an_address_or_both(line: str, parts: list[dict[str, str]]) -> None:
    assert addresses_of(line) == parts


def test_a_source_may_be_told_as_papers_tell_it() -> None:
    told = {"title": "試験の実績", "publisher": "試験市", "date": "2024-03"}
    assert paper_of("試験の実績（試験市、令和6年3月）") == told
    assert paper_of("試験市「試験の実績」（2024年3月）") == told
    assert paper_of("「試験の「実績」」（試験市、2024年3月）") == told | {"title": "試験の「実績」"}
    assert paper_of("試験市公式ホームページ")["publisher"] == "試験市"
    assert paper_of("試験市「試験の実績」") == {"title": "試験の実績", "publisher": "試験市"}


def test_brackets_that_say_something_else_belong_to_the_title() -> None:
    assert paper_of("試験の実績（概要版、第2稿）") == {"title": "試験の実績（概要版、第2稿）"}


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("茨城県境町", ("茨城県", "境町")),
        ("境町（茨城県）", ("茨城県", "境町")),
        ("茨城県 境町", ("茨城県", "境町")),
        ("茨城県・境町", ("茨城県", "境町")),
        ("境町", ("", "境町")),
        ("東京都", ("東京都", "東京都")),
        ("京都府京都市", ("京都府", "京都市")),
        ("神奈川県川崎市", ("神奈川県", "川崎市")),
        ("132055", ("", "132055")),
    ],
)
def test_a_municipality_is_told_with_its_prefecture_or_without(typed: str, place: tuple[str, str]) -> None:
    assert place_of(typed) == place
