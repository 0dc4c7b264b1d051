import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.search.concepts import Scope, Understanding, Way
from catalogue.search.understanding import LONGEST_QUERY, MOST_CONCEPTS, understand
from catalogue.search.wordbook import Wordbook
from tests.search.test_folding import AWKWARD, TEXTS
from tests.search.words import NO_WORDS, Words, said, wordbook

BOOK = wordbook(
    ["空き店舗", "空店舗", "空きテナント"],
    ["自動運転バス", "自律走行バス"],
    ["自動運転", "自律走行"],
    ["クラウドファンディング", "クラファン"],
    ["ソーシャルインパクトボンド", "SIB"],
    ["補助金", "助成金"],
    ["開放特許", "休眠特許"],
    also={"シェアオフィス": ["コワーキングスペース"], "人を呼び戻す": ["集客"]},
    light=["事例", "こと"],
)

# What the query language is made of, and what breaks in it.
HOSTILE = st.lists(
    AWKWARD
    | st.sampled_from([*'"“”-－|:：*()[]~^?', "OR", " OR ", "自治体:", "年度:", "令和", "2020～", "空き店舗"])
).map("".join)


def understood(
    text: str, book: Wordbook = BOOK, words: Words = NO_WORDS, *, expand: bool = True
) -> Understanding:
    understanding = understand(text, book, words, expand=expand)
    assert understanding is not None
    return understanding


def typed(text: str) -> list[str]:
    """What was typed, as it is looked for: the first form of every concept."""
    return [said(concept.forms[0]) for concept in understood(text).concepts]


def forms(text: str, words: Words = NO_WORDS) -> list[list[str]]:
    return [[said(form) for form in concept.forms] for concept in understood(text, words=words).concepts]


# Words


@pytest.mark.parametrize("text", ["", "  ", "　", "\n\t", "\x00", "\u200b"])
def test_nothing_asks_for_everything(text: str) -> None:
    assert understand(text, BOOK, NO_WORDS) is None


def test_signs_ask_for_nothing() -> None:
    assert understood("？！ ☆") == Understanding(())


def test_words_typed_without_a_break_are_one_run() -> None:
    concepts = understood("地域経済 バス").concepts
    assert [(said(concept.forms[0]), concept.run) for concept in concepts] == [
        ("地域", "地域経済"),
        ("経済", "地域経済"),
        ("バス", "バス"),
    ]


def test_a_full_width_space_separates() -> None:
    assert [concept.run for concept in understood("商店街　起業").concepts] == ["商店街", "起業"]


def test_each_concept_counts_once() -> None:
    assert typed("商店街 商店街 取組 取り組み") == ["商店街", "取り組み"]


def test_grammar_need_not_be_found_unless_there_is_nothing_else() -> None:
    telling = understood("それができる店舗").telling
    assert [said(concept.forms[0]) for concept in telling] == ["店舗"]
    assert [said(concept.forms[0]) for concept in understood("できる").telling] == ["出来る"]


def test_what_every_case_is_need_not_be_found() -> None:
    light = {said(concept.forms[0]): concept.light for concept in understood("商店街の事例").concepts}
    assert light == {"商店街": False, "事例": True}


def test_what_was_taken_for_grammar_is_a_word_when_it_stands_alone() -> None:
    (concept,) = understood("しか").concepts
    assert (concept.forms[0].word, concept.forms[0].letters) == ("しか", "しか")


def test_a_compound_knows_its_parts() -> None:
    (concept,) = understood("商店街").concepts
    (form,) = concept.forms
    assert (form.word, form.parts, form.letters) == ("商店街", ("商店", "街"), "商店街")


def test_the_label_of_a_node_is_one_thing() -> None:
    (concept,) = understood("５－②").concepts
    (form,) = concept.forms
    assert (form.letters, form.exact, form.shown) == ("5-2", True, "５－②")


def test_what_is_too_long_is_cut() -> None:
    assert typed("水車 " * 1000 + "風車") == ["水車"]
    many = understood("".join(chr(0x4E00 + 7 * i) + " " for i in range(LONGEST_QUERY)))
    assert len(many.concepts) == MOST_CONCEPTS


def test_the_pairs_are_those_of_what_may_stand_anywhere() -> None:
    assert understood("商店街 -補助金 自治体:境町").pairs == ("商店", "店街")


# Synonyms


def test_a_synonym_is_another_form_of_the_same_concept() -> None:
    (concept,) = understood("空店舗").concepts
    assert [(said(form), form.way) for form in concept.forms] == [
        ("空+店舗", Way.TYPED),
        ("空き+店舗", Way.SYNONYM),
        ("空き+テナント", Way.SYNONYM),
    ]
    assert concept.forms[0].letters == "空店舗"
    assert concept.forms[1].shown == "空き店舗"
    assert concept.forms[1].weight < concept.forms[0].weight


@pytest.mark.parametrize("spelling", ["取り組み", "取組", "取組み", "とりくみ"])
def test_a_synonym_is_found_however_the_word_is_spelt(spelling: str) -> None:
    (concept,) = understood(spelling, wordbook(["取組", "活動"])).concepts
    assert [said(form) for form in concept.forms] == ["取り組み", "活動"]


def test_the_longest_expression_is_taken() -> None:
    assert forms("自律走行バス") == [["自律+走行+バス", "自動+運転+バス"]]
    assert forms("自律走行の車") == [["自律+走行", "自動+運転"], ["車"]]


@pytest.mark.parametrize(
    "text", ["ソーシャル・インパクト・ボンド", "ソーシャルインパクトボンド", "ソーシャル インパクト ボンド"]
)
def test_an_expression_may_be_typed_with_dots_and_spaces(text: str) -> None:
    (concept,) = understood(text).concepts
    assert [form.shown for form in concept.forms] == [text, "SIB"]


def test_a_space_between_words_of_kanji_separates() -> None:
    assert len(understood("空き 店舗").concepts) == 2


def test_an_expression_may_hold_a_particle() -> None:
    assert forms("人を呼び戻した町")[0] == ["人+呼び戻す", "集客"]


def test_what_stands_around_an_expression_is_asked_for_too() -> None:
    assert forms("クラファン型の助成金制度") == [
        ["クラファン", "クラウドファンディング"],
        ["型"],
        ["助成金制度", "補助金+制度"],
    ]


def test_inside_a_word_the_expression_is_exchanged() -> None:
    book = wordbook(["ふるさと", "故郷"])
    (concept,) = understood("ふるさと納税", book).concepts
    assert [form.shown for form in concept.forms] == ["ふるさと納税", "故郷納税"]
    assert (concept.forms[1].parts, concept.forms[1].letters) == (("故郷", "納税"), "故郷納税")


def test_two_kanji_inside_a_word_are_one_with_it() -> None:
    (concept,) = understood("商店街", wordbook(["商店", "店舗"])).concepts
    assert [form.shown for form in concept.forms] == ["商店街"]


def test_from_the_narrow_word_to_the_broad_one_and_not_back() -> None:
    assert forms("シェアオフィス") == [["シェア+オフィス", "コワーキング+スペース"]]
    assert forms("コワーキングスペース") == [["コワーキング"], ["スペース"]]


def test_light_words_have_no_synonyms() -> None:
    book = wordbook(["できる", "可能"])
    assert [len(concept.forms) for concept in understood("見学できる", book).concepts] == [1, 1]


def test_without_expansion_only_what_was_typed_is_looked_for() -> None:
    for text in ("空店舗", "おうめ", "クラファン"):
        (concept,) = understood(text, expand=False).concepts
        assert {form.way for form in concept.forms} == {Way.TYPED}


# Readings


def test_a_name_typed_in_kana_is_the_name() -> None:
    assert forms("おうめ") == [["おうめ", "青梅"]]
    assert forms("おうめし")[0][1] == "青梅市"
    (concept,) = understood("おうめ").concepts
    assert (concept.forms[0].letters, concept.forms[1].way) == ("おうめ", Way.READING)


def test_a_particle_may_follow_what_is_typed_in_kana() -> None:
    assert forms("おうめの観光") == [["おうめ", "青梅"], ["観光"]]


def test_a_name_may_be_typed_as_it_sounds() -> None:
    assert forms("おおめ") == [["おおめ", "青梅"]]


def test_the_cases_own_words_are_found_by_their_reading() -> None:
    words = Words("ドローン", "企業", "企業", "起業")
    assert forms("どろーん", words) == [["どろーん", "ドローン"]]
    assert forms("きぎょう", words) == [["きぎょう", "企業", "起業"]]
    assert forms("ギョウセイ", Words("行政")) == [["ギョウセイ", "行政"]]


def test_a_katakana_word_of_the_cases_is_not_read_as_another() -> None:
    assert forms("キギョウ", Words("キギョウ", "企業")) == [["キギョウ"]]


def test_a_question_all_in_kana_is_cut_into_known_words() -> None:
    words = Words("商店街", "活性化")
    assert forms("しょうてんがいのかっせいか", words) == [
        ["しょうてんがい", "商店街"],
        ["かっせいか", "活性化"],
    ]


def test_words_of_the_table_are_found_by_their_reading_with_their_synonyms() -> None:
    assert forms("くらふぁん") == [["くらふぁん", "クラファン", "クラウドファンディング"]]


def test_an_ordinary_word_in_kana_stays_what_it_is() -> None:
    (concept,) = understood("ものづくり", words=Words("物作り")).concepts
    assert [said(form) for form in concept.forms] == ["物作り"]
    assert forms("まちづくりの", Words("町作り", "街造り"))[0][0] == "町作り"


def test_short_runs_and_grammar_are_not_looked_up() -> None:
    words = Words("出来る", "為")
    assert forms("つし", Words("津市")) == [["つし"]]
    assert all(len(each) == 1 for each in forms("できるために", words))


def test_the_end_of_an_inflected_word_is_no_run_of_its_own() -> None:
    assert forms("集まりの", Words("鞠野")) == [["集まり"]]


def test_an_ordinary_word_is_no_place_that_no_case_is_about() -> None:
    assert forms("企業どうし") == [["企業"], ["同士"]]
    assert forms("さくら", Words("佐倉"))[0][1:] == ["佐倉"]


def test_words_read_alike_are_few() -> None:
    words = Words("校章", "交渉", "高尚", "考証", "工廠", "口承", "公証", "好尚", "哄笑")
    (concept,) = understood("こうしょう", words=words).concepts
    assert 2 <= len(concept.forms) <= 6


# The query language


def test_a_phrase_is_found_as_it_stands() -> None:
    (concept,) = understood("“空き店舗の活用”").concepts
    (form,) = concept.forms
    assert (form.letters, form.exact) == ("空き店舗の活用", True)


def test_what_follows_a_minus_is_excluded_without_its_synonyms() -> None:
    understanding = understood('商店街 -補助金 －"空き店舗"')
    assert [said(concept.forms[0]) for concept in understanding.concepts] == ["商店街"]
    assert [[said(form) for form in concept.forms] for concept in understanding.excluded] == [
        ["補助金"],
        ["空き+店舗"],
    ]
    assert understanding.excluded[1].forms[0].exact


def test_exclusions_alone_ask_for_all_the_rest() -> None:
    understanding = understood("-観光")
    assert (understanding.concepts, len(understanding.excluded)) == ((), 1)


@pytest.mark.parametrize("text", ["観光 OR 移住", "観光|移住", "観光　ＯＲ　移住"])
def test_or_makes_one_concept_of_its_neighbours(text: str) -> None:
    (concept,) = understood(text).concepts
    assert [(said(form), form.way) for form in concept.forms] == [("観光", Way.TYPED), ("移住", Way.TYPED)]


def test_or_joins_whole_expressions_and_keeps_their_synonyms() -> None:
    assert forms("補助金 OR 空き家の活用 OR 商店街 ドローン") == [
        ["補助金", "空き家+活用", "商店街", "助成金"],
        ["ドローン"],
    ]


@pytest.mark.parametrize(
    ("text", "scope", "word"),
    [
        ("自治体:境町", Scope.PLACE, "境町"),
        ("自治体： 境町", Scope.PLACE, "境町"),
        ("テーマ:スマートシティ", Scope.THEME, "スマートシティ"),
        ("施策:販路", Scope.NODE, "販路"),
        ("自治体:おうめ", Scope.PLACE, "おうめ"),
    ],
)
def test_a_prefix_says_where_a_word_must_stand(text: str, scope: Scope, word: str) -> None:
    (concept,) = understood(text).concepts
    assert (concept.scope, concept.forms[0].word) == (scope, word)


def test_years_are_no_words() -> None:
    understanding = understood("補助金 年度:令和2～令和5")
    assert (understanding.year_from, understanding.year_to) == (2020, 2023)
    assert [said(concept.forms[0]) for concept in understanding.concepts] == ["補助金"]
    assert understood("年度:R5") == Understanding((), year_from=2023, year_to=2023)


def test_an_or_that_joins_nothing_is_a_word_nobody_need_have() -> None:
    concepts = understood("商店街 OR").concepts
    assert [(said(concept.forms[0]), concept.light) for concept in concepts] == [
        ("商店街", False),
        ("or", True),
    ]


# Whatever is typed


@settings(deadline=None)
@given(TEXTS | HOSTILE)
def test_whatever_is_typed_can_be_understood_and_shown(text: str) -> None:
    understanding = understand(text, BOOK, NO_WORDS)
    if understanding is not None:
        for concept in (*understanding.concepts, *understanding.excluded):
            assert concept.run.isprintable()
            for form in concept.forms:
                assert form.shown.isprintable()
                assert form.word.encode() or form.parts or form.letters


@pytest.mark.parametrize(
    "text",
    [
        "商" * 1_000_000,
        "a1" * 100,
        "ア・" * 100,
        "あいうえおかきくけこ" * 20,
        "OR " * 70,
        "-a " * 70,
        '"' * 200,
        "自治体:" * 50,
        "空き店舗" * 50,
        "5-2 " * 50,
    ],
)
def test_nothing_typed_takes_long(text: str) -> None:
    understand(text, BOOK, NO_WORDS)
    started = time.process_time()
    understand(text, BOOK, NO_WORDS)
    # Generous: what is quadratic in the text takes seconds.
    assert time.process_time() - started < 0.1
