"""What a paragraph of Word is by its style: a heading, an entry of a list, or plain (ECMA-376 Part 1, 17.3.1 and 17.7).

A style says only what it changes of the one it is based on, and a paragraph only what it changes of its style.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from catalogue.intake.elements import attribute, child, number
from catalogue.intake.package import Package

_NAMES = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_TITLES = {"title": 1, "表題": 1, "subtitle": 2, "副題": 2}
_LISTS = re.compile(r"(?:list bullet|list number|箇条書き|段落番号)\s*([1-9])?", re.IGNORECASE)
_HEADINGS = 9  # levels from 0; the one after the last is that of plain text
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list: which list, and at which level of it, from 0; -1 where only its style can tell.

    ``style`` is that of the paragraph. ``depth`` is how deep the entry is by the name of that: the second of Word's
    own styles for lists (箇条書き 2) is the first level of a list of its own.
    """

    list_id: str
    level: int
    style: str
    depth: int


class Styles:
    """The styles of one document."""

    def __init__(self, package: Package, main: str) -> None:
        part = package.named(main, "styles")
        root = package.tree(part) if part else None
        found = [each for each in root if attribute(each, "styleId")] if root is not None else []
        self._styles = {attribute(each, "styleId"): each for each in found}
        self._usual = next(
            (attribute(each, "styleId") for each in found
             if attribute(each, "type") == "paragraph" and attribute(each, "default") in {"1", "true"}),
            "",
        )  # fmt: skip

    def style_of(self, properties: Element | None) -> str:
        """The style a paragraph names."""
        return attribute(child(properties, "pStyle"), "val", self._usual)

    def heading(self, properties: Element | None) -> int:
        """The level of the heading a paragraph is, from 1; 0 if it is none."""
        for each in (properties, *self._properties(self.style_of(properties))):
            outline = child(each, "outlineLvl")
            if outline is not None:
                level = number(outline, "val")
                return level + 1 if 0 <= level < _HEADINGS else 0
        for name in self._names(self.style_of(properties)):
            if found := _NAMES.fullmatch(name):
                return int(found[1])
            if name.lower() in _TITLES:
                return _TITLES[name.lower()]
        return 0

    def listed(self, properties: Element | None) -> Listed | None:
        """Which entry of a list a paragraph is; nothing if it is none."""
        style, level = self.style_of(properties), -1
        named = next(filter(None, map(_LISTS.fullmatch, self._names(style))), None)
        by_name = int(named[1] or 1) - 1 if named else 0
        for each in (properties, *self._properties(style)):
            numbering = child(each, "numPr")
            depth, name = child(numbering, "ilvl"), child(numbering, "numId")
            if level < 0 and depth is not None:
                level = number(depth, "val")
            if name is not None:
                list_id = attribute(name, "val")
                return Listed(list_id, level, style, by_name) if list_id != "0" else None
        return Listed("", 0, style, by_name) if named else None

    def indent(self, properties: Element | None) -> int:
        """How far a paragraph is moved in, in letters of the usual size (10.5 points)."""
        said = child(properties, "ind")
        twentieths = attribute(said, "left") or attribute(said, "start", "0")
        return max(0, min(int(float(twentieths)) // 210, 20)) if re.fullmatch(r"-?[0-9.]+", twentieths) else 0

    def _chain(self, style: str) -> Iterator[Element]:
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = attribute(child(found, "basedOn"), "val")

    def _properties(self, style: str) -> Iterator[Element | None]:
        return (child(each, "pPr") for each in self._chain(style))

    def _names(self, style: str) -> Iterator[str]:
        return (attribute(child(each, "name"), "val").strip() for each in self._chain(style))
