"""Nodes that a case may speak to, proposed by the words they have in common, which are the reason given.

A case need not be public, so the index cannot be asked: the words of the document are compared with those of every node
(at most some hundred, each a few lines). A word counts by how few nodes have it and by where in the case it stands, and
what a node says altogether is taken into account, so that a long wording has no advantage. On the links that were made
by hand, five proposals hold half of what people chose and eight hold five eighths; other weights change little.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from catalogue.reading.desk_nodes import GATHERING, DeskNode, DeskNodes
from catalogue.search.analysis import words_of
from catalogue.search.folding import fold

# By where a word stands in a case; in every other statement it counts _ELSEWHERE.
_WEIGHTS = {"title": 5.0, "subtitle": 4.0, "keywords": 5.0, "filed": 4.0, "summary": 3.0, "activities": 1.5}
_ELSEWHERE = 0.6
_STATEMENTS = (
    "background",
    "purpose",
    "devices",
    "lessons",
    "challenges",
    "evaluation",
    "sustaining",
    "dissemination",
)
# A part of a word beside the whole, and a node's text beside its name.
_PART, _TEXT = 0.5, 0.6
# How often a word must stand in a case to count half of what it can.
_HALF = 8.0
# What is said of a proposal, and how much it must have in common with the case at the least.
_WORDS_SHOWN, NEAR = 4, 0.35
_LITTLE = re.compile("[ぁ-ゖー]{1,3}")
# Two in five cases or more have these, and plans are full of them: they do not say why just this case.
_EVERYDAY = frozenset({"企業", "地域", "事業", "連携", "支援", "産業"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A node, and the words in common as the node writes them, the most telling first."""

    node: DeskNode
    words: tuple[str, ...]


def suggest_nodes(
    nodes: DeskNodes, document: Mapping[str, Any], filed: str, known: Iterable[str], most: int = 6
) -> list[Suggestion]:
    """What ``document`` may speak to besides the ``known`` nodes, the likeliest first. ``filed`` is what its theme and
    category are called."""
    of_case = _terms_of_case(document, filed)
    without = set(known)
    rarity, found = _rarities(nodes), list[tuple[float, Suggestion]]()
    for node in _proposable(nodes):
        score, words = _compare(_profile(node.words, node.text), of_case, rarity)
        if node.key not in without and words and not says_little(words) and score >= NEAR:
            found.append((score, Suggestion(node, words)))
    found.sort(key=lambda each: (-each[0], each[1].node.key))
    return [suggestion for _, suggestion in found[:most]]


def nearness(
    nodes: DeskNodes, node: DeskNode, document: Mapping[str, Any], filed: str
) -> tuple[float, tuple[str, ...]]:
    """How near a case comes to one node (less than ``NEAR`` is not worth proposing), and the words in common."""
    return _compare(_profile(node.words, node.text), _terms_of_case(document, filed), _rarities(nodes))


def says_little(words: Iterable[str]) -> bool:
    """Whether words in common, as they are given above, are no reason: nearly every case has them."""
    return _EVERYDAY.issuperset(words)


def _rarities(nodes: DeskNodes) -> Mapping[str, float]:
    """Of every term, how rare it is among the nodes."""
    profiles = [_profile(node.words, node.text) for node in nodes.values() if not node.lives_on]
    frequency = Counter(term for profile in profiles for term in profile)
    return {
        term: math.log1p((len(profiles) - count + 0.5) / (count + 0.5)) for term, count in frequency.items()
    }


def _proposable(nodes: DeskNodes) -> Iterator[DeskNode]:
    """Those that say something of their own and have not become another: from what an older node became, its cases are
    found too."""
    parents = {node.parent for node in nodes.values()}
    for node in nodes.values():
        if node.kind not in GATHERING and not node.lives_on and node.key not in parents:
            yield node


# What a term of a node weighs there, and how the node writes it.
Profile = Mapping[str, tuple[float, str]]


@lru_cache(maxsize=2_000)
def _profile(words: str, text: tuple[str, ...]) -> Profile:
    found: dict[str, tuple[float, str]] = {}
    for weight, passage in ((1.0, words), (_TEXT, "\n".join(text))):
        for term, share, surface in _terms(passage):
            before, first = found.get(term, (0.0, surface))
            found[term] = (before + weight * share, first)
    return found


def _terms(text: str) -> Iterator[tuple[str, float, str]]:
    """Every telling word and its parts: term, how much it counts, and as it is written. Parts of one letter (化, 者)
    tell nothing."""
    for word in words_of(fold(text)):
        if not word.light:
            yield word.term, 1.0, text[word.start : word.end]
            for part in word.parts:
                if part.end - part.start > 1:
                    yield part.term, _PART, text[part.start : part.end]


def _terms_of_case(document: Mapping[str, Any], filed: str) -> Mapping[str, float]:
    counted: Counter[str] = Counter()
    for weight, passage in _passages(document, filed):
        for term, share, _ in _terms(passage):
            counted[term] += weight * share  # type: ignore[assignment]  # a counter counts in fractions as well
    return counted


def _passages(document: Mapping[str, Any], filed: str) -> Iterator[tuple[float, str]]:
    yield _WEIGHTS["title"], document["title"]
    yield _WEIGHTS["subtitle"], document.get("subtitle") or ""
    yield _WEIGHTS["keywords"], "\n".join(document.get("keywords") or ())
    yield _WEIGHTS["filed"], filed
    yield _WEIGHTS["summary"], document["summary"]["text"]
    yield _WEIGHTS["activities"], _lines(document.get("activities") or ())
    for name in _STATEMENTS:
        yield _ELSEWHERE, _lines(document.get(name) or ())
    yield _ELSEWHERE, "\n".join(row["indicator"] for row in document.get("outcomes") or ())


def _lines(rows: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(row[name] for row in rows for name in ("topic", "finding", "text") if row.get(name))


def _compare(
    profile: Profile, of_case: Mapping[str, float], rarity: Mapping[str, float]
) -> tuple[float, tuple[str, ...]]:
    """How much of a node a case has, and the words in common. What only an older node says is not counted: it has no
    rarity."""
    worths = {term: weight * rarity.get(term, 0.0) for term, (weight, _) in profile.items()}
    shared = {term: of_case[term] / (of_case[term] + _HALF) for term in worths if of_case.get(term)}
    score = sum(worths[term] * share for term, share in shared.items())
    telling = sorted(
        ((worths[term] * share, profile[term][1]) for term, share in shared.items()), reverse=True
    )
    return score / math.sqrt(sum(worths.values()) or 1.0), _telling(word for _, word in telling)


def _telling(words: Iterable[str]) -> tuple[str, ...]:
    """The first of them, without those that say little by themselves (こと, よる) or stand in one of the others; those
    that nearly every case has only where there are no others."""
    chosen: list[str] = []
    for word in words:
        little = len(word) < 2 or _LITTLE.fullmatch(word)
        if not little and not any(word in each or each in word for each in chosen):
            chosen.append(word)
    telling = [word for word in chosen if word not in _EVERYDAY]
    return tuple((telling or chosen)[:_WORDS_SHOWN])
