"""Rows of a form, on a small schema: the sources they name, what their buttons do, which of them count."""

import pytest

from catalogue.schemas.form import (
    aftermath,
    document_of,
    only_known,
    pressed,
    tidied,
)
from tests.schemas.trial_form import INPUTS, PAPERS, STEPS


def test_sources_are_named_by_their_numbers_however_they_are_typed() -> None:
    for typed in ("3、1", "[3] [1]", "３，１", "3;1;3", "three 1"):
        document = document_of(INPUTS, {**STEPS, **PAPERS, "steps-0-sources": [typed]})
        assert document["steps"][0]["sources"] == ["three", "one"]


def test_a_number_that_names_no_source_is_handed_on_for_the_schema_to_refuse() -> None:
    document = document_of(INPUTS, {**STEPS, **PAPERS, "steps-0-sources": ["1, 9, x"]})
    assert document["steps"][0]["sources"] == ["one", "9", "x"]


def test_moving_a_source_changes_the_numbers_by_which_it_is_named_and_nothing_else() -> None:
    before = {**STEPS, **PAPERS}
    after = pressed(INPUTS, before, "papers-2:up")
    assert after["steps-0-sources"] == ["3, 1"]
    assert after["steps-1-sources"] == ["2"]
    assert document_of(INPUTS, after)["steps"] == document_of(INPUTS, before)["steps"]


def test_a_dropped_source_is_named_no_longer_and_comes_back_with_those_that_named_it() -> None:
    gone = pressed(INPUTS, {**STEPS, **PAPERS}, "papers-0:drop")
    assert gone["steps-0-sources"] == ["1"]
    assert gone["steps-1-sources"] == ["2"]
    back = pressed(INPUTS, gone, "papers:undrop")
    assert document_of(INPUTS, back)["papers"] == document_of(INPUTS, PAPERS)["papers"]
    assert set(document_of(INPUTS, back)["steps"][0]["sources"]) == {"one", "two"}


def test_a_new_source_is_given_a_key_that_no_other_has() -> None:
    flat = pressed(INPUTS, {**PAPERS, "papers-3-key": ["s4"], "papers-3-title": ["四"]}, "papers:add")
    assert flat["papers-4-key"] == ["s5"]
    assert flat["papers-4-title"] == [""]


def test_rows_are_added_moved_and_dropped_and_what_was_typed_stays() -> None:
    flat = pressed(INPUTS, {**STEPS, "title": ["題"]}, "steps:add")
    assert flat["title"] == ["題"]
    assert flat["steps-2-text"] == [""]
    flat = pressed(INPUTS, flat, "steps-0:down")
    assert [flat[f"steps-{place}-text"] for place in range(3)] == [["続ける。"], ["始める。"], [""]]
    flat = pressed(INPUTS, flat, "steps-0:drop")
    assert [flat[f"steps-{place}-text"] for place in range(2)] == [["始める。"], [""]]


def test_a_dropped_row_can_be_brought_back_to_its_place_until_the_next_press() -> None:
    gone = pressed(INPUTS, STEPS, "steps-0:drop")
    assert document_of(INPUTS, pressed(INPUTS, gone, "steps:undrop")) == document_of(INPUTS, STEPS)
    later = pressed(INPUTS, pressed(INPUTS, gone, "steps:add"), "steps:undrop")
    assert "始める。" not in str(later)


def test_a_row_moves_no_further_than_to_the_end() -> None:
    assert pressed(INPUTS, STEPS, "steps-0:up") == STEPS
    assert pressed(INPUTS, STEPS, "steps-1:down") == STEPS


@pytest.mark.parametrize(
    "button",
    [
        "",
        "stay",
        "steps",
        "steps-0",
        "steps-7:up",
        "steps-x:up",
        "title:add",
        "steps-0:burn",
        "x:drop",
        "steps-²:up",
    ],
)
def test_a_button_that_means_nothing_changes_nothing(button: str) -> None:
    assert pressed(INPUTS, STEPS, button) == STEPS


@pytest.mark.parametrize(
    "kept", ["", "3", "[]", '["steps"]', '["steps", "x", {}, []]', '["steps", 0, 5, []]', "{"]
)
def test_a_spoiled_memory_of_a_dropped_row_brings_nothing_back_and_breaks_nothing(kept: str) -> None:
    assert pressed(INPUTS, {**STEPS, "dropped": [kept]}, "steps:undrop") == STEPS


def test_blank_rows_are_no_rows_so_that_numbers_in_problems_are_those_of_the_form_shown() -> None:
    flat = {
        f"steps-{place + 2}-{name[8:]}": values
        for place in (0,)
        for name, values in STEPS.items()
        if "-0-" in name
    }
    shown = tidied(INPUTS, {"steps-0-text": [""], "steps-1-date": ["　"], **flat})
    assert shown["steps-0-text"] == ["始める。"]
    assert not any(name.startswith("steps-1") for name in shown)


def test_a_blank_source_that_is_named_stays_and_is_complained_about() -> None:
    flat = {**STEPS, **PAPERS, "papers-2-title": [""]}
    assert document_of(INPUTS, flat)["papers"][2] == {"key": "three"}
    unnamed = {**flat, "steps-1-sources": [""]}
    assert len(document_of(INPUTS, unnamed)["papers"]) == 2


def test_what_is_no_field_of_the_form_is_not_kept() -> None:
    flat = only_known(
        INPUTS, {**STEPS, "csrf_token": ["x"], "steps-0-colour": ["赤"], "press": ["steps:add"]}
    )
    assert flat == STEPS


def test_after_a_press_it_is_said_what_happened_and_the_focus_is_where_one_goes_on() -> None:
    def after(button: str) -> tuple[str, str]:
        told = aftermath(INPUTS, pressed(INPUTS, STEPS, button), button)
        return told.said, told.focus

    assert after("steps:add") == ("歩 3 を足しました。", "steps-2-date")
    assert after("steps-1:up") == ("歩を 1 番目に移しました。", "steps-0-down")
    assert after("steps-0:drop") == ("歩 1 を消しました。", "steps-undrop")
    assert after("stay") == ("", "")
