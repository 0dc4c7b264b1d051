"""Two people wrote the same case at the same time: what can be brought together by itself, and what only they can say.

Three documents are compared field by field: the one both began from, mine, and theirs. A field that one side changed
is taken from that side. What both changed is taken from both where it can be (words of a list, rows
the other did not touch, rows each added), and otherwise it is a clash, to be settled by whoever saves last.
"""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import count
from typing import Any

Document = Mapping[str, Any]

# Fields that say something only together with another one: whoever decides about the first decides about both.
_TOGETHER = {"category": ("theme",)}
_FOLLOWERS = frozenset(name for names in _TOGETHER.values() for name in names)


class Side(StrEnum):
    """Where a field of the merged document comes from."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Taken:
    """A field that was brought together by itself."""

    field: str
    side: Side
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, each in another way."""

    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """``document`` holds mine where there is a clash, until it is settled; ``theirs`` is the whole of theirs."""

    document: dict[str, Any]
    theirs: Document
    clashes: tuple[Clash, ...]
    taken: tuple[Taken, ...]

    def settled(self, chosen: Mapping[str, str]) -> dict[str, Any]:
        """The document after each clash was decided: ``chosen`` is a :class:`Side` by field. A field nobody decided
        about stays mine."""
        theirs = {
            name: self.theirs.get(name)
            for clash in self.clashes
            if chosen.get(clash.field) == Side.THEIRS
            for name in _names(clash.field)
        }
        return self.document | theirs

    def undecided(self, chosen: Mapping[str, str]) -> tuple[Clash, ...]:
        """The clashes nobody has decided about."""
        return tuple(
            clash for clash in self.clashes if chosen.get(clash.field) not in (Side.MINE, Side.THEIRS)
        )


def merge(base: Document, mine: Document, theirs: Document) -> Merge:
    """Bring two later forms of ``base`` together. Where both added a source under the same key, mine gets another."""
    mine = _with_keys_of_its_own(base, mine, theirs)
    merged: dict[str, Any] = {}
    clashes: list[Clash] = []
    taken: list[Taken] = []
    for field in {**mine, **theirs}:
        if field in _FOLLOWERS:
            continue
        before, one, other = (_values(document, field) for document in (base, mine, theirs))
        side, value = _field(before, one, other)
        merged |= dict(zip(_names(field), value, strict=True))
        if side is None:
            clashes.append(Clash(field, before[0], one[0], other[0]))
        elif not _same(before, value):
            taken.append(Taken(field, side, before[0], value[0]))
    return Merge(merged, theirs, tuple(clashes), tuple(taken))


def _names(field: str) -> tuple[str, ...]:
    return (field, *_TOGETHER.get(field, ()))


def _values(document: Document, field: str) -> tuple[Any, ...]:
    return tuple(document.get(name) for name in _names(field))


def _field(
    base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]
) -> tuple[Side | None, tuple[Any, ...]]:
    """Which side a field is taken from, and its value; no side where it is a clash, and then mine."""
    if _same(mine, theirs):
        return Side.BOTH, mine
    if _same(base, theirs):
        return Side.MINE, mine
    if _same(base, mine):
        return Side.THEIRS, theirs
    lists = [values[0] or [] for values in (base, mine, theirs)]
    together = _rows(*lists) if all(isinstance(rows, list) for rows in lists) else None
    return (None, mine) if together is None else (Side.BOTH, (together,))


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Nothing is nothing, however it is written."""
    return all(a == b or (_is_empty(a) and _is_empty(b)) for a, b in zip(one, other, strict=True))


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, list | dict | str) and not value)


def _rows(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any] | None:
    """The rows of both, or nothing where they touched the same ones."""
    if all(isinstance(row, str) for rows in (base, mine, theirs) for row in rows):
        return _words(base, mine, theirs)
    return _diff3(base, mine, theirs)


def _words(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """A list of words has no order that means anything: what either added is in it, what either took out is not."""
    kept = [word for word in mine if word in theirs or word not in base]
    return kept + [word for word in theirs if word not in base and word not in kept]


def _diff3(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any] | None:
    """The classic way to merge lines, with rows for lines: between rows that all three have, at most one side may
    differ from the base, or both in the same way (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007)."""
    in_mine, in_theirs = _stable(base, mine), _stable(base, theirs)
    anchors = [row for row in range(len(base)) if row in in_mine and row in in_theirs]
    merged: list[Any] = []
    ends = (-1, -1, -1)
    for anchor in [*anchors, None]:
        begins = (
            (len(base), len(mine), len(theirs))
            if anchor is None
            else (anchor, in_mine[anchor], in_theirs[anchor])
        )
        pieces = [
            list(rows[end + 1 : begin])
            for rows, end, begin in zip((base, mine, theirs), ends, begins, strict=True)
        ]
        chunk = _chunk(*pieces)
        if chunk is None:
            return None
        merged += chunk if anchor is None else [*chunk, base[anchor]]
        ends = begins
    return merged


def _chunk(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any] | None:
    """Unlike lines of a text, rows that both added in one place can stand one after the other."""
    if mine == theirs or theirs == base:
        return mine
    if not base:
        return theirs + [row for row in mine if row not in theirs]
    return theirs if mine == base else None


def _stable(base: Sequence[Any], other: Sequence[Any]) -> dict[int, int]:
    """Rows of ``base`` that ``other`` still has, in order: where they stand in each."""
    matcher = SequenceMatcher(None, [*map(_key, base)], [*map(_key, other)], autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _key(row: Any) -> Hashable:
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def _with_keys_of_its_own(base: Document, mine: Document, theirs: Document) -> Document:
    """Keys are often given in turn, so two people's third sources may both be called ``s3`` and be two."""
    known, taken = _sources(base), _sources(theirs)
    doubled = [
        key for key, row in _sources(mine).items() if key in taken and key not in known and row != taken[key]
    ]
    names = {**known, **taken, **_sources(mine)}
    renamed: dict[str, str] = {}
    for key in doubled:
        renamed[key] = next(name for n in count(2) if (name := f"{key}-{n}") not in names)
        names[renamed[key]] = None
    return {field: _renamed(value, renamed, field) for field, value in mine.items()} if renamed else mine


def _sources(document: Document) -> dict[str, Any]:
    return {row["key"]: row for row in document.get("sources") or []}


def _renamed(value: Any, names: Mapping[str, str], field: str) -> Any:
    """``value`` with every key of a source under its new name: in the sources, and wherever one is cited."""
    if isinstance(value, dict):
        return {name: _renamed(part, names, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, names, field) for part in value]
    return names.get(value, value) if field in ("key", "sources") and isinstance(value, str) else value
