"""What of a case goes onto one sheet of paper, when not all of it does.

A page with fewer rows is again a page, so rows are taken from it, the least important part first and the last row of a
part first, until the sheet holds the rest. What was taken is counted, and the sheet says so.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any

from catalogue.exports.brief import Section
from catalogue.exports.word.room import sheet_room

Page = Mapping[str, Any]
# Makes the sheet of a page, given what was left out of it, in words.
Compose = Callable[[Page, str], Section]

CUT = "…（以下略）"
# The longest a single text may be, in letters. The smaller ones are for pages no office would write.
_LONGEST = (240, 120, 60, 30)
# A part, and how many of its rows stay at least when its turn comes. What would be 未確認 without a row keeps one.
_GIVES_WAY = (
    ("tables", 0),
    ("picture", 0),
    ("partners", 4),
    ("outcomes", 8),
    ("links", 4),
    ("devices", 0),
    ("lessons", 2),
    ("purpose", 0),
    ("background", 2),
    ("links", 3),
    ("outcomes", 6),
    ("constraints", 1),
    ("lessons", 1),
    ("background", 1),
    ("activities", 4),
    ("links", 2),
    ("partners", 2),
    ("disagreements", 1),
    ("outcomes", 4),
    ("challenges", 1),
    ("activities", 3),
    ("funding", 1),
    ("constraints", 0),
    ("partners", 1),
    ("disagreements", 0),
    ("unknowns", 1),
    ("background", 0),
    ("lessons", 0),
    ("challenges", 0),
    ("links", 0),
    ("outcomes", 1),
    ("activities", 1),
)
_LABELS = {
    "background": "背景{}件",
    "purpose": "目的{}件",
    "activities": "取組{}件",
    "outcomes": "成果{}件",
    "links": "青梅市の施策・将来像との関係{}件",
    "challenges": "難しかったこと{}件",
    "constraints": "前提となる条件{}件",
    "lessons": "学べること{}件",
    "devices": "工夫{}件",
    "partners": "協力者{}者",
    "funding": "費用と財源{}件",
    "tables": "表{}件",
    "picture": "図{}件",
    "unknowns": "未確認のこと{}件",
    "disagreements": "資料によって異なること{}件",
}


def fitted(page: Page, compose: Compose) -> Section:
    """The sheet of ``page`` with as much of it as one A4 sheet holds."""
    for longest in _LONGEST:
        section = _with_fewer_rows(_with_shorter_texts(page, longest), compose)
        if sheet_room(section) >= 0:
            break
    return section


def _with_fewer_rows(page: Page, compose: Compose) -> Section:
    def sheet(kept: Page) -> Section:
        return compose(kept, _left_out(page, kept))

    def fits(kept: Page, name: str, count: int) -> bool:
        return sheet_room(sheet(_with_first(kept, page, name, count))) >= 0

    def most(kept: Page, name: str, least: int, all_of: int) -> int:
        """The most rows of a part with which it fits, or else the least."""
        return least + bisect_left(range(least + 1, all_of + 1), True, key=lambda n: not fits(kept, name, n))

    kept: Page = page
    for name, least in _GIVES_WAY:
        if sheet_room(sheet(kept)) >= 0:
            break
        if len(kept[name]) > least:
            kept = _with_first(kept, page, name, most(kept, name, least, len(kept[name])))
    # The last part to give way may have made more room than was needed.
    for name in dict.fromkeys(name for name, _ in reversed(_GIVES_WAY)):
        kept = _with_first(kept, page, name, most(kept, name, len(kept[name]), len(page[name])))
    return sheet(kept)


def _with_first(kept: Page, page: Page, name: str, count: int) -> Page:
    """``kept`` with the first rows ``page`` has of a part."""
    return {**kept, name: page[name][:count]}


def _left_out(page: Page, kept: Page) -> str:
    """成果3件、図1件; empty where nothing was."""
    missing = {name: len(page[name]) - len(kept[name]) for name in _LABELS}
    return "、".join(_LABELS[name].format(count) for name, count in missing.items() if count)


def _with_shorter_texts(value: Any, longest: int) -> Any:
    """Every text in it cut, and marked where it is; addresses stay as they are."""
    if isinstance(value, str):
        return value if len(value) <= longest else f"{value[:longest]}{CUT}"
    if isinstance(value, list):
        return [_with_shorter_texts(each, longest) for each in value]
    if isinstance(value, dict):
        return {
            name: each if name == "url" else _with_shorter_texts(each, longest)
            for name, each in value.items()
        }
    return value
