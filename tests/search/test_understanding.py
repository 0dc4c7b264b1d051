import pytest
from hypothesis import given, settings

from catalogue.search.understanding import LONGEST_QUERY, MOST_CONCEPTS, Understanding, understand
from tests.search.test_folding import TEXTS


def understood(text: str) -> Understanding:
    understanding = understand(text)
    assert understanding is not None
    return understanding


@pytest.mark.parametrize("text", ["", "  ", "　", "\n\t", "\x00", "\u200b"])
def test_nothing_asks_for_everything(text: str) -> None:
    assert understand(text) is None


def test_signs_ask_for_nothing() -> None:
    assert understood("？！ ☆").concepts == ()


def test_words_typed_without_a_break_are_one_run() -> None:
    concepts = understood("自動運転 バス").concepts
    assert [(concept.word, concept.run) for concept in concepts] == [
        ("自動", "自動運転"),
        ("運転", "自動運転"),
        ("バス", "バス"),
    ]


def test_a_full_width_space_separates() -> None:
    assert [concept.run for concept in understood("商店街　起業").concepts] == ["商店街", "起業"]


def test_each_concept_counts_once() -> None:
    assert [concept.word for concept in understood("商店街 商店街 取組 取り組み").concepts] == [
        "商店街",
        "取り組み",
    ]


def test_grammar_need_not_be_found_unless_there_is_nothing_else() -> None:
    assert [concept.word for concept in understood("それができる店舗").telling] == ["店舗"]
    assert [concept.word for concept in understood("できる").telling] == ["出来る"]


def test_what_was_taken_for_grammar_is_a_word_when_it_stands_alone() -> None:
    (concept,) = understood("しか").concepts
    assert (concept.word, concept.letters) == ("しか", "しか")


def test_a_compound_knows_its_parts() -> None:
    (concept,) = understood("商店街").concepts
    assert (concept.word, concept.parts, concept.letters) == ("商店街", ("商店", "街"), "商店街")


def test_what_is_too_long_is_cut() -> None:
    long = understood("水車 " * 1000 + "風車")
    assert [concept.word for concept in long.concepts] == ["水車"]
    many = understood("".join(chr(0x4E00 + 7 * i) + " " for i in range(LONGEST_QUERY)))
    assert len(many.concepts) == MOST_CONCEPTS


@settings(deadline=None)
@given(TEXTS)
def test_whatever_is_typed_can_be_understood_and_shown(text: str) -> None:
    understanding = understand(text)
    if understanding is not None:
        for concept in understanding.concepts:
            assert concept.run.isprintable()
            assert concept.word.encode()
