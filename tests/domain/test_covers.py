"""A drawn cover is shown as small as a stamp: where its title breaks, and how large, decides whether it is read."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from catalogue.domain.covers import (
    ELLIPSIS,
    HEAD_ROOM,
    MOST_LINES,
    NEUTRAL_COLOURS,
    NOT_FIRST,
    NOT_LAST,
    THEME_COLOURS,
    TITLE_ROOM,
    cover_colours,
    cover_head,
    cover_of,
    cover_title,
    text_width,
)

ROOT = Path(__file__).parents[2]
THEMES_CSS = ROOT / "static" / "css" / "themes.css"
TOKENS_CSS = ROOT / "static" / "vendor" / "digital-agency" / "tokens.css"
SEEDS = sorted((ROOT / "seeds" / "cases").glob("*.yaml"))
DRAWING = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True).get_template(
    "web/cases/cover.svg"
)

# Left and right edge of the text, lower edge of the band, and where the sign begins.
MARGIN, BAND, SIGN, WIDTH, HEIGHT = 40, 160, 638, 800, 450

titles = st.text(
    alphabet=st.sampled_from("商店街活性化とのをDXabc120 スマートシティーャッ、。（）「」・々が\u3099ｱ🎉W"),
    max_size=200,
)
words = st.sampled_from(
    ["商店街", "の", "活性化", "オンライン", "DX", "推進", "（市）", "「街」", "、", "まちづくり", "と"]
)
# Two thirds of the room: then there is always a way to keep the rules.
roomy_titles = st.lists(words, min_size=1, max_size=12).map("".join).filter(lambda t: text_width(t) <= 36)

HOSTILE = [
    "W" * 100,
    "漢" * 100,
    "🎉" * 100,
    "ｱ" * 100,
    "か\u3099" * 50,
    "<b>&\"'" * 16,
    "（" * 60,
    "、" * 70,
]


def lines_of(title: str) -> tuple[str, ...]:
    return cover_title(title)[1]


def test_a_short_title_is_as_large_as_it_can_be():
    assert cover_title("昭和の町") == (max(MOST_LINES), ("昭和の町",))


def test_a_title_breaks_where_a_reader_would_pause():
    assert lines_of("油津商店街を受け皿としたIT企業の誘致") == (
        "油津商店街を",
        "受け皿とした",
        "IT企業の誘致",
    )


def test_a_word_of_two_scripts_stays_whole():
    assert lines_of("ひたちBRTにおける中型バスのレベル4自動運転")[1] == "中型バスの"


def test_smaller_type_is_taken_before_a_word_is_split():
    size, lines = cover_title("武蔵引田駅北口土地区画整理と秋川高校跡地の産業ゾーン構想")
    assert lines == ("武蔵引田駅北口土地区画整理と", "秋川高校跡地の産業ゾーン構想")
    assert size == min(MOST_LINES)


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("中小企業向け「豊田市脱炭素スクール」", "中小企業向け"),
        ("あやせ工場 合同入社式・合同研修", "合同研修"),
        ("さがみはらロボット導入支援センター", "さがみはら"),
        ("油津商店街再生（テナントミックスサポートマネージャー）", "商店街再生"),
    ],
)
def test_where_phrases_are_mistaken_a_compound_stays_whole(title: str, whole: str):
    assert any(whole in line for line in lines_of(title))


def test_a_bracket_opens_a_new_line():
    assert lines_of("アグリサイエンスバレー常総（農業6次産業化拠点）")[-1] == "（農業6次産業化拠点）"


def test_what_belongs_to_a_bracket_stays_on_its_line():
    assert "「アクアコイン」と" in lines_of("電子地域通貨「アクアコイン」と行政ポイント「らづポイント」")


def test_a_katakana_compound_breaks_between_its_words():
    lines = lines_of("コミュニティビジネススタートアップ支援事業")
    assert lines == ("コミュニティビジネス", "スタートアップ支援事業")


def test_a_latin_word_is_not_split():
    lines = lines_of("シティの産業データ連携基盤Aizuwakamatsu Platform活用事業")
    assert any("Aizuwakamatsu" in line for line in lines)
    assert any("Platform" in line for line in lines)


def test_words_of_a_latin_name_stay_together():
    assert lines_of("アグリテック集積都市DEEP VALLEY")[-1] == "DEEP VALLEY"


def test_a_compound_in_kanji_breaks_between_pairs_and_not_before_its_last_character():
    lines = lines_of("地域産業振興推進協議会設立準備委員会")
    assert all(len(line) % 2 == 0 for line in lines[:-1])
    assert len(lines[-1]) > 1


def test_a_title_without_end_is_cut_at_four_lines_and_says_so():
    size, lines = cover_title("商店街の活性化" * 2000)
    assert (size, len(lines)) == (min(MOST_LINES), 4)
    assert lines[-1].endswith(ELLIPSIS)


def test_a_latin_title_is_cut_between_words_where_it_can_be():
    title = "The Quick BROWN Fox Jumps Over the LAZY Dog, Municipality of Yokohama 2026 Annual Report"
    starts = {match.start() for match in re.finditer(r"\b\w", title)}
    lines = lines_of(title)
    assert {sum(map(len, lines[:n])) for n in range(len(lines))} <= starts


def test_a_latin_word_longer_than_a_line_is_split_rather_than_lost():
    assert "".join(lines_of("a" * 50)) == "a" * 50


def test_no_title_gives_one_empty_line():
    assert lines_of("") == ("",)


@given(titles)
def test_the_lines_together_are_the_title_or_its_beginning(title: str):
    together = "".join(lines_of(title))
    assert together == title or title.startswith(together.removesuffix(ELLIPSIS))


@given(titles)
def test_there_are_never_more_lines_than_there_is_height_for_and_none_is_too_wide(title: str):
    size, lines = cover_title(title)
    assert 1 <= len(lines) <= MOST_LINES[size]
    assert all(text_width(line) * size <= TITLE_ROOM * 1.000001 for line in lines)


@given(roomy_titles)
def test_no_further_line_begins_or_ends_as_the_rules_forbid(title: str):
    lines = lines_of(title)
    assert all(line[0] not in NOT_FIRST for line in lines[1:])
    assert all(line[-1] not in NOT_LAST for line in lines[:-1])


def test_a_combining_mark_stays_with_its_letter():
    assert all(not line.startswith("\u3099") for line in lines_of("か\u3099" * 20))


def test_a_long_name_beside_the_sign_gets_smaller_and_then_is_cut():
    assert cover_head("静岡県静岡市") == (52, "静岡県静岡市")
    size, text = cover_head("先端技術・データ利活用・観光")
    assert (size, text) == (40, "先端技術・データ利活用・観光")
    assert cover_head("漢" * 100)[1] == "漢" * 13 + ELLIPSIS
    assert text_width(cover_head("W" * 100)[1]) * 40 <= HEAD_ROOM


def test_half_width_letters_take_half_the_room():
    assert text_width("青梅") == text_width("ｱｲｳｴ") == 2
    assert text_width("Ome") > text_width("ome") > text_width("lil")


def test_a_case_of_several_places_names_the_first_and_says_there_are_others():
    assert (
        _cover("漢字", place="新潟県三条市", places="新潟県三条市・新潟県燕市")["heads"][1][1]
        == "新潟県三条市ほか"
    )


def test_the_number_of_the_outline_stands_before_the_theme():
    assert _cover("漢字", number=5)["heads"][0][1] == "⑤ 商店街活性化"
    assert _cover("漢字", number=None)["heads"][0][1] == "商店街活性化"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_title_of_every_seed_is_drawn_whole_and_inside_the_frame(path: Path):
    title = yaml.safe_load(path.read_text(encoding="utf-8"))["title"]
    heads, lines = _drawn(_cover(title))
    assert "".join(text for *_, text in lines) == title
    _stay_in_the_frame(heads, lines)


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_and_no_name_leaves_the_frame(title: str):
    heads, lines = _drawn(_cover(title, name=title, place=title))
    assert lines
    _stay_in_the_frame(heads, lines)


def test_nothing_on_a_cover_is_too_small_to_read_in_a_list():
    shown = 176 / WIDTH  # the narrowest place a cover has, in CSS pixels
    heads, lines = _drawn(_cover("漢" * 100, name="超" * 50, place="漢" * 50))
    assert min(size for _, _, size, _ in lines) * shown >= 11
    assert min(size for _, _, size, _ in heads) * shown >= 8.8


def test_a_cover_is_light():
    assert max(len(DRAWING.render(_cover("漢" * 60, slug=slug)).encode()) for slug in THEME_COLOURS) < 3_000


@pytest.mark.parametrize("slug", THEME_COLOURS)
def test_a_theme_is_legible_on_white_and_on_its_tint(slug: str):
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


def _cover(
    title: str,
    slug: str = "shopping-street",
    name: str = "商店街活性化",
    number: int | None = 5,
    place: str = "群馬県桐生市",
    places: str = "",
) -> dict[str, Any]:
    theme = {"slug": slug, "name": name, "number": number}
    return cover_of(
        {"title": title, "theme": theme, "municipality": {"place": place}, "place": places or place}
    )


Text = tuple[float, float, float, str]


def _drawn(cover: dict[str, Any]) -> tuple[list[Text], list[Text]]:
    """The texts beside the sign and those of the title, each as left edge, baseline, size and words."""
    svg = ElementTree.fromstring(DRAWING.render(cover))  # noqa: S314 (our own drawing)
    found = [
        (float(text.get("x", "")), float(text.get("y", "")), float(_size(group, text)), text.text or "")
        for group in svg.iter("{http://www.w3.org/2000/svg}g")
        for text in group
        if text.tag.endswith("}text")
    ]
    return found[:2], found[2:]


def _size(group: ElementTree.Element, text: ElementTree.Element) -> str:
    return text.get("font-size") or group.get("font-size") or ""


def _stay_in_the_frame(heads: list[Text], lines: list[Text]) -> None:
    """Letters reach some 0.9 em above the baseline and 0.15 em below it."""
    for texts, top, right, bottom in ((heads, 0, SIGN, BAND), (lines, BAND, WIDTH - MARGIN, HEIGHT)):
        edge = float(top)
        for left, baseline, size, text in texts:
            assert left == MARGIN
            assert left + text_width(text) * size <= right + 0.001
            assert baseline - 0.9 * size >= edge
            edge = baseline + 0.15 * size
        assert edge <= bottom


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours given as #rrggbb."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
