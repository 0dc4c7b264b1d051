"""The case pages of a plan at the desk: pasted or brought as a file, corrected, made into drafts, taken back."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.context import private_transaction, session
from catalogue.domain.roles import Role
from catalogue.editing.imports.text.acts import MOST_LETTERS
from catalogue.models import Draft, Import
from tests.desk.conftest import seated
from tests.desk.filling import Sheet, opened
from tests.editing.imports.papers import FACTS, as_slides, as_word, outline

NEW = "/desk/imports/text/new"
PAPER = FACTS | {"date": "令和8年5月"}
ONE = "# 他地域の事例① まち\n## 【ICT活用】広場の再生（茨城県境町）\n- 町は、広場を直した。\n"
Row = dict[str, Any]


def send(client: FlaskClient, text: str = "", **other: Any) -> TestResponse:
    return client.post(NEW, data=PAPER | {"text": text} | other, content_type="multipart/form-data")


def brought(client: FlaskClient, text: str, **other: Any) -> Sheet:
    """The page of what was recognised."""
    answer = send(client, text, **other)
    assert answer.status_code == 303, answer.text
    return opened(client, answer.location)


def take(sheet: Sheet) -> Sheet:
    """Press the button that makes drafts."""
    answer = sheet.client.post(f"{address(sheet)}/take", data=sheet.fields)
    return Sheet(sheet.client, answer) if answer.status_code != 303 else opened(sheet.client, answer.location)


def save(sheet: Sheet) -> Sheet:
    """Press the button that keeps what was corrected."""
    answer = sheet.client.post(address(sheet), data=sheet.fields)
    return Sheet(sheet.client, answer) if answer.status_code != 303 else opened(sheet.client, answer.location)


def address(sheet: Sheet) -> str:
    return str(sheet.response.request.path).removesuffix("/take")


def drafts(app: Flask) -> list[Draft]:
    with app.app_context():
        return list(session().exec(select(Draft).order_by(Draft.id)).all())  # type: ignore[arg-type]


def test_the_outline_pasted_in_becomes_eight_drafts(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, outline())
    assert "8件の事例を読み取りました。" in page.text
    assert "④がありません" in page.text
    done = take(page)
    assert "書きかけを8件作りました。" in done.text
    assert [draft.form["title"] for draft in drafts(desk)][-1] == ["「cocotomo」"]
    links = done.page.xpath("//table//a[contains(@href, '/desk/cases/new?draft=')]/@href")
    assert len(links) == 8


def test_each_draft_opens_in_the_full_form_and_can_be_saved(desk: Flask, editor: FlaskClient) -> None:
    done = take(brought(editor, outline()))
    for link in done.page.xpath("//table//a[contains(@href, '/desk/cases/new?draft=')]/@href"):
        form = opened(editor, link)
        assert form.value("status") == "unknown"
        asked = form.press()
        assert "似た事例があります" in asked.text, asked.text
        assert not asked.page.xpath("//*[contains(@class, 'field-error')]")
        saved = asked.press("apart", "1")
        assert saved.status == 303
    assert drafts(desk) == []
    ended = opened(editor, address(done))
    assert ended.text.count("同じ題名と自治体の原稿") == 8


@pytest.mark.parametrize(
    ("name", "data"), [("kosshi.docx", as_word(outline())), ("kosshi.pptx", as_slides(outline()))]
)
def test_a_file_may_be_chosen_instead(desk: Flask, editor: FlaskClient, name: str, data: bytes) -> None:
    page = brought(editor, "", file=(BytesIO(data), name))
    assert "8件の事例を読み取りました。" in page.text
    assert name in page.text
    assert len(drafts(desk)) == 0
    take(page)
    assert len(drafts(desk)) == 8


def test_every_line_of_the_paper_is_on_the_page(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, outline())
    shown = {int(each) for each in page.page.xpath("//span[@class='text-number']/text()")}
    rows = {200, 202, 203, 204}
    themes = {142, 167, 192, 220}
    numbers = {number for number, line in enumerate(outline().splitlines(), start=1) if line.strip()}
    assert numbers - shown == (rows | themes) - {200}
    table = " ".join(page.page.xpath("//table[@class='text-table']//text()"))
    assert "Orangeの会" in table
    for text in page.page.xpath("//p[@class='text-theme']/text()"):
        assert text in outline()


def test_an_oddity_leads_to_its_line(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, outline())
    for link in page.page.xpath("//ol[@class='text-oddities']//a/@href"):
        assert page.page.xpath(f"//*[@id='{link.removeprefix('#')}']"), link


def test_what_is_corrected_is_kept_and_taken(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, ONE + "- 2020年11月に始めた。\n")
    page.fill_in(
        {
            "title-2": "広場",
            "category-2": "dx/dx-use",
            "municipality-2": "群馬県桐生市",
            "line-4": "events",
            "title": "別の表題",
        }
    )
    again = save(page)
    assert "直した内容を保存しました。" in again.text
    assert (again.value("title-2"), again.value("line-4")) == ("広場", "events")
    take(again)
    (draft,) = drafts(desk)
    assert draft.form["events-0-date"] == ["2020年11月"]
    assert (draft.form["category"], draft.form["municipality"]) == (["dx/dx-use"], ["102032"])
    assert draft.form["sources-0-title"] == ["別の表題"]


def test_what_was_typed_is_taken_without_saving_first(desk: Flask, editor: FlaskClient) -> None:
    take(brought(editor, ONE).fill_in({"title-2": "広場", "category-2": "dx/dx-use"}))
    assert [draft.form["title"] for draft in drafts(desk)] == [["広場"]]


def test_other_cases_are_looked_at_before_they_are_taken(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, f"{ONE}その後の話\n- 市場を開いた。")
    asked = take(page.fill_in({"line-4": "start"}))
    assert "事例の区切りが変わりました。" in asked.text
    assert asked.value("title-4") == "その後の話"
    assert drafts(desk) == []
    joined = save(asked.fill_in({"take-4": "join"}))
    assert "title-4" not in joined.fields
    take(joined)
    assert len(drafts(desk)) == 1


def test_a_case_that_was_overlooked_can_be_marked(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, f"# 施策\n広場の物語\n- 広場を直した。\n{ONE}")
    page.fields["start"] = ["2"]
    again = save(page)
    assert again.value("title-2") == "広場の物語"


def test_a_case_is_left_out(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, outline())
    again = save(page.fill_in({f"take-{number}": "no" for number in (144, 157)}))
    assert "6件の書きかけを作る" in again.text
    take(again)
    assert len(drafts(desk)) == 6


def test_nothing_typed_is_lost_where_it_cannot_be_read(desk: Flask, editor: FlaskClient) -> None:
    answer = send(editor, "# 施策\n- 進める。", title="", date="いつか")
    page = Sheet(editor, answer)
    assert answer.status_code == 422
    assert page.value("text") == "# 施策\n- 進める。"
    assert page.value("date") == "いつか"
    assert "必ず記入してください。" in page.text
    none = Sheet(editor, send(editor, "# 施策\n- 進める。"))
    assert none.status == 422
    assert "事例が見つかりませんでした。" in none.text
    assert none.value("text") == "# 施策\n- 進める。"


def test_a_second_document_without_cases_is_refused_with_a_sentence(desk: Flask, editor: FlaskClient) -> None:
    text = "# 施策体系\n## 【現状】\n- 施策1 進める。"
    assert "事例が見つかりませんでした。" in Sheet(editor, send(editor, text)).text


def test_text_and_file_at_once_are_refused(desk: Flask, editor: FlaskClient) -> None:
    answer = send(editor, ONE, file=(BytesIO(ONE.encode()), "a.txt"))
    page = Sheet(editor, answer)
    assert answer.status_code == 422
    assert "どちらか一方にしてください" in page.text
    assert page.value("text") == ONE


def test_a_file_that_is_something_else_is_refused_at_its_field(desk: Flask, editor: FlaskClient) -> None:
    answer = send(editor, "", file=(BytesIO(b"%PDF-1.7\n"), "a.pdf"))
    page = Sheet(editor, answer)
    assert answer.status_code == 422
    assert page.page.xpath("//*[@id='file-error']")
    assert page.value("title") == PAPER["title"]


def test_text_that_is_too_long_is_refused_and_given_back(desk: Flask, editor: FlaskClient) -> None:
    text = ONE + "a" * MOST_LETTERS
    answer = send(editor, text)
    assert answer.status_code == 422
    assert "300,000文字まで" in answer.text
    assert Sheet(editor, answer).value("text") == text


def test_a_paper_without_a_name_is_refused_and_the_corrections_stay(desk: Flask, editor: FlaskClient) -> None:
    page = save(brought(editor, ONE).fill_in({"title": "", "title-2": "広場"}))
    assert page.status == 422
    assert page.value("title-2") == "広場"
    assert "必ず記入してください。" in page.text
    assert take(page.fill_in({"title": "表題"})).status == 200
    assert [draft.form["title"] for draft in drafts(desk)] == [["広場"]]


def test_two_who_decide_at_once_are_told(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, ONE)
    other = opened(seated(desk, "betsu", Role.EDITOR), address(page))
    save(other.fill_in({"title-2": "先の題"}))
    late = save(page.fill_in({"title-2": "後の題"}))
    assert late.status == 409
    assert "ほかの人" in late.text
    assert late.value("title-2") == "後の題"
    assert take(late).status == 200
    assert [draft.form["title"] for draft in drafts(desk)] == [["後の題"]]


def _many(count: int) -> str:
    return "# 他地域の事例① まち\n" + "".join(
        f"## 【ICT活用】試験{number}（茨城県境町）\n- した。\n" for number in range(count)
    )


def test_more_cases_than_one_may_have_drafts_are_refused_before_anything_is_decided(
    editor: FlaskClient,
) -> None:
    page = send(editor, _many(51))
    assert page.status_code == 422
    assert "事例が51件あります。一度に読み取れるのは50件までです。" in page.text
    assert "文章を分けてください" in page.text


def test_more_drafts_than_one_may_have_are_refused_and_nothing_is_made(
    desk: Flask, editor: FlaskClient
) -> None:
    first, second = brought(editor, _many(26)), brought(editor, _many(25))
    assert take(first).status == 200
    refused = take(second)
    assert refused.status == 422
    assert "（1件多すぎます）" in refused.text
    assert len(drafts(desk)) == 26
    assert take(refused.fill_in({"take-2": "no"})).status == 200
    assert len(drafts(desk)) == 50


def test_many_cases_come_in_pages_and_each_keeps_what_was_typed(desk: Flask, editor: FlaskClient) -> None:
    many = "# 他地域の事例① まち\n" + "".join(
        f"## 【ICT活用】広場{number}（茨城県境町）\n- した。\n" for number in range(25)
    )
    first = brought(editor, many).fill_in({"title-2": "はじめ", "go": "2"})
    second = save(first)
    assert "2ページ中 2ページ目" in second.text
    assert "title-2" not in second.fields
    take(second.fill_in({"title-50": "おわり"}))
    titles = [draft.form["title"][0] for draft in drafts(desk)]
    assert (titles[0], titles[-1], len(titles)) == ("はじめ", "おわり", 25)


def test_a_theme_the_catalogue_lacks_leads_who_may_make_one(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    page = brought(editor, ONE.replace("ICT活用", "広場づくり"))
    assert "分類「広場づくり」もありません。" in page.text
    assert "承認の担当者に相談してください" in page.text
    seen = opened(approver, address(page))
    ask = seen.page.xpath("//p[@id='category-2-ask']//a/@href")
    assert ask == ["/desk/themes"]


def test_an_import_is_given_up_after_asking(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, ONE)
    asked = opened(editor, f"{address(page)}/drop")
    assert "この取込みをやめますか" in asked.text
    assert asked.press().status == 303
    assert "取りやめになりました" in opened(editor, address(page)).text
    assert editor.post(f"{address(page)}/take", data=page.fields).status_code == 409


def test_the_drafts_are_taken_back_after_asking(desk: Flask, editor: FlaskClient) -> None:
    done = take(brought(editor, outline()))
    opened(editor, "/desk/cases/new?draft=1").fill(subtitle="書き足した").press("press", "stay")
    asked = opened(editor, f"{address(done)}/undo")
    assert "消える書きかけ（7件）" in asked.text
    assert "残るもの（1件）" in asked.text
    assert asked.press().status == 303
    assert [draft.id for draft in drafts(desk)] == [1]
    assert "書きかけ7件を取り消しました。1件は残しました。" in opened(editor, address(done)).text


def test_others_see_what_came_of_it_but_open_no_draft(desk: Flask, editor: FlaskClient) -> None:
    done = take(brought(editor, ONE))
    other = opened(seated(desk, "betsu", Role.EDITOR), address(done))
    assert "henshuさんの書きかけ" in other.text
    assert not other.page.xpath("//a[contains(@href, 'draft=')]")
    assert "取込みを取り消す" not in other.text


def test_who_may_not_write_looks_on_or_stays_out(
    desk: Flask, editor: FlaskClient, member: FlaskClient, administrator: FlaskClient
) -> None:
    page = brought(editor, ONE)
    assert member.get(address(page)).status_code == 403
    assert member.get(NEW).status_code == 403
    seen = opened(administrator, address(page))
    assert "の書きかけを作る" not in seen.text
    for end in ("", "/take", "/drop", "/undo"):
        assert administrator.post(address(page) + end, data=page.fields).status_code == 403
    assert editor.get("/desk/imports/text/999").status_code == 404


def test_an_import_of_another_kind_is_not_shown_here(desk: Flask, editor: FlaskClient) -> None:
    page = brought(editor, ONE)
    with desk.app_context(), private_transaction() as writing:
        found = writing.get_one(Import, 1)
        found.kind = "cases"
        writing.add(found)
    assert editor.get(address(page)).status_code == 404
    assert editor.post(f"{address(page)}/take", data=page.fields).status_code == 404
