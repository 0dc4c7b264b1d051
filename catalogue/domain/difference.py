"""What is different between two documents, field by field; and letter by letter (:mod:`catalogue.domain.letters`)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from catalogue.domain.letters import Kind, Piece, letters
from catalogue.domain.rows import Row, moved, pairs

__all__ = ["Change", "Difference", "Kind", "Piece", "differences", "leaves", "letters", "plain"]

Document = Mapping[str, Any]
# How a value of a document is written: the document, the path of the value, the value.
Words = Callable[[Document, str, Any], str]


class Change(StrEnum):
    """What became of a value: it reads otherwise, its row came, its row went, its row stands elsewhere."""

    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not the same: ``before`` and ``after`` as a person reads them, nothing being "".

    ``path`` (``outcomes[2].indicator``) is that of the newer document; of the older one where the row was dropped.
    ``row`` is the path of the row that came, went or moved.
    """

    path: str
    before: str
    after: str
    change: Change = Change.CHANGED
    row: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Letter by letter."""
        return letters(self.before, self.after)


def plain(_document: Document, _path: str, value: Any) -> str:
    """A value as text, where nobody knows better words for it."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "\n".join("｜".join(each) if isinstance(each, list) else str(each) for each in value)
    return str(value)


def differences(before: Document, after: Document, words: Words = plain) -> tuple[Difference, ...]:
    """All values that are not the same, in the order of the newer document."""
    return tuple(_Comparison(before, after, words).parts("", before, after))


def leaves(
    document: Document, words: Words = plain, part: Any = None, path: str = ""
) -> Iterator[tuple[str, str]]:
    """Path and text of every value of a document, or of a ``part`` of it, that says something."""
    part = document if part is None and not path else part
    if isinstance(part, Mapping):
        for name in _read_in_order(part):
            yield from leaves(document, words, part[name], f"{path}.{name}" if path else name)
    elif _has_rows(part):
        for number, inner in enumerate(part):
            yield from leaves(document, words, inner, f"{path}[{number}]")
    elif text := words(document, path, part):
        yield path, text


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two whole documents, on the way down into their parts."""

    before: Document
    after: Document
    words: Words

    def parts(self, path: str, before: Document, after: Document) -> Iterator[Difference]:
        for name in _read_in_order({**after, **before}):
            step = f"{path}.{name}" if path else name
            yield from self.values(step, before.get(name), after.get(name))

    def values(self, path: str, before: Any, after: Any) -> Iterator[Difference]:
        if before == after:
            return
        if isinstance(before, Mapping) or isinstance(after, Mapping):
            yield from self.parts(path, before or {}, after or {})
        elif _has_rows(before) or _has_rows(after):
            yield from self.rows(path, before or [], after or [])
        else:
            old, new = self.words(self.before, path, before), self.words(self.after, path, after)
            if old != new:
                yield Difference(path, old, new)

    def rows(self, path: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Difference]:
        found = pairs(before, after)
        elsewhere = moved(found)
        for number, row in enumerate(after):
            here, old = f"{path}[{number}]", found.get(number)
            if old is None:
                for inner, text in leaves(self.after, self.words, row, here):
                    yield Difference(inner, "", text, Change.ADDED, here)
                continue
            if number in elsewhere:
                yield Difference(here, f"{old + 1}番目", f"{number + 1}番目", Change.MOVED, here)
            yield from self.values(here, before[old], row)
        for old in sorted(set(range(len(before))) - set(found.values())):
            gone = f"{path}[{old}]"
            for inner, text in leaves(self.before, self.words, before[old], gone):
                yield Difference(inner, text, "", Change.DROPPED, gone)


def _read_in_order(part: Document) -> list[str]:
    """What somebody states comes before who says so."""
    return sorted(part, key=lambda name: name == "sources")


def _has_rows(value: Any) -> bool:
    """Whether it is a list of parts or of lists; a list of plain values is one value."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping | list)
