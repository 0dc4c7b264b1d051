import pytest

from catalogue.search.concepts import Scope
from catalogue.search.query_language import Clause, Kind, parse, years_of


def clauses(text: str) -> tuple[Clause, ...]:
    return parse(text).clauses


@pytest.mark.parametrize(
    "text",
    [
        "商店街 活用",
        "スーパー-X",
        "5-2",
        "-",
        "商店街 - 活用",
        "自治体:",
        "年度:abc",
        "年度:1-2-3",
        "年度:2200",
        "色:赤",
        "https://example.jp/a?b=c",
        "10:30",
        "or and not",
        "ORACLE",
        "商店街 OR",
    ],
)
def test_what_is_malformed_is_plain_words(text: str) -> None:
    assert clauses(text) == (Clause(text),)


def test_a_quote_that_is_not_closed_is_passed_over() -> None:
    assert clauses('"商店街 活用') == (Clause("商店街 活用"),)
    assert clauses('商店街 "') == (Clause("商店街"),)
    assert clauses('"" 商店街') == (Clause("商店街"),)


@pytest.mark.parametrize("text", ['"空き店舗 活用"', "“空き店舗 活用”", "＂空き店舗 活用＂"])
def test_a_phrase_stands_in_quotes_of_any_kind(text: str) -> None:
    assert clauses(text) == (Clause("空き店舗 活用", Kind.PHRASE),)


@pytest.mark.parametrize("text", ["観光 -移住", "観光　－移住", "観光 −移住", "観光 ー移住", "観光 NOT 移住"])
def test_a_minus_before_a_word_excludes_it(text: str) -> None:
    assert clauses(text) == (Clause("観光"), Clause("移住", excluded=True))


def test_a_phrase_and_a_prefix_can_be_excluded() -> None:
    assert clauses('-"空き 店舗" -自治体:境町') == (
        Clause("空き 店舗", Kind.PHRASE, excluded=True),
        Clause("境町", scope=Scope.PLACE, excluded=True),
    )


@pytest.mark.parametrize(
    "text", ["観光 OR 移住 定住", "観光 ＯＲ 移住 定住", "観光 | 移住 定住", "観光｜移住 定住"]
)
def test_or_joins_its_neighbours(text: str) -> None:
    assert clauses(text) == (Clause("観光"), Clause("移住", alternative=True), Clause("定住"))


def test_or_joins_more_than_two() -> None:
    assert clauses("a b OR c OR d") == (
        Clause("a"),
        Clause("b"),
        Clause("c", alternative=True),
        Clause("d", alternative=True),
    )


def test_and_is_passed_over() -> None:
    assert clauses("観光 AND 移住") == (Clause("観光 移住"),)


def test_or_does_not_join_what_stands_in_different_places() -> None:
    assert clauses("自治体:境町 OR 移住") == (Clause("境町", scope=Scope.PLACE), Clause("OR 移住"))
    assert clauses("観光 OR -移住") == (Clause("観光 OR"), Clause("移住", excluded=True))


def test_prefixes_may_be_typed_in_full_width_and_with_a_space() -> None:
    assert clauses("自治体：境町　テーマ： DX化 施策:販路") == (
        Clause("境町", scope=Scope.PLACE),
        Clause("DX化", scope=Scope.THEME),
        Clause("販路", scope=Scope.NODE),
    )


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023", (2023, 2023)),
        ("令和5", (2023, 2023)),
        ("令和５年度", (2023, 2023)),
        ("R5", (2023, 2023)),
        ("r5", (2023, 2023)),
        ("平成元年", (1989, 1989)),
        ("令和2～令和5", (2020, 2023)),
        ("令和2～5", (2020, 2023)),
        ("R2-R5", (2020, 2023)),
        ("2020-2023", (2020, 2023)),
        ("2023〜2020", (2020, 2023)),
        ("平成30年度から令和2年度まで", (2018, 2020)),
        ("2020～", (2020, None)),
        ("～令和5", (None, 2023)),
        ("令和2年度以降", (2020, None)),
        ("2020年度以前", (None, 2020)),
    ],
)
def test_years_are_read_in_either_calendar(text: str, years: tuple[int | None, int | None]) -> None:
    assert years_of(text) == years


@pytest.mark.parametrize(
    "text", ["abc", "～", "令和", "5", "0", "2020-2021-2022", "令和0", "9999", "２０２０年３月"]
)
def test_what_is_no_year_is_not_taken_for_one(text: str) -> None:
    assert years_of(text) is None


def test_of_several_ranges_of_years_all_hold() -> None:
    parsed = parse("年度:2018～2022 観光 年度:2020～")
    assert (parsed.year_from, parsed.year_to) == (2020, 2022)
    assert parsed.clauses == (Clause("観光"),)
