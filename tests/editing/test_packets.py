from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.context import private_transaction
from catalogue.domain.acts import Act
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.difference import Change
from catalogue.domain.errors import Conflict, Forbidden, Invalid, NotFound
from catalogue.domain.figure_in_words import NO_LONGER_PUBLIC
from catalogue.domain.roles import Role
from catalogue.editing import links, packets, review, uses
from catalogue.editing.acting import Actor
from catalogue.models import AuditRecord, CaseUse, Edition, Figure, Packet
from catalogue.reading import desk_packets, desk_uses
from catalogue.reading.desk_packet_changes import CaseChanges, changes_of
from tests.editing.loading import count, looking
from tests.editing.reviewing import CASE, actor, approver, do, editor, make_public, save

OTHER = "sakai-jidounten-drone"
PLACE = "商工業振興委員会 資料3（令和8年11月22日）"


def raw(**changed: Any) -> dict[str, Any]:
    """What somebody asks for."""
    return {
        "number": "資料3",
        "meeting": "商工業振興委員会",
        "held_on": "令和8年11月22日",
        "title": "空き店舗の事例",
        "node_key": "r9:v1-1",
        "form": "sheet",
        "parts": ["cover", "cases", "notes", "comparison", "glossary", "opinions"],
        "entries": [{"slug": CASE, "note": "視察の候補"}, {"slug": OTHER, "note": None}],
    } | changed


def make(app: Flask, who: Actor, **changed: Any) -> int:
    """Make a packet; gives its number."""
    with app.app_context(), private_transaction() as session:
        document = packets.asked(session, who, raw(**changed))
        content = desk_packets.content_of(session, document, day_in_tokyo(who.now))
        number = packets.make(session, who, document, content).id
    assert number is not None
    return number


def packet(app: Flask, number: int) -> dict[str, Any]:
    with looking(app) as session:
        return desk_packets.one(session, number)


def changes(app: Flask, number: int) -> list[CaseChanges]:
    with looking(app) as session:
        return changes_of(session, desk_packets.one(session, number)["content"])


def places(app: Flask, slug: str = CASE) -> list[str]:
    with looking(app) as session:
        return [use["place"] for use in desk_uses.of_case(session, slug)["uses"]]


def test_a_packet_shows_the_same_whatever_becomes_of_its_cases(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    before = packet(own_app, number)
    make_public(own_app, save(own_app, editor(own_app), title="新しい題名"))
    do(own_app, review.withdraw, approver(own_app), OTHER, 1, "所在地の自治体の求めによる")
    assert packet(own_app, number) == before
    first, second = before["content"]["cases"]
    assert "cocotomo" in first["page"]["title"]
    assert (first["revision"], first["note"], second["note"]) == (1, "視察の候補", "")
    assert before["content"]["comparison"]["slugs"] == [CASE, OTHER]
    assert before["held_on_text"] == "令和8年11月22日"


def test_without_the_part_no_note_is_frozen(own_app: Flask) -> None:
    content = packet(own_app, make(own_app, editor(own_app), parts=["cases"]))["content"]
    assert [case["note"] for case in content["cases"]] == ["", ""]
    assert content["comparison"] is None


def test_one_case_is_compared_with_nothing(own_app: Flask) -> None:
    number = make(own_app, editor(own_app), entries=[{"slug": CASE}])
    assert packet(own_app, number)["content"]["comparison"] is None


def test_a_packet_changes_nothing_the_public_sees(own_app: Flask) -> None:
    def edition() -> int:
        with looking(own_app) as session:
            return session.exec(select(Edition.number)).one()

    who = editor(own_app)
    before = edition()
    make(own_app, who)
    assert edition() == before


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"number": ""}, "number"),
        ({"meeting": ""}, "meeting"),
        ({"title": "長" * 61}, "title"),
        ({"held_on": "来週"}, "held_on"),
        ({"form": "大きい"}, "form"),
        ({"entries": []}, "entries"),
        ({"parts": ["notes"]}, "parts"),
        ({"entries": [{"slug": "himitsu-no-jirei"}]}, "entries[0].slug"),
    ],
)
def test_what_is_wrong_is_said_and_no_packet_made(own_app: Flask, changed: dict[str, Any], path: str) -> None:
    with pytest.raises(Invalid) as refused:
        make(own_app, editor(own_app), **changed)
    assert path in [problem.path for problem in refused.value.problems]
    assert count(own_app, Packet) == count(own_app, CaseUse) == 0


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMINISTRATOR])
def test_only_who_writes_makes_one(own_app: Flask, role: Role) -> None:
    with pytest.raises(Forbidden):
        make(own_app, actor(own_app, "iin", role))


def test_every_case_remembers_the_packet_and_the_trail_says_who_made_it(own_app: Flask) -> None:
    make(own_app, editor(own_app))
    assert places(own_app, CASE) == places(own_app, OTHER) == [PLACE]
    with looking(own_app) as session:
        row = session.exec(select(AuditRecord).where(AuditRecord.act == Act.PACKET_MADE.value)).one()
    assert (row.subject, row.who) == (PLACE, "henshuさん")
    assert CASE in (row.detail or "")


def test_a_withdrawn_case_keeps_where_it_was_used(own_app: Flask) -> None:
    make(own_app, editor(own_app))
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "所在地の自治体の求めによる")
    assert places(own_app) == [PLACE]


def test_who_made_it_and_who_approves_may_delete_it_and_its_uses_go_with_it(own_app: Flask) -> None:
    first, second = make(own_app, editor(own_app)), make(own_app, editor(own_app), number="資料4")
    with pytest.raises(Forbidden):
        do(own_app, packets.drop, actor(own_app, "betsu", Role.EDITOR), first)
    do(own_app, packets.drop, editor(own_app), first)
    assert len(places(own_app)) == 1
    do(own_app, packets.drop, approver(own_app), second)
    assert count(own_app, Packet) == count(own_app, CaseUse) == 0
    with pytest.raises(NotFound):
        do(own_app, packets.drop, approver(own_app), second)


def test_a_packet_right_after_it_was_made_has_no_changes(own_app: Flask) -> None:
    assert all(case.unchanged for case in changes(own_app, make(own_app, editor(own_app))))


def test_since_then_every_changed_field_is_told_letter_by_letter(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    make_public(own_app, save(own_app, editor(own_app), title="新しい題名", notes="庁内だけのメモ"))
    first, second = changes(own_app, number)
    (field,) = first.fields
    assert (field.path, field.after) == ("title", "新しい題名")
    assert "".join(piece.text for piece in field.pieces if piece.kind != "new") == field.before
    assert second.unchanged


def test_what_is_only_for_the_office_is_no_change_that_anybody_is_told_of(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    make_public(own_app, save(own_app, editor(own_app), notes="庁内だけのメモ"))
    assert changes(own_app, number)[0].unchanged


def test_what_is_saved_and_not_public_is_no_change(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    save(own_app, editor(own_app), title="まだ見せない題名")
    assert changes(own_app, number)[0].unchanged


def test_a_withdrawn_case_is_said_to_be_gone(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    do(own_app, review.withdraw, approver(own_app), OTHER, 1, "所在地の自治体の求めによる")
    first, second = changes(own_app, number)
    assert (first.gone, second.gone) == (False, True)


def test_links_that_came_and_went_are_told_by_the_name_of_the_node(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    old = packet(own_app, number)["content"]["cases"][0]["page"]["links"][0]
    do(own_app, links.drop_link, editor(own_app), CASE, old["key"])
    do(own_app, links.put_link, editor(own_app), CASE, "r9:v1-1", "partial", "起業の入口になるため。")
    came, went = changes(own_app, number)[0].links
    assert (came.before, came.after) == ("", "（一部参考）起業の入口になるため。")
    assert "1-①" in came.path
    assert old["rationale"] in went.before
    assert went.after == ""


def test_a_new_day_of_checking_is_a_change(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    checked = {"on": "2026-12", "how": "先方に確認"}
    make_public(own_app, save(own_app, editor(own_app), checked=checked))
    found = {each.path: each for each in changes(own_app, number)[0].fields}
    assert found["checked.on"].after == "令和8（2026）年12月"
    assert found["checked.on"].change is Change.CHANGED


def test_only_pictures_that_are_still_public_are_shown(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    content = packet(own_app, number)["content"]
    digest = content["cases"][0]["page"]["figures"][0]["digest"]
    today = day_in_tokyo(editor(own_app).now)
    with looking(own_app) as session:
        assert desk_packets.pictures(session, content, today)[digest]["missing"] is None
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "図の許諾が終わったため")
    with looking(own_app) as session:
        assert session.exec(select(Figure).where(Figure.digest == digest)).first() is None
        assert desk_packets.pictures(session, content, today)[digest]["missing"] == NO_LONGER_PUBLIC


def test_the_note_of_a_packet_is_not_taken_back_by_hand(own_app: Flask) -> None:
    make(own_app, editor(own_app))
    with looking(own_app) as session:
        (use,) = desk_uses.of_case(session, CASE)["uses"]
    with pytest.raises(Conflict):
        do(own_app, uses.drop, editor(own_app), CASE, use["id"])
    assert places(own_app) == [PLACE]
