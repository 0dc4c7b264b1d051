"""Excerpts: the two passages that show best why a case was found.

A passage is chosen where the most telling words stand closest together, then framed: whole sentences where
they fit, else from a comma to a comma.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalogue.search.evidence import Spot, marks_of
from catalogue.search.port import Excerpt

# In characters: as much as fits on two lines of a hit.
LONGEST = 90
_USUAL = 80
# One passage of this length that shows everything needs no second beside it.
_ENOUGH = 40
_CLUSTER = 60
_SNAP = 16
# How far sentences are looked for: a longer one does not fit anyway.
_AROUND = 120
# A word that stands more often in one field is shown where it stands first.
_MOST_SPOTS = 8

# What a label says is on the page anyway; a sentence tells more.
_PROSE = frozenset({"summary", "activities", "story", "outcomes", "lessons"})
_LABEL = 0.6
# A second passage shows something new, or at least another sentence about the same.
_SEEN = 0.3
_WORTH_A_SECOND = 0.25

_OTHER_STOP = re.compile(r"[！？!?]")
_CLOSERS = re.compile(r"[」』）)]+")
_SENTENCE_END = re.compile(r"\n|[。！？!?]+[」』）)]*")
_PAUSE = re.compile(r"[、，・\s」』）)]")


class _Cluster(NamedTuple):
    """Spots close together in one field, and what showing them is worth."""

    worth: float
    field: str
    spots: Sequence[Spot]

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.spots[0].start

    @property
    def end(self) -> int:
        """Where the last ends."""
        return max(spot.end for spot in self.spots)


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
    """At most two excerpts around the spots, from fields other than the title; the second only where the first is
    short or has not shown everything. ``worths`` are those of the concepts."""
    first = _best(texts, spots, worths)
    if first is None:
        return ()
    frame = _frame(texts[first.field], first)
    excerpt = _excerpt(texts, spots, first.field, frame)
    shown = {spot.concept for spot in first.spots}
    if frame.end - frame.start >= _ENOUGH and shown.issuperset(_concepts(spots)):
        return (excerpt,)
    lessened = [worth * (_SEEN if number in shown else 1.0) for number, worth in enumerate(worths)]
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
            return excerpt, _excerpt(texts, spots, second.field, other)
    return (excerpt,)


def _concepts(spots: Mapping[str, Sequence[Spot]]) -> set[int]:
    """What there is to show outside the title."""
    return {spot.concept for name, found in spots.items() if name != "title" for spot in found}


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
    most, top = sum(worths), 0.0
    for field, found in spots.items():
        if field == "title":
            continue
        factor, done = (1.0 if field in _PROSE else _LABEL), 0
        for first in range(min(len(found), _MOST_SPOTS)):
            last = _last_near(texts[field], found, first)
            weight = factor * (1 + 0.01 * (last - first))
            if last == done or most * weight <= top:  # it has nothing that another has not
                continue
            done = last
            worth = weight * sum([worths[concept] for concept in {spot[2] for spot in found[first:last]}])
            if worth > top:
                best, top = _Cluster(worth, field, found[first:last]), worth
    return best


def _last_near(text: str, spots: Sequence[Spot], first: int) -> int:
    """Where the spots end that fit into one passage with this one without leaving the paragraph."""
    start, end, _ = spots[first]
    paragraph_end = text.find("\n", end, start + _CLUSTER)
    reach = paragraph_end if paragraph_end >= 0 else start + _CLUSTER
    last = first + 1
    while last < len(spots) and spots[last][1] <= reach:
        last += 1
    return last


def _frame(text: str, cluster: _Cluster) -> _Frame:
    """The sentences a cluster stands in, with the next one where it fits as well."""
    start, end = _sentence_start(text, cluster.start), _sentence_end(text, cluster.end)
    if end - start > LONGEST:
        return _narrow_frame(text, start, end, cluster)
    following = _sentence_end(text, end) if end < len(text) and text[end] != "\n" else end
    if following - start <= LONGEST:
        end = following
    return _trimmed(text, _Frame(start, end, cut_before=False, cut_after=False))


def _sentence_start(text: str, end: int) -> int:
    """Where the sentence begins that goes on at ``end``; some way before if it has gone on for long."""
    least = max(0, end - _AROUND)
    start = max(text.rfind("。", least, end), text.rfind("\n", least, end), least - 1) + 1
    for stop in _OTHER_STOP.finditer(text, start, end):
        start = stop.end()
    closed = _CLOSERS.match(text, start, end)
    return closed.end() if closed else start


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
