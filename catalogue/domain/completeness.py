"""What is missing in a case: a list a planner could send to the other city, and a share for lists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.vocabulary import Named

Document = Mapping[str, Any]


class Fullness(Named):
    """Completeness in three steps, for lists."""

    HIGH = "high", "8割以上"
    MIDDLE = "middle", "5割以上8割未満"
    LOW = "low", "5割未満"


# What a reader needs in order to compare: its name, and whether the document says anything of it.
ITEMS: Sequence[tuple[str, Callable[[Document], bool]]] = (
    ("背景", lambda case: bool(case["background"])),
    ("取組の内容", lambda case: bool(case["activities"])),
    ("開始時期", lambda case: bool(case["started"])),
    ("状況", lambda case: case["status"] != "unknown"),
    ("経過", lambda case: bool(case["events"])),
    ("主体と協力者", lambda case: bool(case["lead"] and case["partners"])),
    ("費用と財源", lambda case: bool(case["funding"])),
    ("成果の数値", lambda case: any(row["number"] is not None for row in case["outcomes"])),
    ("成果の時点", lambda case: any(row["as_of"] or row["as_of_note"] for row in case["outcomes"])),
    ("学べること", lambda case: bool(case["lessons"] or case["devices"] or case["challenges"])),
    ("当時の人口", lambda case: bool(case["population"])),
    ("2件以上の出典", lambda case: len(case["sources"]) >= 2),
    ("担当窓口", lambda case: bool(case["contact"])),
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """``missing`` names what is not there; ``share`` is what is there, 0 to 1."""

    missing: Sequence[str]
    share: float

    @property
    def step(self) -> Fullness:
        """The share in three steps."""
        if self.share >= 0.8:
            return Fullness.HIGH
        return Fullness.MIDDLE if self.share >= 0.5 else Fullness.LOW


def measure(case: Document) -> Completeness:
    """Look at a case's document."""
    missing = [name for name, present in ITEMS if not present(case)]
    return Completeness(missing, 1 - len(missing) / len(ITEMS))
