"""Submitting, returning, approving and withdrawing with a browser, and what is said of fields."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.context import session, transaction
from catalogue.domain.roles import Role
from catalogue.editing import review
from catalogue.models import Figure, ImageRecord
from catalogue.reading import desk_cases
from tests.conftest import kit_of
from tests.desk.conftest import seated
from tests.desk.figure_sending import EDIT, added, newest
from tests.desk.filling import opened
from tests.editing.reviewing import CASE, decided, do, make_public, save
from tests.editing.reviewing import approver as an_approver
from tests.editing.reviewing import editor as an_editor

HERE = f"/desk/cases/{CASE}"


@pytest.fixture
def visitor(desk: Flask) -> FlaskClient:
    """Somebody of the public."""
    return desk.test_client()


def press(client: FlaskClient, act: str, number: int, **typed: str) -> TestResponse:
    """The button of one of the pages."""
    return client.post(f"{HERE}/{act}", data={"number": str(number), **typed})


def test_from_saving_to_the_public_with_a_return_between(
    desk: Flask, editor: FlaskClient, approver: FlaskClient, visitor: FlaskClient
) -> None:
    number = save(desk, an_editor(desk), title="直した題名")
    answer = press(editor, "submit", number, reason="題名を直しました。")
    assert (answer.status_code, answer.location) == (303, HERE)
    assert "提出しました。" in editor.get(HERE).text
    press(approver, "return", number, reason="題名はもとのほうがよいです。")
    assert "差し戻されています" not in editor.get(HERE).text
    assert "題名はもとのほうがよいです。" in editor.get(HERE).text
    number = save(desk, an_editor(desk), title="さらに直した題名")
    press(editor, "submit", number)
    assert "さらに直した題名" not in visitor.get(f"/cases/{CASE}").text
    press(approver, "approve", number, reference="青商発第123号", reason="")
    assert "さらに直した題名" in visitor.get(f"/cases/{CASE}").text
    assert "青商発第123号" in approver.get(HERE).text


def test_before_approving_the_difference_to_the_public_page_is_shown(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    save(desk, an_editor(desk), title="ココトモのその後")
    press(editor, "submit", 2)
    page = approver.get(f"{HERE}/approve").text
    assert "公開している第1版とのちがいです。" in page
    assert re.search(r"<ins>.*ココトモのその後.*</ins>", page)
    assert "「cocotomo」" in page


def test_a_case_that_is_not_public_is_said_to_be_new_as_a_whole(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    press(approver, "withdraw", 1, reason="確認のため。")
    press(editor, "submit", 1)
    assert "全体が新しく公開されます。" in approver.get(f"{HERE}/approve").text


def test_a_return_without_a_reason_comes_back_with_the_mistake_at_its_field(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    save(desk, an_editor(desk), title="直した題名")
    press(editor, "submit", 2)
    answer = press(approver, "return", 2, reason=" ")
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.text
    assert 'aria-describedby="reason-hint reason-error"' in answer.text


def test_what_was_typed_survives_that_somebody_else_saved_meanwhile(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), title="直した題名")
    save(desk, an_approver(desk), title="別の人が直した題名")
    answer = press(editor, "submit", 2, reason="ていねいに書いたコメント")
    assert answer.status_code == 409
    assert "shoninさんが新しい版（第3版）を保存しました" in answer.text
    assert "ていねいに書いたコメント</textarea>" in answer.text
    assert 'name="number" value="3"' in answer.text
    assert press(editor, "submit", 3, reason="ていねいに書いたコメント").status_code == 303


def test_the_author_gets_a_sentence_and_not_the_act(desk: Flask, approver: FlaskClient) -> None:
    seated(desk, "kacho", Role.APPROVER)
    save(desk, an_approver(desk), title="直した題名")
    press(approver, "submit", 2)
    page = approver.get(f"{HERE}/approve")
    assert "承認できる人：kachoさん" in page.text
    answer = press(approver, "approve", 2, reference="青商発第1号")
    assert answer.status_code == 403
    assert "承認できる人：kachoさん" in answer.text
    assert 'value="青商発第1号"' in answer.text
    assert decided(desk)[-1][1] == "submitted"


def test_in_an_office_of_one_the_setting_lets_the_author_approve(desk: Flask, approver: FlaskClient) -> None:
    kit = kit_of(desk)
    desk.extensions["catalogue"] = replace(kit, settings=replace(kit.settings, approve_own=True))
    save(desk, an_approver(desk), title="直した題名")
    press(approver, "submit", 2)
    assert "自分では承認できません" not in approver.get(HERE).text
    assert press(approver, "approve", 2).status_code == 303


def test_an_approval_is_refused_with_a_sentence_while_a_permission_is_not_in_order(
    desk: Flask, approver: FlaskClient, visitor: FlaskClient
) -> None:
    with desk.app_context(), transaction() as writing:
        shown = writing.exec(select(Figure.digest).where(Figure.case_slug == CASE)).one()
        record = writing.get_one(ImageRecord, shown)
        record.clearance = "asked"
        writing.add(record)
    number = save(desk, an_editor(desk), title="直した題名")
    do(desk, review.submit, an_editor(desk), CASE, number)
    answer = press(approver, "approve", number, reference="青商発第1号")
    assert answer.status_code == 409
    assert "掲載の許諾が整っていない図があるため、公開できません。" in answer.text
    assert "図１「「cocotomo」の仕組み（概念図）」は、" in answer.text
    assert "掲載の許諾を依頼しているため公開できません。" in answer.text
    assert 'value="青商発第1号"' in answer.text
    assert "直した題名" not in visitor.get(f"/cases/{CASE}").text


def test_who_approves_sees_the_picture_and_what_is_in_the_way_of_it(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    digest = added(desk, editor)
    at = len(newest(desk).document["figures"])
    sheet = opened(editor, EDIT).fill_in({f"figures-{at}-caption": "改修した店のようす"})
    assert sheet.press().status == 303
    press(editor, "submit", 2)
    for address in ("review/2", "review/2?show=all", "approve", "history/1/2"):
        page = approver.get(f"{HERE}/{address}").text
        [link] = re.findall(rf'<a class="difference-picture" href="/desk/pictures/{digest}">.*?</a>', page)
        assert link.endswith("改修した店のようす</a>")
        [file] = re.findall(r'src="([^"]+)"', link)
        assert approver.get(file).status_code == 200
        assert f"{digest[:8]}<" not in page
    page = approver.get(f"{HERE}/review/2").text
    assert "掲載の許諾が整っていない図が1件あります" in page
    assert "掲載の許諾が整っていない" not in approver.get(f"{HERE}/review/1").text


def test_a_picture_in_the_place_of_another_is_shown_beside_it(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    other = added(desk, editor)
    [figure] = newest(desk).document["figures"]
    number = save(desk, an_editor(desk), figures=[{**figure, "image": other}])
    do(desk, review.submit, an_editor(desk), CASE, number)
    page = approver.get(f"{HERE}/approve").text
    gone, new = (
        re.findall(rf"<{kind}>.*?/desk/pictures/(\w+)\".*?</{kind}>", page) for kind in ("del", "ins")
    )
    assert (gone, new) == ([figure["image"]], [other])


def test_a_withdrawal_asks_once_more_and_for_a_reason(
    desk: Flask, approver: FlaskClient, visitor: FlaskClient
) -> None:
    page = approver.get(f"{HERE}/withdraw").text
    assert "取下げの理由" in page
    assert visitor.get(f"/cases/{CASE}").status_code == 200
    assert press(approver, "withdraw", 1).status_code == 422
    assert visitor.get(f"/cases/{CASE}").status_code == 200
    assert press(approver, "withdraw", 1, reason="先方の求めによる。").status_code == 303
    assert visitor.get(f"/cases/{CASE}").status_code == 404


def test_a_page_for_what_cannot_be_done_now_says_so(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    answer = editor.get(f"{HERE}/submit")
    assert answer.status_code == 409
    assert "承認済み" in answer.text
    assert approver.get(f"{HERE}/approve").status_code == 409
    make = press(approver, "withdraw", 1, reason="理由")
    assert make.status_code == 303
    assert approver.get(f"{HERE}/withdraw").status_code == 409


@pytest.mark.parametrize("number", ["", "x", "-1", "１", "99999999999999999999", "0"])
def test_a_number_that_is_none_moves_nothing(desk: Flask, editor: FlaskClient, number: str) -> None:
    save(desk, an_editor(desk), title="直した題名")
    assert editor.post(f"{HERE}/submit", data={"number": number}).status_code == 409
    assert decided(desk) == [(1, "seeded", "seed")]


def test_a_role_that_may_not_is_refused_every_act(
    desk: Flask, editor: FlaskClient, administrator: FlaskClient, member: FlaskClient
) -> None:
    save(desk, an_editor(desk), title="直した題名")
    acts = ("submit", "take-back", "return", "approve", "withdraw", "review/2/comments", "comments/1/settle")
    for who, forbidden in (
        (administrator, acts),
        (member, acts),
        (editor, ("return", "approve", "withdraw")),
    ):
        for act in forbidden:
            answer = who.post(f"{HERE}/{act}", data={"number": "2", "reason": "理由", "text": "文"})
            assert answer.status_code == 403, act
    assert decided(desk) == [(1, "seeded", "seed")]


def test_a_form_without_its_token_changes_nothing(own_app: Flask) -> None:
    number = save(own_app, an_editor(own_app), title="直した題名")
    browser = seated(own_app, "henshu", Role.EDITOR)
    assert press(browser, "submit", number).status_code in (400, 403)
    assert decided(own_app) == [(1, "seeded", "seed")]


def test_a_reviewer_sees_what_changed_field_by_field_and_says_something_of_it(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    save(desk, an_editor(desk), title="ココトモのその後")
    press(editor, "submit", 2)
    page = approver.get(f"{HERE}/review/2").text
    assert 'id="at-title"' in page
    assert 'id="at-summary"' not in page
    answer = approver.post(
        f"{HERE}/review/2/comments", data={"path": "title", "text": "もとの題名がよいです。"}
    )
    assert (answer.status_code, answer.location) == (303, f"{HERE}/review/2#at-title")
    assert "もとの題名がよいです。" in approver.get(f"{HERE}/review/2").text
    assert "もとの題名がよいです。" in editor.get(HERE).text


def test_the_whole_revision_can_be_gone_through_as_well(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), title="ココトモのその後")
    page = editor.get(f"{HERE}/review/2?show=all").text
    for path in ("title", "summary", "activities[0]", "sources[0]", "checked"):
        assert f'id="at-{path}"' in page


def test_an_empty_comment_comes_back_with_the_mistake_where_it_was_typed(
    desk: Flask, editor: FlaskClient
) -> None:
    answer = editor.post(f"{HERE}/review/1/comments", data={"path": "title", "text": " "})
    assert answer.status_code == 422
    assert 'href="#comment-title"' in answer.text
    assert 'aria-describedby="comment-title-error"' in answer.text


def test_a_row_that_was_dropped_is_in_the_review_at_its_field(desk: Flask, editor: FlaskClient) -> None:
    with desk.app_context():
        document = desk_cases.newest_revision(session(), CASE).document
    save(desk, an_editor(desk), activities=document["activities"][1:])
    page = editor.get(f"{HERE}/review/2").text
    assert "この行はなくなりました" in page
    assert document["activities"][0]["text"] in page


def test_a_comment_is_settled_from_the_dossier(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    approver.post(f"{HERE}/review/1/comments", data={"path": "", "text": "全体に長いです。"})
    page = editor.get(HERE).text
    found = re.search(rf'action="({HERE}/comments/\d+/settle)"', page)
    assert found is not None
    assert editor.post(found[1]).location == f"{HERE}#comments"
    assert "全体に長いです。" not in editor.get(HERE).text
    assert editor.post(f"{HERE}/comments/999/settle").status_code == 404


def test_settled_from_the_review_a_comment_leads_back_there(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    approver.post(f"{HERE}/review/1/comments", data={"path": "title", "text": "長いです。"})
    found = re.search(
        rf'action="({HERE}/comments/\d+/settle\?review=1)"', editor.get(f"{HERE}/review/1").text
    )
    assert found is not None
    assert editor.post(found[1]).location == f"{HERE}/review/1"


def test_what_was_submitted_can_be_taken_back_by_who_writes(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), title="直した題名")
    press(editor, "submit", 2)
    assert press(editor, "take-back", 2).status_code == 303
    assert "作成中" in editor.get(HERE).text


def test_an_approval_that_came_too_late_is_told_what_has_happened(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    make_public(desk, save(desk, an_editor(desk), title="直した題名"))
    answer = press(approver, "approve", 2)
    assert answer.status_code == 409
    assert "もう承認されて公開されています" in answer.text
    do(desk, review.withdraw, an_approver(desk), CASE, 2, "理由")
    assert "取り下げられています" in press(approver, "approve", 2).text
