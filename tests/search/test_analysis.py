from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings

from catalogue.search.analysis import pairs_of, words_of
from catalogue.search.folding import fold
from tests.search.test_folding import TEXTS


def terms(text: str) -> list[str]:
    return [word.term for word in words_of(fold(text))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("取組", "取り組み"),
        ("子供", "子ども"),
        ("問合せ", "問い合わせ"),
        ("サーバー", "サーバ"),
        ("センター", "センタ"),
        ("ウェブ", "ウエブ"),
        ("ﾄﾞﾛｰﾝ", "ドローン"),
        ("ＤＸ", "dx"),
        ("２０２５年", "2025年"),
        ("㈱みほん", "(株)みほん"),
        ("借りている", "借りた"),
        ("コンピューター", "コンピュータ"),
        ("サーバールーム", "サーバルーム"),
        ("コミュニティーバス", "コミュニティバス"),
        ("リノヴェーション", "リノベーション"),
        ("ウォーキング", "ウオーキング"),
        ("スタート・アップ", "スタートアップ"),
        ("㈱みほん", "株式会社みほん"),
        ("会津の會", "会津の会"),
        ("茅ヶ崎", "茅ケ崎"),
        ("龍ケ崎", "竜ヶ崎"),
        ("1ヶ所", "1箇所"),
        ("人々", "人人"),
        ("受入れ", "受け入れ"),
        ("積立", "積み立て"),
        ("繰越", "繰り越し"),
        ("賑い", "にぎわい"),
        ("二地域居住", "2地域居住"),
    ],
)
def test_spellings_of_one_word_are_one_term(one: str, other: str) -> None:
    shared = set(terms(one)) & set(terms(other))
    assert shared == set(terms(other)) != set()


def test_short_katakana_words_keep_their_bar() -> None:
    assert terms("バー") != terms("バ")
    assert terms("カバー") != terms("カバ")


def test_particles_and_signs_are_dropped() -> None:
    assert terms("商店街の空き店舗を、「借りた」。") == ["商店街", "空き", "店舗", "借りる"]


def test_a_compound_carries_its_parts_and_the_names_inside_it() -> None:
    (word,) = words_of(fold("茨城県境町"))
    assert word.term == "茨城県境町"
    assert {part.term for part in word.parts} == {"茨城", "県", "境", "町", "茨城県", "境町"}
    assert [part.term for part in word.parts if part.short] == ["茨城", "県", "境", "町"]


def test_grammar_is_light() -> None:
    light = {word.term: word.light for word in words_of(fold("その店舗ができる"))}
    assert light == {"其の": True, "店舗": False, "出来る": True}


def test_a_compound_is_cut_alike_whether_the_bar_is_typed_or_not() -> None:
    (whole,) = words_of(fold("データセンター"))
    assert [part.term for part in whole.parts] == terms("データセンタ")


def test_a_verb_used_as_a_noun_is_the_noun_and_the_verb() -> None:
    (word,) = words_of(fold("受入れ"))
    assert (word.term, "受け入れる" in {part.term for part in word.parts}) == ("受け入れ", True)
    assert terms("空き店舗")[0] == "空き"
    assert terms("取り組み事例") == ["取り組み", "事例"]


def test_a_verb_that_goes_on_stays_a_verb() -> None:
    assert terms("支援に取り組み、人を育てつつ") == ["支援", "取り組む", "人", "育てる"]


def test_latin_letters_and_digits_are_one_word() -> None:
    (word,) = words_of(fold("５Ｇ"))
    assert (word.term, [part.term for part in word.parts]) == ("5g", ["5", "g"])
    assert terms("Web3とV2H") == ["web3", "v2h"]
    assert terms("2025年") == ["2025", "年"]


def test_a_list_of_two_things_is_not_one_word() -> None:
    assert terms("自動運転バス・ドローン")[-2:] == ["バス", "ドローン"]


def test_the_legal_form_of_a_company_says_little() -> None:
    light = {word.term: word.light for word in words_of(fold("㈱青梅と株式会社青梅"))}
    assert light == {"株式会社": True, "青梅": False}


def test_offsets_are_those_of_the_original() -> None:
    original = "㈱みほんはﾄﾞﾛｰﾝと\nＡＩを使う"
    found = {word.term: original[word.start : word.end] for word in words_of(fold(original))}
    assert found["ドローン"] == "ﾄﾞﾛｰﾝ"
    assert found["ai"] == "ＡＩ"
    assert found["使う"] == "使う"


@settings(deadline=None)
@given(TEXTS)
def test_every_word_and_part_lies_in_the_text(text: str) -> None:
    start = end = 0
    for word in words_of(fold(text)):
        assert word.term
        assert start <= word.start < word.end <= len(text)
        assert end <= word.end
        start, end = word.start, word.end
        for part in word.parts:
            assert word.start <= part.start < part.end <= word.end


def test_no_word_of_two_letters_is_lost() -> None:
    text = "架空県境町の青梅で知財と観光を"
    assert {"境町", "青梅", "知財", "観光"} <= set(pairs_of(fold(text).text))


def test_pairs_do_not_reach_across_signs_and_spaces() -> None:
    assert list(pairs_of("ab、cd e\nf")) == ["ab", "cd"]


def test_a_text_longer_than_the_tokenizer_takes_is_analysed_to_its_end() -> None:
    text = "あいうえお。" * 20_000 + "水車"
    assert len(text.encode()) > 49_149
    last = words_of(fold(text))[-1]
    assert (last.term, last.start, last.end) == ("水車", len(text) - 2, len(text))


def test_many_threads_analyse_at_once() -> None:
    expected = terms("商店街の空き店舗を活用する")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(terms, ["商店街の空き店舗を活用する"] * 400))
    assert found == [expected] * 400
