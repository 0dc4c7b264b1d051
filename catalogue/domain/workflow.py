"""The way of a revision to the public: its states, and who may move it from one to the next.

Every move is a :class:`DecisionKind`; the state of a dossier is what was decided last about its newest revision.
"""

from collections.abc import Iterable

from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import DecisionKind, Named

# Whoever wrote the seeds signs so.
SEED = "seed"


class State(Named):
    """Where the newest revision of a dossier stands."""

    DRAFT = "draft", "作成中"
    SUBMITTED = "submitted", "承認待ち"
    RETURNED = "returned", "差戻し"
    APPROVED = "approved", "承認済み"
    WITHDRAWN = "withdrawn", "取下げ"


_AFTER: dict[DecisionKind, State] = {
    DecisionKind.SEEDED: State.APPROVED,
    DecisionKind.SUBMITTED: State.SUBMITTED,
    DecisionKind.TAKEN_BACK: State.DRAFT,
    DecisionKind.RETURNED: State.RETURNED,
    DecisionKind.APPROVED: State.APPROVED,
    DecisionKind.WITHDRAWN: State.WITHDRAWN,
}

# Who may make which move, and from which states of the newest revision. Withdrawing is another matter: it is about what
# is public, whatever has been written since.
MOVES: dict[DecisionKind, tuple[frozenset[State], Permission]] = {
    DecisionKind.SUBMITTED: (frozenset({State.DRAFT, State.RETURNED, State.WITHDRAWN}), Permission.WRITE),
    DecisionKind.TAKEN_BACK: (frozenset({State.SUBMITTED}), Permission.WRITE),
    DecisionKind.RETURNED: (frozenset({State.SUBMITTED}), Permission.APPROVE),
    DecisionKind.APPROVED: (frozenset({State.SUBMITTED}), Permission.APPROVE),
}


def state_after(decisions: Iterable[str]) -> State:
    """The state of a revision about which these were decided, oldest first; none means it was only saved."""
    state = State.DRAFT
    for kind in decisions:
        state = _AFTER[DecisionKind(kind)]
    return state


def may_move(kind: DecisionKind, state: State, permissions: Iterable[Permission]) -> bool:
    """Whether somebody with these ``permissions`` may make this move from ``state``."""
    states, needed = MOVES[kind]
    return state in states and needed in frozenset(permissions)


def open_moves(
    state: State, public_number: int | None, permissions: Iterable[Permission]
) -> frozenset[DecisionKind]:
    """All that somebody with these ``permissions`` may do now with a dossier: moves of its newest revision, which
    stands in ``state``, and withdrawing what is public, if anything is."""
    allowed = frozenset(permissions)
    moves = {kind for kind in MOVES if may_move(kind, state, allowed)}
    if public_number is not None and Permission.APPROVE in allowed:
        moves.add(DecisionKind.WITHDRAWN)
    return frozenset(moves)


def author_in_words(author: str) -> str:
    """A name as people know it: nobody at the desk wrote the seeds."""
    return "初期登録" if author == SEED else author


def is_own(author_id: int | None, actor_id: int | None) -> bool:
    """Whether somebody would decide about a revision they saved themselves. A seed and a command are nobody's."""
    return author_id is not None and author_id == actor_id
