"""No case is published with a figure whose permission is not in order, unless somebody has said that it may wait."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from catalogue.context import transaction
from catalogue.domain.errors import Conflict
from catalogue.domain.vocabulary import Clearance
from catalogue.editing import clearing, review
from catalogue.editing.acting import Actor
from catalogue.editing.lookup import look_up
from catalogue.models import CasePage, Figure, ImageRecord, finding
from tests.editing.loading import looking
from tests.editing.reviewing import CASE, approver, decided, do, editor, save
from tests.editing.test_review import public_title

RETITLED = "ココトモのその後"
IN_ORDER = (Clearance.NOT_NEEDED, Clearance.GRANTED)


def says(app: Flask, **said: Any) -> None:
    """The register says this of the picture of the case."""
    with app.app_context(), transaction() as session:
        newest = finding.newest_of(session, finding.case_of(session, CASE))
        record = session.get_one(ImageRecord, newest.document["figures"][0]["image"])
        record.sqlmodel_update(said)
        session.add(record)


def submitted(app: Flask, **changes: Any) -> int:
    """A new revision that waits for approval; its number."""
    number = save(app, editor(app), title=RETITLED, **changes)
    do(app, review.submit, editor(app), CASE, number)
    return number


def approve(app: Flask, number: int, who: Actor | None = None) -> None:
    do(app, review.approve, who or approver(app), CASE, number, approve_own=False)


def refusal(app: Flask, number: int, who: Actor | None = None) -> Conflict:
    """Why it is not approved; nothing of the approval is kept."""
    with pytest.raises(Conflict) as refused:
        approve(app, number, who)
    assert public_title(app) != RETITLED
    assert decided(app)[-1][1] == "submitted"
    return refused.value


def on(who: Actor, day: date) -> Actor:
    """The same person, at five to midnight of that day in Tokyo."""
    return replace(who, now=datetime(day.year, day.month, day.day, 14, 55, tzinfo=UTC))


@pytest.mark.parametrize("clearance", [*IN_ORDER])
def test_what_is_in_order_is_published_with_its_picture(own_app: Flask, clearance: Clearance) -> None:
    says(own_app, clearance=clearance.value)
    approve(own_app, submitted(own_app))
    assert public_title(own_app) == RETITLED
    with looking(own_app) as session:
        assert session.get_one(Figure, (CASE, 0)).clearance == clearance


@pytest.mark.parametrize(
    ("clearance", "why"),
    [
        (Clearance.ASKED, "掲載の許諾を依頼しているため"),
        (Clearance.REFUSED, "掲載の許諾を得られていないため"),
        (Clearance.EXPIRED, "掲載の許諾の期限が切れたため"),
        (None, "掲載の許諾を確かめられていないため"),
    ],
)
def test_what_is_not_in_order_is_not_published_and_the_refusal_says_what_to_mend(
    own_app: Flask, clearance: Clearance | None, why: str
) -> None:
    says(own_app, clearance=clearance.value if clearance else None)
    error = refusal(own_app, submitted(own_app))
    assert error.message == "掲載の許諾が整っていない図があるため、公開できません。"
    (problem,) = error.problems
    assert problem.path == "figures[0].image"
    assert problem.reason.startswith("図１「「cocotomo」の仕組み（概念図）」は、")
    assert f"{why}公開できません。" in problem.reason
    assert "画像台帳" in problem.reason
    assert "「許諾が整うまで、枠と説明だけを公開する」" in problem.reason


def test_no_other_word_for_a_permission_is_taken_for_one(own_app: Flask) -> None:
    number = submitted(own_app)
    for clearance in Clearance:
        if clearance not in IN_ORDER:
            says(own_app, clearance=clearance.value)
            assert refusal(own_app, number).problems


def test_a_permission_counts_to_the_end_of_its_last_day_in_tokyo(own_app: Flask) -> None:
    says(own_app, clearance="granted", clearance_until="2030-03-14")
    number = submitted(own_app)
    (problem,) = refusal(own_app, number, on(approver(own_app), date(2030, 3, 15))).problems
    assert "掲載の許諾の期限が切れたため" in problem.reason
    approve(own_app, number, on(approver(own_app), date(2030, 3, 14)))
    assert public_title(own_app) == RETITLED


def test_a_last_day_matters_only_where_a_permission_was_given(own_app: Flask) -> None:
    says(own_app, clearance="not-needed", clearance_until="2020")
    approve(own_app, submitted(own_app))
    assert public_title(own_app) == RETITLED


@pytest.mark.parametrize("clearance", ["asked", "refused", "expired", None])
def test_a_figure_that_may_wait_lets_the_case_be_published_without_its_picture(
    own_app: Flask, clearance: str | None
) -> None:
    says(own_app, clearance=clearance)
    with looking(own_app) as session:
        newest = finding.newest_of(session, finding.case_of(session, CASE)).document
    figures = [figure | {"withheld": True} for figure in newest["figures"]]
    approve(own_app, submitted(own_app, figures=figures))
    assert public_title(own_app) == RETITLED
    digest = figures[0]["image"]
    visitor = own_app.test_client()
    page = visitor.get(f"/cases/{CASE}").text
    assert f"/figures/{digest}" not in page
    assert figures[0]["caption"] in page
    with looking(own_app) as session:
        fallback = session.get_one(CasePage, CASE).data["figures"][0]["fallback"]
    assert visitor.get(f"/figures/{digest}/{fallback}").status_code == 404


def test_each_figure_is_judged_by_itself_and_named_by_its_number(own_app: Flask) -> None:
    says(own_app, clearance="asked")
    with looking(own_app) as session:
        document = finding.newest_of(session, finding.case_of(session, CASE)).document
        (figure,) = document["figures"]
        three = [figure, figure | {"withheld": True}, figure | {"caption": "三つめ"}]
        found = clearing.not_in_order(document | {"figures": three}, look_up(session), date(2026, 11, 22))
        assert [problem.path for problem in found] == ["figures[0].image", "figures[2].image"]


def test_a_case_may_be_saved_and_submitted_while_its_permission_is_asked_for(own_app: Flask) -> None:
    says(own_app, clearance="asked")
    assert submitted(own_app) == 2


def test_a_case_without_figures_is_not_asked_for_any_permission(own_app: Flask) -> None:
    says(own_app, clearance="refused")
    approve(own_app, submitted(own_app, figures=[]))
    assert public_title(own_app) == RETITLED
