from collections.abc import Sequence

from catalogue.search.concepts import Concept, Understanding, Way
from catalogue.search.mending import mended, resembling
from catalogue.search.understanding import understand
from catalogue.search.wordbook import Wordbook
from tests.search.words import Words, said, wordbook

BOOK = wordbook(
    ["自律走行", "自動運転"],
    ["オープンファクトリー", "工場公開"],
    ["クラファン", "クラウドファンディング"],
)
WORDS = Words(
    *["ドローン", "コワーキング", "カフェ", "商店街", "観光客", "b2c", "融資"],
    *["知財", "知財", "治財", "事業", "事業者"],
)


def understood(text: str, book: Wordbook = BOOK, words: Words = WORDS) -> Understanding:
    understanding = understand(text, book, words)
    assert understanding is not None
    return understanding


def slips(text: str, book: Wordbook = BOOK, words: Words = WORDS) -> Sequence[str]:
    """What is guessed if no case has any of the words."""
    understanding = understood(text, book, words)
    guessed = mended(understanding, understanding.concepts, words, book)
    return [said(form) for concept in guessed.concepts for form in concept.forms if form.way is Way.SLIP]


def test_a_letter_left_out_added_or_mistaken_is_guessed() -> None:
    assert slips("ドロン") == ["ドローン"]
    assert slips("コワキング") == ["コワーキング"]
    assert slips("コワーキンググ") == ["コワーキング"]
    assert slips("コワーンキグ") == ["コワーキング"]
    assert slips("カフエ") == ["カフェ"]
    assert slips("コーワキグ") == []


def test_a_wrong_conversion_is_guessed_by_its_sound() -> None:
    assert slips("自立走行") == ["自律+走行", "自動+運転"]
    assert slips("商店界") == ["商店街"]


def test_a_word_of_the_table_is_guessed_with_its_synonyms() -> None:
    assert slips("オープンファクリー") == ["オープン+ファクトリ", "工場+公開"]
    assert slips("クラファソ") == ["クラファン", "クラウドファンディング"]


def test_a_guess_counts_less_than_what_was_typed() -> None:
    understanding = understood("ドロン")
    (concept,) = mended(understanding, understanding.concepts, WORDS, BOOK).concepts
    assert [form.weight for form in concept.forms] == [1.0, 0.6]
    assert concept.forms[0] == understanding.concepts[0].forms[0]


def test_only_what_is_missing_is_guessed_at() -> None:
    understanding = understood("ドロン カフエ")
    first, second = understanding.concepts
    assert mended(understanding, [second], WORDS, BOOK).concepts[0] == first
    assert mended(understanding, [], WORDS, BOOK) == understanding


def test_another_word_is_no_slip() -> None:
    assert slips("ローン") == []
    assert slips("観光地") == []
    assert slips("b2b") == []
    assert slips("投資") == []


def test_a_phrase_and_grammar_are_not_guessed_at() -> None:
    assert slips('"ドロン"') == []
    assert slips("できる", words=Words("出来高")) == []


def test_what_resembles_a_word_is_read_alike_or_begins_alike() -> None:
    (concept,) = understood("地財").concepts
    assert resembling(concept, WORDS) == ("知財", "治財")
    (concept,) = understood("事業費").concepts
    assert resembling(concept, WORDS) == ("事業", "事業者")
    assert resembling(_concept("ドローン"), WORDS) == ()


def _concept(text: str) -> Concept:
    (concept,) = understood(text).concepts
    return concept
