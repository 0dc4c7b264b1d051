from io import BytesIO

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pypdf import PdfReader
from sqlmodel import select

from catalogue.editing import review
from catalogue.models import CaseUse, Packet
from tests.conftest import kit_of
from tests.desk.filling import opened
from tests.editing.reviewing import approver as who_approves
from tests.editing.reviewing import do, make_public, save
from tests.editing.reviewing import editor as who_writes

CASES = ["kiryu-cocotomo", "sakai-jidounten-drone"]
PARTS = ["cover", "cases", "notes", "comparison", "glossary", "opinions"]


def make(client: FlaskClient, **changed: object) -> str:
    """Make a packet of two cases; gives its address."""
    form = {
        "title": "空き店舗の事例",
        "number": "資料3",
        "meeting": "商工業振興委員会",
        "held_on": "令和8年11月22日",
        "node_key": "r9:v1-1",
        "form": "sheet",
        "parts": PARTS,
        "case": CASES,
        "note-kiryu-cocotomo": "視察の候補",
    }
    answer = client.post("/desk/packets/new", data=form | changed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def packets(app: Flask) -> list[Packet]:
    with kit_of(app).readers() as session:
        return list(session.exec(select(Packet)).all())


def text_of(page: str) -> str:
    return " ".join(html.document_fromstring(page).text_content().split())


def test_a_packet_is_made_from_a_kept_list(desk: Flask, editor: FlaskClient) -> None:
    form = {"title": "空き店舗", "node_key": "r9:v1-1", "case": CASES, "note-kiryu-cocotomo": "視察の候補"}
    kept = editor.post("/desk/lists/new", data=form).headers["Location"]
    sheet = opened(editor, f"/desk/packets/new?list={kept.rpartition('/')[2]}")
    assert (sheet.value("title"), sheet.value("node_key")) == ("空き店舗", "r9:v1-1")
    assert sheet.fields["case"] == CASES
    assert sheet.value("note-kiryu-cocotomo") == "視察の候補"
    sheet = sheet.fill(number="資料3", meeting="商工業振興委員会").press("down", CASES[0])
    assert sheet.fields["case"] == CASES[::-1]
    assert sheet.press("make", "1").status == 303
    (packet,) = packets(desk)
    assert [case["slug"] for case in packet.content["cases"]] == CASES[::-1]


def test_the_papers_hold_what_was_asked_for_in_order(editor: FlaskClient) -> None:
    page = html.document_fromstring(editor.get(make(editor)).text)
    assert page.xpath("//section[contains(@class, 'paper')]/@id") == [
        *("cover", "case-1", "case-2", "comparison", "glossary", "opinions"),
    ]
    contents = page.xpath("//ol[@class='cover-contents']//a/@href")
    assert contents == ["#case-1", "#case-2", "#comparison", "#glossary", "#opinions"]
    text = " ".join(page.text_content().split())
    for words in ("資料3", "商工業振興委員会", "令和8年11月22日", "視察の候補", "対象の施策：新プラン 1-①"):
        assert words in text


def test_only_the_parts_asked_for_are_there(editor: FlaskClient) -> None:
    page = html.document_fromstring(editor.get(make(editor, parts=["cases", "opinions"])).text)
    sections = page.xpath("//section[contains(@class, 'paper')]/@id")
    assert sections == ["case-1", "case-2", "opinions"]
    assert "視察の候補" not in page.text_content()


@pytest.mark.parametrize("form", ["sheet", "full"])
def test_no_two_things_on_the_page_share_an_id(editor: FlaskClient, form: str) -> None:
    ids = html.document_fromstring(editor.get(make(editor, form=form)).text).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_papers_stay_as_they_were_when_a_case_changes_or_goes(desk: Flask, editor: FlaskClient) -> None:
    address = make(editor, form="full")
    before = html.document_fromstring(editor.get(address).text).xpath("//section[@id='case-2']")[0]
    make_public(desk, save(desk, who_writes(desk), CASES[0], title="新しい題名"))
    do(desk, review.withdraw, who_approves(desk), CASES[1], 1, "所在地の自治体の求めによる")
    after = html.document_fromstring(editor.get(address).text)
    second = after.xpath("//section[@id='case-2']")[0]
    assert "新しい題名" not in text_of(
        html.tostring(after.xpath("//div[@class='papers']")[0], encoding="unicode")
    )
    words = [" ".join(each.text_content().split()) for each in before.xpath(".//li | .//td")]
    assert words == [" ".join(each.text_content().split()) for each in second.xpath(".//li | .//td")]


def test_a_picture_that_is_no_longer_public_is_said_to_be_so_in_its_place(
    desk: Flask, editor: FlaskClient
) -> None:
    address = make(editor, form="full")
    assert "/figures/" in editor.get(address).text
    for slug in CASES:
        do(desk, review.withdraw, who_approves(desk), slug, 1, "図の許諾が終わったため")
    page = editor.get(address).text
    assert "/figures/" not in page
    assert "いまは公開されていないため、図を掲載していません。" in page
    assert editor.get(f"{address}.docx").status_code == 200


def test_what_has_changed_since_is_told_case_by_case(desk: Flask, editor: FlaskClient) -> None:
    address = make(editor)
    assert "変わったものはありません。" in editor.get(f"{address}/changes").text
    make_public(desk, save(desk, who_writes(desk), CASES[0], title="新しい題名", notes="庁内だけのメモ"))
    mixed = editor.get(f"{address}/changes").text
    assert "変わっていない事例（1件）" in mixed
    assert f'<li><a href="/cases/{CASES[1]}">' in mixed
    do(desk, review.withdraw, who_approves(desk), CASES[1], 1, "所在地の自治体の求めによる")
    page = editor.get(f"{address}/changes").text
    assert "変わったもの1件、公開を取りやめたもの1件、同じもの0件です。" in text_of(page)
    assert "新しい題名" in page
    assert "公開を取りやめました。" in page
    assert "庁内だけのメモ" not in page


def test_the_pdf_is_the_page_on_paper_with_its_number_on_every_sheet(editor: FlaskClient) -> None:
    answer = editor.get(f"{make(editor, parts=['cover', 'cases', 'comparison'])}.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    sheets = PdfReader(BytesIO(answer.data)).pages
    assert all("資料3" in sheet.extract_text() for sheet in sheets)
    lying = [sheet.mediabox.width > sheet.mediabox.height for sheet in sheets]
    assert lying[:3] == [False, False, False]
    assert all(lying[3:])
    assert len(lying) > 3


def test_each_case_has_one_sheet_where_that_was_asked_for(editor: FlaskClient) -> None:
    answer = editor.get(f"{make(editor, parts=['cover', 'cases'])}.pdf")
    titles = [sheet.extract_text() for sheet in PdfReader(BytesIO(answer.data)).pages]
    assert len(titles) == 3
    assert "cocotomo" in titles[1]
    assert "自動運転バス・ドローン" in titles[2]


def test_the_comparison_may_be_printed_on_a3(editor: FlaskClient) -> None:
    address = make(editor, parts=["comparison"])
    a4, a3 = (
        PdfReader(BytesIO(editor.get(f"{address}.pdf{query}").data)).pages[-1].mediabox.width
        for query in ("", "?paper=a3")
    )
    assert (round(a4), round(a3)) == (842, 1191)


def test_word_has_the_same_papers_with_the_comparison_on_sheets_that_lie(editor: FlaskClient) -> None:
    answer = editor.get(f"{make(editor)}.docx")
    assert "attachment" in answer.headers["Content-Disposition"]
    document = docx.Document(BytesIO(answer.data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in ("空き店舗の事例", "目次", "用語集", "意見欄", "視察の候補"):
        assert words in text
    turned = [section.page_width > section.page_height for section in document.sections]
    assert turned == [False, True, False]
    assert all("資料3" in section.header.paragraphs[0].text for section in document.sections)


def test_everybody_at_the_desk_reads_them_and_nobody_else(
    desk: Flask, editor: FlaskClient, member: FlaskClient, administrator: FlaskClient
) -> None:
    address = make(editor)
    for ending in ("", ".pdf", ".docx", "/changes"):
        for reader in (member, administrator):
            assert reader.get(f"{address}{ending}").status_code == 200
        assert desk.test_client().get(f"{address}{ending}").status_code == 403
    assert address in member.get("/desk/packets").text


def test_only_who_writes_makes_and_deletes_them(
    desk: Flask, editor: FlaskClient, member: FlaskClient, administrator: FlaskClient
) -> None:
    address = make(editor)
    for reader in (member, administrator):
        assert reader.get("/desk/packets/new").status_code == 403
        assert reader.post("/desk/packets/new", data={}).status_code == 403
        assert reader.get(f"{address}/delete").status_code == 403
        assert reader.post(f"{address}/delete").status_code == 403
    assert len(packets(desk)) == 1


def test_deleting_asks_first_and_takes_the_uses_along(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    address = make(editor)
    asked = opened(approver, f"{address}/delete")
    assert "消しますか" in asked.text
    assert asked.press().status == 303
    assert approver.get(address).status_code == 404
    with kit_of(desk).readers() as session:
        assert session.exec(select(CaseUse)).all() == []


def test_a_mistake_is_mended_by_making_them_anew(editor: FlaskClient) -> None:
    address = make(editor, form="full", parts=["cases", "notes"])
    sheet = opened(editor, f"/desk/packets/new?packet={address.rpartition('/')[2]}")
    assert sheet.value("held_on") == "令和8年11月22日"
    assert (sheet.value("number"), sheet.value("meeting")) == ("資料3", "商工業振興委員会")
    assert (sheet.value("form"), sheet.fields["parts"]) == ("full", ["cases", "notes"])
    assert sheet.value("note-kiryu-cocotomo") == "視察の候補"


def test_what_is_wrong_is_said_at_the_field_and_everything_typed_is_still_there(editor: FlaskClient) -> None:
    form = {"title": "題名", "held_on": "来週の木曜", "form": "full", "case": CASES, "parts": ["cover"]}
    answer = editor.post("/desk/packets/new", data=form)
    assert answer.status_code == 422
    text = text_of(answer.text)
    assert "資料番号：必ず記入してください。" in text or "資料番号：空にはできません。" in text
    assert "会議の日：「令和8年11月22日」のように" in text
    assert 'value="来週の木曜"' in answer.text


def test_the_words_in_the_papers_are_explained_and_no_others(editor: FlaskClient) -> None:
    page = html.document_fromstring(editor.get(make(editor)).text)
    words = [each.text_content().strip() for each in page.xpath("//section[@id='glossary']//tbody//th")]
    assert "根拠の強さ" in words
    assert "商店街活性化" in words
    assert "E4 他地域で再現" not in words
    papers = " ".join(
        each.text_content() for each in page.xpath("//section[starts-with(@id, 'c') and @id != 'cover']")
    )
    assert all(word[:4] in papers for word in words)


def test_opinions_have_a_name_and_room_for_every_case(editor: FlaskClient) -> None:
    page = html.document_fromstring(editor.get(make(editor)).text)
    opinions = page.xpath("//li[@class='opinion']")
    assert len(opinions) == len(CASES)
    assert all("氏名" in each.text_content() and "意見" in each.text_content() for each in opinions)
