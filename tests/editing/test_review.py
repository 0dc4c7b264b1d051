"""A case on its way to the public and back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from catalogue.cli.seeds import load_seeds
from catalogue.context import transaction
from catalogue.domain.errors import CatalogueError, Conflict, Forbidden, Invalid, NotFound
from catalogue.domain.roles import Role
from catalogue.editing import comments, restoring, review, writing
from catalogue.models import (
    Case,
    CasePage,
    Category,
    Comment,
    Decision,
    Figure,
    Link,
    LinkRecord,
    Reach,
    Revision,
    StaleNote,
    finding,
)
from catalogue.search.port import Query
from tests.conftest import kit_of
from tests.editing.folders import write, write_seeds
from tests.editing.loading import count, looking
from tests.editing.reviewing import CASE, actor, approver, decided, do, editor, make_public, save, trail
from tests.schemas.documents import a_case

RETITLED = "ココトモのその後"


def refused(app: Flask, kind: type[CatalogueError], act: Any, *about: Any, **more: Any) -> CatalogueError:
    """The error with which an act is refused; nothing of it is kept."""
    with app.app_context(), pytest.raises(kind) as error, transaction() as session:
        act(session, *about, **more)
    return error.value


def public_title(app: Flask, slug: str = CASE) -> str | None:
    """The title the public reads; nothing where the case is not public."""
    with looking(app) as session:
        page = session.get(CasePage, slug)
        return page.data["title"] if page else None


def found_by(app: Flask, words: str) -> list[str]:
    """The cases the real index finds."""
    return [hit.slug for hit in kit_of(app).index.search(Query(text=words, facets=())).hits]


def test_an_approved_revision_is_what_the_public_reads_and_finds(own_app: Flask) -> None:
    number = save(own_app, editor(own_app), title=RETITLED)
    assert public_title(own_app) != RETITLED
    make_public(own_app, number)
    assert public_title(own_app) == RETITLED
    assert CASE in found_by(own_app, RETITLED)
    assert decided(own_app)[1:] == [(2, "submitted", "henshuさん"), (2, "approved", "shoninさん")]


def test_every_move_is_in_the_audit_trail(own_app: Flask) -> None:
    number = save(own_app, editor(own_app), title=RETITLED)
    do(own_app, review.submit, editor(own_app), CASE, number)
    do(own_app, review.take_back, editor(own_app), CASE, number)
    do(own_app, review.submit, editor(own_app), CASE, number)
    do(own_app, review.send_back, approver(own_app), CASE, number, "出典が足りません。")
    do(own_app, review.submit, editor(own_app), CASE, number)
    do(own_app, review.approve, approver(own_app), CASE, number, approve_own=False, reference="青商発第1号")
    do(own_app, review.withdraw, approver(own_app), CASE, number, "先方の求めによる。")
    acts = [(act, detail) for act, _, detail in trail(own_app)]
    assert acts[1:] == [
        ("submitted", "第2版"),
        ("taken-back", "第2版"),
        ("submitted", "第2版"),
        ("returned", "第2版"),
        ("submitted", "第2版"),
        ("approved", "第2版（文書番号：青商発第1号）"),
        ("withdrawn", "第2版"),
    ]


def test_comment_reason_and_number_of_the_paper_are_kept_with_the_decision(own_app: Flask) -> None:
    number = save(own_app, editor(own_app), title=RETITLED)
    do(own_app, review.submit, editor(own_app), CASE, number, "数値を直しました。")
    said = {"reference": "青商発第1号", "comment": "よい。"}
    do(own_app, review.approve, approver(own_app), CASE, number, approve_own=False, **said)
    with looking(own_app) as session:
        kept = [(row.reason, row.reference) for row in session.exec(select(Decision)).all()[-2:]]
    assert kept == [("数値を直しました。", None), ("よい。", "青商発第1号")]


def test_nobody_approves_what_they_saved_themselves_and_is_told_who_could(own_app: Flask) -> None:
    author = approver(own_app)
    number = save(own_app, author, title=RETITLED)
    do(own_app, review.submit, author, CASE, number)
    alone = refused(own_app, Forbidden, review.approve, author, CASE, number, approve_own=False)
    assert "管理の担当者に" in alone.message
    other = actor(own_app, "kacho", Role.APPROVER)
    told = refused(own_app, Forbidden, review.approve, author, CASE, number, approve_own=False)
    assert "kachoさん" in told.message
    assert public_title(own_app) != RETITLED
    do(own_app, review.approve, other, CASE, number, approve_own=False)
    assert public_title(own_app) == RETITLED


def test_in_an_office_of_one_the_author_may_approve(own_app: Flask) -> None:
    author = approver(own_app)
    number = save(own_app, author, title=RETITLED)
    do(own_app, review.submit, author, CASE, number)
    do(own_app, review.approve, author, CASE, number, approve_own=True)
    assert public_title(own_app) == RETITLED


def test_whoever_only_restored_a_revision_may_not_approve_it(own_app: Flask) -> None:
    save(own_app, editor(own_app), title=RETITLED)
    do(own_app, restoring.restore, approver(own_app), CASE, 1, 2)
    do(own_app, review.submit, editor(own_app), CASE, 3)
    refused(own_app, Forbidden, review.approve, approver(own_app), CASE, 3, approve_own=False)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MEMBER])
def test_who_may_not_write_moves_nothing(own_app: Flask, role: Role) -> None:
    somebody = actor(own_app, "dareka", role)
    number = save(own_app, editor(own_app), title=RETITLED)
    refused(own_app, Forbidden, review.submit, somebody, CASE, number)
    refused(own_app, Forbidden, comments.comment, somebody, CASE, number, "title", "コメント")
    refused(own_app, Forbidden, restoring.restore, somebody, CASE, 1, number)
    refused(own_app, Forbidden, review.withdraw, somebody, CASE, 1, "理由")
    do(own_app, review.submit, editor(own_app), CASE, number)
    for act, more in ((review.take_back, ()), (review.send_back, ("理由",))):
        refused(own_app, Forbidden, act, somebody, CASE, number, *more)
    refused(own_app, Forbidden, review.approve, somebody, CASE, number, approve_own=True)
    assert len(decided(own_app)) == 2


def test_an_editor_neither_returns_nor_approves_nor_withdraws(own_app: Flask) -> None:
    number = save(own_app, approver(own_app), title=RETITLED)
    do(own_app, review.submit, approver(own_app), CASE, number)
    refused(own_app, Forbidden, review.send_back, editor(own_app), CASE, number, "理由")
    refused(own_app, Forbidden, review.approve, editor(own_app), CASE, number, approve_own=True)
    refused(own_app, Forbidden, review.withdraw, editor(own_app), CASE, 1, "理由")


def test_nothing_is_decided_about_a_revision_somebody_has_written_past(own_app: Flask) -> None:
    seen = save(own_app, editor(own_app), title=RETITLED)
    save(own_app, approver(own_app), title="さらに直した題名")
    error = refused(own_app, Conflict, review.submit, editor(own_app), CASE, seen)
    assert "shoninさんが新しい版（第3版）を保存しました" in error.message


def test_what_is_approved_cannot_be_approved_again(own_app: Flask) -> None:
    make_public(own_app, save(own_app, editor(own_app), title=RETITLED))
    refused(own_app, Conflict, review.approve, approver(own_app), CASE, 2, approve_own=False)
    refused(own_app, Conflict, review.submit, editor(own_app), CASE, 2)


def test_a_return_and_a_withdrawal_need_a_reason(own_app: Flask) -> None:
    number = save(own_app, editor(own_app), title=RETITLED)
    do(own_app, review.submit, editor(own_app), CASE, number)
    for reason in (None, "", " 　"):
        error = refused(own_app, Invalid, review.send_back, approver(own_app), CASE, number, reason)
        assert [problem.path for problem in error.problems] == ["reason"]
        refused(own_app, Invalid, review.withdraw, approver(own_app), CASE, 1, reason)


def test_what_names_something_that_has_gone_is_not_approved_and_it_is_said_what(own_app: Flask) -> None:
    number = save(own_app, editor(own_app), title=RETITLED)
    do(own_app, review.submit, editor(own_app), CASE, number)
    with own_app.app_context(), transaction() as session:
        newest = finding.latest(session, finding.case_of(session, CASE))
        assert newest is not None
        newest.document = newest.document | {"category": "gone"}
        session.add(newest)
    error = refused(own_app, Conflict, review.approve, approver(own_app), CASE, number, approve_own=False)
    assert [problem.path for problem in error.problems] == ["category"]
    assert public_title(own_app) != RETITLED
    assert decided(own_app)[-1][1] == "submitted"


def test_a_withdrawn_case_is_gone_from_every_table_and_from_the_index(own_app: Flask) -> None:
    title = public_title(own_app)
    assert title is not None
    assert CASE in found_by(own_app, title)
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "先方の求めによる。")
    with looking(own_app) as session:
        assert session.get(Case, CASE) is None
        assert session.get(CasePage, CASE) is None
        for table in (Link, Reach, Figure):
            assert session.exec(select(table).where(table.case_slug == CASE)).first() is None
        assert finding.case_of(session, CASE).public_number is None
        assert session.exec(select(LinkRecord).where(LinkRecord.case_slug == CASE)).first() is not None
    assert CASE not in found_by(own_app, title)
    assert count(own_app, StaleNote) == 0
    with own_app.app_context():
        assert not kit_of(own_app).outbox.check()


def test_a_withdrawn_case_is_gone_from_every_public_page(own_app: Flask) -> None:
    visitor = own_app.test_client()
    pages = [
        *("/", "/cases", "/cases?theme=shopping-street", "/themes", "/themes/shopping-street"),
        *("/plans/r9", "/plans/r9/v2-2", "/coverage", "/cases?view=map", "/sitemap.xml", "/feed.atom"),
    ]
    before = {page: visitor.get(page).text for page in pages}
    naming = [page for page, text in before.items() if f"/cases/{CASE}" in text]
    assert {"/themes/shopping-street", "/plans/r9/v2-2"} <= set(naming)
    with looking(own_app) as session:
        others = session.exec(select(Case.slug).where(Case.theme_slug == "shopping-street")).all()
    showing = [slug for slug in others if f"/cases/{CASE}" in visitor.get(f"/cases/{slug}").text]
    assert len(showing) > 1
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "先方の求めによる。")
    assert visitor.get(f"/cases/{CASE}").status_code == 404
    for page in (*naming, *(f"/cases/{slug}" for slug in showing if slug != CASE)):
        assert f"/cases/{CASE}" not in visitor.get(page).text, page
    assert visitor.get("/themes").text != before["/themes"], "one case less is counted"


def test_a_case_may_be_approved_again_after_it_was_withdrawn(own_app: Flask) -> None:
    title = public_title(own_app)
    assert title is not None
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "確認のため。")
    make_public(own_app, 1)
    assert public_title(own_app) == title
    assert CASE in found_by(own_app, title)
    assert [kind for _, kind, _ in decided(own_app)] == ["seeded", "withdrawn", "submitted", "approved"]
    with looking(own_app) as session:
        assert session.exec(select(Link).where(Link.case_slug == CASE)).first() is not None


def test_only_what_is_public_as_it_was_seen_can_be_withdrawn(own_app: Flask) -> None:
    make_public(own_app, save(own_app, editor(own_app), title=RETITLED))
    error = refused(own_app, Conflict, review.withdraw, approver(own_app), CASE, 1, "理由")
    assert "第2版" in error.message
    do(own_app, review.withdraw, approver(own_app), CASE, 2, "理由")
    refused(own_app, Conflict, review.withdraw, approver(own_app), CASE, 2, "理由")


def test_a_withdrawal_leaves_what_is_being_written_where_it_stands(own_app: Flask) -> None:
    number = save(own_app, editor(own_app), title=RETITLED)
    do(own_app, review.submit, editor(own_app), CASE, number)
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "理由")
    do(own_app, review.approve, approver(own_app), CASE, number, approve_own=False)
    assert public_title(own_app) == RETITLED


def test_if_the_machine_stops_while_publishing_nothing_is_decided(own_app: Flask) -> None:
    number = save(own_app, editor(own_app), title=RETITLED)
    do(own_app, review.submit, editor(own_app), CASE, number)
    who = approver(own_app)

    def approve_and_stop(session: Session) -> None:
        review.approve(session, who, CASE, number, approve_own=False)
        raise RuntimeError("the machine stops")

    with pytest.raises(RuntimeError):
        do(own_app, approve_and_stop)
    assert public_title(own_app) != RETITLED
    assert decided(own_app)[-1][1] == "submitted"


def test_a_comment_stands_until_it_is_settled(own_app: Flask) -> None:
    do(
        own_app,
        comments.comment,
        approver(own_app),
        CASE,
        1,
        "outcomes[0]",
        "いつの数値ですか。\n確かめてください。",
    )
    with looking(own_app) as session:
        made = session.exec(select(Comment)).one()
        assert (made.path, made.text) == ("outcomes[0]", "いつの数値ですか。\n確かめてください。")
        assert made.settled_at is None
    do(own_app, comments.settle, editor(own_app), CASE, made.id)
    do(own_app, comments.settle, approver(own_app), CASE, made.id)
    with looking(own_app) as session:
        assert session.exec(select(Comment)).one().settled_by == "henshuさん"
    assert [act for act, _, _ in trail(own_app)] == ["commented", "comment-settled"]


def test_an_empty_comment_is_refused_and_one_on_a_revision_that_is_not_there(own_app: Flask) -> None:
    for text in ("", " \n", "あ" * 2001, "壊れた\x00文字"):
        refused(own_app, Invalid, comments.comment, editor(own_app), CASE, 1, "title", text)
    refused(own_app, NotFound, comments.comment, editor(own_app), CASE, 9, "title", "コメント")
    refused(own_app, NotFound, comments.comment, editor(own_app), "no-such-case", 1, "title", "コメント")


def test_a_comment_of_another_case_cannot_be_settled_from_here(own_app: Flask) -> None:
    do(own_app, comments.comment, editor(own_app), CASE, 1, "title", "コメント")
    with looking(own_app) as session:
        made = session.exec(select(Comment)).one()
    refused(own_app, NotFound, comments.settle, editor(own_app), "sakai-jidounten-drone", made.id)


def test_an_old_revision_comes_back_as_a_new_one_and_the_others_stay(own_app: Flask) -> None:
    save(own_app, editor(own_app), title=RETITLED)
    do(own_app, restoring.restore, editor(own_app), CASE, 1, 2)
    with looking(own_app) as session:
        dossier = finding.case_of(session, CASE)
        rows = [finding.revision_of(session, dossier, number) for number in (1, 2, 3)]
        assert rows[2].document == rows[0].document
        assert rows[1].document["title"] == RETITLED
        assert rows[2].note == "第1版に戻しました。"
        assert not rows[2].from_seed
    assert trail(own_app)[-1][0] == "restored"


def test_going_back_waits_while_the_newest_revision_waits_for_approval(own_app: Flask) -> None:
    save(own_app, editor(own_app), title=RETITLED)
    do(own_app, review.submit, editor(own_app), CASE, 2)
    assert refused(own_app, Conflict, restoring.restore, editor(own_app), CASE, 1, 2).message == writing.WAITS


def test_there_is_no_going_back_to_what_is_there_already_or_over_somebodys_head(own_app: Flask) -> None:
    refused(own_app, Conflict, restoring.restore, editor(own_app), CASE, 1, 1)
    save(own_app, editor(own_app), title=RETITLED)
    refused(own_app, Conflict, restoring.restore, editor(own_app), CASE, 1, 1)


def test_there_is_no_going_back_to_what_names_something_that_has_gone(own_app: Flask) -> None:
    save(own_app, editor(own_app), title=RETITLED)
    with own_app.app_context(), transaction() as session:
        old = finding.revision_of(session, finding.case_of(session, CASE), 1)
        old.document = old.document | {"category": "gone"}
        session.add(old)
        assert session.get(Category, "gone") is None
    error = refused(own_app, Conflict, restoring.restore, editor(own_app), CASE, 1, 2)
    assert [problem.path for problem in error.problems] == ["category"]


def test_every_case_of_the_seeds_could_be_restored_as_it_is(own_app: Flask) -> None:
    with looking(own_app) as session:
        documents = [row.document for row in session.exec(select(Revision)) if "summary" in row.document]
        assert len(documents) > 50
        assert all(writing.checked(session, document) == document for document in documents)


def test_a_case_that_staff_withdrew_does_not_come_back_with_the_seeds(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds")
    with empty_app.app_context():
        load_seeds(folder)
    do(empty_app, review.withdraw, approver(empty_app), "invented-case", 1, "先方の求めによる。")
    write(folder / "cases" / "invented-case.yaml", a_case(title="直した題名"))
    with empty_app.app_context():
        report = load_seeds(folder)
    assert (report.updated, report.left_alone) == ([], ["invented-case"])
    assert public_title(empty_app, "invented-case") is None
    assert count(empty_app, Revision) == 2
    (folder / "cases" / "invented-case.yaml").unlink()
    with empty_app.app_context():
        assert load_seeds(folder).orphaned == []


def test_seeds_leave_a_case_alone_once_staff_have_submitted_it(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds")
    with empty_app.app_context():
        load_seeds(folder)
    number = save(empty_app, editor(empty_app), "invented-case", title="職員が直した題名")
    make_public(empty_app, number, "invented-case")
    write(folder / "cases" / "invented-case.yaml", a_case(title="初期データの題名"))
    with empty_app.app_context():
        assert load_seeds(folder).left_alone == ["invented-case"]
    assert public_title(empty_app, "invented-case") == "職員が直した題名"


def test_decisions_carry_the_moment_of_the_act(own_app: Flask) -> None:
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "理由")
    with looking(own_app) as session:
        last = session.exec(select(Decision)).all()[-1]
        assert kit_of(own_app).now() - last.decided_at < timedelta(minutes=1)
