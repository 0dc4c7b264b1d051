"""What a drawn cover needs to know: the colours of a theme, where a title may be broken, and how large it can be.

A case without a picture gets a drawn cover. It is an SVG shown through ``<img>``, so it can see neither the page's
style sheet nor a browser's line breaking: colours, lines and sizes must be given. Lists show it as small as 176 of
its 800 units, so the type is as large as the words allow.

The colours are the primitive palette of the Digital Agency design tokens 1.1.9, the same pairs as in
``static/css/themes.css``. Lines break at phrases, which BudouX finds. It splits a compound now and then (商店｜街) and
knows no forbidden places, so the scripts of the letters and JIS X 4051 (行頭禁則, 行末禁則) have a word with it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, islice, pairwise
from typing import Any

import budoux

from catalogue.domain.vocabulary import CIRCLED

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

# In units of the drawing: the column of the title, and what the sign leaves of it to theme and place.
TITLE_ROOM = 720
HEAD_ROOM = 580
# Sizes of a title's type, largest first, and how many lines of each there is height for.
MOST_LINES = {88: 2, 80: 2, 72: 3, 64: 3, 56: 4, 50: 4}
HEAD_SIZES = (52, 48, 44, 40)
ELLIPSIS = "…"

CLOSING = frozenset("）〕］｝〉》」』】’”)]}")
NOT_FIRST = CLOSING | frozenset(
    "、。，．,.・：；:;？！?!ー～〜…‥ゝゞ々ヽヾ 　％%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
NOT_LAST = frozenset("（〔［｛〈《「『【‘“([{")
PAUSES = CLOSING | frozenset("、。，．・：；／？！ 　～〜％")
PARTICLES = frozenset("のをにとでがはもへや")
# Words a long katakana compound is usually built of: a break in front of one of them is bearable.
_KATAKANA_PARTS = re.compile(
    "イノベーション|クラウド|コンソーシアム|サポート|システム|スタートアップ|スペース|センター|トライアル|"
    "トランスフォーメーション|ネットワーク|ビジネス|ファクトリー|プラットフォーム|プロジェクト|マッチング|"
    "マネージャー|マネジメント|ライト|ラボ"
)

# What a way to set a title costs: tried on the 59 titles of the seeds until each broke where a reader would pause.
_PER_LINE, _PER_UNIT_SMALLER, _UNEVEN = 0.5, 0.3, 1.5
_PHRASE, _IN_BRACKETS, _BEFORE_A_PARTICLE, _BETWEEN_LATIN_WORDS = 1, 4, 8, 9
_INSIDE_A_WORD, _SPLITS_KATAKANA, _FORBIDDEN, _SPLITS_A_CHARACTER = 18, 36, 1_000, 10_000
_SCRIPT_COSTS = dict.fromkeys(("か漢", "かカ", "かa", "aカ"), 6) | {"漢カ": 5, "カ漢": 7}
_SCRIPT_COSTS |= {"a漢": 8, "漢a": 9, "カa": 10, "aa": _FORBIDDEN}
_SCRIPTS = {"CJK": "漢", "HIRAGANA": "か", "KATAKANA": "カ", "KATAKANA-HIRAGANA": "カ", "FULLWIDTH": "a"}
# Marks without width could pile up for ever; and of a title that is cut, so many endings are compared.
_LONGEST = 200
_WORTH_TRYING = 24

Way = tuple[float, tuple[int, ...]]


def cover_colours(theme_slug: str) -> tuple[str, str]:
    """Strong tone and pale tint of a theme, as #rrggbb; greys for a theme that has none of its own."""
    return THEME_COLOURS.get(theme_slug, NEUTRAL_COLOURS)


def cover_of(page: Mapping[str, Any]) -> dict[str, Any]:
    """What the drawing of a cover says: the values of its template, from the page of a case."""
    theme, place = page["theme"], page["municipality"]["place"]
    number = f"{CIRCLED[theme['number']]} " if theme["number"] else ""
    others = "" if page["place"] == place else "ほか"
    size, lines = cover_title(page["title"])
    return {
        "theme_slug": theme["slug"],
        "colours": cover_colours(theme["slug"]),
        "heads": (cover_head(number + theme["name"]), cover_head(place + others)),
        "title": page["title"],
        "title_lines": lines,
        "title_size": size,
    }


def text_width(text: str) -> float:
    """Width in em, a little more than in BIZ UDPGothic Bold, whose Latin is wide; combining marks have none."""
    return sum(_char_width(char) for char in text)


def cover_head(text: str) -> tuple[int, str]:
    """A line beside the sign: the size of its type, and the text, cut where even the smallest has no room for it."""
    width = text_width(text)
    size = next((size for size in HEAD_SIZES if width * size <= HEAD_ROOM), None)
    return (size, text) if size else (HEAD_SIZES[-1], _shortened(text, HEAD_ROOM / HEAD_SIZES[-1]))


def cover_title(title: str) -> tuple[int, tuple[str, ...]]:
    """The size of the type, one of ``MOST_LINES``, and the lines, none wider than ``TITLE_ROOM``.

    Joined, the lines give the title again. A title too long for the smallest type is cut and ends in an
    ellipsis. Rules that cannot all be kept (a Latin word longer than a line) give way, the limits do not.
    """
    whole = _best_way(title) if len(title) <= _LONGEST else None
    if whole:
        return whole[1:]
    size, most = min(MOST_LINES.items())
    longest = _shortened(title, most * TITLE_ROOM / size).removesuffix(ELLIPSIS)
    shorter = enumerate(_ended(longest[:end]) for end in range(len(longest), -1, -1))
    fitting = ((2 * dropped + way[0], *way[1:]) for dropped, text in shorter if (way := _best_way(text)))
    return min(islice(fitting, _WORTH_TRYING))[1:]


def _shortened(text: str, room: float) -> str:
    """As much of the text as the room, in em, has place for, with an ellipsis."""
    reach = accumulate(_char_width(char) for char in text[:_LONGEST])
    return _ended(text[: sum(width <= room - text_width(ELLIPSIS) for width in reach)])


def _ended(text: str) -> str:
    return text.rstrip(" 　・、（「") + ELLIPSIS


def _char_width(char: str) -> float:
    if _joins_the_previous(char):
        return 0
    if not char.isascii():
        half = unicodedata.east_asian_width(char) == "H"
        return 0.5 if half else 1.3 if unicodedata.category(char) == "So" else 1
    if char in "iIjl.,:;'!|` ":
        return 0.45
    return 1.1 if char in "mwMWQ@%&#+<=>~^" else 0.88 if char.isupper() else 0.76


def _joins_the_previous(char: str) -> bool:
    return unicodedata.combining(char) > 0 or unicodedata.category(char) in ("Mn", "Me")


def _best_way(text: str) -> tuple[float, int, tuple[str, ...]] | None:
    """The cheapest size and lines, with their cost; nothing when even the smallest type leaves some over."""
    reach = [0.0, *accumulate(_char_width(char) for char in text)]
    costs = _break_costs(text)
    ways = (
        (cost + _PER_UNIT_SMALLER * (max(MOST_LINES) - size), size, ends)
        for size, most in MOST_LINES.items()
        for cost, ends in _ways(reach, costs, TITLE_ROOM / size, most)
    )
    best = min(ways, default=None)
    return best and (*best[:2], tuple(text[a:b] for a, b in pairwise((0, *best[2]))))


def _ways(reach: Sequence[float], costs: Sequence[float], room: float, most: int) -> Iterator[Way]:
    """For each number of lines the cheapest way to break, as its cost and where each line ends."""
    last = len(reach) - 1
    ways: dict[int, Way] = {0: (0, ())}
    for _ in range(most if reach[-1] <= room * most else 0):
        longer: dict[int, Way] = {}
        for start, (cost, ends) in ways.items():
            for end in range(min(start + 1, last), last + 1):
                free = 1 - (reach[end] - reach[start]) / room
                if free < 0:
                    break
                way = (cost + costs[end] + _PER_LINE + _UNEVEN * free**2, (*ends, end))
                longer[end] = min(longer.get(end, way), way)
        if last in longer:
            yield longer[last]
        ways = longer


def _break_costs(text: str) -> list[float]:
    """What it costs to end a line before each letter, and, nothing, after the last one."""
    phrases = set(accumulate(len(phrase) for phrase in _parser().parse(text)))
    scripts = "".join(_script(char) for char in text)
    return [0, *(_break_cost(text, scripts, at, at in phrases) for at in range(1, len(text))), 0]


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@cache
def _script(char: str) -> str:
    """漢, か, カ or a for Latin letters, figures and signs; a dash for everything else."""
    if char.isascii():
        return "a" if char.isprintable() and char != " " else "-"
    return _SCRIPTS.get(unicodedata.name(char, "").split(" ")[0], "-")


def _break_cost(text: str, scripts: str, at: int, phrase: bool) -> float:
    before, after = text[at - 1], text[at]
    if _joins_the_previous(after):
        return _SPLITS_A_CHARACTER
    if after in NOT_FIRST or before in NOT_LAST:
        return _FORBIDDEN
    inside = sum(char in NOT_LAST for char in text[:at]) > sum(char in CLOSING for char in text[:at])
    return _cost_between(text, scripts, at, phrase) + (_IN_BRACKETS if inside else 0)


def _cost_between(text: str, scripts: str, at: int, phrase: bool) -> float:
    before, after = text[at - 1], text[at]
    if before == " " and scripts[at - 2] == scripts[at] == "a":
        return _BETWEEN_LATIN_WORDS
    if before in PAUSES or after in NOT_LAST:
        # What follows a closed bracket may still belong to it: 「森」|づくり.
        return _BEFORE_A_PARTICLE if after in PARTICLES or (scripts[at] == "か" and not phrase) else 0
    if phrase and scripts[at - 1] != scripts[at]:
        return _PHRASE
    # Within one script a phrase may be mistaken: 公民連|携, さが|みはら.
    return _cost_inside(text, scripts, at) / (4 if phrase and before in PARTICLES else 1.5 if phrase else 1)


def _cost_inside(text: str, scripts: str, at: int) -> float:
    """The cost of a break inside a phrase; the scripts tell its words apart."""
    pair = scripts[at - 1 : at + 1]
    # How much of one script there is on either side.
    left = at - len(scripts[:at].rstrip(pair[0]))
    right = len(scripts) - at - len(scripts[at:].lstrip(pair[1]))
    if pair == "漢漢":
        # Compounds are mostly pairs: 知的|財産 reads; 知|的財産 and 商店|街 do not.
        return 12 if left % 2 == 0 and right > 1 else _INSIDE_A_WORD
    if pair == "カカ":
        return 14 if _KATAKANA_PARTS.match(text, at) else _SPLITS_KATAKANA
    if pair in ("漢か", "カか", "aか") and right >= 4 and text[at] not in PARTICLES:
        return 6
    if (pair[0], left) == ("漢", 1) or (pair[1], right) == ("漢", 1):
        return _INSIDE_A_WORD
    return _SCRIPT_COSTS.get(pair, _INSIDE_A_WORD)
