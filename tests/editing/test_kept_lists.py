from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.context import private_transaction
from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Forbidden, Invalid, NotFound
from catalogue.domain.roles import Role
from catalogue.domain.shortlist import LONGEST_NOTE
from catalogue.editing import kept_lists, review
from catalogue.editing.acting import Actor
from catalogue.models import AuditRecord, KeptList
from catalogue.reading import desk_lists
from tests.conftest import kit_of
from tests.editing.loading import count, looking
from tests.editing.reviewing import CASE, actor, approver, do, editor, make_public, save

OTHER = "sakai-jidounten-drone"


def raw(**changed: Any) -> dict[str, Any]:
    """A list of two cases."""
    entries = [{"slug": CASE, "note": "視察の候補"}, {"slug": OTHER, "note": None}]
    return {"title": "空き店舗", "node_key": "r9:v1-1", "shared": False, "entries": entries} | changed


def keep(app: Flask, who: Actor, **changed: Any) -> int:
    """Keep it; gives its number."""
    with app.app_context(), private_transaction() as session:
        number = kept_lists.keep(session, who, raw(**changed)).id
    assert number is not None
    return number


def kept(app: Flask, number: int) -> KeptList:
    with looking(app) as session:
        return session.get_one(KeptList, number)


def acts(app: Flask) -> list[tuple[str, str]]:
    with looking(app) as session:
        return [(row.act, row.subject) for row in session.exec(select(AuditRecord)).all()]


@pytest.fixture
def member(own_app: Flask) -> Actor:
    """A member of the committee."""
    return actor(own_app, "iin", Role.MEMBER)


def test_a_member_of_the_committee_keeps_a_list_of_their_own(own_app: Flask, member: Actor) -> None:
    number = keep(own_app, member)
    found = kept(own_app, number)
    assert (found.staff_id, found.title, found.node_key) == (member.id, "空き店舗", "r9:v1-1")
    assert found.entries == [[CASE, "視察の候補"], [OTHER, ""]]
    assert (Act.LIST_KEPT.value, "空き店舗") in acts(own_app)


def test_who_has_no_role_keeps_none(own_app: Flask) -> None:
    nobody = Actor(None, "だれか", frozenset(), "192.0.2.1", kit_of(own_app).now())
    with pytest.raises(Forbidden):
        keep(own_app, nobody)


def test_a_case_that_is_not_public_cannot_be_put_into_a_list(own_app: Flask, member: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        keep(own_app, member, entries=[{"slug": CASE}, {"slug": "himitsu-no-jirei"}])
    assert [problem.path for problem in refused.value.problems] == ["entries[1].slug"]
    assert count(own_app, KeptList) == 0


def test_a_case_stands_in_a_list_once(own_app: Flask, member: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        keep(own_app, member, entries=[{"slug": CASE}, {"slug": CASE}])
    assert refused.value.problems[0].reason == kept_lists.TWICE


def test_a_note_that_is_too_long_is_named_by_its_case(own_app: Flask, member: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        keep(own_app, member, entries=[{"slug": CASE, "note": "長" * (LONGEST_NOTE + 1)}])
    assert [problem.path for problem in refused.value.problems] == ["entries[0].note"]


def test_a_list_is_for_a_measure_that_is_there(own_app: Flask, member: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        keep(own_app, member, node_key="r9:himitsu")
    assert refused.value.problems[0].path == "node_key"


def test_a_withdrawn_case_stays_in_the_list_and_is_said_to_be_gone(own_app: Flask) -> None:
    number = keep(own_app, editor(own_app))
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "所在地の自治体の求めによる")
    with own_app.app_context(), private_transaction() as session:
        kept_lists.rewrite(
            session, editor(own_app), number, raw(title="残す"), kept_lists.state_of(kept(own_app, number))
        )
    with looking(own_app) as session:
        first, second = desk_lists.one(session, editor(own_app).id, number)["cases"]
    assert (first["slug"], first["note"], first["card"]) == (CASE, "視察の候補", None)
    assert "cocotomo" in first["title"]
    assert second["card"] is not None


def test_the_name_of_a_gone_case_is_the_one_the_public_knew(own_app: Flask) -> None:
    number = keep(own_app, editor(own_app))
    save(own_app, editor(own_app), title="まだ見せない題名")
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "所在地の自治体の求めによる")
    with looking(own_app) as session:
        found = desk_lists.one(session, editor(own_app).id, number)
    assert "まだ見せない題名" not in str(found)


def test_a_page_left_open_does_not_undo_what_another_has_saved(own_app: Flask, member: Actor) -> None:
    number = keep(own_app, member)
    seen = kept_lists.state_of(kept(own_app, number))
    later = Actor(member.id, member.name, member.roles, member.origin, member.now + timedelta(minutes=1))
    do(own_app, kept_lists.rewrite, later, number, raw(title="先に保存"), seen)
    with pytest.raises(Conflict):
        do(own_app, kept_lists.rewrite, later, number, raw(title="後から保存"), seen)
    assert kept(own_app, number).title == "先に保存"


def test_nobody_else_changes_or_deletes_a_list_even_if_it_is_shared(own_app: Flask, member: Actor) -> None:
    number = keep(own_app, editor(own_app), shared=True)
    seen = kept_lists.state_of(kept(own_app, number))
    with pytest.raises(NotFound):
        do(own_app, kept_lists.rewrite, member, number, raw(), seen)
    with pytest.raises(NotFound):
        do(own_app, kept_lists.drop, member, number)
    with pytest.raises(NotFound):
        do(own_app, kept_lists.drop, approver(own_app), number)


def test_a_shared_list_may_be_copied_and_another_may_not(own_app: Flask, member: Actor) -> None:
    shared, own = keep(own_app, editor(own_app), shared=True), keep(own_app, editor(own_app))
    do(own_app, kept_lists.copy, member, shared)
    with pytest.raises(NotFound):
        do(own_app, kept_lists.copy, member, own)
    with looking(own_app) as session:
        (mine,) = desk_lists.mine(session, member.id)
    assert (mine["title"], mine["count"], mine["shared"]) == ("空き店舗の写し", 2, False)


def test_lists_of_others_are_seen_only_where_they_are_shared(own_app: Flask, member: Actor) -> None:
    shared, own = keep(own_app, editor(own_app), shared=True), keep(own_app, editor(own_app))
    with looking(own_app) as session:
        assert [row["id"] for row in desk_lists.shared_by_others(session, member.id)] == [shared]
        assert desk_lists.one(session, member.id, shared)["owner"] == "henshuさん"
        with pytest.raises(NotFound):
            desk_lists.one(session, member.id, own)


def test_a_deleted_list_is_gone_and_the_trail_says_who_did_it(own_app: Flask, member: Actor) -> None:
    do(own_app, kept_lists.drop, member, keep(own_app, member))
    assert count(own_app, KeptList) == 0
    assert (Act.LIST_DROPPED.value, "空き店舗") in acts(own_app)


def test_nobody_keeps_more_lists_than_they_may(
    own_app: Flask, member: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_lists, "MOST_LISTS", 2)
    number = keep(own_app, member)
    keep(own_app, member, title="ふたつめ")
    with pytest.raises(Invalid):
        keep(own_app, member, title="みっつめ")
    with pytest.raises(Invalid):
        do(own_app, kept_lists.copy, member, number)
    assert count(own_app, KeptList) == 2


def test_what_is_made_public_later_does_not_change_a_list(own_app: Flask, member: Actor) -> None:
    number = keep(own_app, member)
    make_public(own_app, save(own_app, editor(own_app), title="新しい題名"))
    with looking(own_app) as session:
        assert desk_lists.one(session, member.id, number)["cases"][0]["title"] == "新しい題名"
    assert kept(own_app, number).entries[0] == [CASE, "視察の候補"]
