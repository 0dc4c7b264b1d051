"""What a drawn cover needs to know: the colours of a theme, and where a title may be broken.

A case without a picture gets a drawn cover. It is an SVG shown through ``<img>``, so it can see
neither the page's style sheet nor a browser's line breaking: colours and lines must be given.

The colours are the primitive palette of the Digital Agency design tokens 1.1.9, the same pairs as
in ``static/css/themes.css``. The rules for lines follow JIS X 4051 (行頭禁則, 行末禁則), plus a
preference for places where a reader would pause. Widths count a full-width character as 2.
"""

import unicodedata
from collections.abc import Mapping
from itertools import accumulate, combinations, pairwise
from typing import Any

THEME_COLOURS: dict[str, tuple[str, str]] = {
    "smart-city": ("#0055ad", "#dcf0ff"),
    "dx": ("#5c10be", "#f1eafa"),
    "new-business": ("#ac3e00", "#ffeee2"),
    "shopping-street": ("#850000", "#fdeeee"),
    "monozukuri": ("#806300", "#fbf5e0"),
    "local-brand": ("#8b008b", "#f3e5f4"),
    "industrial-land": ("#3e5a00", "#ebfad9"),
    "green": ("#197a4b", "#e6f5ec"),
    "people": ("#006f83", "#e9f7f9"),
}
NEUTRAL_COLOURS = ("#4d4d4d", "#f2f2f2")

LINE_WIDTH = 28
MAX_LINES = 3
ELLIPSIS = "…"

NOT_FIRST = frozenset(
    "、。，．,.・：；:;？！?!）〕］｝〉》」』】’”)]}ー～〜…‥ゝゞ々ヽヾ 　％%"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
NOT_LAST = frozenset("（〔［｛〈《「『【‘“([{")
PAUSES = frozenset("、。，．・：；／？！）〕］｝〉》」』】 　～〜")
PARTICLES = frozenset("のをにとでがはもへや")
# Words a long katakana compound is usually built of: a break in front of one of them is bearable.
KATAKANA_PARTS = (
    "イノベーション",
    "クラウド",
    "コンソーシアム",
    "サポート",
    "システム",
    "スタートアップ",
    "スペース",
    "センター",
    "トライアル",
    "ネットワーク",
    "ビジネス",
    "ファクトリー",
    "プラットフォーム",
    "プロジェクト",
    "マッチング",
    "マネージャー",
    "マネジメント",
    "ライト",
    "ラボ",
)

# Marks without width could pile up for ever; trying all breaks is quadratic.
_LONGEST = 2 * LINE_WIDTH * MAX_LINES
_MAY_BE_DROPPED = 12
_SPLITS_A_CHARACTER = 10_000
_FORBIDDEN = 1_000
_PER_LINE = 6
_KIND_COSTS = {
    ("kana", "kanji"): 3, ("kana", "katakana"): 3, ("kana", "latin"): 3,
    ("kanji", "katakana"): 4, ("katakana", "kanji"): 4,
    ("latin", "kanji"): 5, ("latin", "katakana"): 5, ("kanji", "latin"): 7, ("katakana", "latin"): 9,
    ("latin", "latin"): _FORBIDDEN,
}  # fmt: skip
_INSIDE_A_WORD = 18


def cover_colours(theme_slug: str) -> tuple[str, str]:
    """Strong tone and pale tint of a theme, as #rrggbb; greys for a theme that has none of its own."""
    return THEME_COLOURS.get(theme_slug, NEUTRAL_COLOURS)


def cover_of(page: Mapping[str, Any]) -> dict[str, Any]:
    """What the drawing of a cover says: the values of its template, from the page of a case."""
    theme = page["theme"]
    colour, tint = cover_colours(theme["slug"])
    return {
        "theme_slug": theme["slug"],
        "theme_name": theme["name"],
        "theme_number": theme["number"],
        "colour": colour,
        "tint": tint,
        "title": page["title"],
        "title_lines": cover_lines(page["title"]),
        "place": page["municipality"]["place"],
        "category": page["category"]["name"],
    }


def text_width(text: str) -> int:
    """Width in half-width columns: 2 for full-width and ambiguous characters, 0 for combining marks."""
    return sum(_char_width(char) for char in text)


def cover_lines(title: str) -> tuple[str, ...]:
    """Break a title into one to three lines of at most ``LINE_WIDTH`` columns.

    Joined, the lines give the title again. A title too long for three lines is cut and ends in an
    ellipsis. Rules that cannot all be kept (a Latin word longer than a line) give way, the limits do not.
    """
    whole = _best_lines(title)
    if whole:
        return whole[1]
    length = _fitting_length(title)
    shorter = range(length, max(length - _MAY_BE_DROPPED, 0), -1)
    cut = (_best_lines(title[:end].rstrip() + ELLIPSIS) for end in shorter)
    costs = [(found[0] + 2 * dropped, found[1]) for dropped, found in enumerate(cut) if found]
    return min(costs)[1]


def _char_width(char: str) -> int:
    if _joins_the_previous(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "FWA" else 1


def _joins_the_previous(char: str) -> bool:
    return unicodedata.combining(char) > 0 or unicodedata.category(char) in ("Mn", "Me")


def _fitting_length(title: str) -> int:
    """How many characters can at most stand before the ellipsis, by width alone."""
    room = LINE_WIDTH * MAX_LINES - text_width(ELLIPSIS)
    used = 0
    for length, char in enumerate(title):
        used += _char_width(char)
        if used > room:
            return min(length, _LONGEST - 1)
    return min(len(title), _LONGEST - 1)


def _best_lines(text: str) -> tuple[float, tuple[str, ...]] | None:
    """The cheapest way to break the text, with its cost; nothing when no three lines can hold it."""
    if len(text) > _LONGEST or text_width(text) > LINE_WIDTH * MAX_LINES:
        return None
    ways = (breaks for count in range(MAX_LINES) for breaks in combinations(range(1, len(text)), count))
    reach = [0, *accumulate(_char_width(char) for char in text)]
    costs = [0, *(_break_cost(text, at) for at in range(1, len(text)))]
    best: tuple[float, tuple[int, ...]] | None = None
    for breaks in ways:
        widths = [reach[end] - reach[start] for start, end in pairwise((0, *breaks, len(text)))]
        if max(widths) <= LINE_WIDTH:
            way = (sum(costs[at] for at in breaks) + _layout_cost(widths), breaks)
            best = min(best or way, way)
    return best and (best[0], tuple(text[a:b] for a, b in pairwise((0, *best[1], len(text)))))


def _layout_cost(widths: list[int]) -> float:
    """Few lines, of like length: a lone last word looks like a mistake."""
    return _PER_LINE * len(widths) + ((max(widths) - min(widths)) / 5) ** 2


def _break_cost(text: str, at: int) -> int:
    before, after = text[at - 1], text[at]
    if _joins_the_previous(after):
        return _SPLITS_A_CHARACTER
    if after in NOT_FIRST or before in NOT_LAST:
        return _FORBIDDEN
    if before in PAUSES or after in NOT_LAST:
        return 0
    if before in PARTICLES and _kind(after) != "kana":
        return 1
    return _word_cost(text, at)


def _word_cost(text: str, at: int) -> int:
    """The cost of a break that no punctuation and no particle invites; the script tells the words apart."""
    kinds = (_kind(text[at - 1]), _kind(text[at]))
    start, end = _run(text, at - 1)[0], _run(text, at)[1]
    if kinds == ("kanji", "kanji"):
        # Compounds are mostly pairs: 知的|財産 reads; 知|的財産 and 商店|街 do not.
        return 12 if (at - start) % 2 == 0 and end - at > 1 else _INSIDE_A_WORD
    if kinds == ("katakana", "katakana"):
        return 5 if text.startswith(KATAKANA_PARTS, at) else 2 * _INSIDE_A_WORD
    if kinds == ("kana", "kana") and at - start == 1 and start and text[start] in "のをにと":
        return 4
    if kinds[0] != "kana" and kinds[1] == "kana" and end - at >= 4 and text[at] not in PARTICLES:
        return 6
    if (kinds[0] == "kanji" and at - start == 1) or (kinds[1] == "kanji" and end - at == 1):
        return _INSIDE_A_WORD
    return _KIND_COSTS.get(kinds, _INSIDE_A_WORD)


def _run(text: str, at: int) -> tuple[int, int]:
    """Start and end of the run of one script that the character stands in."""
    start, end = at, at + 1
    while start and _kind(text[start - 1]) == _kind(text[at]):
        start -= 1
    while end < len(text) and _kind(text[end]) == _kind(text[at]):
        end += 1
    return start, end


def _kind(char: str) -> str:
    if char.isascii():
        return "latin" if char.isprintable() and char != " " else "other"
    name = unicodedata.name(char, "")
    kinds = {"CJK": "kanji", "HIRAGANA": "kana", "KATAKANA": "katakana", "KATAKANA-HIRAGANA": "katakana",
             "FULLWIDTH": "latin"}  # fmt: skip
    return kinds.get(name.split(" ")[0], "other")
