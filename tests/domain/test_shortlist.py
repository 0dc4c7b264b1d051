import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.errors import Conflict, Invalid
from catalogue.domain.shortlist import LONGEST_NOTE, LONGEST_TITLE, MOST, Entry, Shortlist, fingerprint

SLUGS = st.lists(st.sampled_from([f"case-{number}" for number in range(12)]), unique=True)


def listing(*slugs: str, **notes: str) -> Shortlist:
    """A list of these cases; a note is named for its case."""
    return Shortlist(tuple(Entry(slug, notes.get(slug, "")) for slug in slugs))


def seen(shortlist: Shortlist) -> dict[str, str]:
    """What a page that shows this list knows of it."""
    words = {"": shortlist.title} | {entry.slug: entry.note for entry in shortlist.entries}
    return {name: fingerprint(each) for name, each in words.items()}


def test_a_case_is_added_at_the_end_and_never_twice() -> None:
    assert listing("a").add([Entry("b"), Entry("a"), Entry("b")]).slugs == ("a", "b")


def test_what_is_noted_stays_when_the_same_case_comes_from_somebody_else() -> None:
    mine = listing("a", "b", a="わたしのメモ")
    grown = mine.add([Entry("a", "ほかの人のメモ"), Entry("b", "ほかの人のメモ")])
    assert grown.notes == {"a": "わたしのメモ", "b": "ほかの人のメモ"}


def test_a_full_list_takes_nothing_more_and_says_how_much_room_there_was() -> None:
    nearly = listing(*(f"case-{number}" for number in range(MOST - 2)))
    with pytest.raises(Invalid, match="いま58件あるので、あと2件入れられます"):
        nearly.add([Entry("x"), Entry("y"), Entry("z")])
    full = nearly.add([Entry("x"), Entry("y")])
    assert len(full.entries) == MOST
    assert full.add([Entry("x")]) == full
    with pytest.raises(Invalid, match="60件まで"):
        full.add([Entry("z")])


@given(SLUGS, st.sampled_from(["case-0", "case-1", "elsewhere"]), st.integers(-3, 3))
def test_moving_changes_the_order_and_nothing_else(slugs: list[str], slug: str, by: int) -> None:
    before = listing(*slugs)
    after = before.move(slug, by)
    assert sorted(after.slugs) == sorted(before.slugs)
    assert [each for each in after.slugs if each != slug] == [each for each in before.slugs if each != slug]


def test_a_case_moves_one_place_and_stops_at_the_ends() -> None:
    three = listing("a", "b", "c")
    assert three.move("b", -1).slugs == ("b", "a", "c")
    assert three.move("b", 1).slugs == ("a", "c", "b")
    assert three.move("a", -1) == three
    assert three.move("c", 1) == three


@given(SLUGS, SLUGS)
def test_what_is_dropped_is_gone_and_the_rest_keeps_its_order(slugs: list[str], gone: list[str]) -> None:
    assert listing(*slugs).drop(gone).slugs == tuple(slug for slug in slugs if slug not in gone)


def test_notes_and_title_are_saved_as_typed() -> None:
    before = listing("a", "b", b="前のメモ")
    after = before.annotate({"": "空き店舗", "a": "=1+1 😀 </script>", "b": ""}, seen(before))
    assert after.title == "空き店舗"
    assert after.notes == {"a": "=1+1 😀 </script>"}
    assert after.slugs == before.slugs


def test_a_page_left_open_does_not_undo_what_another_has_saved() -> None:
    opened = listing("a", "b")
    saved_elsewhere = opened.annotate({"a": "ほかの画面のメモ"}, seen(opened))
    both = saved_elsewhere.annotate({"": "", "a": "", "b": "この画面のメモ"}, seen(opened))
    assert both.notes == {"a": "ほかの画面のメモ", "b": "この画面のメモ"}


def test_where_two_pages_wrote_the_same_note_the_second_is_told_what_is_saved() -> None:
    opened = listing("a")
    saved_elsewhere = opened.annotate({"a": "ほかの画面のメモ"}, seen(opened))
    with pytest.raises(Conflict) as told:
        saved_elsewhere.annotate({"a": "この画面のメモ"}, seen(opened))
    assert [(each.path, each.reason) for each in told.value.problems] == [
        ("a", "ほかの画面で保存された内容：ほかの画面のメモ")
    ]
    assert saved_elsewhere.annotate({"a": "ほかの画面のメモ"}, seen(opened)) == saved_elsewhere


def test_a_note_on_a_case_that_was_dropped_elsewhere_is_not_lost_unsaid() -> None:
    opened = listing("a", "b")
    with pytest.raises(Conflict) as told:
        opened.drop(["b"]).annotate({"a": "", "b": "書きかけ"}, seen(opened))
    assert [each.path for each in told.value.problems] == ["b"]
    assert opened.drop(["b"]).annotate({"a": "", "b": ""}, seen(opened)).slugs == ("a",)


def test_what_is_too_long_is_named_with_its_length_and_nothing_is_cut() -> None:
    before = listing("a", "b")
    typed = {"": "あ" * (LONGEST_TITLE + 1), "a": "い" * LONGEST_NOTE, "b": "う" * (LONGEST_NOTE + 12)}
    with pytest.raises(Invalid) as told:
        before.annotate(typed, seen(before))
    reasons = {each.path: each.reason for each in told.value.problems}
    assert reasons.keys() == {"", "b"}
    assert "いま61文字" in reasons[""]
    assert "いま312文字" in reasons["b"]
