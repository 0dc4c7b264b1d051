"""The page of a dossier, and the record of its decisions."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.domain.roles import Role
from catalogue.editing import comments, review
from tests.desk.conftest import seated
from tests.editing.reviewing import CASE, do, make_public, save
from tests.editing.reviewing import approver as an_approver
from tests.editing.reviewing import editor as an_editor

HERE = f"/desk/cases/{CASE}"


def words(page: str) -> str:
    """What can be read of a page."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_it_says_where_the_case_stands_and_what_is_public(desk: Flask, editor: FlaskClient) -> None:
    page = words(editor.get(HERE).text)
    assert "承認済み いちばん新しいのは第1版です。この版を公開しています。" in page
    save(desk, an_editor(desk), title="直した題名")
    page = words(editor.get(HERE).text)
    assert "作成中 いちばん新しいのは第2版です。公開しているのは第1版です。" in page
    assert "直した題名" in page


def acts(client: FlaskClient) -> set[str]:
    """The moves offered."""
    found = re.findall(
        rf'(?:href|action)="{HERE}/(submit|take-back|return|approve|withdraw|edit)"', client.get(HERE).text
    )
    return set(found)


def test_only_what_this_person_may_do_now_is_offered(
    desk: Flask, editor: FlaskClient, approver: FlaskClient, administrator: FlaskClient
) -> None:
    assert acts(editor) == {"edit"}
    assert acts(approver) == {"edit", "withdraw"}
    number = save(desk, an_editor(desk), title="直した題名")
    assert acts(editor) == {"edit", "submit"}
    do(desk, review.submit, an_editor(desk), CASE, number)
    assert acts(editor) == {"take-back"}
    assert acts(approver) == {"return", "approve", "withdraw"}
    assert acts(administrator) == set()


def test_who_wrote_it_is_told_why_they_cannot_approve_it_and_who_can(
    desk: Flask, approver: FlaskClient, editor: FlaskClient
) -> None:
    seated(desk, "kacho", Role.APPROVER)
    number = save(desk, an_approver(desk), title="直した題名")
    do(desk, review.submit, an_approver(desk), CASE, number)
    assert acts(approver) == {"return", "take-back", "withdraw"}
    assert "自分が保存した版は、自分では承認できません。承認できる人：kachoさん" in approver.get(HERE).text
    assert "自分では承認できません" not in editor.get(HERE).text


def test_comments_lead_to_their_fields_in_the_form(desk: Flask, editor: FlaskClient) -> None:
    do(desk, comments.comment, an_approver(desk), CASE, 1, "summary.text", "言葉を確かめてください。")
    page = editor.get(HERE).text
    assert f'href="{HERE}/edit#summary-text"' in page
    assert "言葉を確かめてください。" in page


def test_it_says_what_is_missing_and_what_is_worth_a_second_look(desk: Flask, editor: FlaskClient) -> None:
    page = words(editor.get(HERE).text)
    assert "まだ書かれていないもの：" in page
    assert "担当窓口" in page


def test_it_shows_links_reports_and_uses_of_the_case(editor: FlaskClient) -> None:
    page = words(editor.get(HERE).text)
    for heading in ("青梅市の計画との関連付け", "誤りの報告", "使った場所", "決裁の記録"):
        assert heading in page


def test_the_record_of_decisions_says_who_when_what_and_on_which_paper(
    desk: Flask, editor: FlaskClient
) -> None:
    number = save(desk, an_editor(desk), title="直した題名")
    do(desk, review.submit, an_editor(desk), CASE, number, "数値を直しました。")
    do(desk, review.approve, an_approver(desk), CASE, number, approve_own=False, reference="青商発第123号")
    for address in (HERE, f"{HERE}/decisions"):
        page = words(editor.get(address).text)
        assert re.search(r"第2版 （henshuさん） 提出 henshuさん 数値を直しました。", page), address
        assert re.search(r"第2版 （henshuさん） 承認 shoninさん 文書番号： 青商発第123号", page), address
        assert "第1版 （初期登録） 初期登録 初期登録" in page, address


def test_a_reason_is_shown_as_it_was_typed_and_not_as_markup(desk: Flask, editor: FlaskClient) -> None:
    do(desk, review.withdraw, an_approver(desk), CASE, 1, "<b>強い</b>理由。")
    assert "&lt;b&gt;強い&lt;/b&gt;理由。" in editor.get(f"{HERE}/decisions").text


@pytest.mark.parametrize(
    "below", ["", "/decisions", "/history", "/review/1", "/preview/1", "/preview/1/cover.svg"]
)
def test_who_may_only_read_reads_it_and_a_member_of_the_committee_does_not(
    administrator: FlaskClient, member: FlaskClient, client: FlaskClient, below: str
) -> None:
    assert administrator.get(HERE + below).status_code == 200
    assert member.get(HERE + below).status_code == 403
    assert client.get(HERE + below).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/desk/cases/no-such-case",
        "/desk/cases/no-such-case/decisions",
        "/desk/cases/no-such-case/history",
        f"{HERE}/review/9",
        f"{HERE}/preview/9",
        f"{HERE}/history/1/9",
        f"{HERE}/history/9/restore",
    ],
)
def test_what_is_not_there_is_not_found(editor: FlaskClient, address: str) -> None:
    assert editor.get(address).status_code == 404


def test_a_case_that_was_never_public_has_a_dossier_too(desk: Flask, editor: FlaskClient) -> None:
    do(desk, review.withdraw, an_approver(desk), CASE, 1, "理由")
    page = editor.get(HERE).text
    assert "公開していません。" in page
    assert f'href="/cases/{CASE}"' not in page
    make_public(desk, 1)
    assert f'href="/cases/{CASE}"' in editor.get(HERE).text
