"""Drafts of a plan's paper are taken back as long as nobody has touched them; the others are named and left."""

import pytest
from flask import Flask
from sqlmodel import Session

from catalogue.context import private_transaction
from catalogue.domain.errors import Conflict
from catalogue.domain.roles import Role
from catalogue.editing import drafts
from catalogue.editing.acting import Actor
from catalogue.editing.imports.text import standing as text_standing
from catalogue.editing.imports.text.standing import Stands
from catalogue.models import Draft, finding
from tests.editing.imports.papers import bring, outline, take
from tests.editing.loading import count, looking
from tests.editing.reviewing import actor, editor


def taken(app: Flask, who: Actor) -> int:
    brought = bring(app, who, outline())
    take(app, who, brought)
    return brought


def undo(app: Flask, who: Actor, brought: int) -> None:
    with app.app_context(), private_transaction() as session:
        text_standing.undo(session, who, brought)


def stands(app: Flask, who: Actor, brought: int) -> list[Stands]:
    with looking(app) as session:
        found = finding.import_of(session, brought)
        return [each.stands for each in text_standing.standing(session, found, who.id)]


def touch(app: Flask, who: Actor, number: int, **typed: str) -> None:
    with app.app_context(), private_transaction() as session:
        draft = _draft(session, number)
        form = draft.form | {name: [value] for name, value in typed.items()}
        drafts.keep(session, who, form, draft_id=draft.id)


def _draft(session: Session, number: int) -> Draft:
    return session.get_one(Draft, number)


def test_untouched_drafts_go(own_app: Flask) -> None:
    who = editor(own_app)
    brought = taken(own_app, who)
    undo(own_app, who, brought)
    assert count(own_app, Draft) == 0
    with looking(own_app) as session:
        found = finding.import_of(session, brought)
        assert (found.state, found.undone_by) == ("undone", "henshuさん")
    assert set(stands(own_app, who, brought)) == {Stands.TAKEN_BACK}


def test_touched_and_vanished_ones_are_left(own_app: Flask) -> None:
    who = editor(own_app)
    brought = taken(own_app, who)
    touch(own_app, who, 1, subtitle="書き足した")
    with own_app.app_context(), private_transaction() as session:
        drafts.drop(session, who, 2)
    assert stands(own_app, who, brought)[:3] == [Stands.TOUCHED, Stands.GONE, Stands.UNTOUCHED]
    undo(own_app, who, brought)
    assert count(own_app, Draft) == 1
    with looking(own_app) as session:
        result = finding.import_of(session, brought).result
    assert result is not None
    assert result["undone_said"] == "書きかけ6件を取り消しました。2件は残しました。"


def test_another_draft_that_got_the_number_of_one_is_left_alone(own_app: Flask) -> None:
    """SQLite gives the highest number again once its row is gone."""
    who = editor(own_app)
    brought = taken(own_app, who)
    with own_app.app_context(), private_transaction() as session:
        drafts.drop(session, who, 8)
    with own_app.app_context(), private_transaction() as session:
        assert drafts.keep(session, who, {"title": ["ほかの書きかけ"]}).id == 8
    assert stands(own_app, who, brought)[7] is Stands.GONE
    undo(own_app, who, brought)
    assert count(own_app, Draft) == 1


def test_only_ones_own_drafts_are_taken_back(own_app: Flask) -> None:
    brought = taken(own_app, editor(own_app))
    other = actor(own_app, "betsu", Role.EDITOR)
    assert set(stands(own_app, other, brought)) == {Stands.ANOTHERS}
    with pytest.raises(Conflict, match="取り消せる書きかけがありません"):
        undo(own_app, other, brought)
    assert count(own_app, Draft) == 8


def test_it_is_undone_once_and_only_after_it_was_done(own_app: Flask) -> None:
    who = editor(own_app)
    brought = bring(own_app, who, outline())
    with pytest.raises(Conflict, match="まだ取り込まれていない"):
        undo(own_app, who, brought)
    take(own_app, who, brought)
    undo(own_app, who, brought)
    with pytest.raises(Conflict, match="もう取り消されています"):
        undo(own_app, who, brought)
