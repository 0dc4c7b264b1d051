from typing import Any

import pytest

from catalogue.domain.completeness import ITEMS, Fullness, measure
from catalogue.domain.evidence import Evidence, propose
from catalogue.schemas.case import CaseSchema
from tests.schemas.documents import a_case

PRESS = {"key": "press", "kind": "press"}
STUDY = {"key": "study", "kind": "research"}


def outcome(value: str, number: float | None = None, sources: list[str] | None = None) -> dict[str, Any]:
    """One result."""
    return {"value": value, "number": number, "sources": ["press"] if sources is None else sources}


@pytest.mark.parametrize(
    ("outcomes", "grade"),
    [
        ([], Evidence.E0),
        ([outcome("店が増えた")], Evidence.E1),
        ([outcome("2件", 2, sources=[])], Evidence.E1),
        ([outcome("2件", 2)], Evidence.E2),
        ([outcome("3％増", 3)], Evidence.E3),
        ([outcome("3,400人（2015年）→2万5,000人（2019年）", 25_000)], Evidence.E3),
        ([outcome("31,632人", 31_632, sources=["study"])], Evidence.E3),
        ([outcome("話題になった"), outcome("2件", 2)], Evidence.E2),
    ],
)
def test_a_grade_is_proposed_from_outcomes_and_their_sources(outcomes: list[Any], grade: Evidence) -> None:
    proposed = propose(outcomes, [PRESS, STUDY])
    assert proposed.grade is grade
    assert proposed.reason.endswith("ため。")


def test_that_it_worked_elsewhere_is_for_a_person_to_say() -> None:
    everything = [outcome("2倍に増加", 2, sources=["study"])] * 5
    assert propose(everything, [STUDY]).grade is not Evidence.E4


def test_what_is_missing_is_listed() -> None:
    bare = CaseSchema().load(a_case(category="x"))
    found = measure(bare)
    assert "費用と財源" in found.missing
    assert "担当窓口" in found.missing
    assert "成果の数値" in found.missing
    assert found.step is Fullness.LOW


def test_filling_a_gap_shortens_the_list_by_one() -> None:
    bare = measure(CaseSchema().load(a_case()))
    filled = measure(
        CaseSchema().load(a_case(funding=[{"text": "国の交付金を使った。", "sources": ["paper"]}]))
    )
    assert set(bare.missing) - set(filled.missing) == {"費用と財源"}
    assert filled.share - bare.share == pytest.approx(1 / len(ITEMS))
