"""How strong is what is known of a case's results? Five grades, proposed from what the case itself records.

A proposal is shown as 自動判定 until a person has confirmed it. The last grade is never proposed: that something
worked again elsewhere is for a person to judge.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.vocabulary import Named, SourceKind


class Evidence(Named):
    """The grades, from the weakest to the strongest."""

    E0 = "E0", "記述のみ"
    E1 = "E1", "定性的"
    E2 = "E2", "定量"
    E3 = "E3", "比較・第三者評価"
    E4 = "E4", "他地域で再現"


MEANINGS: Mapping[Evidence, str] = {
    Evidence.E0: "取組の内容は分かりますが、成果の記録がありません。",
    Evidence.E1: "成果が言葉で記録されていますが、数値がありません。",
    Evidence.E2: "成果の数値が、出典とともに記録されています。",
    Evidence.E3: "成果の数値に、前後の比較か、白書・研究など第三者の資料による裏付けがあります。",
    Evidence.E4: "同じ取組が、ほかの地域でも成果を上げたことを人が確かめています。",
}

_COMPARES = re.compile(
    r"→|前年|比べ|から[0-9０-９約].{0,12}(?:へ|に)(?:増|減|上昇|低下|$)|(?:[0-9０-９％%]|ポイント)\s*(?:増|減|上昇|低下|向上|改善|短縮)|倍に"
)
_THIRD_PARTIES = {SourceKind.WHITE_PAPER.value, SourceKind.RESEARCH.value}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Graded:
    """A proposed grade, and the reason in a sentence."""

    grade: Evidence
    reason: str


def propose(outcomes: Sequence[Row], sources: Sequence[Row]) -> Graded:
    """The grade the records support. ``outcomes`` have ``value``, ``number`` and ``sources`` (keys);
    ``sources`` have ``key`` and ``kind``."""
    kinds = {source["key"]: source["kind"] for source in sources}
    numbered = [row for row in outcomes if row["number"] is not None and row["sources"]]
    if not outcomes:
        return Graded(Evidence.E0, "成果の記録がないため。")
    if not numbered:
        return Graded(Evidence.E1, "成果の記録に、出典のある数値がないため。")
    compared = sum(1 for row in numbered if _COMPARES.search(row["value"]))
    vouched = sum(1 for row in numbered if any(kinds[key] in _THIRD_PARTIES for key in row["sources"]))
    if compared:
        return Graded(
            Evidence.E3, f"出典のある数値{len(numbered)}件のうち{compared}件が、前後の比較を示しているため。"
        )
    if vouched:
        return Graded(
            Evidence.E3, f"出典のある数値{len(numbered)}件のうち{vouched}件が、白書か研究によるため。"
        )
    return Graded(Evidence.E2, f"出典のある成果の数値が{len(numbered)}件あるため。")
