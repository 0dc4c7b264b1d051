"""The line below a case's title."""

import pytest

from catalogue.domain.likeness import Dated, Indicator, compare
from catalogue.editing.standing import mark, people, short_place
from catalogue.models import Municipality


def places(*names: str) -> list[Municipality]:
    return [
        Municipality(
            code=f"{n:06}", name=name, kana="", prefecture="東京都", prefecture_code="130001", kind="市"
        )
        for n, name in enumerate(names)
    ]


SOURCE = {"title": "国勢調査"}
OURS = {Indicator.POPULATION: Dated(106_445, "2020-10-01", SOURCE)}
OMES = {Indicator.POPULATION: Dated(133_535, "2020-10-01", SOURCE)}


def test_of_more_than_three_places_the_first_two_are_named_and_the_others_counted() -> None:
    assert short_place(places("八王子市", "青梅市", "町田市")) == "東京都八王子市・東京都青梅市・東京都町田市"
    named = short_place(places("八王子市", "青梅市", "町田市", "日野市"))
    assert named == "東京都八王子市・東京都青梅市ほか2自治体"


def test_the_case_s_own_figure_goes_before_the_statistics() -> None:
    stated = {"text": "約10万6千人", "as_of_text": "令和2（2020）年度"}
    told = people(stated, compare(OURS, OMES), places("桐生市", "みどり市"))
    assert told == {"whose": "", "text": "約10万6千人", "as_of": "令和2（2020）年度"}


@pytest.mark.parametrize(("names", "whose"), [(("桐生市",), ""), (("桐生市", "みどり市"), "桐生市の")])
def test_the_statistics_name_whom_they_count_where_there_are_several(
    names: tuple[str, ...], whose: str
) -> None:
    told = people(None, compare(OURS, OMES), places(*names))
    assert told is not None
    assert told["whose"] == whose
    assert told["text"] == "10万6,445人"
    assert "2020" in told["as_of"]


def test_where_nobody_has_counted_nothing_is_said() -> None:
    assert people(None, compare({}, OMES), places("桐生市")) is None


def test_a_bare_number_says_of_what_it_is_one() -> None:
    assert [mark("2.", "原則"), mark("施策2", "施策"), mark(None, "課題")] == ["原則2", "施策2", "課題"]
