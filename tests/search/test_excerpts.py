from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.search.entry import FIELDS
from catalogue.search.excerpts import LONGEST
from catalogue.search.memory_index import MemoryIndex
from catalogue.search.port import Excerpt, Hit, Query
from tests.search.entries import entry, marked_in


def hit(text: str, query: str, **texts: str) -> Hit:
    index = MemoryIndex()
    index.put([entry("case", text, **texts)])
    (found,) = index.search(Query(query)).hits
    return found


def excerpts(text: str, query: str, **texts: str) -> tuple[Excerpt, ...]:
    return hit(text, query, **texts).excerpts


FILLER = "この文は長さをそろえるために置いた文です。"


def test_an_excerpt_is_whole_sentences_where_they_fit() -> None:
    (shown,) = excerpts(f"{FILLER * 5}川に水車がある。{FILLER * 5}", "水車")
    assert shown.text.startswith("川に水車がある。")
    assert shown.text.endswith("。")
    assert (shown.cut_before, shown.cut_after) == (False, False)


def test_a_sentence_too_long_is_cut_and_says_so() -> None:
    (shown,) = excerpts(
        "とても長い前置きを述べ、" * 20 + "水車を直し、" + "そのあとも話を続け、" * 20, "水車"
    )
    assert "水車" in shown.text
    assert (shown.cut_before, shown.cut_after) == (True, True)
    assert shown.text.endswith("、")


def test_an_excerpt_never_leaves_its_paragraph() -> None:
    (shown,) = excerpts("水車のある通り\n風車のある丘", "水車")
    assert shown.text == "水車のある通り"


def test_the_passage_where_the_words_stand_together_is_chosen() -> None:
    text = f"水車の話。{FILLER * 8}風車の話。{FILLER * 8}水車と風車を並べた。{FILLER * 8}"
    shown = excerpts(text, "水車 風車")[0]
    assert marked_in([shown]) == ["水車", "風車"]


def test_a_second_excerpt_shows_what_the_first_did_not() -> None:
    shown = excerpts(f"水車の話。{FILLER * 8}風車の話。", "水車 風車")
    assert [marked_in([one]) for one in shown] == [["水車"], ["風車"]]


def test_a_passage_that_shows_everything_stands_alone_unless_it_is_short() -> None:
    told = "川のほとりの水車を、町の人が三年かけて直し、粉をひく催しを毎月開くようになったという話。"
    assert [one.field for one in excerpts(told, "水車", lessons="水車の話。")] == ["story"]
    assert [one.field for one in excerpts("水車。", "水車", lessons=told)] == ["story", "lessons"]


def test_words_side_by_side_share_one_mark() -> None:
    (shown,) = excerpts("町で自動運転を試す。", "自動運転")
    assert marked_in([shown]) == ["自動運転"]


def test_words_typed_in_one_run_are_marked_where_they_stand_together() -> None:
    found = hit(f"空き店舗を借りた。{FILLER * 8}空き時間に店舗を見た。", "空き店舗")
    assert marked_in(found.excerpts) == ["空き店舗"]
    assert marked_in(hit("空き時間に店舗を見た。", "空き店舗").excerpts) == ["空き", "店舗"]


def test_prose_is_shown_before_labels() -> None:
    found = hit("水車の話。", "水車", theme="水車", keywords="水車", people="水車の会")
    assert found.excerpts[0].field == "story"
    assert found.fields == ("theme", "keywords", "story", "people")


def test_the_title_is_marked_and_never_an_excerpt() -> None:
    found = hit("別の話。", "水車", title="水車と暮らす")
    assert found.excerpts == ()
    assert [(mark.start, mark.end) for mark in found.title_marks] == [(0, 2)]


WORDS = ("水車", "風車", "ﾄﾞﾛｰﾝ", "㈱", "。", "、", "\n", " ", "商店街", "とても長い話が続く", "A")


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(FIELDS), st.lists(st.sampled_from(WORDS)).map("".join)),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
)
def test_excerpts_are_pieces_of_the_text_with_marks_inside(texts: dict[str, str], query: str) -> None:
    index = MemoryIndex()
    index.put([entry("case", **texts)])
    for found in index.search(Query(query)).hits:
        assert len(found.excerpts) <= 2
        for shown in found.excerpts:
            assert shown.field != "title"
            assert shown.text in texts[shown.field]
            assert shown.text == shown.text.strip()
            assert "\n" not in shown.text
            assert len(shown.text) <= LONGEST
            assert shown.marks
            ends = [0]
            for mark in shown.marks:
                assert ends[-1] <= mark.start < mark.end <= len(shown.text)
                ends.append(mark.end)
