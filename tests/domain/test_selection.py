from catalogue.domain.comparison import STANDARD, RowKey, choose_rows, moved
from catalogue.domain.selection import choose

KNOWN = {"a", "b", "c", "d"}


def test_what_is_asked_for_comes_in_its_order() -> None:
    assert choose(["c", "a"], KNOWN, 6).slugs == ("c", "a")
    assert choose(["c", "a"], KNOWN, 6).notes == ()


def test_the_same_case_twice_is_shown_once_and_said() -> None:
    selection = choose(["a", "b", "a"], KNOWN, 6)
    assert selection.slugs == ("a", "b")
    assert selection.notes == ("同じ事例が2回以上選ばれていたので、1回にまとめました。",)


def test_a_case_that_is_gone_is_named_and_the_others_remain() -> None:
    selection = choose(["a", "withdrawn", "b"], KNOWN, 6)
    assert selection.slugs == ("a", "b")
    assert "（withdrawn）" in selection.notes[0]


def test_too_many_leave_the_first_and_say_how_many_are_left_out() -> None:
    selection = choose(["a", "b", "c", "d"], KNOWN, 2, act="くらべられる")
    assert selection.slugs == ("a", "b")
    assert selection.left_out == ("c", "d")
    assert selection.notes == (
        "一度にくらべられるのは2件までです。はじめの2件を表示し、残りの2件は除いています。",
    )


def test_a_thousand_strangers_make_one_short_sentence() -> None:
    selection = choose([f"stranger-{number}" for number in range(1000)], KNOWN, 6)
    assert selection.slugs == ()
    assert "ほか995件" in selection.notes[0]
    assert len(selection.notes[0]) < 400


def test_a_hostile_name_cannot_change_the_sentence_around_it() -> None:
    asked = ["\x00\ud800\u202egone", "", "\u200b", "長" * 100_000]
    note = choose(asked, KNOWN, 6).notes[0]
    assert "（gone、空の指定、空の指定、" in note
    assert not {"\x00", "\ud800", "\u202e", "\u200b"} & set(note)
    assert len(note) < 200


def test_rows_come_in_the_order_asked_for_each_once() -> None:
    assert choose_rows(["outcomes", "place", "outcomes"]).rows == (RowKey.OUTCOMES, RowKey.PLACE)
    assert choose_rows(["outcomes"]).notes == ()


def test_without_a_row_that_is_known_all_are_shown() -> None:
    assert choose_rows([]).rows == STANDARD
    assert choose_rows(["cost"]).rows == STANDARD
    assert choose_rows(["cost"]).notes == (
        "次の名前の項目はありません（cost）。標準の項目で表示しています。",
    )


def test_an_unknown_row_is_told_and_the_known_ones_stay() -> None:
    choice = choose_rows(["place", "cost"])
    assert choice.rows == (RowKey.PLACE,)
    assert "（cost）" in choice.notes[0]


def test_a_row_moves_one_step_and_never_leaves() -> None:
    rows = (RowKey.PLACE, RowKey.OUTCOMES, RowKey.LINKS)
    assert moved(rows, "links", -1) == (RowKey.PLACE, RowKey.LINKS, RowKey.OUTCOMES)
    assert moved(rows, "place", -1) == rows
    assert moved(rows, "links", 1) == rows
    assert moved(rows, "sources", 1) == rows
    assert moved(rows, "no-such-row", 1) == rows
