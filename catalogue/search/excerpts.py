"""Excerpts: the two passages that show best why a case was found.

A passage is chosen where the most telling words stand closest together, then framed: whole sentences where
they fit, else from a comma to a comma.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from catalogue.search.cards import Card
from catalogue.search.evidence import Spot, marks_of
from catalogue.search.port import Excerpt

# In characters: as much as fits on two lines of a hit.
LONGEST = 90
_USUAL = 80
_CLUSTER = 60
_SNAP = 16

# What a label says is on the page anyway; a sentence tells more.
_PROSE = frozenset({"summary", "activities", "story", "outcomes", "lessons"})
_LABEL = 0.6
# A second passage shows something new, or at least another sentence about the same.
_SEEN = 0.3
_WORTH_A_SECOND = 0.25

_SENTENCE = re.compile(r"[^\n。！？!?]*[。！？!?]*[」』）)]*")
_PAUSE = re.compile(r"[、，・\s」』）)]")


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Spots close together in one field, and what showing them is worth."""

    worth: float
    field: str
    start: int
    end: int
    concepts: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The stretch of text shown around a cluster, and whether it breaks a sentence at either end."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool


def make_excerpts(
    card: Card, spots: Mapping[str, Sequence[Spot]], worths: Sequence[float]
) -> tuple[Excerpt, ...]:
    """At most two excerpts around the spots, from fields other than the title. ``worths`` are those of the
    concepts."""
    first = _best(card, spots, worths)
    if first is None:
        return ()
    frame = _frame(card.texts[first.field], first)
    excerpts = [_excerpt(card, spots, first.field, frame)]
    lessened = [worth * (_SEEN if number in first.concepts else 1.0) for number, worth in enumerate(worths)]
    elsewhere = {
        name: [
            spot
            for spot in found
            if name != first.field or spot.start >= frame.end or spot.end <= frame.start
        ]
        for name, found in spots.items()
    }
    second = _best(card, elsewhere, lessened)
    if second is not None and second.worth >= _WORTH_A_SECOND * first.worth:
        other = _frame(card.texts[second.field], second)
        if second.field != first.field or other.start >= frame.end or other.end <= frame.start:
            excerpts.append(_excerpt(card, spots, second.field, other))
    return tuple(excerpts)


def _excerpt(card: Card, spots: Mapping[str, Sequence[Spot]], field: str, frame: _Frame) -> Excerpt:
    return Excerpt(
        field=field,
        text=card.texts[field][frame.start : frame.end],
        marks=marks_of(spots[field], frame.start, frame.end),
        cut_before=frame.cut_before,
        cut_after=frame.cut_after,
    )


def _best(card: Card, spots: Mapping[str, Sequence[Spot]], worths: Sequence[float]) -> _Cluster | None:
    """The cluster worth most; among equals the first, in the order of the fields."""
    clusters = (
        cluster
        for field, found in spots.items()
        if field != "title"
        for cluster in _clusters(field, card.texts[field], found, worths)
    )
    return max(clusters, key=lambda cluster: cluster.worth, default=None)


def _clusters(field: str, text: str, spots: Sequence[Spot], worths: Sequence[float]) -> Iterator[_Cluster]:
    """From every spot on, the spots that fit into one passage without leaving the paragraph."""
    factor = 1.0 if field in _PROSE else _LABEL
    for i, first in enumerate(spots):
        paragraph_end = text.find("\n", first.end)
        reach = min(first.start + _CLUSTER, paragraph_end if paragraph_end >= 0 else len(text))
        near = [first, *_until(reach, islice(spots, i + 1, None))]
        concepts = frozenset(spot.concept for spot in near)
        worth = sum(worths[concept] for concept in concepts) * (1 + 0.01 * len(near))
        yield _Cluster(factor * worth, field, first.start, max(spot.end for spot in near), concepts)


def _until(reach: int, spots: Iterable[Spot]) -> Iterator[Spot]:
    return takewhile(lambda spot: spot.end <= reach, spots)


def _frame(text: str, cluster: _Cluster) -> _Frame:
    sentences = [match.span() for match in _SENTENCE.finditer(text) if match.group()]
    start = max(begin for begin, _ in sentences if begin <= cluster.start)
    end = min(finish for _, finish in sentences if finish >= cluster.end)
    if end - start > LONGEST:
        return _narrow_frame(text, start, end, cluster)
    for begin, finish in sentences:
        if begin == end and finish - start <= LONGEST:
            end = finish
    return _trimmed(text, _Frame(start, end, cut_before=False, cut_after=False))


def _narrow_frame(text: str, start: int, end: int, cluster: _Cluster) -> _Frame:
    """A part of a sentence that is too long, from pause to pause where there is one near."""
    room = max(0, _USUAL - (cluster.end - cluster.start))
    left = max(start, cluster.start - room // 3)
    right = min(end, left + _USUAL)
    left = max(start, min(left, right - _USUAL))
    if left > start:
        pause = _PAUSE.search(text, left, min(left + _SNAP, cluster.start))
        left = pause.end() if pause else left
    if right < end:
        pauses = list(_PAUSE.finditer(text, max(cluster.end, right - _SNAP), right))
        right = pauses[-1].end() if pauses else max(right, cluster.end)
    return _trimmed(text, _Frame(left, right, cut_before=left > start, cut_after=right < end))


def _trimmed(text: str, frame: _Frame) -> _Frame:
    """The frame without space at its ends."""
    shown = text[frame.start : frame.end]
    start = frame.start + len(shown) - len(shown.lstrip())
    return _Frame(start, frame.start + len(shown.rstrip()), frame.cut_before, frame.cut_after)
