"""Excerpts: the two passages that show best why a case was found.

A passage is chosen where the most telling words stand closest together, then framed: whole sentences where
they fit, else from a comma to a comma.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from catalogue.search.evidence import Spot, marks_of
from catalogue.search.port import Excerpt

# In characters: as much as fits on two lines of a hit.
LONGEST = 90
_USUAL = 80
_CLUSTER = 60
_SNAP = 16
# How far sentences are looked for: a longer one does not fit anyway.
_AROUND = 120

# What a label says is on the page anyway; a sentence tells more.
_PROSE = frozenset({"summary", "activities", "story", "outcomes", "lessons"})
_LABEL = 0.6
# A second passage shows something new, or at least another sentence about the same.
_SEEN = 0.3
_WORTH_A_SECOND = 0.25

_STOPS = "\n。！？!?"
_CLOSERS = re.compile(r"[」』）)]+")
_SENTENCE_END = re.compile(r"\n|[。！？!?]+[」』）)]*")
_PAUSE = re.compile(r"[、，・\s」』）)]")


class _Cluster(NamedTuple):
    """Spots close together in one field, and what showing them is worth."""

    worth: float
    field: str
    start: int
    end: int
    concepts: Set[int]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The stretch of text shown around a cluster, and whether it breaks a sentence at either end."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool


def make_excerpts(
    texts: Mapping[str, str], spots: Mapping[str, Sequence[Spot]], worths: Sequence[float]
) -> tuple[Excerpt, ...]:
    """At most two excerpts around the spots, from fields other than the title. ``worths`` are those of the
    concepts."""
    first = _best(texts, spots, worths)
    if first is None:
        return ()
    frame = _frame(texts[first.field], first)
    excerpts = [_excerpt(texts, spots, first.field, frame)]
    lessened = [worth * (_SEEN if number in first.concepts else 1.0) for number, worth in enumerate(worths)]
    elsewhere = {
        name: [
            spot
            for spot in found
            if name != first.field or spot.start >= frame.end or spot.end <= frame.start
        ]
        for name, found in spots.items()
    }
    second = _best(texts, elsewhere, lessened)
    if second is not None and second.worth >= _WORTH_A_SECOND * first.worth:
        other = _frame(texts[second.field], second)
        if second.field != first.field or other.start >= frame.end or other.end <= frame.start:
            excerpts.append(_excerpt(texts, spots, second.field, other))
    return tuple(excerpts)


def _excerpt(
    texts: Mapping[str, str], spots: Mapping[str, Sequence[Spot]], field: str, frame: _Frame
) -> Excerpt:
    return Excerpt(
        field=field,
        text=texts[field][frame.start : frame.end],
        marks=marks_of(spots[field], frame.start, frame.end),
        cut_before=frame.cut_before,
        cut_after=frame.cut_after,
    )


def _best(
    texts: Mapping[str, str], spots: Mapping[str, Sequence[Spot]], worths: Sequence[float]
) -> _Cluster | None:
    """The cluster worth most; among equals the first, in the order of the fields."""
    best: _Cluster | None = None
    for field, found in spots.items():
        if field != "title":
            for number in range(len(found)):
                cluster = _cluster(field, texts[field], found, number, worths)
                if best is None or cluster.worth > best.worth:
                    best = cluster
    return best


def _cluster(field: str, text: str, spots: Sequence[Spot], number: int, worths: Sequence[float]) -> _Cluster:
    """A spot with those after it that fit into one passage without leaving the paragraph."""
    start, end, concept = spots[number]
    paragraph_end = text.find("\n", end, start + _CLUSTER)
    reach = paragraph_end if paragraph_end >= 0 else start + _CLUSTER
    concepts, worth, near = {concept}, worths[concept], 1
    for _, other_end, other in islice(spots, number + 1, None):
        if other_end > reach:
            break
        end, near = max(end, other_end), near + 1
        if other not in concepts:
            concepts.add(other)
            worth += worths[other]
    factor = 1.0 if field in _PROSE else _LABEL
    return _Cluster(factor * worth * (1 + 0.01 * near), field, start, end, concepts)


def _frame(text: str, cluster: _Cluster) -> _Frame:
    """The sentences a cluster stands in, with the next one where it fits as well."""
    start = (
        max(
            text.rfind(stop, cluster.start - _AROUND if cluster.start > _AROUND else 0, cluster.start)
            for stop in _STOPS
        )
        + 1
    )
    closed = _CLOSERS.match(text, start, cluster.start)
    start = max(closed.end() if closed else start, cluster.start - _AROUND, 0)
    end = _sentence_end(text, cluster.end)
    if end - start > LONGEST:
        return _narrow_frame(text, start, end, cluster)
    following = _sentence_end(text, end) if end < len(text) and text[end] != "\n" else end
    if following - start <= LONGEST:
        end = following
    return _trimmed(text, _Frame(start, end, cut_before=False, cut_after=False))


def _sentence_end(text: str, start: int) -> int:
    """Where the sentence ends that goes on at ``start``; some way on if it goes on for long."""
    stop = _SENTENCE_END.search(text, start, start + _AROUND)
    if stop is None:
        return min(start + _AROUND, len(text))
    return stop.start() if stop.group() == "\n" else stop.end()


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
