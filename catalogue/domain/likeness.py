"""How like Ome is a municipality? Told in words, with the figures and the rule behind every word.

The answer is a way of reading a list, not a verdict on a place. What is compared, how much it weighs and when two
figures count as about the same stands in one table, :data:`RULES`, for anybody to read and change. A figure that is
missing is said to be missing and weighs nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from typing import Any

from catalogue.domain.vocabulary import Named


class Indicator(Named):
    """A dated figure of a municipality, in its unit."""

    POPULATION = "population", "人口"
    SHARE_65 = "share-65", "高齢化率"
    AREA = "area", "面積"
    HABITABLE_SHARE = "habitable-share", "可住地の割合"
    PRIMARY = "primary", "第1次産業で働く人の割合"
    SECONDARY = "secondary", "第2次産業で働く人の割合"
    TERTIARY = "tertiary", "第3次産業で働く人の割合"
    MANUFACTURING_WORKERS = "manufacturing-workers", "製造業で働く人の数"
    MANUFACTURING_SHARE = "manufacturing-share", "働く人に占める製造業の割合"


UNITS: Mapping[Indicator, str] = {
    Indicator.POPULATION: "人",
    Indicator.SHARE_65: "％",
    Indicator.AREA: "km²",
    Indicator.HABITABLE_SHARE: "％",
    Indicator.PRIMARY: "％",
    Indicator.SECONDARY: "％",
    Indicator.TERTIARY: "％",
    Indicator.MANUFACTURING_WORKERS: "人",
    Indicator.MANUFACTURING_SHARE: "％",
}


class Scale(StrEnum):
    """Sizes are compared by how many times, shares by how many points."""

    TIMES = "times"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table.

    ``same``: up to this factor (times) or difference (points) two figures are 同程度. ``far``: from this factor or
    difference on they have nothing in common. Between the two likeness falls evenly, by the logarithm for sizes.
    """

    indicator: Indicator
    scale: Scale
    weight: int
    same: float
    far: float


RULES: Sequence[Rule] = (
    Rule(Indicator.POPULATION, Scale.TIMES, weight=3, same=1.25, far=8),
    Rule(Indicator.SHARE_65, Scale.POINTS, weight=2, same=2, far=15),
    Rule(Indicator.HABITABLE_SHARE, Scale.POINTS, weight=2, same=5, far=60),
    Rule(Indicator.SECONDARY, Scale.POINTS, weight=2, same=3, far=20),
    Rule(Indicator.MANUFACTURING_SHARE, Scale.POINTS, weight=2, same=3, far=25),
    Rule(Indicator.AREA, Scale.TIMES, weight=1, same=1.25, far=8),
)
FEWEST_FIGURES = 4
SAME = "同程度"


class Grade(Named):
    """Likeness in three steps, for lists."""

    NEAR = "near", "近い"
    FAIR = "fair", "やや近い"
    FAR = "far", "異なる点が多い"
    UNKNOWN = "unknown", "未確認"


_STEPS = ((0.8, Grade.NEAR), (0.6, Grade.FAIR), (0.0, Grade.FAR))

OME = "132055"


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure with its date (a stored shape) and its source (title, publisher, url)."""

    value: float
    as_of: str
    source: Mapping[str, Any]


DatedFigures = Mapping[Indicator, Dated]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside Ome's: in words, and as a share of 1 for the sum."""

    indicator: Indicator
    own: Dated
    ome: Dated
    words: str
    likeness: float
    weight: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` is the weighted mean of the comparisons, 0 to 1, or none where too few figures are known."""

    score: float | None
    grade: Grade
    comparisons: Sequence[Comparison]
    missing: Sequence[Indicator]

    @property
    def sentence(self) -> str:
        """The whole in one sentence: what is about the same, then what differs, the weightiest first."""
        if self.grade is Grade.UNKNOWN:
            return "青梅市と比べられる数値がそろっていません。"
        same = [each.indicator.label for each in self.comparisons if each.words == SAME]
        parts = [f"{'・'.join(same)}は{SAME}"] if same else []
        parts += [f"{each.indicator.label}は{each.words}" for each in self.comparisons if each.words != SAME]
        return f"青梅市と比べて、{'、'.join(parts)}。"


def compare(own: DatedFigures, ome: DatedFigures) -> Likeness:
    """Compare a municipality's figures with Ome's."""
    comparisons = [_compare(rule, own, ome) for rule in RULES]
    known = [comparison for comparison in comparisons if comparison]
    missing = [rule.indicator for rule, found in zip(RULES, comparisons, strict=True) if found is None]
    if len(known) < FEWEST_FIGURES:
        return Likeness(None, Grade.UNKNOWN, known, missing)
    score = sum(each.likeness * each.weight for each in known) / sum(each.weight for each in known)
    return Likeness(score, next(grade for least, grade in _STEPS if score >= least), known, missing)


def _compare(rule: Rule, own: DatedFigures, ome: DatedFigures) -> Comparison | None:
    if rule.indicator not in own or rule.indicator not in ome:
        return None
    mine, theirs = own[rule.indicator].value, ome[rule.indicator].value
    if rule.scale is Scale.TIMES:
        if mine <= 0 or theirs <= 0:
            return None
        words, likeness = (
            _in_times(mine / theirs, rule),
            _fall(abs(log2(mine / theirs)), log2(rule.same), log2(rule.far)),
        )
    else:
        words, likeness = _in_points(mine - theirs, rule), _fall(abs(mine - theirs), rule.same, rule.far)
    return Comparison(rule.indicator, own[rule.indicator], ome[rule.indicator], words, likeness, rule.weight)


def _fall(distance: float, same: float, far: float) -> float:
    return 1 - min(1.0, max(0.0, (distance - same) / (far - same)))


def _in_times(factor: float, rule: Rule) -> str:
    if 1 / rule.same <= factor <= rule.same:
        return SAME
    if factor > 1:
        return f"約{_round_times(factor)}倍"
    if factor > 0.55:
        return f"約{round(factor * 10)}割"
    return f"約{round(1 / factor)}分の1"


def _round_times(factor: float) -> str:
    """1.5倍, 2倍, 11倍: no more exact than a reader can picture."""
    if factor < 1.95:
        return f"{factor:.1f}"
    return f"{round(factor)}"


def _in_points(difference: float, rule: Rule) -> str:
    if abs(difference) <= rule.same:
        return SAME
    # 2.1 told as 2 would contradict the rule beside it, by which 2 is about the same.
    points = f"{abs(difference):.0f}" if abs(difference) >= rule.same + 0.5 else f"{abs(difference):.1f}"
    return f"{points}ポイント{'高い' if difference > 0 else '低い'}"
