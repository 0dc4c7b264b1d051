import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.domain.difference import Change, Difference, Kind, differences, letters


def shown(before: str, after: str) -> str:
    """What went in [-brackets-], what came in {+others+}."""
    signs = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in letters(before, after))


def test_a_change_in_a_sentence_is_shown_where_it_is() -> None:
    assert shown("空き店舗を活用した。", "空き家を活用した。") == "空き[-店舗-]{+家+}を活用した。"


def test_a_number_is_compared_as_a_whole() -> None:
    assert shown("来場者は1,200人。", "来場者は1,350人。") == "来場者は[-1,200-]{+1,350+}人。"


def test_a_latin_word_is_compared_as_a_whole() -> None:
    assert shown("cocotomoを開設", "cototomoを開設") == "[-cocotomo-]{+cototomo+}を開設"


def test_a_letter_that_stayed_between_two_changes_does_not_tear_them_apart() -> None:
    assert shown("令和7年3月開始", "令和8年4月開始") == "令和[-7年3-]{+8年4+}月開始"


def test_what_stayed_between_two_far_changes_stays_readable() -> None:
    before, after = "市が店を借り上げて運営する。", "町が店を借り上げて経営する。"
    assert shown(before, after) == "[-市-]{+町+}が店を借り上げて[-運-]{+経+}営する。"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("", "新規", "{+新規+}"), ("消去", "", "[-消去-]"), ("同じ", "同じ", "同じ"), ("", "", "")],
)
def test_what_was_empty_came_as_a_whole_and_what_is_empty_went(
    before: str, after: str, expected: str
) -> None:
    assert shown(before, after) == expected


@given(some.text("あい。、商店街\n12aZ", max_size=60), some.text("あい。、商店街\n12aZ", max_size=60))
def test_both_texts_can_be_read_from_their_difference(before: str, after: str) -> None:
    pieces = letters(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.NEW) == before
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.GONE) == after
    assert all(piece.text for piece in pieces)


LONG = "市は空き店舗を借り上げ、若い店主に貸した。家賃は三年のあいだ半分である。商店会も毎月集まる。" * 430
HOSTILE = {
    "a long text in which one word was changed": (LONG, LONG.replace("三年", "二年", 1)),
    "a long text in which every sentence was changed": (LONG, LONG.replace("市", "町").replace("、", "")),
    "the same letter over and over": ("あ" * 20_000, "あ" * 19_000 + "い"),
    "a pattern out of step": ("あいうえおか" * 3_300, "あいうえおきか" * 2_800),
    "a pattern out of step, short enough to be compared": ("あいう" * 500, "あうい" * 500),
    "nothing but full stops": ("。" * 20_000, "。\n" * 10_000),
    "nothing in common": ("あ" * 20_000, "い" * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_that_are_slow_to_compare_letter_by_letter_are_still_told_whole(name: str) -> None:
    before, after = HOSTILE[name]
    pieces = letters(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.NEW) == before
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.GONE) == after


def test_only_what_is_not_the_same_is_told() -> None:
    found = differences({"title": "旧", "yomi": "よみ"}, {"title": "新", "yomi": "よみ"})
    assert found == (Difference("title", "旧", "新"),)


def test_a_part_that_was_not_there_is_told_value_by_value() -> None:
    found = differences({"started": None}, {"started": {"date": "2025", "note": None, "sources": []}})
    assert found == (Difference("started.date", "", "2025"),)


def test_a_field_that_an_older_document_does_not_know_was_empty() -> None:
    assert differences({}, {"notes": None, "title": "題"}) == (Difference("title", "", "題"),)


def test_a_list_of_words_is_one_value() -> None:
    found = differences({"keywords": ["商店街"]}, {"keywords": ["商店街", "若者"]})
    assert found == (Difference("keywords", "商店街", "商店街\n若者"),)


def source(key: str, title: str) -> dict[str, str]:
    return {"key": key, "title": title}


def test_a_source_is_known_by_its_key_wherever_it_stands() -> None:
    before = {"sources": [source("a", "甲の報告"), source("b", "乙の報告")]}
    after = {"sources": [source("c", "丙の報告"), source("a", "甲の報告（改訂）"), source("b", "乙の報告")]}
    assert [(each.path, each.before, each.after, each.change) for each in differences(before, after)] == [
        ("sources[0].key", "", "c", Change.ADDED),
        ("sources[0].title", "", "丙の報告", Change.ADDED),
        ("sources[1].title", "甲の報告", "甲の報告（改訂）", Change.CHANGED),
    ]


def statement(text: str) -> dict[str, object]:
    return {"text": text, "sources": ["a"]}


FIRST, SECOND, THIRD = "空き店舗を借り上げた。", "起業の相談を受けた。", "月に一度、朝市を開いた。"


def test_a_reworded_row_is_the_same_row_although_one_was_put_before_it() -> None:
    before = {"activities": [statement(FIRST), statement(SECOND)]}
    after = {"activities": [statement(THIRD), statement(FIRST), statement("起業や移住の相談を受けた。")]}
    told = [(each.path, each.change) for each in differences(before, after)]
    assert told == [
        ("activities[0].text", Change.ADDED),
        ("activities[0].sources", Change.ADDED),
        ("activities[2].text", Change.CHANGED),
    ]


def test_a_row_that_was_dropped_is_told_by_its_old_place() -> None:
    before = {"activities": [statement(FIRST), statement(SECOND)]}
    found = differences(before, {"activities": [statement(SECOND)]})
    assert [(each.path, each.before, each.change) for each in found] == [
        ("activities[0].text", FIRST, Change.DROPPED),
        ("activities[0].sources", "a", Change.DROPPED),
    ]


def test_a_moved_row_is_said_to_have_moved_and_those_it_passed_are_not() -> None:
    before = {"activities": [statement(FIRST), statement(SECOND), statement(THIRD)]}
    after = {"activities": [statement(THIRD), statement(FIRST), statement(SECOND)]}
    assert differences(before, after) == (
        Difference("activities[0]", "3番目", "1番目", Change.MOVED, "activities[0]"),
    )


def test_a_row_may_be_moved_and_reworded_at_once() -> None:
    before = {"sources": [source("a", "甲"), source("b", "乙"), source("c", "丙")]}
    after = {"sources": [source("c", "丙の改訂"), source("a", "甲"), source("b", "乙")]}
    assert [(each.path, each.change) for each in differences(before, after)] == [
        ("sources[0]", Change.MOVED),
        ("sources[0].title", Change.CHANGED),
    ]


def test_of_a_table_the_row_that_changed_is_told() -> None:
    before = {"tables": [{"title": "採択", "rows": [["甲社", "10万円"], ["乙社", "20万円"]]}]}
    after = {"tables": [{"title": "採択", "rows": [["甲社", "10万円"], ["乙社", "25万円"]]}]}
    assert differences(before, after) == (Difference("tables[0].rows[1]", "乙社\n20万円", "乙社\n25万円"),)


def test_rows_beyond_counting_are_compared_in_a_moment() -> None:
    before = {"rows": [{"text": f"{number}番目の行。"} for number in range(3_000)]}
    after = {"rows": [{"text": f"{number}番目の行、改訂。"} for number in range(3_000)]}
    assert len(differences(before, after)) == 3_000


@given(some.lists(some.integers(0, 5), max_size=8), some.lists(some.integers(0, 5), max_size=8))
def test_the_same_rows_have_no_difference_and_others_have_one(before: list[int], after: list[int]) -> None:
    def rows(numbers: list[int]) -> dict[str, list[dict[str, str]]]:
        return {"rows": [{"text": f"{number}" * 5} for number in numbers]}

    assert bool(differences(rows(before), rows(after))) == (before != after)
