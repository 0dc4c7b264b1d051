import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.text import clean
from catalogue.schemas.case_sheet.cells import (
    cell_of_items,
    cell_of_words,
    guarded,
    items_of_cell,
    numbers_in,
    unguarded,
    with_mark,
    without_mark,
    words_of_cell,
)
from tests.schemas.documents_of_cases import line, lines

statements = st.lists(
    st.tuples(lines, st.lists(st.integers(1, 30), unique=True, max_size=3)), min_size=1, max_size=4
)


@settings(deadline=None)
@given(statements)
def test_statements_come_back_from_a_cell_as_they_were(told: list[tuple[str, list[int]]]) -> None:
    cell = cell_of_items(with_mark(text, numbers) for text, numbers in told)
    back = [without_mark(item) for item in items_of_cell(unguarded(cell))]
    assert [(clean(text), list(cited or ())) for text, cited in back] == told


@settings(deadline=None)
@given(st.lists(line, min_size=1, max_size=4))
def test_words_come_back_from_a_cell_as_they_were(words: list[str]) -> None:
    assert words_of_cell(cell_of_words(words)) == words


@settings(deadline=None)
@given(lines)
def test_no_text_is_taken_for_one_that_csv_had_to_guard(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_an_item_is_a_line_with_a_bullet_and_what_follows_it() -> None:
    assert items_of_cell("・一つ目\n続き\n\n終わり\n・二つ目") == ["一つ目\n続き\n\n終わり", "二つ目"]


def test_an_indented_bullet_belongs_to_the_text_above() -> None:
    assert items_of_cell("・次の3つ\n　・一\n　・二") == ["次の3つ\n・一\n・二"]
    assert cell_of_items(["次の2つ\n・一\n　・二"]) == "・次の2つ\n　・一\n　　・二"


@pytest.mark.parametrize(
    "cell",
    ["一\n二", "・一\n・二", "●一\n●二", "■ 一\n■ 二", "- 一\n- 二", "　・一\n　・二", "一\n\n二\n"],
)
def test_items_are_known_by_whatever_sign_a_list_begins_them_with(cell: str) -> None:
    assert items_of_cell(cell) == ["一", "二"]


@pytest.mark.parametrize(
    "cell",
    [
        "①相談\n②補助\n（年2回）",
        "(1) 相談\n(2) 補助\n（年2回）",
        "1．相談\n2．補助\n（年2回）",
        "①相談②補助\n（年2回）",
    ],
)
def test_items_may_be_counted(cell: str) -> None:
    assert items_of_cell(cell) == ["相談", "補助\n（年2回）"]


@pytest.mark.parametrize(
    "cell", ["①と②を合わせて行う", "2020年に開始\n2021年に拡大", "1.5倍になった\n2.5倍を目指す", "②補助"]
)
def test_what_only_begins_like_a_number_is_not_counted(cell: str) -> None:
    assert items_of_cell(cell) == cell.split("\n")


def test_a_minus_is_no_bullet() -> None:
    assert items_of_cell("-5％\n+3％") == ["-5％", "+3％"]


@pytest.mark.parametrize(
    ("item", "text", "numbers"),
    [
        ("文。〔1、3〕", "文。", (1, 3)),
        ("文。〔１，３〕", "文。", (1, 3)),
        ("文。 〔1〕 ", "文。 ", (1,)),
        ("文。〔出典なし〕", "文。", ()),
        ("文。〔〕", "文。", ()),
        ("文。", "文。", None),
        ("〔注〕の文〔注〕", "〔注〕の文〔注〕", None),
        ("表〔3〕の文", "表〔3〕の文", None),
        ("文〔3〕〔1〕", "文〔3〕", (1,)),
    ],
)
def test_only_numbers_at_the_end_name_sources(item: str, text: str, numbers: tuple[int, ...] | None) -> None:
    assert without_mark(item) == (text, numbers)


def test_a_text_that_ends_like_a_mark_gets_one_that_says_nothing() -> None:
    assert with_mark("表〔3〕", []) == "表〔3〕〔〕"
    assert with_mark("文", []) == "文"


@pytest.mark.parametrize("typed", ["[1][3]", "〔1、3〕", "1, 3", "１・３", "1;3"])
def test_numbers_of_sources_are_read_however_they_are_parted(typed: str) -> None:
    assert numbers_in(typed) == (1, 3)


@pytest.mark.parametrize(
    "typed", ["一、二", "一,二", "一；二", "一;二", "一\n二", "・一\n・二", " 一 、 二 "]
)
def test_words_are_parted_by_any_of_the_usual_signs(typed: str) -> None:
    assert words_of_cell(typed) == ["一", "二"]
