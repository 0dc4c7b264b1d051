"""Which row of one list is which row of another, after somebody has added, dropped, moved and reworded rows."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# A row of a document: its parts by name, or the cells of a table.
Row = Any

_KEYS = ("key", "code", "slug")
# Two rows are the same one, reworded, if they share so much of their pairs of letters (Dice's coefficient).
_LIKE = 0.4
# So many pairs of rows are compared at most; beyond that, rows are told apart by where they stand.
_MOST_COMPARED = 2_500
_LOOKED_AT = 300


def pairs(before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """For every position in ``after`` whose row was there before: where it stood. By their keys where they have some,
    then those that are equal, then those most alike, then those that stand in the same place."""
    found: dict[int, int] = {}
    for way in (_by_key, _equal, _alike, _in_place):
        free_before = [number for number in range(len(before)) if number not in set(found.values())]
        free_after = [number for number in range(len(after)) if number not in found]
        found.update(way(before, after, free_before, free_after))
    return found


def moved(found: Mapping[int, int]) -> frozenset[int]:
    """Positions in the newer list of rows that stand in another order than before: as few as can explain it, so the
    longest rising run of old positions stays (patience sorting)."""
    order = sorted(found)
    ends: list[int] = []
    lengths: list[int] = []
    for number in order:
        place = bisect_left(ends, found[number])
        ends[place : place + 1] = [found[number]]
        lengths.append(place + 1)
    stay: set[int] = set()
    wanted = len(ends)
    for number, length in zip(reversed(order), reversed(lengths), strict=True):
        if length == wanted and all(found[number] < found[later] for later in stay):
            stay.add(number)
            wanted -= 1
    return frozenset(order) - stay


def _by_key(
    before: Sequence[Row], after: Sequence[Row], old: Sequence[int], new: Sequence[int]
) -> dict[int, int]:
    places = {key: number for number in old if (key := _key(before[number])) is not None}
    found: dict[int, int] = {}
    for number in new:
        key = _key(after[number])
        if key is not None and key in places:
            found[number] = places.pop(key)
    return found


def _key(row: Row) -> str | None:
    if not isinstance(row, Mapping):
        return None
    return next((row[name] for name in _KEYS if row.get(name)), None)


def _equal(
    before: Sequence[Row], after: Sequence[Row], old: Sequence[int], new: Sequence[int]
) -> dict[int, int]:
    places: dict[str, list[int]] = {}
    for number in reversed(old):
        places.setdefault(repr(before[number]), []).append(number)
    return {number: waiting.pop() for number in new if (waiting := places.get(repr(after[number])))}


def _alike(
    before: Sequence[Row], after: Sequence[Row], old: Sequence[int], new: Sequence[int]
) -> dict[int, int]:
    if len(old) * len(new) > _MOST_COMPARED:
        return {}
    looks = {number: _look(before[number]) for number in old}
    nearness = sorted(
        (-_likeness(look, looks[candidate]), abs(number - candidate), number, candidate)
        for number in new
        for look in [_look(after[number])]
        for candidate in old
    )
    found: dict[int, int] = {}
    for likeness, _, number, candidate in nearness:
        if -likeness >= _LIKE and number not in found and candidate not in found.values():
            found[number] = candidate
    return found


def _in_place(
    _before: Sequence[Row], _after: Sequence[Row], old: Sequence[int], new: Sequence[int]
) -> dict[int, int]:
    return {number: number for number in new if number in set(old)}


def _look(row: Row) -> frozenset[str]:
    """The pairs of letters at the beginning of all it says."""
    text = "\n".join(_texts(row))[:_LOOKED_AT]
    return frozenset(text[start : start + 2] for start in range(max(1, len(text) - 1)))


def _texts(value: Row) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "sources":  # many rows name the same ones
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
