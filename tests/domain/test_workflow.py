import pytest

from catalogue.domain.roles import Permission, Role, permissions_of
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import State, is_own, open_moves, state_after

EDITOR = permissions_of([Role.EDITOR])
APPROVER = permissions_of([Role.APPROVER])
ADMINISTRATOR = permissions_of([Role.ADMINISTRATOR])


@pytest.mark.parametrize(
    ("decided", "state"),
    [
        ([], State.DRAFT),
        (["seeded"], State.APPROVED),
        (["submitted"], State.SUBMITTED),
        (["submitted", "taken_back"], State.DRAFT),
        (["submitted", "returned"], State.RETURNED),
        (["submitted", "returned", "submitted", "approved"], State.APPROVED),
        (["seeded", "withdrawn"], State.WITHDRAWN),
        (["seeded", "withdrawn", "submitted"], State.SUBMITTED),
    ],
)
def test_a_revision_stands_where_the_last_decision_left_it(decided: list[str], state: State) -> None:
    assert state_after(decided) is state


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        (State.DRAFT, {DecisionKind.SUBMITTED}),
        (State.SUBMITTED, {DecisionKind.TAKEN_BACK}),
        (State.RETURNED, {DecisionKind.SUBMITTED}),
        (State.APPROVED, set()),
        (State.WITHDRAWN, {DecisionKind.SUBMITTED}),
    ],
)
def test_an_editor_submits_and_takes_back_and_no_more(state: State, moves: set[DecisionKind]) -> None:
    assert open_moves(state, 1, EDITOR) == moves


def test_an_approver_decides_about_what_was_submitted() -> None:
    assert open_moves(State.SUBMITTED, None, APPROVER) == {
        DecisionKind.TAKEN_BACK,
        DecisionKind.RETURNED,
        DecisionKind.APPROVED,
    }


def test_what_is_public_can_be_withdrawn_whatever_has_been_written_since() -> None:
    assert open_moves(State.DRAFT, 1, APPROVER) == {DecisionKind.SUBMITTED, DecisionKind.WITHDRAWN}
    assert DecisionKind.WITHDRAWN not in open_moves(State.DRAFT, None, APPROVER)


@pytest.mark.parametrize("state", State)
def test_who_looks_after_people_decides_nothing(state: State) -> None:
    assert open_moves(state, 1, ADMINISTRATOR) == set()
    assert open_moves(state, 1, [Permission.ENTER]) == set()


def test_what_a_seed_wrote_is_nobodys_own() -> None:
    assert is_own(3, 3)
    assert not is_own(3, 4)
    assert not is_own(None, None)
    assert not is_own(None, 3)
