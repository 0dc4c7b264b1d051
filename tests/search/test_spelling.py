from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.slips import is_likely_slip, sound_alike
from catalogue.search.spelling import deletes, is_near

WORDS = st.text("アイウー", min_size=2, max_size=6)


def test_a_slip_of_the_finger_is_one_step() -> None:
    assert is_near("ドロン", "ドローン")
    assert is_near("ドローン", "ドロン")
    assert is_near("ドローソ", "ドローン")
    assert is_near("ドーロン", "ドローン")
    assert not is_near("ドローン", "ドローン")
    assert not is_near("ドーロソ", "ドローン")
    assert not is_near("ロン", "ドローン")


@given(WORDS, WORDS)
def test_it_is_the_optimal_string_alignment_distance(one: str, other: str) -> None:
    assert is_near(one, other) == (_distance(one, other) == 1)


@given(WORDS, WORDS)
def test_whatever_is_near_shares_a_shortened_word(one: str, other: str) -> None:
    if is_near(one, other):
        assert deletes(one) & deletes(other)


def test_words_too_short_or_too_long_are_not_shortened() -> None:
    assert deletes("梅") == set()
    assert deletes("ア" * 21) == set()
    assert deletes("青梅") == {"青梅", "青", "梅"}


def test_words_sound_alike_but_for_length_and_voice() -> None:
    assert sound_alike("ドローン", "ドロン")
    assert sound_alike("カフエ", "カフェ")
    assert sound_alike("ベット", "ベッド")
    assert not sound_alike("ローン", "ドローン")


def test_kanji_are_mistaken_for_what_sounds_like_them() -> None:
    assert is_likely_slip("商店界", "商店街")
    assert not is_likely_slip("観光地", "観光客")
    assert not is_likely_slip("第3", "第2")


def _distance(one: str, other: str) -> int:
    """Optimal string alignment, by the book."""
    rows = [[max(i, j) if not i or not j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            differs = one[i - 1] != other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + differs)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
