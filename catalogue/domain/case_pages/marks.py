"""What one line of a plan's case pages says by itself: the heading of a theme, of a case, a place, a caption.

Plans print them alike, and none of them quite alike: 他地域の事例① スマートシティ, 【次世代交通・物流】自動運転バス・
ドローン（茨城県境町）, 図. 自動運転バス. Brackets and figures may be of either width, and the marks before them any.
Headings are short, so only the beginning of a line is ever looked at: nobody can make it slow.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.domain.case_pages.words import is_label

LONGEST_HEAD, _LONGEST_LINE_HEAD = 160, 60

_PREFECTURE = (
    "北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|新潟県|富山県|"
    "石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県|鳥取県|島根県|"
    "岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県"
)
PREFECTURES = tuple(_PREFECTURE.split("|"))
# 2つ and 5件 count cases, 一覧 lists them: none of them is the number of one.
_ORDINAL = (
    r"[①-⑳㉑-㉟]|[0-9０-９]{1,2}(?![0-9０-９]|つ|件|市|社|年|月|か所|箇所)"
    r"|[一二三四五六七八九十]{1,3}(?=[\s:：．.、]|$)"
)
_ADJECTIVE = r"(?:他|先進|参考|優良|全国|国内|県内|都内|近隣|好|取組|モデル|類似|成功)"
_MARKS = re.compile(r"^[\s■□◆◇●○◎▶▷►▼▽▲△・*＊★☆◉▪❖]+")
_CHAPTER = re.compile(r"^第[0-9０-９一二三四五六七八九十]{1,3}[章節部編](?:[\s:：.．]|$)")
_HEADING_NUMBER = re.compile(
    r"^(?:第[0-9０-９一二三四五六七八九十]{1,3}[章節部編項]\s*[:：]?"
    r"|[(（]?[0-9０-９]{1,2}(?:[-－.．][0-9０-９]{1,2})*(?:[)）.．、]|(?=\s)))\s*"
)
_THEME = re.compile(
    rf"^(?P<before>[^\s。、：:（(【「]{{0,24}}?)事例(?:集|紹介)?"
    rf"(?:\s*(?P<ordinal>{_ORDINAL}))?(?P<parted>[\s:：．.、－–―-]*)(?P<name>.*)$"
)
_CONTENTS = re.compile(r"[.．…・‥]{3,}\s*[0-9０-９]+\s*$")
_CONTINUED = re.compile(r"\s*[（(](?:続き|つづき|[0-9０-９①-⑳]{1,2}(?:[/／][0-9０-９]{1,2})?)[）)]\s*$")
_NAMED_WITHIN = re.compile(r"^[【「『＜〈《（(](?P<name>[^【】「」『』]{1,60})[】」』＞〉》）)]$")
_CATEGORY = re.compile(
    r"^(?P<open>[【［〔\[])(?P<category>[^【】［］〔〕\[\]]{1,40})[】］〕\]](?!\()(?P<rest>.*)$"
)
_NUMBERED_CASE = re.compile(
    rf"^(?:事例\s*(?P<case>{_ORDINAL})[\s:：．.、]*|[①-⑳]\s*|[(（]?[0-9０-９]{{1,2}}[)）.．、]\s*)"
)
_ONLY_A_NUMBER = re.compile(rf"^(?:参考|先進)?事例\s*(?:{_ORDINAL})?$")
_IN_BRACKETS = re.compile(r"^(?P<title>.*?)\s*[（(](?P<place>[^（）()]{2,60})[）)]\s*$")
_BEHIND = re.compile(rf"^(?P<title>.*?)[\s／/|｜]+(?P<place>(?:{_PREFECTURE})\S{{1,10}}[市区町村])$")
_BEFORE = re.compile(
    rf"^(?P<place>(?:{_PREFECTURE})[^\s「『：:]{{1,8}}?[市区町村])(?:[\s：:／/]+|(?=[「『]))(?P<title>.+)$"
)
# Without a prefecture only what a sign parts from the title is surely a place: 境町「…」, …／境町.
_BEFORE_A_NAME = re.compile(
    r"^(?P<place>[^\s、。「『：:]{1,9}[市区町村])(?:の|\s*)(?P<title>[「『].+[」』])$"
)
_BEHIND_A_SLASH = re.compile(r"^(?P<title>[^／/|｜]+)[／/|｜]\s*(?P<place>\S{1,9}[市区町村])$")
_PLAIN_WAYS = (_IN_BRACKETS, _BEHIND, _BEFORE)
_WAYS = (*_PLAIN_WAYS, _BEFORE_A_NAME, _BEHIND_A_SLASH)
_PLACE = re.compile(
    rf"^(?:(?:{_PREFECTURE})|(?:{_PREFECTURE})?\s?(?:[^\s郡]{{1,5}}郡)?[^\s（）()、。・]{{1,7}}[市区町村])$"
)
_AND_OTHERS = re.compile(r"(?:ほか|他|など|等)(?:[0-9０-９]+[市区町村]+)?$")
_SEVERAL = re.compile(r"[、，,・／/]|及び|および")
_COMMON_NOUNS = re.compile(
    "(?:特区|地区|校区|学区|街区|市町村|区町村|農村|山村|漁村|都市|朝市|本市|当市|同市|下町|門前町|宿場町|城下町)$"
)
_PLACE_LABEL = re.compile(r"^(?:自治体名?|所在地|場所|市町村名?|実施主体)\s*[:：]\s*")
_TITLE_LABEL = re.compile(r"^(?:事業|取組|事例)(?:の?名称?|タイトル)\s*[:：]\s*(?P<title>.+)$")
_CAPTION = re.compile(
    r"^[（(【\[［]?(?P<kind>図表|図|写真|画像|イラスト|グラフ|地図|表|Fig(?:ure)?)"
    r"(?:\s*(?P<ordinal>[0-9０-９①-⑳]{1,3}(?:[-－‐.．][0-9０-９]{1,2})?))?"
    r"(?P<parted>[】\]］)）.．:：\s]*)(?P<text>.*)$"
)
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_KANJI_FIGURES = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class ThemeMark:
    """The heading of a theme."""

    name: str
    ordinal: int | None
    printed: str


@dataclass(frozen=True, slots=True)
class CaseMark:
    """The heading of a case: what of it is printed."""

    category: str
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class CaptionMark:
    """図1 …, 写真：…, 図. …; ``of_table`` says that it may name a table."""

    kind: str
    ordinal: str
    text: str

    @property
    def of_table(self) -> bool:
        """Whether it may be the title of a table."""
        return self.kind in ("表", "図表")


def ordinal_of(printed: str) -> int | None:
    """The number that ①, １ or 十二 stands for."""
    text = unicodedata.normalize("NFKC", printed)
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if any(letter not in _KANJI_FIGURES for letter in tens + ones) or not text:
        return None
    return (_KANJI_FIGURES.get(tens, 1) * 10 if ten else 0) + _KANJI_FIGURES.get(ones, 0)


def is_chapter(text: str) -> bool:
    """Whether a line begins another chapter: 第3章 推進体制."""
    return bool(_CHAPTER.match(text[:LONGEST_HEAD]))


def theme_mark(text: str, *, is_heading: bool) -> ThemeMark | None:
    """What ``text`` says as the heading of a theme. A line that is no heading by its form must be plainer about it."""
    if len(text) > LONGEST_HEAD or _CONTENTS.search(text):
        return None
    bare = _MARKS.sub("", text).strip()
    bare = _HEADING_NUMBER.sub("", bare, count=1) or bare
    found = _THEME.match(_CONTINUED.sub("", bare))
    if not found or bare.endswith("。") or not _is_theme(found, is_heading, bare):
        return None
    inside = _NAMED_WITHIN.match(found["name"].strip())
    printed = found["ordinal"] or ""
    return ThemeMark((inside["name"] if inside else found["name"]).strip(), ordinal_of(printed), printed)


def _is_theme(found: re.Match[str], is_heading: bool, bare: str) -> bool:
    name = found["name"]
    if found["ordinal"] is None and name and not found["parted"] and not _NAMED_WITHIN.match(name):
        return False
    if is_heading:
        return True
    known = re.match(_ADJECTIVE, found["before"]) is not None
    return len(bare) <= _LONGEST_LINE_HEAD and (
        known or (not found["before"] and found["ordinal"] is not None)
    )


def case_mark(text: str, *, is_heading: bool) -> CaseMark | None:
    """What ``text`` says as the heading of a case; nothing where it has neither 【】 nor a municipality. A line that is
    no heading by its form, nor begins with a sign or a number, must be plainer about it."""
    if len(text) > LONGEST_HEAD or text.rstrip().endswith("。"):
        return None
    bare = _CONTINUED.sub("", _MARKS.sub("", text).strip())
    bare = _NUMBERED_CASE.sub("", bare, count=1).strip() or bare
    found = _CATEGORY.match(bare)
    category, rest = (found["category"].strip(), found["rest"].strip()) if found else ("", bare)
    if is_label(category):
        return None
    if _ONLY_A_NUMBER.match(category):
        category = ""
    title, place = _parted(rest, _WAYS if is_heading or bare != text.strip() else _PLAIN_WAYS)
    if not title or not (found or place):
        return None
    return CaseMark(category, title, place)


def is_plain(text: str) -> bool:
    """Whether a line is short enough to be a heading though its form does not say so."""
    return len(text) <= _LONGEST_LINE_HEAD or bool(_CATEGORY.match(_MARKS.sub("", text)))


def _parted(rest: str, ways: Sequence[re.Pattern[str]]) -> tuple[str, str]:
    """The title and the municipality of a heading."""
    for way in ways:
        found = way.match(rest)
        if found and found["title"].strip() and _is_place(found["place"]):
            return found["title"].strip(), found["place"].strip()
    return rest.strip(), ""


def _is_place(text: str) -> bool:
    """Whether this reads as one municipality or several."""
    names = places_in(text)
    return bool(names) and all(_PLACE.match(name) and not _is_common_noun(name) for name in names)


def places_in(text: str) -> list[str]:
    """Each municipality that is named: 福井県鯖江市、越前市."""
    return [name for part in _SEVERAL.split(text) if (name := _AND_OTHERS.sub("", part.strip()).strip())]


def _is_common_noun(name: str) -> bool:
    return not name.startswith(PREFECTURES) and bool(_COMMON_NOUNS.search(name))


def place_alone(text: str) -> str:
    """The municipality that a whole line names; nothing where it says more."""
    if len(text) > _LONGEST_LINE_HEAD:
        return ""
    bare = _PLACE_LABEL.sub("", _MARKS.sub("", text).strip()).strip("（）() 　")
    return bare if _is_place(bare) else ""


def title_alone(text: str) -> str:
    """The title of a line that says it is one: 事業名：…"""
    found = _TITLE_LABEL.match(_MARKS.sub("", text).strip()) if len(text) <= LONGEST_HEAD else None
    return found["title"].strip() if found else ""


def caption_mark(text: str) -> CaptionMark | None:
    """What ``text`` says as a caption. 図書館 and 図1のとおり are words of a sentence."""
    found = _CAPTION.match(_MARKS.sub("", text[: 2 * LONGEST_HEAD]).strip())
    if not found or not (found["parted"] or found["ordinal"]):
        return None
    if not found["parted"] and _HIRAGANA.match(found["text"]):
        return None
    whole = _MARKS.sub("", text).strip()
    return CaptionMark(found["kind"], found["ordinal"] or "", whole[found.start("text") :].strip())


def prefecture_before(text: str) -> tuple[str, str]:
    """The prefecture a place's name begins with, "" where it does not, and the rest."""
    prefecture = next((each for each in PREFECTURES if text.startswith(each)), "")
    return prefecture, text[len(prefecture) :].strip()
