"""What every search index makes of what a reader means: synonyms, readings, slips, the query language."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue.search.concepts import Way
from catalogue.search.memory_index import MemoryIndex
from catalogue.search.port import Answer, Query, SearchIndex
from catalogue.search.whoosh_index import WhooshIndex
from catalogue.search.wordbook import Wordbook
from tests.search.entries import BUSES, ONLINE, PATENTS, SHOPS, entry, library, marked, marked_in, slugs
from tests.search.words import wordbook

BOOK = wordbook(
    ["知財", "知的財産"],
    ["空き店舗", "空きテナント"],
    ["クラファン", "クラウドファンディング"],
    also={"シャッター通り": ["空き店舗"]},
    light=["事例"],
)

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {
    "memory": lambda folder: MemoryIndex(lambda: BOOK),
    "whoosh": lambda folder: WhooshIndex(folder / "index", wordbook=lambda: BOOK),
}


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    """An index of the four cases of the library, of each kind."""
    made = ENGINES[request.param](tmp_path)
    made.replace(library())
    yield made
    made.close()


def told(answer: Answer) -> list[tuple[Way, str, tuple[str, ...]]]:
    return [(each.way, each.typed, each.also) for each in answer.expansions]


# Synonyms


def test_a_synonym_is_looked_for_and_told(index: SearchIndex) -> None:
    answer = index.search(Query("空きテナント"))
    assert slugs(answer) == [SHOPS]
    assert told(answer) == [(Way.SYNONYM, "空きテナント", ("空き店舗",))]
    (hit,) = answer.hits
    assert hit.all_words
    assert hit.ways == {Way.SYNONYM}
    assert marked(library()[0].texts["title"], hit.title_marks) == ["空き店舗"]


def test_what_was_typed_comes_before_its_synonym(index: SearchIndex) -> None:
    index.put([entry("typed", "空きテナントの話。"), entry("synonym", "空き店舗の話。")])
    assert slugs(index.search(Query("空きテナント")))[:2] == ["typed", SHOPS]
    assert index.search(Query("空きテナント")).hits[0].ways == frozenset()


def test_two_words_for_one_thing_never_count_as_two(index: SearchIndex) -> None:
    index.put([entry("both", "空き店舗、空きテナント。"), entry("other", "空き店舗の水車。")])
    answer = index.search(Query("空きテナント 水車"))
    assert slugs(answer)[0] == "other"
    assert [hit.all_words for hit in answer.hits] == [True] + [False] * (len(answer.hits) - 1)


def test_a_narrow_word_finds_the_wide_one_and_not_the_other_way_round(index: SearchIndex) -> None:
    index.put([entry("street", "シャッター通りを歩く。")])
    assert SHOPS in slugs(index.search(Query("シャッター通り")))
    assert "street" not in slugs(index.search(Query("空き店舗")))


def test_a_synonym_no_case_has_is_not_told(index: SearchIndex) -> None:
    assert index.search(Query("クラファン")).expansions == ()


def test_expanding_can_be_switched_off(index: SearchIndex) -> None:
    for typed in ("空きテナント", "どろーん", "ドロン"):
        assert index.search(Query(typed)).total
        answer = index.search(Query(typed, expand=False))
        assert (answer.total, answer.expansions) == (0, ())


# Readings and slips


@pytest.mark.parametrize(
    ("typed", "found"),
    [("どろーん", BUSES), ("しょうてんがい", ONLINE), ("さかいまち", BUSES), ("とっきょ", PATENTS)],
)
def test_what_is_typed_in_kana_finds_what_is_read_so(index: SearchIndex, typed: str, found: str) -> None:
    answer = index.search(Query(typed))
    assert found in slugs(answer)
    assert {way for way, _, _ in told(answer)} == {Way.READING}
    assert all(Way.READING in hit.ways for hit in answer.hits)


def test_a_slip_is_guessed_only_where_the_word_is_found_nowhere(index: SearchIndex) -> None:
    answer = index.search(Query("ドロン"))
    assert slugs(answer) == [BUSES]
    assert told(answer) == [(Way.SLIP, "ドロン", ("ドローン",))]
    assert answer.hits[0].ways == {Way.SLIP}
    index.put([entry("vanished", "ドロンと消えた。")])
    assert slugs(index.search(Query("ドロン"))) == ["vanished"]


def test_a_word_the_dictionary_knows_is_not_taken_for_its_homophone_but_it_is_offered(
    index: SearchIndex,
) -> None:
    index.put([entry("virtual", "仮想の店を開く。")])
    answer = index.search(Query("火葬"))
    assert (answer.total, answer.missing, answer.near) == (0, ("火葬",), ("仮想",))


# The query language


def test_a_phrase_stands_as_it_was_typed(index: SearchIndex) -> None:
    index.put([entry("apart", "商店街の、オンラインの集まり。")])
    assert set(slugs(index.search(Query("オンライン商店街")))) == {ONLINE, "apart"}
    answer = index.search(Query('"オンライン商店街"'))
    assert slugs(answer) == [ONLINE]
    assert marked_in(answer.hits[0].excerpts) == []
    assert marked(library()[3].texts["title"], answer.hits[0].title_marks) == ["オンライン商店街"]


def test_what_is_excluded_is_in_no_hit(index: SearchIndex) -> None:
    answer = index.search(Query("商店街 -オンライン"))
    assert slugs(answer) == [SHOPS]
    assert answer.excluded == ("オンライン",)
    assert set(slugs(index.search(Query("-商店街")))) == {BUSES, PATENTS}


def test_or_joins_two_words_to_one(index: SearchIndex) -> None:
    answer = index.search(Query("ドローン OR 特許"))
    assert set(slugs(answer)) == {BUSES, PATENTS}
    assert answer.full == 2


def test_a_word_may_be_looked_for_in_one_field_alone(index: SearchIndex) -> None:
    index.put([entry("mention", "架空県境町を視察した。")])
    assert set(slugs(index.search(Query("境町")))) == {BUSES, "mention"}
    assert slugs(index.search(Query("自治体:境町"))) == [BUSES]


def test_a_fiscal_year_narrows_in_either_calendar(index: SearchIndex) -> None:
    assert slugs(index.search(Query("年度:平成28"))) == [SHOPS]
    assert set(slugs(index.search(Query("年度:2020")))) == {BUSES, ONLINE}
    assert slugs(index.search(Query("商店街 年度:令和2"))) == [ONLINE]
    assert slugs(index.search(Query("年度:2016~2020", year_to=2019))) == [SHOPS]


# Suggestions


def test_a_word_is_suggested_by_its_beginning_or_its_reading(index: SearchIndex) -> None:
    assert "商店街" in index.suggest("商")
    assert "商店街" in index.suggest("しょうて")
    assert index.suggest("ど")[0] == "ドローン"
    assert index.suggest("ﾄﾞ") == index.suggest("ド")


def test_nothing_is_suggested_that_is_in_no_case(index: SearchIndex) -> None:
    assert index.suggest("水") == ()
    index.drop([BUSES])
    assert index.suggest("ドロ") == ()


@pytest.mark.parametrize("typed", ["", " ", "「", "\0", "\ud800", "あ" * 10_000])
def test_a_beginning_that_is_none_has_no_suggestions(index: SearchIndex, typed: str) -> None:
    assert index.suggest(typed) == ()


def test_the_wordbook_is_asked_anew_at_every_search() -> None:
    books = [Wordbook.empty(), BOOK]
    changing = MemoryIndex(lambda: books[0])
    changing.replace(library())
    assert changing.search(Query("空きテナント")).full == 0
    books.reverse()
    assert changing.search(Query("空きテナント")).full == 1
