"""What every search index does, whatever engine lies behind it."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from catalogue.domain.facets import FACETS, Sort
from catalogue.search.entry import Entry
from catalogue.search.memory_index import MemoryIndex
from catalogue.search.port import Query, SearchIndex
from catalogue.search.whoosh_index import WhooshIndex
from tests.search.entries import BUSES, ONLINE, PATENTS, SHOPS, entry, library, marked, marked_in, slugs

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {
    "memory": lambda folder: MemoryIndex(),
    "whoosh": lambda folder: WhooshIndex(folder / "index"),
}


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    """An index of no entries, of each kind."""
    made = ENGINES[request.param](tmp_path)
    made.replace([])
    yield made
    made.close()


@pytest.fixture
def stocked(index: SearchIndex) -> SearchIndex:
    """An index of the four cases of the library, filled in two steps."""
    index.put(library()[:2])
    index.put(library()[2:])
    return index


# Finding


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("空き店舗", [SHOPS]),
        ("境町", [BUSES]),
        ("知財", [PATENTS]),
        ("起業", [SHOPS]),
        ("ﾄﾞﾛｰﾝ", [BUSES]),
        ("サーバ", [ONLINE]),
        ("ＷＥＢ", [ONLINE]),
        ("ウエブ", [ONLINE]),
        ("オンライン商店街", [ONLINE]),
        ("商店街", [ONLINE, SHOPS]),
        ("町内　自動運転", [BUSES]),
    ],
)
def test_words_find_the_cases_that_have_them(stocked: SearchIndex, typed: str, found: list[str]) -> None:
    answer = stocked.search(Query(typed))
    assert [hit.slug for hit in answer.hits if hit.all_words] == found
    assert answer.full == len(found)


def test_a_word_of_the_title_counts_more_than_one_of_the_story(index: SearchIndex) -> None:
    index.put([entry("a", "市場のにぎわい。", title="通り"), entry("b", "通りのにぎわい。", title="市場")])
    assert slugs(index.search(Query("市場"))) == ["b", "a"]


def test_cases_with_all_words_come_before_those_with_some(index: SearchIndex) -> None:
    index.put(
        [
            entry("all", "観光の話もあり、長い説明のおわりで水車にもふれる。" + "ほかの事柄。" * 20),
            entry("some", "水車。水車。水車。", title="水車"),
            *(entry(f"other{i}", "商店街の話。") for i in range(6)),
        ]
    )
    answer = index.search(Query("観光 水車"))
    assert [(hit.slug, hit.all_words) for hit in answer.hits] == [("all", True), ("some", False)]
    assert (answer.total, answer.full) == (2, 1)


def test_one_common_word_out_of_many_is_no_hit(index: SearchIndex) -> None:
    index.put(
        [
            entry("wanted", "市の水車で陶芸と養蜂を学ぶ。"),
            *(entry(f"other{i}", "市の事業。") for i in range(9)),
        ]
    )
    assert slugs(index.search(Query("市 水車 陶芸 養蜂"))) == ["wanted"]


def test_a_stray_part_of_a_compound_is_no_hit(index: SearchIndex) -> None:
    index.put(
        [entry("compound", "補助金を出す。"), entry("stray", "補助をする。"), entry("other", "金を掘る。")]
    )
    assert slugs(index.search(Query("補助金"))) == ["compound"]
    index.drop(["compound"])
    answer = index.search(Query("補助金"))
    assert slugs(answer) == []
    assert (answer.full, answer.missing) == (0, ("補助金",))


def test_a_word_inside_another_name_is_not_found(index: SearchIndex) -> None:
    index.put([entry("tokyo", "東京都の話。"), entry("group", "スーパーコンピューターの話。")])
    assert slugs(index.search(Query("京都"))) == []
    assert slugs(index.search(Query("コン"))) == []
    assert slugs(index.search(Query("東京"))) == ["tokyo"]


def test_letters_the_dictionary_cuts_otherwise_are_found_all_the_same(index: SearchIndex) -> None:
    index.put([entry("orders", "デジタル受発注を導入した。"), entry("none", "ほかの話。")])
    assert slugs(index.search(Query("発注"))) == ["orders"]


def test_a_word_nobody_has_is_named(stocked: SearchIndex) -> None:
    answer = stocked.search(Query("商店街 潜水艦"))
    assert answer.words == ("商店街", "潜水艦")
    assert answer.missing == ("潜水艦",)
    assert set(slugs(answer)) == {SHOPS, ONLINE}
    assert answer.full == 0


def test_words_are_given_back_as_they_were_typed(stocked: SearchIndex) -> None:
    assert stocked.search(Query("ﾄﾞﾛｰﾝ　空き店舗の活用")).words == ("ﾄﾞﾛｰﾝ", "空き店舗", "活用")


def test_an_empty_index_answers(index: SearchIndex) -> None:
    for query in (Query(), Query("商店街"), Query(chosen={"theme": frozenset(["dx"])}, year_from=2000)):
        answer = index.search(query)
        assert (answer.total, answer.full, answer.hits, dict(answer.years)) == (0, 0, (), {})


def test_an_entry_without_any_text_can_be_browsed(index: SearchIndex) -> None:
    index.put([Entry("bare", {}, {}, None, None)])
    assert slugs(index.search(Query())) == ["bare"]
    assert slugs(index.search(Query("商店街"))) == []


# Order and pages


def test_without_words_everything_comes_newest_first_and_unknown_last(stocked: SearchIndex) -> None:
    answer = stocked.search(Query())
    assert slugs(answer) == [BUSES, ONLINE, SHOPS, PATENTS]
    assert (answer.total, answer.full, answer.words) == (4, 4, ())


@pytest.mark.parametrize(
    ("sort", "order"),
    [(Sort.NEWEST, [BUSES, ONLINE, SHOPS, PATENTS]), (Sort.CHECKED, [BUSES, SHOPS, ONLINE, PATENTS])],
)
def test_hits_come_in_the_order_asked_for(stocked: SearchIndex, sort: Sort, order: list[str]) -> None:
    assert slugs(stocked.search(Query(sort=sort))) == order
    found = slugs(stocked.search(Query("商店街", sort=sort)))
    assert found == [slug for slug in order if slug in (SHOPS, ONLINE)]


def test_pages_together_hold_every_hit_once(index: SearchIndex) -> None:
    index.put([entry(f"case{i:02}", "同じ文の市場。", year=2000 + i % 3) for i in range(23)])
    for sort in Sort:
        pages = [index.search(Query("市場", sort=sort, offset=i, limit=5)) for i in range(0, 30, 5)]
        found = [slug for page in pages for slug in slugs(page)]
        assert sorted(found) == [f"case{i:02}" for i in range(23)]
        assert {page.total for page in pages} == {23}


def test_a_page_that_cannot_be_is_empty(stocked: SearchIndex) -> None:
    assert slugs(stocked.search(Query(offset=99))) == []
    assert slugs(stocked.search(Query(limit=0))) == []
    assert slugs(stocked.search(Query(offset=-3, limit=2))) == [BUSES, ONLINE]
    assert slugs(stocked.search(Query(limit=-1))) == []


# Facets


def test_values_of_one_facet_are_alternatives(stocked: SearchIndex) -> None:
    chosen = {"theme": frozenset(["smart-city", "new-business"])}
    assert set(slugs(stocked.search(Query(chosen=chosen)))) == {BUSES, PATENTS}


def test_different_facets_narrow_each_other(stocked: SearchIndex) -> None:
    chosen = {"node": frozenset(["r9:v2-2"]), "status": frozenset(["継続中", "不明"])}
    assert slugs(stocked.search(Query(chosen=chosen))) == [SHOPS]


def test_a_facet_is_counted_without_its_own_choice_and_under_all_others(stocked: SearchIndex) -> None:
    chosen = {"theme": frozenset(["shopping-street"]), "status": frozenset(["継続中"])}
    counts = stocked.search(Query(chosen=chosen)).counts
    assert counts["theme"] == {"shopping-street": 1, "smart-city": 1}
    assert counts["status"] == {"継続中": 1, "不明": 1}
    assert counts["node"] == {"r9:v2-2": 1, "r9:p1": 1}
    assert set(counts) == set(FACETS)


def test_counts_speak_of_all_hits_not_of_one_page(stocked: SearchIndex) -> None:
    answer = stocked.search(Query("商店街", limit=1))
    assert answer.counts["theme"] == {"shopping-street": 2}
    assert answer.years == {2016: 1, 2020: 1}


def test_each_count_is_what_choosing_the_value_gives(stocked: SearchIndex) -> None:
    counts = stocked.search(Query("架空県", chosen={"status": frozenset(["継続中"])})).counts
    for value, count in counts["node"].items():
        chosen = {"status": frozenset(["継続中"]), "node": frozenset([value])}
        assert stocked.search(Query("架空県", chosen=chosen)).total == count


def test_an_empty_choice_is_no_choice_and_an_unknown_value_has_no_hits(stocked: SearchIndex) -> None:
    assert stocked.search(Query(chosen={"theme": frozenset()})).total == 4
    assert stocked.search(Query(chosen={"theme": frozenset(["moon"])})).total == 0
    assert stocked.search(Query(chosen={"moon": frozenset(["theme"])})).total == 0


def test_a_range_of_years_holds_both_ends_and_no_unknown_year(stocked: SearchIndex) -> None:
    assert set(slugs(stocked.search(Query(year_from=2016, year_to=2020)))) == {SHOPS, BUSES, ONLINE}
    assert set(slugs(stocked.search(Query(year_from=2017)))) == {BUSES, ONLINE}
    assert slugs(stocked.search(Query(year_to=2016))) == [SHOPS]
    assert stocked.search(Query(year_from=2017)).years == {2016: 1, 2020: 2}


# What is shown of a hit


def test_marks_point_at_the_words_in_title_and_excerpts(stocked: SearchIndex) -> None:
    (hit,) = stocked.search(Query("空き店舗")).hits
    assert marked(library()[0].texts["title"], hit.title_marks) == ["空き店舗"]
    assert marked_in(hit.excerpts) == ["空き店舗", "空き店舗"]
    assert [excerpt.field for excerpt in hit.excerpts] == ["summary", "story"]
    assert hit.fields == ("title", "summary", "story")


def test_marks_fit_the_original_text_whatever_its_width(index: SearchIndex) -> None:
    index.put([entry("width", "㈱みほんのﾄﾞﾛｰﾝと㌔単位の配送。", title="ＤＸのｻｰﾊﾞｰ")])
    (hit,) = index.search(Query("ドローン サーバー")).hits
    assert marked_in(hit.excerpts) == ["ﾄﾞﾛｰﾝ"]
    assert marked("ＤＸのｻｰﾊﾞｰ", hit.title_marks) == ["ｻｰﾊﾞｰ"]


def test_filters_alone_give_no_excerpts(stocked: SearchIndex) -> None:
    hits = stocked.search(Query(chosen={"theme": frozenset(["smart-city"])})).hits
    assert [(hit.excerpts, hit.title_marks, hit.fields) for hit in hits] == [((), (), ())]


# Changing


def test_what_is_put_again_takes_the_place_of_what_was(stocked: SearchIndex) -> None:
    stocked.put([entry(SHOPS, "まったく別の潜水艦の話。", year=1999), entry("fresh", "潜水艦。")])
    assert slugs(stocked.search(Query("空き店舗"))) == []
    assert set(slugs(stocked.search(Query("潜水艦")))) == {SHOPS, "fresh"}
    assert stocked.search(Query()).total == 5
    assert stocked.search(Query()).years == {1999: 1, 2020: 2}


def test_of_an_entry_put_twice_at_once_the_last_holds(index: SearchIndex) -> None:
    index.put([entry("twice", "はじめの風車。"), entry("twice", "あとの水車。")])
    assert (index.search(Query()).total, slugs(index.search(Query("水車")))) == (1, ["twice"])
    index.replace([entry("twice", "はじめの風車。"), entry("twice", "あとの水車。")])
    assert (index.search(Query()).total, slugs(index.search(Query("水車")))) == (1, ["twice"])


def test_what_is_dropped_is_gone_from_hits_and_counts(stocked: SearchIndex) -> None:
    stocked.drop([BUSES, "was-never-there"])
    answer = stocked.search(Query())
    assert set(slugs(answer)) == {SHOPS, PATENTS, ONLINE}
    assert "smart-city" not in answer.counts["theme"]
    assert stocked.search(Query("境町")).missing == ("境町",)


def test_dropping_everything_leaves_an_index_that_answers(stocked: SearchIndex) -> None:
    stocked.drop([SHOPS, BUSES, PATENTS, ONLINE])
    assert stocked.search(Query("商店街")).total == 0
    assert stocked.fingerprints() == {}


def test_replacing_leaves_nothing_of_what_was(stocked: SearchIndex) -> None:
    stocked.replace([entry("only", "商店街。")])
    assert slugs(stocked.search(Query("商店街"))) == ["only"]
    assert list(stocked.fingerprints()) == ["only"]
    assert not stocked.stale()


def test_fingerprints_are_those_of_the_entries(stocked: SearchIndex) -> None:
    assert stocked.fingerprints() == {item.slug: item.fingerprint for item in library()}


def test_an_index_can_be_used_after_it_was_closed(stocked: SearchIndex) -> None:
    stocked.close()
    assert slugs(stocked.search(Query("境町"))) == [BUSES]


# What strangers send


HOSTILE = {
    "quotes": '"空き店舗" "',
    "brackets": "((((空き店舗",
    "asterisk": "*",
    "wildcards": "a*b*c* ?",
    "range": "[a TO",
    "field": "theme:dx title:*",
    "operators": "AND OR NOT -",
    "controls": "\x00\x01空き店舗\x1b\x7f",
    "lone surrogates": "\ud800空き店舗\udfff",
    "non-characters": "\ufffe空き店舗\U0010ffff",
    "right to left": "\u202e空き店舗\u200f",
    "emoji": "😀👨‍👩‍👧 空き店舗",
    "punctuation": "。、？！…",
    "long word": "あ" * 10_000,
    "many words": "空き店舗 " * 2_000,
    "different words": " ".join(chr(0x4E00 + i) + chr(0x5000 + i) for i in range(5_000)),
    "a megabyte": "x" * 1_000_000,
    "combining": "か" + "\u3099" * 500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_query_is_an_error_or_slow(stocked: SearchIndex, text: str) -> None:
    started = time.perf_counter()
    answer = stocked.search(Query(text))
    assert time.perf_counter() - started < 1
    "".join(answer.words + answer.missing).encode()
    assert len(answer.words) <= 32
    if "空き店舗" in text[:100]:
        assert SHOPS in slugs(answer)


def test_marks_of_a_query_of_signs_only_do_not_exist(stocked: SearchIndex) -> None:
    answer = stocked.search(Query("??? ☆"))
    assert (answer.total, answer.words, answer.missing) == (0, (), ())


def test_operators_of_other_search_boxes_are_passed_over(stocked: SearchIndex) -> None:
    assert stocked.search(Query('"商店街" AND サーバー')).words == ("商店街", "サーバー")


# Many threads


@pytest.fixture
def hurried_switching() -> Iterator[None]:
    """Threads take turns every ten microseconds, so that what can go wrong does."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hurried_switching")
def test_readers_see_all_of_a_change_or_none_of_it(index: SearchIndex) -> None:
    """Six cases change their word together, again and again, while eight threads look."""
    words = ("水車", "風車")
    cases = [f"case{i}" for i in range(6)]

    def put_edition(number: int) -> None:
        index.put(entry(case, f"商店街にある{words[number % 2]}の話。") for case in cases)

    def look() -> None:
        while not over.is_set():
            seen.append(tuple(index.search(Query(word)).total for word in ("商店街", *words)))
            if slugs(index.search(Query("商店街"))) != cases:
                seen.append("wrong cases")

    put_edition(0)
    seen: list[object] = []
    over = threading.Event()
    with ThreadPoolExecutor(8) as readers:
        looking = [readers.submit(look) for _ in range(8)]
        for number in range(1, 16):
            put_edition(number)
            assert index.search(Query(words[number % 2])).total == 6, "what was put is found at once"
        over.set()
    for one in looking:
        one.result()
    assert set(seen) <= {(6, total, other) for total in (0, 6) for other in (0, 6)}
    assert {(6, 6, 0), (6, 0, 6)} <= set(seen)
