import pytest
from flask import Flask
from sqlmodel import select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Forbidden, Invalid, NotFound
from catalogue.domain.roles import Role
from catalogue.editing import review, uses
from catalogue.models import AuditRecord
from catalogue.reading import desk_uses
from tests.editing.loading import looking
from tests.editing.reviewing import CASE, actor, approver, do, editor


def places(app: Flask) -> list[str]:
    """Where the case was used."""
    with looking(app) as session:
        return [use["place"] for use in desk_uses.of_case(session, CASE)["uses"]]


def test_a_use_is_noted_by_hand_and_taken_back(own_app: Flask) -> None:
    do(own_app, uses.note, editor(own_app), CASE, " 新プラン（素案）\n p.32 ", "r9:v1-1")
    with looking(own_app) as session:
        (use,) = desk_uses.of_case(session, CASE)["uses"]
    assert use["place"] == "新プラン（素案） p.32"
    assert use["node_name"].startswith("新プラン 1-①")
    do(own_app, uses.drop, editor(own_app), CASE, use["id"])
    assert places(own_app) == []
    with looking(own_app) as session:
        told = [row.act for row in session.exec(select(AuditRecord).where(AuditRecord.subject == CASE))]
    assert told == [Act.USE_NOTED.value, Act.USE_DROPPED.value]


@pytest.mark.parametrize(
    ("place", "node", "path"),
    [("  ", None, "place"), ("長" * 121, None, "place"), ("p.32", "r9:himitsu", "node_key")],
)
def test_a_use_that_says_nothing_is_refused(own_app: Flask, place: str, node: str | None, path: str) -> None:
    with pytest.raises(Invalid) as refused:
        do(own_app, uses.note, editor(own_app), CASE, place, node)
    assert [problem.path for problem in refused.value.problems] == [path]


def test_uses_are_noted_of_cases_that_staff_have_and_by_who_writes(own_app: Flask) -> None:
    with pytest.raises(NotFound):
        do(own_app, uses.note, editor(own_app), "himitsu-no-jirei", "p.32", None)
    with pytest.raises(Forbidden):
        do(own_app, uses.note, actor(own_app, "iin", Role.MEMBER), CASE, "p.32", None)


def test_a_case_that_is_not_public_can_have_been_used_too(own_app: Flask) -> None:
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "所在地の自治体の求めによる")
    do(own_app, uses.note, editor(own_app), CASE, "新プラン（素案）p.32", None)
    with looking(own_app) as session:
        assert desk_uses.case_of(session, CASE)["public"] is False
    assert places(own_app) == ["新プラン（素案）p.32"]
