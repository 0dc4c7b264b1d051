from io import BytesIO

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.domain.inquiry.questions import InquiryState
from catalogue.domain.roles import Role
from catalogue.models import Draft, Inquiry
from tests.conftest import kit_of
from tests.desk.conftest import seated
from tests.desk.filling import Sheet, opened

CASE = "sakai-jidounten-drone"
DOSSIER = f"/desk/cases/{CASE}"
NEW = f"{DOSSIER}/inquiries/new"


def letters(app: Flask) -> list[Inquiry]:
    """All that are kept."""
    with kit_of(app).readers() as session:
        return list(session.exec(select(Inquiry)).all())


def made(client: FlaskClient, **more: str) -> str:
    """The address of a letter as it is proposed."""
    sheet = opened(client, NEW).fill(office="青梅市○○課", email="a@example.jp", **more).press()
    assert sheet.status == 303, sheet.text
    return sheet.response.location


def sent(client: FlaskClient) -> str:
    """The same, and that it was sent."""
    address = made(client)
    assert opened(client, address).press().status == 303
    return address


def place_of(app: Flask, about: str) -> int:
    """Which question of the letter is about this, from zero."""
    questions = letters(app)[0].questions
    return next(place for place, each in enumerate(questions) if about in (each["about"], each["path"]))


def answers(client: FlaskClient, app: Flask, address: str, **said: str) -> Sheet:
    """The form of the answers with one about the costs, from one office."""
    place = place_of(app, "バスの運行にかかる年間の費用")
    filled = {f"answer-{place}": "年間の運行費は8,000万円である。", "office": "政策推進課"}
    sheet = opened(client, f"{address}/answers")
    return sheet.fill_in({"answered_on": today_in_words(app)} | filled | said)


def today_in_words(app: Flask) -> str:
    from catalogue.domain.clock import day_in_tokyo

    return day_in_tokyo(kit_of(app).now()).isoformat()


def test_the_page_of_a_case_leads_to_asking_its_city(desk: Flask, editor: FlaskClient) -> None:
    page = editor.get(DOSSIER).text
    assert f'href="{NEW}"' in page
    address = made(editor)
    page = editor.get(DOSSIER).text
    assert f'href="{address}"' in page
    assert "茨城県境町　担当課　御中" in page


def test_what_the_case_lacks_is_proposed_and_ticked(editor: FlaskClient) -> None:
    sheet = opened(editor, NEW)
    assert sheet.value("subject") == "「自動運転バス・ドローン」の取組に関する照会について（依頼）"
    picked = [name for name in sheet.fields if name.startswith("pick-")]
    texts = [sheet.value(name.replace("pick", "question")) for name in picked]
    assert "バスの運行にかかる年間の費用について、御教示ください。" in texts
    assert len(picked) == 12


def test_a_question_is_left_out_reworded_and_added(desk: Flask, editor: FlaskClient) -> None:
    sheet = opened(editor, NEW).fill(office="青梅市○○課", telephone="0428-00-0000")
    del sheet.fields["pick-0"]
    sheet.fields["question-1"] = ["言いかえた質問を御教示ください。"]
    own = max(int(name.removeprefix("path-")) for name in sheet.fields if name.startswith("path-"))
    sheet.fields[f"question-{own}"] = ["職員の人件費を御教示ください。"]
    assert sheet.press().status == 303
    (letter,) = letters(desk)
    assert len(letter.questions) == 12
    assert letter.questions[0]["question"] == "言いかえた質問を御教示ください。"
    last = letter.questions[-1]
    assert (last["question"], last["path"], last["label"]) == (
        "職員の人件費を御教示ください。",
        "funding",
        "費用と財源",
    )


def test_a_letter_that_cannot_be_answered_is_shown_again_with_what_was_typed(
    desk: Flask, editor: FlaskClient
) -> None:
    sheet = opened(editor, NEW).fill(subject="わたしの件名", reply_by="いつか").press()
    assert sheet.status == 422
    assert sheet.value("subject") == "わたしの件名"
    assert sheet.value("reply_by") == "いつか"
    assert "問合せ先の部署：必ず記入してください。" in sheet.text
    assert "電子メール：電話か電子メールの、どちらかを書いてください。" in sheet.text
    assert "回答期限：「令和8年11月22日」のように、ある日付を書いてください。" in sheet.text
    assert letters(desk) == []


def test_a_ticked_question_without_words_is_refused_at_its_box(editor: FlaskClient) -> None:
    sheet = opened(editor, NEW).fill(office="青梅市○○課", email="a@example.jp")
    sheet.fields["question-3"] = [" "]
    again = sheet.press()
    assert again.status == 422
    assert again.page.xpath("//a[@href='#question-3']")
    assert "pick-3" in again.fields


def test_a_letter_without_questions_is_refused(editor: FlaskClient) -> None:
    sheet = opened(editor, NEW).fill(office="青梅市○○課", email="a@example.jp")
    for name in [name for name in sheet.fields if name.startswith("pick-")]:
        del sheet.fields[name]
    again = sheet.press()
    assert again.status == 422
    assert "尋ねることを1つ以上選んでください。" in again.text


def test_fields_nobody_asks_about_are_taken_for_questions_of_ones_own(
    desk: Flask, editor: FlaskClient
) -> None:
    sheet = opened(editor, NEW).fill(office="青梅市○○課", email="a@example.jp")
    sheet.fields["path-0"] = ["slug"]
    sheet.press()
    assert "slug" not in {each["path"] for each in letters(desk)[0].questions}


def test_the_letter_is_shown_as_it_is_sent_and_as_text_for_a_mail(editor: FlaskClient) -> None:
    page = opened(editor, made(editor, number="青発第12号"))
    assert "作成中" in page.text
    assert "貴町の「自動運転バス・ドローン」も参考とさせていただいております" in page.text
    (mail,) = page.page.xpath("//textarea[@id='mail']")
    assert "青発第12号" in mail.text
    assert "【問１】" in mail.text
    assert mail.get("readonly") is not None


def test_the_letter_comes_as_a_word_document_with_what_is_to_be_checked(editor: FlaskClient) -> None:
    response = editor.get(f"{made(editor)}/letter.docx")
    assert response.status_code == 200
    assert "filename*=UTF-8''" in response.headers["Content-Disposition"]
    words = [each.text for each in docx.Document(BytesIO(response.data)).paragraphs]
    assert "茨城県境町　担当課　御中" in words
    assert "掲載内容：自動運転バス・ドローン" in words


def test_a_letter_is_changed_and_keeps_what_was_left_out_to_be_added(
    desk: Flask, editor: FlaskClient
) -> None:
    address = made(editor)
    sheet = opened(editor, f"{address}/edit")
    del sheet.fields["pick-0"]
    left_out = sheet.value("question-0")
    assert sheet.press().status == 303
    assert len(letters(desk)[0].questions) == 11
    again = opened(editor, f"{address}/edit")
    unticked = {
        again.value(name.replace("path", "question"))
        for name in again.fields
        if name.startswith("path-") and name.replace("path", "pick") not in again.fields
    }
    assert left_out in unticked


def test_what_somebody_else_changed_meanwhile_is_shown_beside_what_was_typed(
    desk: Flask, editor: FlaskClient
) -> None:
    address = made(editor)
    mine = opened(editor, f"{address}/edit").fill(subject="わたしの件名")
    opened(seated(desk, "betsu", Role.EDITOR), f"{address}/edit").fill(subject="ほかの件名").press()
    clash = mine.press()
    assert clash.status == 409
    assert clash.value("subject") == "わたしの件名"
    assert "いま：ほかの件名" in clash.text
    assert clash.press().status == 303
    assert letters(desk)[0].letter["subject"] == "わたしの件名"


def test_a_letter_that_was_sent_meanwhile_keeps_what_was_typed_and_is_not_changed(
    desk: Flask, editor: FlaskClient
) -> None:
    address = made(editor)
    mine = opened(editor, f"{address}/edit").fill(subject="わたしの件名")
    opened(editor, address).press()
    clash = mine.press()
    assert clash.status == 409
    assert clash.value("subject") == "わたしの件名"
    assert "もう送られています" in clash.text
    assert editor.get(f"{address}/edit").status_code == 409


def test_sending_is_noted_corrected_and_taken_back(desk: Flask, editor: FlaskClient) -> None:
    address = made(editor)
    wrong = opened(editor, address).fill(sent_on="きのう").press()
    assert wrong.status == 422
    assert wrong.value("sent_on") == "きのう"
    assert opened(editor, address).fill(sent_on="令和8年11月1日").press().status == 303
    assert "令和8（2026）年11月1日に送りました" in opened(editor, address).text
    assert opened(editor, address).press("undo", "1").status == 303
    assert letters(desk)[0].state == InquiryState.DRAFT


def test_throwing_a_letter_away_asks_first(desk: Flask, editor: FlaskClient) -> None:
    asked = opened(editor, f"{made(editor)}/drop")
    assert "消しますか" in asked.text
    assert len(letters(desk)) == 1
    assert asked.press().status == 303
    assert letters(desk) == []


def test_answers_are_written_down_in_part_with_one_office_for_all(desk: Flask, editor: FlaskClient) -> None:
    address = sent(editor)
    declined = place_of(desk, "content")
    sheet = answers(editor, desk, address, post="係長", name="境 一郎", **{f"declined-{declined}": "1"})
    assert sheet.press().status == 303
    page = opened(editor, address).text
    assert "年間の運行費は8,000万円である。" in page
    assert "境 一郎（庁内のみ）" in page
    assert "12問のうち2問" in page
    again = opened(editor, f"{address}/answers")
    assert (again.value("office"), again.value(f"office-{declined}")) == ("", "政策推進課")


def test_what_was_said_of_an_earlier_answer_is_kept(desk: Flask, editor: FlaskClient) -> None:
    address = sent(editor)
    answers(editor, desk, address).press()
    later = place_of(desk, "events")
    sheet = opened(editor, f"{address}/answers").fill_in(
        {"answered_on": today_in_words(desk), "office": "会計課", f"answer-{later}": "令和9年4月"}
    )
    sheet.press()
    offices = {each["respondent"]["office"] for each in letters(desk)[0].questions if each["answer"]}
    assert offices == {"政策推進課", "会計課"}


def test_an_answer_without_a_day_and_an_office_is_asked_for_them_once(
    desk: Flask, editor: FlaskClient
) -> None:
    address = sent(editor)
    again = answers(
        editor, desk, address, answered_on="", office="", **{"answer-0": "はい。", "answer-3": "5人"}
    ).press()
    assert again.status == 422
    assert again.text.count("回答日：回答日を書いてください。") == 1
    assert again.text.count("回答者の所属：回答者の所属を書いてください。") == 1
    assert again.value("answer-3") == "5人"


def test_two_who_write_answers_at_once_lose_nothing(desk: Flask, editor: FlaskClient) -> None:
    address = sent(editor)
    mine, theirs = (answers(editor, desk, address) for _ in range(2))
    theirs.fill_in({"answer-0": "ほかの人の答え"}).press()
    clash = mine.fill_in({"answer-0": "わたしの答え"}).press()
    assert clash.status == 409
    assert clash.value("answer-0") == "わたしの答え"
    assert "いま保存されている回答：ほかの人の答え" in clash.text
    assert clash.press().status == 303
    assert letters(desk)[0].questions[0]["answer"] == "わたしの答え"


def test_answers_are_shown_as_changes_and_open_in_the_form_of_the_case(
    desk: Flask, editor: FlaskClient
) -> None:
    address = sent(editor)
    onward = answers(editor, desk, address).press("apply", "1")
    assert onward.response.location == f"{address}/apply"
    asked = opened(editor, f"{address}/apply")
    assert "年間の運行費は8,000万円である。" in asked.text
    form = asked.press()
    assert form.response.location == f"{DOSSIER}/edit"
    form = opened(editor, f"{DOSSIER}/edit")
    assert "変わった項目：費用と財源、まだ分からないこと、出典" in form.text
    assert form.value("funding-4-text") == "年間の運行費は8,000万円である。"
    assert form.value("funding-4-sources") == "21"
    assert form.press().status == 303
    preview = editor.get(f"{DOSSIER}/preview/2").text
    assert "年間の運行費は8,000万円である。" in preview
    assert "境町への照会に対する回答" in preview
    assert "反映済み" in opened(editor, address).text


def test_a_draft_there_is_is_asked_about(desk: Flask, editor: FlaskClient) -> None:
    address = sent(editor)
    answers(editor, desk, address).press()
    opened(editor, f"{DOSSIER}/edit").fill(title="書きかけの題名").press("press", "stay")
    refused = editor.post(f"{address}/apply", data={"version": "3"})
    assert refused.status_code == 409
    assert "どうするかを選んでください" in refused.text
    assert opened(editor, f"{address}/apply").press().status == 303
    form = opened(editor, f"{DOSSIER}/edit")
    assert form.value("title") == "書きかけの題名"
    assert form.value("funding-4-text") == "年間の運行費は8,000万円である。"
    with kit_of(desk).readers() as session:
        assert len(session.exec(select(Draft)).all()) == 1


def test_there_is_nothing_to_put_in_before_anything_came_back(editor: FlaskClient) -> None:
    address = sent(editor)
    page = opened(editor, f"{address}/apply")
    assert "まだ1つもありません" in page.text
    assert page.press().status == 422


def test_answers_wait_until_the_letter_was_sent(editor: FlaskClient) -> None:
    address = made(editor)
    assert editor.get(f"{address}/answers").status_code == 409
    assert "回答を書く" not in editor.get(address).text


def test_all_letters_are_listed_by_state_and_those_overdue_are_told_of_on_the_desk(
    desk: Flask, editor: FlaskClient
) -> None:
    assert "回答期限を過ぎた照会" not in editor.get("/desk/").text
    address = made(editor, dated="令和8年1月5日", reply_by="令和8年2月2日")
    opened(editor, address).fill(sent_on="令和8年1月5日").press()
    page = editor.get("/desk/inquiries?state=sent").text
    assert f'href="{address}"' in page
    assert "日過ぎています" in page
    assert f'href="{address}"' not in editor.get("/desk/inquiries?state=draft").text
    assert f'href="{address}"' in editor.get("/desk/inquiries?state=mondai").text
    home = editor.get("/desk/").text
    assert "回答期限を過ぎた照会" in home
    assert f'href="{address}"' in home


def test_who_may_only_read_sees_letters_and_no_forms(
    desk: Flask, editor: FlaskClient, administrator: FlaskClient
) -> None:
    address = sent(editor)
    page = opened(administrator, address)
    assert not page.forms
    assert "回答を書く" not in page.text
    assert administrator.get("/desk/inquiries").status_code == 200
    assert administrator.get(f"{address}/letter.docx").status_code == 200
    for place in ("edit", "answers", "apply", "drop"):
        assert administrator.get(f"{address}/{place}").status_code == 403
        assert administrator.post(f"{address}/{place}").status_code == 403
    assert administrator.get(NEW).status_code == 403
    assert administrator.post(f"{address}/sent").status_code == 403


@pytest.mark.parametrize("place", ["", "/letter.docx", "/edit", "/answers", "/apply", "/drop"])
def test_a_member_of_the_committee_sees_nothing_of_it(
    editor: FlaskClient, member: FlaskClient, place: str
) -> None:
    address = sent(editor)
    assert member.get(f"{address}{place}").status_code == 403
    assert member.get("/desk/inquiries").status_code == 403
    assert "照会" not in member.get("/desk/").text


def test_a_letter_that_is_not_there_is_not_found(editor: FlaskClient) -> None:
    for place in ("", "/letter.docx", "/edit", "/answers", "/apply", "/drop"):
        assert editor.get(f"/desk/inquiries/99{place}").status_code == 404
    for place in ("edit", "sent", "answers", "apply", "drop"):
        assert editor.post(f"/desk/inquiries/99/{place}").status_code == 404
    assert editor.get("/desk/cases/nowhere/inquiries/new").status_code == 404
    assert editor.post("/desk/cases/nowhere/inquiries/new").status_code == 404
