"""The engine, on a small schema: what is typed, what is kept, and what the buttons of rows do."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.vocabulary import Status
from catalogue.schemas.form import (
    Kind,
    document_of,
    flat_of,
    inputs_of,
    label_of,
    name_of,
)
from catalogue.schemas.form_places import path_of
from tests.schemas.trial_form import BY_NAME, INPUTS, WORDS, TrialSchema


def read(**typed: str) -> dict[str, Any]:
    return document_of(INPUTS, {name.replace("__", "-"): [value] for name, value in typed.items()})


def test_every_field_of_the_schema_has_an_input_and_the_schema_says_what_it_is_like() -> None:
    assert [each.name for each in INPUTS] == list(TrialSchema().fields)
    assert BY_NAME["title"].required
    assert BY_NAME["title"].most == 100
    assert not BY_NAME["amount"].required
    assert BY_NAME["steps"].most_rows == 9
    assert [part.kind for part in BY_NAME["steps"].parts] == [Kind.DATE, Kind.PARAGRAPH, Kind.SOURCES]


def test_the_choices_are_the_words_of_the_schema_with_their_japanese_names() -> None:
    assert BY_NAME["state"].choices == tuple((word.value, word.label) for word in Status)
    assert BY_NAME["states"].kind is Kind.BOXES
    assert BY_NAME["states"].choices == BY_NAME["state"].choices


def test_a_field_nobody_has_words_for_is_refused() -> None:
    with pytest.raises(LookupError, match=r"steps\.date"):
        inputs_of(TrialSchema, {path: words for path, words in WORDS.items() if path != "steps.date"})


def test_what_is_blank_is_left_out() -> None:
    assert read(title="　", amount="", words="\n \n", note__text=" ", steps__0__text="") == {"lead": {}}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("１，２３４", 1234), ("1,234.5", 1234.5), ("△3", -3), ("−0.5", -0.5), (" 520000000 ", 520_000_000)],
)
def test_a_number_is_read_as_tables_write_it(typed: str, number: float) -> None:
    assert read(amount=typed)["amount"] == number


@pytest.mark.parametrize("typed", ["約7億", "1,23", "1_000", "NaN", "3人", "９" * 40])
def test_a_number_that_cannot_be_read_stays_as_it_was_typed(typed: str) -> None:
    assert read(amount=typed)["amount"] == typed


def test_a_date_becomes_its_stored_shape_or_stays_as_it_was_typed() -> None:
    steps = read(steps__0__date="令和7年3月", steps__1__date="来年の春")["steps"]
    assert [step["date"] for step in steps] == ["2025-03", "来年の春"]


def test_a_paragraph_copied_from_a_paper_loses_its_line_breaks_and_nothing_else() -> None:
    typed = "空き店舗を\r\n  使う。\nsmart\ncity"
    assert read(steps__0__text=typed)["steps"][0]["text"] == "空き店舗を使う。smart city"


def test_a_text_that_may_have_lines_keeps_them() -> None:
    assert read(lead__text="一\n\n二")["lead"]["text"] == "一\n\n二"


def test_a_table_is_typed_with_bars_or_pasted_from_a_spreadsheet() -> None:
    assert read(head="甲｜乙", grid="1 ｜ 2\n\n3｜4") == {
        "lead": {},
        "head": ["甲", "乙"],
        "grid": [["1", "2"], ["3", "4"]],
    }
    pasted = '1\t"二行の\nセル"\r\n3\t4｜5\r\n'
    assert read(grid=pasted)["grid"] == [["1", "二行の\nセル"], ["3", "4｜5"]]


def test_an_unclosed_quotation_mark_in_a_table_loses_nothing() -> None:
    cells = [cell for row in read(grid='1｜"2\n3｜4')["grid"] for cell in row]
    assert "".join(cells).replace("\n", "") == "123｜4"


CELL = st.text("あ1｜|\t\"',\n ", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_table_is_shown_so_that_it_is_read_back_as_it_was(grid: list[list[str]]) -> None:
    assert document_of(INPUTS, flat_of(INPUTS, {"grid": grid}))["grid"] == grid


@given(
    st.one_of(
        st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9, allow_nan=False).map(lambda n: round(n, 6))
    )
)
def test_any_number_is_shown_so_that_it_is_read_back_as_it_was(number: float) -> None:
    assert document_of(INPUTS, flat_of(INPUTS, {"amount": number}))["amount"] == number


@pytest.mark.parametrize(
    ("path", "name", "label"),
    [
        ("title", "title", "〈title〉"),
        ("steps", "steps", "歩み"),
        ("steps[2].date", "steps-2-date", "歩（3）の〈steps.date〉"),
        ("steps[0].sources[1]", "steps-0-sources", "歩（1）の出典の番号"),
        ("words[3]", "words", "〈words〉（4）"),
        ("grid[1][2]", "grid", "〈grid〉（2）"),
        ("note", "note-text", "〈note〉"),
        ("papers[1].key", "papers-1", "〈papers〉（2）の鍵"),
        ("", "", "全体"),
        ("colour[0].depth", "", "colour（1）のdepth"),
    ],
)
def test_a_place_of_the_document_has_a_field_and_a_name(path: str, name: str, label: str) -> None:
    assert name_of(INPUTS, path) == name
    assert label_of(INPUTS, path) == label


def test_the_name_of_a_field_leads_back_to_its_place() -> None:
    for path in ("title", "steps[2].date", "lead.text", "steps[10].sources"):
        assert path_of(name_of(INPUTS, path)) == path
