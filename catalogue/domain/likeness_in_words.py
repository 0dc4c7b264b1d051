"""A comparison with Ome as rows to show: figures with units and dates, the words, and the rule that made them."""

from typing import Any

from catalogue.domain import wareki
from catalogue.domain.figures_in_words import in_words
from catalogue.domain.likeness import RULES, UNITS, Dated, Indicator, Likeness, Rule, Scale

Row = dict[str, Any]

ABOUT_THE_RULES = (
    "人口や面積は何倍か、割合は何ポイント違うかで比べ、重みを付けて平均しています。"
    "統計にある数値だけの比較で、地域の優劣を示すものではありません。"
)


def figure_text(indicator: Indicator, figure: Dated) -> str:
    """13万3,535人, 32.0％, 103.31km²."""
    unit = UNITS[indicator]
    if unit == "％":
        return f"{figure.value:.1f}％"
    return in_words(figure.value, unit)


def rows(likeness: Likeness) -> Row:
    """All a page shows of a comparison, as JSON."""
    rules = {rule.indicator: rule for rule in RULES}
    return {
        "grade": likeness.grade.value,
        "label": likeness.grade.label,
        "score": likeness.score,
        "sentence": likeness.sentence,
        "about": ABOUT_THE_RULES,
        "comparisons": [
            {
                "name": each.indicator.label,
                "own": figure_text(each.indicator, each.own),
                "ome": figure_text(each.indicator, each.ome),
                "as_of_text": _dates(each.own, each.ome),
                "words": each.words,
                "weight": each.weight,
                "rule": _rule(rules[each.indicator]),
                "source": dict(each.own.source),
            }
            for each in likeness.comparisons
        ],
        "missing": [indicator.label for indicator in likeness.missing],
    }


def _dates(own: Dated, ome: Dated) -> str:
    shown = wareki.show_text(own.as_of)
    return shown if own.as_of == ome.as_of else f"{shown}（青梅市は{wareki.show_text(ome.as_of)}）"


def _rule(rule: Rule) -> str:
    if rule.scale is Scale.TIMES:
        return f"{1 / rule.same:g}～{rule.same:g}倍なら同程度"
    return f"差が{rule.same:g}ポイントまでなら同程度"
