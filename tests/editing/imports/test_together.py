"""The cases of an import go on together: each by a decision of its own, and one that cannot go on holds nobody up."""

import pytest
from flask import Flask

from catalogue.context import transaction
from catalogue.domain.errors import Conflict, Forbidden
from catalogue.domain.workflow import State
from catalogue.editing.acting import Actor
from catalogue.editing.imports.cases import together
from catalogue.editing.imports.cases.together import Together
from catalogue.models import Case, finding
from catalogue.reading import desk_imports
from tests.editing.imports import sheets
from tests.editing.imports.sheets import brought, good, take_in
from tests.editing.loading import looking
from tests.editing.reviewing import actor, approver, decided, editor, save, trail


def _taken(app: Flask, who: Actor, count: int) -> int:
    import_id = brought(app, who, *(good(number) for number in range(count)))
    take_in(app, who, import_id)
    return import_id


def _submit(app: Flask, who: Actor, import_id: int) -> Together:
    with app.app_context(), transaction() as session:
        return together.submit_all(session, who, import_id)


def _approve(app: Flask, who: Actor, import_id: int, *, own: bool = False) -> Together:
    with app.app_context(), transaction() as session:
        return together.approve_all(session, who, import_id, approve_own=own, reference="青商第12号")


def _states(app: Flask, import_id: int) -> list[State | None]:
    with looking(app) as session:
        result = finding.import_of(session, import_id).result or {}
        return [each.state for each in desk_imports.taken(session, result)]


def test_all_are_submitted_and_approved_in_one_act_each(own_app: Flask) -> None:
    import_id = _taken(own_app, editor(own_app), 3)
    done, left = _submit(own_app, editor(own_app), import_id)
    assert ([entry["slug"] for entry in done], left) == (["sakai-1", "sakai-2", "sakai-3"], ())
    assert _states(own_app, import_id) == [State.SUBMITTED] * 3
    done, left = _approve(own_app, approver(own_app), import_id)
    assert (len(done), left) == (3, ())
    assert _states(own_app, import_id) == [State.APPROVED] * 3
    assert decided(own_app, "sakai-2") == [(1, "submitted", "henshuさん"), (1, "approved", "shoninさん")]
    assert [line[0] for line in trail(own_app, "sakai-2")] == ["case-saved", "submitted", "approved"]
    assert own_app.test_client().get("/cases/sakai-3").status_code == 200


def test_one_that_cannot_go_on_is_named_and_the_others_do(own_app: Flask) -> None:
    import_id = _taken(own_app, editor(own_app), 3)
    save(own_app, editor(own_app), "sakai-2", title="直した題名")
    done, left = _submit(own_app, editor(own_app), import_id)
    assert [entry["slug"] for entry in done] == ["sakai-1", "sakai-3"]
    assert [(each.slug, each.reason) for each in left] == [("sakai-2", together.SAVED_SINCE)]
    done, left = _approve(own_app, approver(own_app), import_id)
    assert [entry["slug"] for entry in done] == ["sakai-1", "sakai-3"]
    assert [each.slug for each in left] == ["sakai-2"]


def test_what_is_as_far_already_is_left_alone(own_app: Flask) -> None:
    import_id = _taken(own_app, editor(own_app), 2)
    _submit(own_app, editor(own_app), import_id)
    assert _submit(own_app, editor(own_app), import_id) == Together((), ())


def test_what_is_not_submitted_is_not_approved(own_app: Flask) -> None:
    import_id = _taken(own_app, editor(own_app), 1)
    _, left = _approve(own_app, approver(own_app), import_id)
    assert "まだ提出されていません" in left[0].reason
    assert _states(own_app, import_id) == [State.DRAFT]


def test_nobody_approves_what_they_imported_themselves(own_app: Flask) -> None:
    who = approver(own_app)
    import_id = _taken(own_app, who, 2)
    _submit(own_app, who, import_id)
    done, left = _approve(own_app, who, import_id)
    assert (done, len(left)) == ((), 2)
    assert "自分が保存した版" in left[0].reason
    with looking(own_app) as session:
        assert session.get(Case, "sakai-1") is None


def test_an_office_of_one_may_be_allowed_to(own_app: Flask) -> None:
    who = approver(own_app)
    import_id = _taken(own_app, who, 1)
    _submit(own_app, who, import_id)
    assert len(_approve(own_app, who, import_id, own=True).done) == 1


def test_who_may_not_is_refused_before_anything_is_done(own_app: Flask) -> None:
    import_id = _taken(own_app, editor(own_app), 1)
    with pytest.raises(Forbidden):
        _approve(own_app, editor(own_app), import_id)
    nobody = actor(own_app, "iin")
    for act in (_submit, _approve):
        with pytest.raises(Forbidden):
            act(own_app, nobody, import_id)
    assert _states(own_app, import_id) == [State.DRAFT]


def test_only_what_is_taken_in_can_go_on(own_app: Flask) -> None:
    import_id = brought(own_app, editor(own_app), good(0))
    with pytest.raises(Conflict):
        _submit(own_app, editor(own_app), import_id)


def test_the_page_of_an_import_knows_where_its_cases_stand(own_app: Flask) -> None:
    import_id = _taken(own_app, editor(own_app), 2)
    save(own_app, editor(own_app), "sakai-2", title="直した題名")
    with looking(own_app) as session:
        result = sheets.kept(own_app, import_id).result or {}
        first, second = desk_imports.taken(session, result)
        gone = desk_imports.taken(session, {"cases": [result["cases"][0] | {"slug": "sakai-9"}]})[0]
    assert (first.slug, first.is_as_taken, first.state, first.public_number) == (
        "sakai-1",
        True,
        State.DRAFT,
        None,
    )
    assert (second.newest, second.is_as_taken) == (2, False)
    assert gone.is_gone
    assert gone.state is None
