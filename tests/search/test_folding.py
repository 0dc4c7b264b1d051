import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.folding import fold

# What Japanese pages are made of, what changes its length when folded, and what cannot be text at all.
AWKWARD = st.sampled_from(
    [
        *"あがアヴー漢字ABz019 　\n。・～",
        *"ｶﾞﾊﾟｰ㈱㌔①ﬁǅİß½",
        "\u3099",
        "\u309a",
        "\u0301",
        "\ufe0f",
        "\U000e0100",
        "\u200b",
        "\ud800",
        "\x00",
        "\ufffe",
        "𠮷",
        "😀",
    ]
)
TEXTS = st.lists(AWKWARD).map("".join) | st.text()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾄﾞﾛｰﾝ", "ドローン"),
        ("ＤＸ", "dx"),
        ("㈱", "(株)"),
        ("③", "3"),
        ("か\u3099", "が"),
        ("葛\U000e0100城", "葛城"),
        ("空き\u200b店舗", "空き店舗"),
        ("５－②", "5-2"),
        ("會津", "会津"),
        ("髙﨑", "高崎"),
    ],
)
def test_what_readers_hold_to_be_the_same_letters_falls_together(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text == other


def test_names_that_differ_by_a_variant_stay_apart() -> None:
    assert fold("鹿嶋").text != fold("鹿島").text


def test_what_cannot_be_text_becomes_a_space() -> None:
    assert fold("a\ud800b\x00c\ufffed").text == "a b c d"


def test_stretches_lead_back_to_the_original() -> None:
    original = "当社㈱のﾄﾞﾛｰﾝ"
    folded = fold(original)
    at = folded.text.index("ドローン")
    assert original[slice(*folded.span(at, at + 4))] == "ﾄﾞﾛｰﾝ"
    at = folded.text.index("株")
    assert original[slice(*folded.span(at, at + 1))] == "㈱"


@given(TEXTS)
def test_every_folded_letter_comes_from_somewhere_in_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    for i in range(len(folded.text)):
        assert 0 <= folded.starts[i] < folded.ends[i] <= len(text)
        assert folded.text[i] in fold(text[folded.starts[i] : folded.ends[i]]).text
    assert list(folded.starts) == sorted(folded.starts)


@given(TEXTS)
def test_a_folded_text_can_be_written_down(text: str) -> None:
    folded = fold(text).text
    folded.encode()
    assert not {unicodedata.category(letter) for letter in folded} & {"Cs", "Cn", "Cf"}


@given(st.text(st.characters(max_codepoint=0x1F, exclude_characters="\n\t")))
def test_controls_leave_only_space(text: str) -> None:
    assert fold(text).text == " " * len(text)


@given(st.text("ぁあアァー漢一abc019。、 \n"))
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert fold(text).text == text
