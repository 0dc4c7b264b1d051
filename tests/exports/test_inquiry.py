from io import BytesIO
from typing import Any

import docx as word
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from flask import Flask

from catalogue.exports import inquiry
from catalogue.exports.inquiry import Correspondence, composed, plain_text
from catalogue.exports.word import letter as writer
from tests.exports.pages import all_pages, one_page

Row = dict[str, Any]

LETTER: Row = {
    "number": "青発第12号",
    "dated": "2026-11-20",
    "addressee": "茨城県境町　担当課　御中",
    "sender": "東京都青梅市○○課長\n○○　○○",
    "subject": "「自動運転バス・ドローン」の取組に関する照会について（依頼）",
    "introduction": "平素より、厚く御礼申し上げます。\nつきましては、下記のとおりお願い申し上げます。",
    "reply_by": "2026-12-18",
    "reply_how": "電子メールで御送付ください。",
    "use": "氏名は掲載しません。",
    "office": "青梅市○○課",
    "person": "○○",
    "telephone": "0428-00-0000",
    "email": "a@example.jp",
    "place": "茨城県境町",
}
COSTS = {"path": "funding", "label": "費用と財源", "question": "運行の費用を御教示ください。"}
TWO_SIDES = {
    "path": "disagreements",
    "label": "資料によって異なること",
    "question": "正しい内容を御教示ください。\nア　4月とする。\nイ　5月とする。",
}
STATUS = {"path": "status", "label": "状況", "question": "現在の状況を御教示ください。"}
CHECK = {"path": "content", "label": "内容の確認のお願い", "question": "誤りがないか御記入ください。"}


def opened(letter: Correspondence) -> Document:
    """The file as whoever gets it meets it."""
    return word.Document(BytesIO(writer.write(letter)))


def words_of(document: Document) -> list[str]:
    """Every paragraph but those of tables."""
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_letter_says_everything_in_the_order_of_offices() -> None:
    words = [text for text in words_of(opened(composed(LETTER, [COSTS]))) if text]
    assert words[:6] == [
        "青発第12号",
        "令和8年11月20日",
        "茨城県境町　担当課　御中",
        "東京都青梅市○○課長",
        "○○　○○",
        LETTER["subject"],
    ]
    assert words[8] == "記"
    assert "１　照会事項\t別紙「回答票」のとおり（全１問）" in words
    assert "２　回答期限\t令和8年12月18日（金）" in words
    assert "５　問合せ先\t青梅市○○課　担当：○○" in words
    assert "\t電話　0428-00-0000" in words
    assert words.index("以上") < words.index("回答票")


def test_what_stands_where_is_where_offices_look_for_it() -> None:
    where = {
        paragraph.text: paragraph.alignment for paragraph in opened(composed(LETTER, [COSTS])).paragraphs
    }
    assert where["青発第12号"] == where["東京都青梅市○○課長"] == where["以上"] == WD_ALIGN_PARAGRAPH.RIGHT
    assert where[LETTER["subject"]] == where["記"] == WD_ALIGN_PARAGRAPH.CENTER
    assert where["茨城県境町　担当課　御中"] is None


def test_the_answer_sheet_stands_on_a_page_of_its_own_with_room_to_write() -> None:
    document = opened(composed(LETTER, [COSTS, TWO_SIDES, STATUS]))
    (title,) = [each for each in document.paragraphs if each.text == "回答票"]
    assert title.paragraph_format.page_break_before
    assert title.style.name == "Heading 1"
    who, asked = document.tables
    assert [row.cells[0].text for row in who.rows] == [
        "回答者",
        "自治体名",
        "所属・職・氏名",
        "電話・電子メール",
        "回答日",
    ]
    assert who.rows[1].cells[1].text == "茨城県境町"
    assert [row.cells[0].text for row in asked.rows] == ["番号", "１", "２", "３"]
    assert asked.rows[1].cells[1].text == "費用と財源\n運行の費用を御教示ください。"
    assert asked.rows[2].cells[1].text.endswith("ア　4月とする。\nイ　5月とする。")
    assert asked.rows[1].cells[2].text == "\n\n\n"
    assert asked.rows[3].cells[2].text.startswith("□継続中　□実証　□縮小　□終了")


def test_the_sheet_is_an_upright_a4_in_our_letters() -> None:
    document = opened(composed(LETTER, [COSTS]))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for run in document.element.body.iter(qn("w:r")):
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert fonts.get(qn("w:eastAsia")) == "BIZ UDPGothic"
    assert document.core_properties.title == LETTER["subject"]
    assert document.core_properties.author == ""


def test_what_the_city_is_to_check_is_enclosed_without_what_is_for_our_own_readers(app: Flask) -> None:
    page = one_page(app, "sakai-jidounten-drone")
    document = opened(composed(LETTER, [COSTS, CHECK], page))
    told = "\n".join(words_of(document))
    assert "掲載内容：自動運転バス・ドローン" in told
    assert "あわせて、別紙「掲載内容」の御確認をお願いします。" in told
    assert page["summary"]["text"] in told
    assert all(row["text"] in told for row in page["activities"])
    facts = [row.cells[0].text for row in document.tables[2].rows]
    assert "費用と財源" in facts
    assert not {"青梅市との近さ", "根拠の強さ", "情報のそろい具合"} & set(facts)
    assert page["links"][0]["rationale"] not in told
    assert "まだ分からないこと" not in told
    assert "カタログのページ" not in told


@pytest.mark.parametrize("number", [None, "青発第12号"])
def test_a_letter_may_have_no_number_nor_telephone(number: str | None) -> None:
    letter = LETTER | {"number": number, "telephone": None, "person": None}
    words = [text for text in words_of(opened(composed(letter, [COSTS]))) if text]
    assert words[0] == (number or "令和8年11月20日")
    assert "５　問合せ先\t青梅市○○課" in words
    assert not [text for text in words if "None" in text or "電話　" in text]


def test_every_case_can_be_enclosed(app: Flask) -> None:
    for slug, page in all_pages(app).items():
        section = inquiry.content_sheet(page)
        assert section.title == f"掲載内容：{page['title']}", slug


def test_the_text_for_a_mail_says_what_the_document_says() -> None:
    text = plain_text(composed(LETTER, [COSTS, STATUS]))
    assert text.startswith("青発第12号\n令和8年11月20日\n\n茨城県境町　担当課　御中")
    assert f"件名：{LETTER['subject']}" in text
    assert "２　回答期限\n　　令和8年12月18日（金）" in text
    assert "【問１】費用と財源\n運行の費用を御教示ください。\n回答：" in text
    assert "【問２】状況\n現在の状況を御教示ください。\n□継続中" in text
    assert text.endswith("回答：")
    assert "自治体名：茨城県境町" in text


def test_letters_word_refuses_are_dropped_and_not_the_letter() -> None:
    strange = COSTS | {"question": "費用を\x0b御教示ください\ufffe。"}
    assert opened(composed(LETTER, [strange])).tables[1].rows[1].cells[1].text.endswith("御教示ください。")
