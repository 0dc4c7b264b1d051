"""The marks Word writes before the entries of its lists: points, and numbers that are counted as one reads on.

ECMA-376 Part 1, 17.9. A list (``num``) is an instance of a definition (``abstractNum``); instances of one definition go
on counting, unless one of them starts anew.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from catalogue.intake.elements import attribute, child, children, number
from catalogue.intake.numerals import numeral
from catalogue.intake.package import Package
from catalogue.intake.word.styles import Listed

_COUNTER = re.compile(r"%([1-9])")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    text: str
    start: int


class Numbering:
    """The lists of one document, while it is read from its beginning to its end."""

    def __init__(self, package: Package, main: str) -> None:
        part = package.named(main, "numbering")
        root = package.tree(part) if part else None
        definitions = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
        self._definition: dict[str, str] = {}
        self._levels: dict[str, Mapping[int, _Level]] = {}
        self._of_style: dict[tuple[str, str], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for each in children(root, "num"):
            self._define(each, definitions)

    def mark(self, listed: Listed) -> tuple[int, str]:
        """How deep an entry is, from 0, and its number as it is printed; "" for one with a point."""
        depth = listed.level if listed.level >= 0 else self._of_style.get((listed.list_id, listed.style), 0)
        depth = min(depth, _DEEPEST)
        level, shown = self._levels.get(listed.list_id, {}).get(depth), max(depth, listed.depth)
        if level is None or level.kind in {"bullet", "none"}:
            return shown, ""
        self._count(listed.list_id, depth, level)
        return shown, _COUNTER.sub(
            lambda found: self._printed(listed.list_id, int(found[1]) - 1), level.text
        ).strip()

    def _define(self, instance: Element, definitions: Mapping[str, Element]) -> None:
        name, definition = attribute(instance, "numId"), attribute(child(instance, "abstractNumId"), "val")
        self._definition[name] = definition
        written = {number(each, "ilvl"): each for each in children(definitions.get(definition), "lvl")}
        for override in children(instance, "lvlOverride"):
            changed = child(override, "lvl")
            if changed is not None:
                written[number(override, "ilvl")] = changed
            if changed is not None or child(override, "startOverride") is not None:
                self._definition[name] = f"{definition} {name}"
        self._levels[name] = {depth: _level(each) for depth, each in written.items()}
        for depth, each in written.items():
            self._of_style[name, attribute(child(each, "pStyle"), "val")] = depth

    def _count(self, name: str, depth: int, level: _Level) -> None:
        counted = self._definition[name]
        self._counts[counted, depth] = self._counts.get((counted, depth), level.start - 1) + 1
        for deeper in range(depth + 1, _DEEPEST + 1):
            self._counts.pop((counted, deeper), None)

    def _printed(self, name: str, depth: int) -> str:
        level = self._levels[name].get(depth, _Level("decimal", "", 1))
        return numeral(self._counts.get((self._definition[name], depth), level.start), level.kind)


def _level(written: Element) -> _Level:
    return _Level(
        attribute(child(written, "numFmt"), "val", "decimal"),
        attribute(child(written, "lvlText"), "val"),
        number(child(written, "start"), "val", 1),
    )
