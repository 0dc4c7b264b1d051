"""The revisions of a case, their differences, going back, and the public page before it is public."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.context import session, transaction
from catalogue.editing import restoring, review
from catalogue.editing.imports.cases import undoing
from catalogue.models import finding
from catalogue.reading import desk_cases
from tests.editing.imports import sheets
from tests.editing.reviewing import CASE, do, save
from tests.editing.reviewing import approver as an_approver
from tests.editing.reviewing import editor as an_editor

HERE = f"/desk/cases/{CASE}"


@pytest.fixture
def visitor(desk: Flask) -> FlaskClient:
    """Somebody of the public."""
    return desk.test_client()


def words(page: str) -> str:
    """What can be read of a page, without what is only said to screen readers."""
    main = page.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", main)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_every_revision_is_listed_with_who_why_and_where_it_stands(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), title="直した題名")
    do(desk, review.submit, an_editor(desk), CASE, 2)
    do(desk, review.send_back, an_approver(desk), CASE, 2, "理由")
    do(desk, restoring.restore, an_editor(desk), CASE, 1, 2)
    page = words(editor.get(f"{HERE}/history").text)
    assert re.search(r"第3版 令和\S+ \S+ henshuさん メモ： 第1版に戻しました。 作成中", page)
    assert re.search(r"第2版 令和\S+ \S+ henshuさん 差戻し", page)
    assert re.search(r"第1版 令和\S+ \S+ 初期登録 承認済み 公開中", page)


def test_a_number_that_an_undone_import_had_is_passed_over(desk: Flask, editor: FlaskClient) -> None:
    who = an_editor(desk)
    import_id = sheets.brought(desk, who, {"ID": CASE, "題名": "試験の題名"}, headings=("ID", "題名"))
    sheets.take_in(desk, who, import_id)
    do(desk, undoing.undo, who, import_id)
    save(desk, who, title="直した題名")
    page = editor.get(f"{HERE}/history").text
    assert f"{HERE}/history/1/3" in page
    assert "第2版" not in page
    assert editor.get(f"{HERE}/history/1/3").status_code == 200


def test_two_revisions_are_compared_letter_by_letter(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), status_note="2024年時点の記事による")
    page = editor.get(f"{HERE}/history/1/2").text
    assert "状況の補足" in page
    assert re.search(r"<del>.*2023.*</del><ins>.*2024.*</ins>年", page)
    assert "［消した：" in page
    assert "題名" not in words(page).partition("変わったところです")[2]


def test_values_are_written_as_people_read_them(desk: Flask, editor: FlaskClient) -> None:
    save(
        desk, an_editor(desk), status="ended", municipality="132055", ended={"date": "2025-03", "sources": []}
    )
    page = words(editor.get(f"{HERE}/history/1/2").text)
    assert "終了" in page
    assert "東京都" in page
    assert "令和7（2025）年3月" in page
    assert "132055" not in page


def test_any_two_can_be_chosen_in_any_order(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), title="直した題名")
    answer = editor.get(f"{HERE}/history/choose?older=2&newer=1")
    assert (answer.status_code, answer.location) == (303, f"{HERE}/history/1/2")


@pytest.mark.parametrize("asked", ["", "?older=1&newer=1", "?older=x&newer=2", "?older=-1&newer=2"])
def test_a_choice_that_is_none_is_explained(editor: FlaskClient, asked: str) -> None:
    answer = editor.get(f"{HERE}/history/choose{asked}")
    assert answer.status_code == 422
    assert "くらべる版を、古いほうと新しいほうから1つずつ選んでください。" in answer.text


def test_going_back_asks_once_more_and_makes_a_new_revision(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), title="ココトモのその後")
    page = editor.get(f"{HERE}/history/1/restore").text
    assert re.search(r"<del>.*ココトモのその後.*</del>", page)
    answer = editor.post(f"{HERE}/history/1/restore", data={"newest": "2"})
    assert (answer.status_code, answer.location) == (303, HERE)
    page = words(editor.get(HERE).text)
    assert "第1版の内容を、第3版として保存しました。" in page
    assert "作成中 いちばん新しいのは第3版です。公開しているのは第1版です。" in page


def test_going_back_over_somebodys_head_is_refused_on_the_same_page(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), title="直した題名")
    save(desk, an_approver(desk), title="別の人が直した題名")
    answer = editor.post(f"{HERE}/history/1/restore", data={"newest": "2"})
    assert answer.status_code == 409
    assert "shoninさんが新しい版（第3版）を保存しました" in answer.text
    assert 'name="newest" value="3"' in answer.text


def test_an_administrator_reads_the_history_and_changes_nothing(
    desk: Flask, administrator: FlaskClient
) -> None:
    save(desk, an_editor(desk), title="直した題名")
    assert "この版に戻す" not in administrator.get(f"{HERE}/history").text
    assert administrator.get(f"{HERE}/history/1/restore").status_code == 403
    assert administrator.post(f"{HERE}/history/1/restore", data={"newest": "2"}).status_code == 403


def article(page: str) -> str:
    """The middle of a case's page, with pictures by their names alone."""
    middle = page.partition("<article")[2].partition("</article>")[0]
    return re.sub(r'(?<=["\s])/[^"\s]*/figures/|(?<=["\s])/figures/', "", middle)


def test_the_preview_of_what_is_public_is_the_public_page(editor: FlaskClient, visitor: FlaskClient) -> None:
    for slug in (CASE, "sakai-jidounten-drone", "ota-digital-juhatchu-nakamamawashi"):
        preview = editor.get(f"/desk/cases/{slug}/preview/1").text
        assert article(preview) == article(visitor.get(f"/cases/{slug}").text)
        assert "公開前の確認画面です（第1版）" in preview


def test_the_preview_shows_what_is_not_public_yet_and_writes_nothing(
    desk: Flask, editor: FlaskClient, visitor: FlaskClient
) -> None:
    save(desk, an_editor(desk), title="直した題名")
    assert "<h1>直した題名</h1>" in editor.get(f"{HERE}/preview/2").text
    assert "直した題名" not in visitor.get(f"/cases/{CASE}").text
    assert "直した題名" in editor.get(f"{HERE}/preview/2/cover.svg").text


def pictures(page: str) -> list[str]:
    """The addresses from which a page fetches pictures of its own case."""
    return re.findall(rf'(?:src="|srcset="|href="|, )({HERE}/preview/[^"\s]+)', page)


def test_pictures_of_an_unpublished_case_are_shown_at_the_desk_and_nowhere_else(
    desk: Flask, editor: FlaskClient, member: FlaskClient, visitor: FlaskClient
) -> None:
    do(desk, review.withdraw, an_approver(desk), CASE, 1, "理由")
    page = editor.get(f"{HERE}/preview/1").text
    found = pictures(page)
    assert len(found) > 3
    for address in found:
        assert editor.get(address).status_code == 200
        assert editor.get(address).headers["Cache-Control"] == "no-store"
        assert member.get(address).status_code == 403
        assert visitor.get(address).status_code == 403
    picture = next(address for address in found if "/figures/" in address)
    assert visitor.get("/figures/" + picture.partition("/figures/")[2]).status_code == 404


def test_a_picture_of_another_case_is_not_found_in_a_preview(desk: Flask, editor: FlaskClient) -> None:
    with desk.app_context():
        document = desk_cases.newest_revision(session(), "sakai-jidounten-drone").document
    other = f"{HERE}/preview/1/figures/{document['figures'][0]['image']}"
    for address in (
        f"{other}/w480.avif",
        f"{other}/",
        f"{other}/..%2F",
        f"{HERE}/preview/1/figures/xyz/a.png",
    ):
        assert editor.get(address).status_code == 404


def test_a_preview_of_what_names_something_that_has_gone_says_what(desk: Flask, editor: FlaskClient) -> None:
    with desk.app_context(), transaction() as writing:
        old = finding.revision_of(writing, finding.case_of(writing, CASE), 1)
        old.document = old.document | {"category": "gone"}
        writing.add(old)
    answer = editor.get(f"{HERE}/preview/1")
    assert answer.status_code == 409
    assert "分類「gone」はありません" in answer.text
    assert "このままでは公開できません" in editor.get(HERE).text
    assert editor.get(f"{HERE}/review/1").status_code == 200
    assert editor.get(f"{HERE}/history").status_code == 200
