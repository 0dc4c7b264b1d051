"""A drawn cover has room for three lines; where they break decides whether the title can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.covers import (
    ELLIPSIS,
    LINE_WIDTH,
    MAX_LINES,
    NEUTRAL_COLOURS,
    NOT_FIRST,
    NOT_LAST,
    THEME_COLOURS,
    cover_colours,
    cover_lines,
    text_width,
)

STATIC = Path(__file__).parents[2] / "static"
THEMES_CSS = STATIC / "css" / "themes.css"
TOKENS_CSS = STATIC / "vendor" / "digital-agency" / "tokens.css"

titles = st.text(
    alphabet=st.sampled_from("商店街活性化とのをDXabc120 スマートシティーャッ、。（）「」・々が\u3099"),
    max_size=200,
)
words = st.sampled_from(
    ["商店街", "の", "活性化", "オンライン", "DX", "推進", "（市）", "「街」", "、", "まちづくり", "と"]
)
# Two thirds of the room: then there is always a way to keep the rules.
roomy_titles = st.lists(words, min_size=1, max_size=12).map("".join).filter(lambda t: text_width(t) <= 56)


def test_a_short_title_stays_on_one_line():
    assert cover_lines("円頓寺オンライン商店街") == ("円頓寺オンライン商店街",)


def test_a_long_title_breaks_after_a_particle():
    lines = cover_lines("自動運転バスの定常運行とドローンを活用したまちづくり")
    assert lines == ("自動運転バスの定常運行と", "ドローンを活用したまちづくり")


def test_a_bracket_opens_a_new_line():
    assert cover_lines("知的財産マッチング事業（川崎モデル）") == ("知的財産マッチング事業", "（川崎モデル）")


def test_a_katakana_compound_breaks_between_its_words():
    lines = cover_lines("コミュニティビジネススタートアップ支援事業")
    assert lines == ("コミュニティビジネス", "スタートアップ支援事業")


def test_a_latin_word_is_not_split():
    lines = cover_lines("シティの産業データ連携基盤Aizuwakamatsu Platform活用事業")
    assert any("Aizuwakamatsu" in line for line in lines)
    assert any("Platform" in line for line in lines)


def test_a_compound_in_kanji_breaks_between_pairs_and_not_before_its_last_character():
    lines = cover_lines("地域産業振興推進協議会設立準備委員会")
    assert all(len(line) % 2 == 0 for line in lines[:-1])
    assert len(lines[-1]) > 1


def test_a_title_without_end_is_cut_at_three_lines_and_says_so():
    lines = cover_lines("商店街の活性化" * 2000)
    assert len(lines) == MAX_LINES
    assert lines[-1].endswith(ELLIPSIS)


def test_a_latin_word_longer_than_a_line_is_split_rather_than_lost():
    assert "".join(cover_lines("a" * 50)) == "a" * 50


def test_no_title_gives_one_empty_line():
    assert cover_lines("") == ("",)


@given(titles)
def test_the_lines_together_are_the_title_or_its_beginning(title):
    together = "".join(cover_lines(title))
    assert together == title or title.startswith(together.removesuffix(ELLIPSIS))


@given(titles)
def test_there_are_never_more_than_three_lines_and_none_is_too_wide(title):
    lines = cover_lines(title)
    assert 1 <= len(lines) <= MAX_LINES
    assert all(text_width(line.rstrip()) <= LINE_WIDTH for line in lines)


@given(roomy_titles)
def test_no_further_line_begins_or_ends_as_the_rules_forbid(title):
    lines = cover_lines(title)
    assert all(line[0] not in NOT_FIRST for line in lines[1:])
    assert all(line[-1] not in NOT_LAST for line in lines[:-1])


def test_a_combining_mark_stays_with_its_letter():
    lines = cover_lines("か\u3099" * 20)
    assert all(not line.startswith("\u3099") for line in lines)


def test_a_full_width_character_is_twice_as_wide_as_a_latin_one():
    assert text_width("青梅") == text_width("Ome!") == 4


@pytest.mark.parametrize("slug", THEME_COLOURS)
def test_a_theme_is_legible_on_white_and_on_its_tint(slug):
    strong, tint = cover_colours(slug)
    assert _contrast(strong, "#ffffff") >= 4.5
    assert _contrast(strong, tint) >= 4.5


def test_no_two_themes_share_a_colour():
    assert len({strong for strong, _ in THEME_COLOURS.values()}) == len(THEME_COLOURS)


def test_an_unknown_theme_is_grey():
    assert cover_colours("unheard-of") == NEUTRAL_COLOURS


def test_pages_and_covers_show_a_theme_in_the_same_colours():
    tokens = dict(re.findall(r"(--color-primitive-[\w-]+): (#\w{6})", TOKENS_CSS.read_text(encoding="utf-8")))
    rule = r"\.theme-([a-z-]+) \{ --theme: var\(([\w-]+)\); --theme-tint: var\(([\w-]+)\); \}"
    rules = re.findall(rule, THEMES_CSS.read_text(encoding="utf-8"))
    assert {slug: (tokens[strong], tokens[tint]) for slug, strong, tint in rules} == THEME_COLOURS


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours given as #rrggbb."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
