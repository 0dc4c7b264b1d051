"""The first page of the desk: everybody finds there what waits for them, and nothing they may not see."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import select

from catalogue.context import kit, private_transaction, session, transaction
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.roles import Role
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import State
from catalogue.editing.reports import send
from catalogue.editing.revisions import decide, opened, save
from catalogue.models import (
    AuditRecord,
    Case,
    Comment,
    Draft,
    Handover,
    KeptList,
    LinkRecord,
    Packet,
    Revision,
    Staff,
    UnfoundWord,
)
from catalogue.models.finding import latest
from catalogue.reading import desk_states, desk_upkeep
from tests.conftest import kit_of
from tests.desk.conftest import person
from tests.desk.imports.bringing import bring
from tests.editing.imports.sheets import good

SLUG = "kiryu-cocotomo"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def section(client: FlaskClient, name: str) -> str:
    """One section of the first page; nothing where it is not there."""
    page = client.get("/desk/").text
    return page.partition(f'<section class="work-section" id="{name}"')[2].partition("</section>")[0]


def written(app: Flask, author: Staff, slug: str = SLUG, *kinds: DecisionKind) -> Revision:
    """A newest revision of theirs, about which this was decided."""
    with app.app_context(), private_transaction() as writing:
        writing.expire_on_commit = False
        dossier = opened(writing, "case", slug)
        before = latest(writing, dossier)
        assert before
        revision = save(writing, dossier, before.document, author=author.display, now=kit().now())
        revision.author_id = author.id
        for kind in kinds:
            decide(writing, revision, kind, actor=author.display, now=kit().now())
    return revision


def add(app: Flask, *rows: Any) -> None:
    with app.app_context(), private_transaction() as writing:
        writing.add_all(rows)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The questions put to the database meanwhile."""
    asked: list[str] = []
    with app.app_context():
        engine = kit().engine

    def note(*args: Any) -> None:
        asked.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


# Where dossiers stand


def test_a_dossier_stands_where_its_newest_revision_does(desk: Flask) -> None:
    author = person(desk, "henshu", Role.EDITOR)
    written(desk, author, SLUG, DecisionKind.SUBMITTED, DecisionKind.RETURNED)
    with desk.app_context():
        found = {each.slug: each for each in desk_states.newest(session())}
    mine = found[SLUG]
    assert (mine.state, mine.number, mine.public_number) == (State.RETURNED, 2, 1)
    assert (mine.author, mine.author_id) == ("henshuさん", author.id)
    assert (mine.title, mine.place, mine.theme_name) == ("「cocotomo」", "群馬県桐生市", "商店街活性化")
    assert found["sakai-jidounten-drone"].state is State.APPROVED


def test_what_was_saved_last_stands_first(desk: Flask) -> None:
    written(desk, person(desk, "henshu", Role.EDITOR))
    with desk.app_context():
        assert desk_states.newest(session())[0].slug == SLUG


def test_a_plan_stands_somewhere_too(desk: Flask) -> None:
    with desk.app_context():
        plans = desk_states.newest(session(), "plan")
    assert {plan.slug for plan in plans} == {"2017", "2017-rev", "r9"}
    assert all(plan.title and not plan.place for plan in plans)


# What is one's own


def test_an_editor_finds_what_they_were_writing(desk: Flask, editor: FlaskClient) -> None:
    me, other = person(desk, "henshu"), person(desk, "other", Role.EDITOR)
    add(
        desk,
        Draft(staff_id=me.id or 0, slug=None, form={"title": ["空き家を使った宿"]}, saved_at=NOW),
        Draft(staff_id=me.id or 0, slug=SLUG, form={"title": [""]}, saved_at=NOW),
        Draft(staff_id=other.id or 0, slug=None, form={"title": ["人の書きかけ"]}, saved_at=NOW),
    )
    written(desk, me, "niihama-dx-suishin-lab")
    found = section(editor, "unfinished")
    assert "空き家を使った宿" in found
    assert f'<a href="/desk/cases/{SLUG}/edit">「cocotomo」</a>' in found
    assert '<a href="/desk/cases/niihama-dx-suishin-lab/edit">' in found
    assert "3件" in found
    assert "人の書きかけ" not in editor.get("/desk/").text


def test_an_editor_finds_what_came_back_and_what_was_said_about_it(desk: Flask, editor: FlaskClient) -> None:
    me, reviewer = person(desk, "henshu"), person(desk, "shonin", Role.APPROVER)
    written(desk, me, SLUG, DecisionKind.SUBMITTED, DecisionKind.RETURNED)
    said_of = written(desk, me, "niihama-dx-suishin-lab", DecisionKind.SUBMITTED)
    add(
        desk,
        *(
            Comment(
                revision_id=said_of.id or 0,
                path="title",
                text=text,
                author=who.display,
                author_id=who.id,
                made_at=NOW,
                settled_at=settled,
            )
            for text, who, settled in (("一", reviewer, None), ("二", reviewer, NOW), ("三", me, None))
        ),
    )
    found = section(editor, "waiting")
    assert "差し戻されました（第2版）" in found
    assert "コメントが1件あります" in found


def test_an_approver_finds_what_others_submitted_and_not_their_own(
    desk: Flask, approver: FlaskClient, editor: FlaskClient
) -> None:
    written(desk, person(desk, "henshu"), SLUG, DecisionKind.SUBMITTED)
    written(desk, person(desk, "shonin"), "niihama-dx-suishin-lab", DecisionKind.SUBMITTED)
    found = section(approver, "waiting")
    assert f'<a href="/desk/cases/{SLUG}">' in found
    assert "niihama" not in found
    assert "承認を待っています" not in section(editor, "waiting")


def test_what_came_back_to_somebody_who_left_waits_for_who_took_over(
    desk: Flask, editor: FlaskClient
) -> None:
    left, me = person(desk, "zennin", Role.EDITOR), person(desk, "henshu")
    written(desk, left, SLUG, DecisionKind.SUBMITTED, DecisionKind.RETURNED)
    assert "差し戻されました" not in section(editor, "waiting")
    add(desk, Handover(from_id=left.id or 0, to_id=me.id or 0, made_at=NOW))
    assert "差し戻されました" in section(editor, "waiting")


def test_in_an_office_of_one_what_they_submitted_waits_for_themselves(
    desk: Flask, approver: FlaskClient
) -> None:
    written(desk, person(desk, "shonin"), SLUG, DecisionKind.SUBMITTED)
    assert "承認を待っています" not in section(approver, "waiting")
    built = kit_of(desk)
    desk.extensions["catalogue"] = replace(built, settings=replace(built.settings, approve_own=True))
    assert "承認を待っています" in section(approver, "waiting")


def test_what_is_empty_says_so(editor: FlaskClient) -> None:
    assert "書いている途中の原稿はありません。" in section(editor, "unfinished")
    assert "いま、あなたを待っているものはありません。" in section(editor, "waiting")
    assert "対応していない報告はありません。" in section(editor, "reports")
    assert "見つからなかった言葉はありません。" in section(editor, "unfound")


# What the catalogue lacks


def test_new_reports_of_mistakes_are_there(desk: Flask, editor: FlaskClient) -> None:
    with desk.app_context(), private_transaction() as writing:
        send(writing, SLUG, {"about": "events", "text": "年が違います。"}, "a", NOW)
    found = section(editor, "reports")
    assert "「cocotomo」：経過" in found
    assert 'href="/desk/reports?state=new"' in found


def test_cases_not_checked_for_more_than_a_year_come_oldest_first(desk: Flask, editor: FlaskClient) -> None:
    with desk.app_context():
        today = day_in_tokyo(kit().now())
        with transaction() as writing:
            for case in writing.exec(select(Case)):
                case.checked_on = today.isoformat()
            for slug, days in ((SLUG, 400), ("sakai-jidounten-drone", 800), ("niihama-dx-suishin-lab", 300)):
                writing.get_one(Case, slug).checked_on = (today - timedelta(days=days)).isoformat()
    found = section(editor, "stale")
    assert found.index("sakai-jidounten-drone") < found.index(SLUG)
    assert "niihama" not in found
    assert "2件" in found


def test_cases_of_which_least_is_known_come_first_with_what_is_missing(app: Flask) -> None:
    with app.app_context():
        rows = desk_upkeep.incomplete(session())
    assert [row["percent"] for row in rows] == sorted(row["percent"] for row in rows)
    assert "ないもの：" in rows[0]["note"]


def test_a_long_section_shows_its_first_rows_and_leads_to_the_rest(editor: FlaskClient) -> None:
    found = section(editor, "incomplete")
    assert found.count("<li>") == 5
    assert 'href="/desk/incomplete"' in found
    whole = editor.get("/desk/incomplete").text
    count = whole.partition("足りない情報（")[2].partition("件）")[0]
    assert whole.count('<span class="work-note">') == int(count) > 5


def test_a_node_without_a_case_is_a_gap_until_one_is_linked_to_it(desk: Flask, editor: FlaskClient) -> None:
    with desk.app_context():
        node = next(row for row in desk_upkeep.gaps(session()))
    address = f'href="/desk/plans/{node["plan"]}/{node["code"]}/links"'
    assert address in editor.get("/desk/gaps").text
    key = f"{node['plan']}:{node['code']}"
    add(
        desk,
        LinkRecord(
            case_slug=SLUG,
            node_key=key,
            rationale="試し",
            position=99,
            author="a",
            from_seed=False,
            saved_at=NOW,
        ),
    )
    assert address not in editor.get("/desk/gaps").text


def test_a_measure_of_the_plan_being_written_is_a_gap_before_it_is_public(desk: Flask) -> None:
    with desk.app_context(), private_transaction() as writing:
        dossier = opened(writing, "plan", "r9")
        before = latest(writing, dossier)
        assert before
        fresh = {
            "code": "shogyo-9",
            "kind": "measure",
            "label": "施策9",
            "title": "夜の商店街",
            "children": [],
        }
        written_so_far = {
            **before.document,
            "nodes": [*before.document["nodes"], {**before.document["nodes"][0], **fresh}],
        }
        save(writing, dossier, written_so_far, author="a", now=NOW)
    with desk.app_context():
        found = next(row for row in desk_upkeep.gaps(session()) if row["code"] == "shogyo-9")
    assert (found["title"], found["public"]) == ("施策9 夜の商店街", False)


def test_words_nobody_found_come_most_asked_first_and_lead_to_the_search(
    desk: Flask, editor: FlaskClient
) -> None:
    rows = (("ワーケーション", 3), ("道の駅", 9))
    add(
        desk,
        *(UnfoundWord(word=word, count=n, first_on="2026-11-01", last_on="2026-11-20") for word, n in rows),
    )
    found = section(editor, "unfound")
    assert found.index("道の駅") < found.index("ワーケーション")
    assert "9回、最後は令和8（2026）年11月20日" in found
    assert 'href="/cases?q=' in found


def test_words_dealt_with_are_cleared_after_being_asked_once_more(desk: Flask, editor: FlaskClient) -> None:
    words = ("ワーケーション", "道の駅")
    add(
        desk,
        *(UnfoundWord(word=word, count=1, first_on="2026-11-01", last_on="2026-11-01") for word in words),
    )
    asked = editor.post("/desk/unfound/clear", data={"word": "道の駅"})
    assert "一覧から消しますか" in asked.text
    assert "道の駅" in editor.get("/desk/unfound").text
    answer = editor.post("/desk/unfound/clear", data={"word": "道の駅", "sure": "1"})
    assert answer.status_code == 303
    page = editor.get("/desk/unfound").text
    assert "1個の言葉を一覧から消しました。" in page
    assert "道の駅" not in page
    assert "ワーケーション" in page
    with desk.app_context():
        assert "「道の駅」" in (session().exec(select(AuditRecord.detail)).one() or "")


# What somebody has begun to take in


def test_what_was_brought_and_is_not_taken_in_waits_there(
    desk: Flask, editor: FlaskClient, approver: FlaskClient, administrator: FlaskClient
) -> None:
    assert section(editor, "imports-waiting") == ""
    address = bring(editor, good(0))
    found = section(approver, "imports-waiting")
    assert f'<a href="{address}">試験用の一覧.xlsx</a>' in found
    assert "1件" in found
    assert "事例の表。henshuさんが" in found
    assert section(administrator, "imports-waiting") == ""
    editor.post(f"{address}/drop")
    assert section(approver, "imports-waiting") == ""


# Who sees what


def test_a_member_sees_their_lists_and_the_packets_and_nothing_else(desk: Flask, member: FlaskClient) -> None:
    me, other = person(desk, "iin"), person(desk, "henshu", Role.EDITOR)
    add(
        desk,
        KeptList(staff_id=me.id or 0, title="空き店舗", entries=[[SLUG, ""]], saved_at=NOW),
        KeptList(staff_id=other.id or 0, title="人のリスト", entries=[], saved_at=NOW),
        Packet(
            number="資料3",
            meeting="第2回",
            title="商店街の事例",
            content={},
            made_by="a",
            staff_id=other.id or 0,
            made_at=NOW,
        ),
    )
    written(desk, other, SLUG, DecisionKind.SUBMITTED)
    page = member.get("/desk/").text
    assert "空き店舗" in page
    assert "資料3 商店街の事例" in page
    assert "人のリスト" not in page
    sections = [part.partition('"')[0] for part in page.split('<section class="work-section" id="')[1:]]
    assert sections == ["lists", "packets"]


@pytest.mark.parametrize("name", ["unfinished", "waiting", "stale", "incomplete", "gaps", "unfound"])
def test_the_whole_lists_are_closed_to_a_member(member: FlaskClient, name: str) -> None:
    assert member.get(f"/desk/{name}").status_code == 403


def test_an_administrator_sees_who_has_not_signed_in_yet(desk: Flask, administrator: FlaskClient) -> None:
    add(desk, Staff(name="shinjin", display="新人さん", roles=["editor"], must_change=True, added_at=NOW))
    assert "新人さん" in section(administrator, "newcomers")
    assert section(administrator, "unfinished") == ""
    assert administrator.post("/desk/unfound/clear", data={"word": "a", "sure": "1"}).status_code == 403


def test_an_editor_does_not_see_who_has_not_signed_in_yet(desk: Flask, editor: FlaskClient) -> None:
    add(desk, Staff(name="shinjin", display="新人さん", roles=["editor"], must_change=True, added_at=NOW))
    assert "新人さん" not in editor.get("/desk/").text


def test_more_dossiers_are_no_more_questions(desk: Flask, approver: FlaskClient) -> None:
    author = person(desk, "henshu", Role.EDITOR)
    written(desk, author, SLUG, DecisionKind.SUBMITTED)
    approver.get("/desk/")
    with counted(desk) as few:
        approver.get("/desk/")
    with desk.app_context():
        slugs = [each.slug for each in desk_states.newest(session()) if each.slug != SLUG][:8]
    for slug in slugs:
        written(desk, author, slug, DecisionKind.SUBMITTED)
    with counted(desk) as many:
        approver.get("/desk/")
    assert len(many) == len(few) < 25
