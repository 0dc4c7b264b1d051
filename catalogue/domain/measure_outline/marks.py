"""The marks before a title by which an outline says on which step it stands: 第1章, 1, 1-1, (1), ①, ア, Ⅰ, ■."""

import re
from dataclasses import dataclass

from catalogue.domain.measure_outline.words import item, plain, without_priority
from catalogue.domain.vocabulary import NodeKind

# (its family, its rank in the family): within a family a higher rank is a lower step.
Style = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that begins an item: its style, what is printed before its title, and its title."""

    style: Style
    label: str
    title: str
    kind: NodeKind | None = None
    priority: bool = False


_CHAPTERS = "編章節項"
_CHAPTER = re.compile(
    r"(?P<label>第\s*[0-9一二三四五六七八九十]{1,3}\s*(?P<unit>[編章節項]))\s*[:.、]?\s*(?P<rest>.*)\Z"
)
_COMPOUND = re.compile(
    r"(?P<label>[0-9]{1,2}(?:[-.](?:[0-9]{1,2}|[①-⑳])){1,4})\.?(?:\s+|(?<=[①-⑳])|\Z)(?P<rest>.*)\Z"
)
_SIMPLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("n", re.compile(r"(?P<label>[0-9]{1,2}(?:[.、](?![0-9])|(?=\s)))\s*(?P<rest>\S.*)\Z")),
    ("(n)", re.compile(r"(?P<label>\(?[0-9]{1,2}\))\s*(?P<rest>.*)\Z")),
    ("①", re.compile(r"(?P<label>[①-⑳])\s*(?P<rest>.*)\Z")),
    ("Ⅰ", re.compile(r"(?P<label>(?:[Ⅰ-Ⅻ]|[IVX]{1,4}(?=[.\s]))\.?)\s*(?P<rest>.*)\Z")),
    ("ア", re.compile(r"(?P<label>\(?[ア-コ](?:\)|(?=\s)))\s*(?P<rest>\S.*)\Z")),
    ("a", re.compile(r"(?P<label>\(?[a-zA-Z][.)])\s*(?P<rest>\S.*)\Z")),
)
_SIGN = re.compile(r"(?P<sign>[■◆●▼◎□◇])\s*(?P<rest>\S.*)\Z")


def mark(text: str) -> Mark | None:
    """What a line says if it begins an item of an outline; else nothing."""
    seen = plain(text)
    if said := item(text):
        # Of 基本目標, 基本方針 and 基本施策 that stand together only their steps say which is what.
        kind = None if said.kind is NodeKind.DIRECTION else said.kind
        return Mark((f"word {said.word}", 0), said.label, said.title, kind, said.priority)
    if found := _CHAPTER.match(seen):
        return _mark(("第", _CHAPTERS.index(found["unit"])), text, found)
    if found := _COMPOUND.match(seen):
        return _mark(("n", len(re.findall(r"[-.]", found["label"])) + 1), text, found)
    for family, pattern in _SIMPLE:
        if found := pattern.match(seen):
            return _mark((family, 1), text, found)
    if found := _SIGN.match(seen):
        title, priority = without_priority(text[found.start("rest") :])
        return Mark((found["sign"], 1), "", title, None, priority)
    return None


def _mark(style: Style, text: str, found: re.Match[str]) -> Mark:
    title, priority = without_priority(text[found.start("rest") :].strip())
    return Mark(style, text[: found.end("label")].strip(), title, None, priority)
