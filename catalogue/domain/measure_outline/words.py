"""The words by which a line of a plan says what it is: 施策方針1, 施策2, a field's name, a column's head, a remark.

Patterns look at a *plain* form of the line: figures, brackets and blanks of full width become those of half width,
letter for letter, so that what is found can be cut out of the line as it was printed.
"""

import re
from dataclasses import dataclass

from catalogue.domain.measure_outline.outline import Column
from catalogue.domain.vocabulary import NodeKind

_PLAIN = str.maketrans(
    "０１２３４５６７８９（）［］　．：，－‐‑‒–−ー～〜",
    "0123456789()[] .:,-------~~",
)
# The long vowel is a dash only between figures (1ー2); in words it must stay, and so must nothing else change length.
_DASH_IN_WORD = re.compile(r"(?<![0-9])-(?![0-9])")

_NUMBER = (
    r"(?:[0-9]{1,3}(?:-[0-9]{1,3}){0,3}|\([0-9]{1,3}\)|[①-⑳]|[一二三四五六七八九十]{1,3}(?=[\s:.、]|$)"
    r"|[IVX]{1,4}(?![A-Za-z])|[Ⅰ-Ⅻ])"
)
# 施策3つ, 施策3の: these are sentences about measures.
_NOT_ON = r"(?![0-9のをはにがへとやも年月日件個本つ％%])"
_WORDS: dict[NodeKind, str] = {
    NodeKind.DIRECTION: "施策の?方針|基本方針|基本目標|基本施策|施策の方向性?|施策の柱|政策|方針|柱",
    NodeKind.MEASURE: "(?:個別|具体的?|主要|重点)?施策|(?:主な)?取り?組み?|事業",
    NodeKind.FIELD: "分野|部門",
    NodeKind.PRINCIPLE: "原則",
    NodeKind.ISSUE: "課題",
    NodeKind.VISION: "将来像",
}
_PRIORITY = r"[(\[【〔<](?P<priority>(?:最)?重点[^)\]】〕>]{0,10})[)\]】〕>]"
_ENTRIES = {
    kind: re.compile(
        rf"(?P<label>(?P<word>{words})\s*{_NUMBER}){_NOT_ON}\s*(?:{_PRIORITY})?\s*[:.、]?\s*(?P<rest>.*)\Z"
    )
    for kind, words in _WORDS.items()
}
_TRAILING_PRIORITY = re.compile(rf"\s*{_PRIORITY}\Z")
_GROUP = re.compile(r"\((?P<name>[^()]{2,30}(?:施策|分野|部門))\)\s*(?P<rest>.*)\Z")
_BARE_GROUP = re.compile(r"(?:[■◆●○□◇▼]\s*)?(?P<name>[^\s()。、0-9]{2,20}(?:振興施策|分野|部門))\Z")

_CHANGED = "変更|追加|削除|廃止|統合|新設|分割|移動|修正"
_REMARK_END = re.compile(rf"(?:変更(?:は)?なし|(?:を|に|へ)?(?:{_CHANGED})(?:する|します|した)?)。?\Z")
_REMARK_ABOUT = re.compile(r"施策|方針|構成|タイトル|名称|題名|文言|体系|柱")
_LONGEST_REMARK = 120

_HEADS: tuple[tuple[str, Column | None], ...] = (
    ("変更方針|変更内容|変更点|見直し(?:の)?(?:方針|内容)|改[訂定]方針", None),
    ("現行(?:の)?計画|現行|変更前|改[訂定]前|旧", Column.BEFORE),
    (
        r"(?:一部)?改[訂定](?:後)?(?:の)?計画(?:\(?案\)?)?|改[訂定](?:後|案)|変更後|見直し後|新計画(?:\(?案\)?)?|次期計画|新",
        Column.AFTER,
    ),
)
_BRACKETS = re.compile(r"\A[【\[<〈《「]+|[】\]>〉》」]+\Z")


@dataclass(frozen=True, slots=True)
class Said:
    """A line that names an item: what it is and by which word, what is printed before its title, its title (which may
    be on the next line), and whether it is marked 重点."""

    kind: NodeKind
    word: str
    label: str
    title: str
    priority: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. ``column`` is nothing for the one that says what is changed."""

    column: Column | None


def plain(text: str) -> str:
    """``text`` for patterns, as long as it is: its letters stand where they stood."""
    turned = text.translate(_PLAIN)
    return "".join(
        old if new == "-" and _DASH_IN_WORD.match(turned, at) else new
        for at, (old, new) in enumerate(zip(text, turned, strict=True))
    )


def item(text: str, kinds: tuple[NodeKind, ...] = tuple(_WORDS)) -> Said | None:
    """What a line says if it names an item by a word and a number; else nothing."""
    seen = plain(text)
    for kind in kinds:
        if found := _ENTRIES[kind].match(seen):
            title, starred = without_priority(text[found.start("rest") :].strip())
            label = text[: found.end("label")].strip()
            return Said(kind, found["word"], label, title, starred or found["priority"] is not None)
    return None


def without_priority(title: str) -> tuple[str, bool]:
    """A title without the mark 重点 at its end, and whether it bore one."""
    found = _TRAILING_PRIORITY.search(plain(title))
    return (title[: found.start()].strip(), True) if found else (title, False)


def group(text: str) -> tuple[str, str] | None:
    """The name of a field a line begins with, and what follows it; nothing where it names none."""
    seen = plain(text)
    found = _GROUP.match(seen) or (None if item(text) else _BARE_GROUP.match(seen))
    if found is None:
        return None
    rest = text[found.start("rest") :] if "rest" in found.groupdict() else ""
    return text[found.start("name") : found.end("name")].strip(), rest.strip()


def head(text: str) -> Head | None:
    """Which column a line is the head of: with or without brackets, with blanks between its letters, 订 for 訂."""
    bare = re.sub(r"\s", "", plain(text)).replace("订", "訂")
    inner = _BRACKETS.sub("", bare)
    for words, column in _HEADS:
        if re.fullmatch(words, inner) and (bare != inner or len(inner) > 1):
            return Head(column)
    return None


def is_remark(text: str) -> bool:
    """Whether a line says how something was changed."""
    seen = plain(text)
    short = len(seen) <= _LONGEST_REMARK and "。" not in seen[:-1]
    return short and bool(_REMARK_END.search(seen) and _REMARK_ABOUT.search(seen)) and item(text) is None
