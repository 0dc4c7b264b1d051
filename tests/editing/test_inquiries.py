from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.context import session, today, transaction
from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Forbidden, Invalid, NotFound
from catalogue.domain.inquiry.questions import InquiryState
from catalogue.domain.roles import Role
from catalogue.editing import drafts, inquiries, inquiry_answers, writing
from catalogue.editing.inquiry_answers import Way
from catalogue.editing.previewing import preview
from catalogue.models import Draft, Inquiry, finding
from catalogue.reading import desk_inquiries
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.form import document_of
from tests.editing.asking import CASE, a_letter, answer, answers_to, kept, make, send
from tests.editing.reviewing import actor, do, editor, save, trail

Row = dict[str, Any]

COSTS = "バスの運行にかかる年間の費用"
RIDERS = "2025年以降の乗車実績"
SAID: dict[str, Row] = {
    COSTS: {"answer": "年間の運行費は8,000万円である。"},
    RIDERS: {"answer": "12,345人（令和7年度末現在）"},
    "防犯飛行の本格導入の時期": {"answer": "令和9年4月"},
    "contact": {"answer": "政策推進課　電話0280-00-0000"},
    "content": {"choice": "yes"},
    "「レベル3.5」の説明": {"answer": "構成骨子（案）の説明は、レベル4の説明である。"},
    "ドローン配送の利用件数と費用": {"declined": True},
}


def apply(app: Flask, number: int, way: Way | None = None) -> Draft:
    """Into a draft of whoever writes."""
    with app.app_context(), transaction() as acting:
        acting.expire_on_commit = False
        return inquiry_answers.apply(acting, editor(app), number, kept(app, number).version, way)


def answered(app: Flask) -> int:
    """A letter that was sent and answered in part; its number."""
    number = make(app, editor(app), number="青発第12号")
    send(app, editor(app), number)
    answer(app, editor(app), number, SAID)
    return number


def saved(app: Flask, draft: Draft) -> Row:
    """The revision that the draft becomes as it stands."""
    raw = document_of(CASE_INPUTS, draft.form)
    with app.app_context(), transaction() as acting:
        return writing.save_case(acting, editor(app), CASE, raw, draft.based_on).document


def test_a_letter_is_kept_with_whom_it_is_about(own_app: Flask) -> None:
    inquiry = kept(own_app, make(own_app, editor(own_app)))
    assert inquiry.state == InquiryState.DRAFT
    assert (inquiry.letter["place"], inquiry.letter["city"]) == ("茨城県境町", "境町")
    assert [each["key"] for each in inquiry.questions] == [f"q{n}" for n in range(1, 13)]
    assert trail(own_app, CASE) == [(Act.INQUIRY_MADE, "henshuさん", "茨城県境町への照会（12問）")]


def test_a_button_pressed_twice_makes_one_letter(own_app: Flask) -> None:
    assert make(own_app, editor(own_app)) == make(own_app, editor(own_app))


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("subject", None, "必ず記入してください。"),
        ("email", None, "電話か電子メールの、どちらかを書いてください。"),
        ("dated", "あした", "「令和8年11月22日」のように、ある日付を書いてください。"),
        ("reply_by", "令和8年1月1日", "文書の日付より後の日を書いてください。"),
    ],
)
def test_a_letter_nobody_could_answer_is_refused(
    own_app: Flask, field: str, value: str | None, reason: str
) -> None:
    raw = a_letter(own_app, editor(own_app), dated="令和8年11月22日", reply_by="令和8年12月18日")
    raw["letter"] = {k: v for k, v in (raw["letter"] | {field: value}).items() if v}
    with pytest.raises(Invalid) as refused:
        do(own_app, inquiries.make, editor(own_app), CASE, raw)
    assert [(each.path, each.reason) for each in refused.value.problems] == [(f"letter.{field}", reason)]


def test_a_letter_without_a_question_is_none(own_app: Flask) -> None:
    raw = a_letter(own_app, editor(own_app)) | {"questions": []}
    with pytest.raises(Invalid) as refused:
        do(own_app, inquiries.make, editor(own_app), CASE, raw)
    assert [each.path for each in refused.value.problems] == ["questions"]


def test_who_writes_is_remembered_for_the_next_letter_of_the_same_person(own_app: Flask) -> None:
    make(own_app, editor(own_app), sender="東京都青梅市○○課長", telephone="0428-00-0000")
    with own_app.app_context():
        mine = desk_inquiries.beginning(session(), "kiryu-cocotomo", editor(own_app).id, today()).letter
        other = actor(own_app, "betsu", Role.EDITOR).id
        theirs = desk_inquiries.beginning(session(), "kiryu-cocotomo", other, today()).letter
    assert (mine["sender"], mine["telephone"]) == ("東京都青梅市○○課長", "0428-00-0000")
    assert mine["addressee"] == "群馬県桐生市　担当課　御中"
    assert (theirs["sender"], theirs["telephone"]) == ("東京都青梅市", None)


def test_a_letter_is_changed_until_it_is_sent(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    raw = a_letter(own_app, editor(own_app), number="青発第12号")
    raw["questions"] = raw["questions"][:2]
    do(own_app, inquiries.change, editor(own_app), number, raw, 1)
    assert (kept(own_app, number).letter["number"], len(kept(own_app, number).questions)) == ("青発第12号", 2)
    send(own_app, editor(own_app), number)
    with pytest.raises(Conflict, match="もう送られています"):
        do(own_app, inquiries.change, editor(own_app), number, raw, 3)
    with pytest.raises(Conflict, match="もう送られています"):
        do(own_app, inquiries.drop, editor(own_app), number)


def test_nobody_writes_over_what_somebody_else_has_written_meanwhile(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    mine, theirs = (a_letter(own_app, editor(own_app), number=name) for name in ("わたし", "ほかの人"))
    do(own_app, inquiries.change, actor(own_app, "betsu", Role.EDITOR), number, theirs, 1)
    with pytest.raises(Conflict, match="ほかの人がこの照会文を直しました"):
        do(own_app, inquiries.change, editor(own_app), number, mine, 1)
    # What says the same as what stands there is no conflict.
    do(own_app, inquiries.change, editor(own_app), number, theirs, 1)
    assert kept(own_app, number).letter["number"] == "ほかの人"


def test_a_letter_is_sent_on_a_day_that_has_come_and_that_can_be_corrected(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    with pytest.raises(Invalid) as refused:
        do(own_app, inquiry_answers.mark_sent, editor(own_app), number, "令和90年1月1日", 1)
    assert refused.value.problems[0].path == "sent_on"
    send(own_app, editor(own_app), number, "令和8年11月1日")
    assert (kept(own_app, number).state, kept(own_app, number).sent_on) == (InquiryState.SENT, "2026-11-01")
    send(own_app, editor(own_app), number, "令和8年11月2日")
    assert kept(own_app, number).sent_on == "2026-11-02"
    do(own_app, inquiry_answers.mark_unsent, editor(own_app), number, kept(own_app, number).version)
    assert (kept(own_app, number).state, kept(own_app, number).sent_on) == (InquiryState.DRAFT, None)


def test_nothing_is_answered_that_was_not_sent(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    with pytest.raises(Conflict, match="まだ送られていません"):
        answer(own_app, editor(own_app), number, SAID)


def test_answers_may_come_one_after_the_other(own_app: Flask) -> None:
    number = answered(own_app)
    assert kept(own_app, number).state == InquiryState.ANSWERED
    answer(own_app, editor(own_app), number, SAID | {"events": {"answer": "令和9年5月"}})
    said = [each["answer"] for each in kept(own_app, number).questions if each["path"] == "events"]
    assert said == ["令和9年4月"]
    later = SAID | {"自動運転の「レベル4」への移行の状況": {"answer": "準備している。"}}
    answer(own_app, editor(own_app), number, later)
    with own_app.app_context():
        row = desk_inquiries.one(session(), number, today())
    assert (row["asked"], row["settled"], row["answered"]) == (12, 8, 7)
    with pytest.raises(Conflict, match="送付の記録は変えられません"):
        do(own_app, inquiry_answers.mark_unsent, editor(own_app), number, 4)


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"answer": "8,000万円", "answered_on": None}, "answered_on"),
        ({"answer": "8,000万円", "answered_on": "2026-01-01"}, "answered_on"),
        ({"answer": "8,000万円", "answered_on": "2099-01-01"}, "answered_on"),
        ({"answer": "8,000万円", "respondent": {"office": None}}, "respondent.office"),
        ({"answer": "8,000万円", "declined": True}, "declined"),
        ({"choice": "perhaps"}, "choice"),
        ({"answer": "8,000万円", "path": "slug"}, "path"),
        ({"answer": "長" * 2001}, "answer"),
    ],
)
def test_an_answer_comes_from_an_office_on_a_day_and_fits(own_app: Flask, said: Row, path: str) -> None:
    number = make(own_app, editor(own_app))
    send(own_app, editor(own_app), number)
    with pytest.raises(Invalid) as refused:
        answer(own_app, editor(own_app), number, {COSTS: said})
    place = [each["about"] for each in kept(own_app, number).questions].index(COSTS)
    assert [each.path for each in refused.value.problems] == [f"answers[{place}].{path}"]


def test_an_answer_ends_in_its_field_and_on_the_page_cited_by_the_new_source(own_app: Flask) -> None:
    number = answered(own_app)
    draft = apply(own_app, number)
    assert (draft.slug, draft.based_on) == (CASE, 1)
    document = saved(own_app, draft)
    key = f"inquiry-{number}"
    assert document["sources"][-1]["title"] == "境町への照会に対する回答"
    assert document["sources"][-1]["note"].startswith("回答：政策推進課（")
    assert "照会：青発第12号、" in document["sources"][-1]["note"]
    assert document["funding"][-1] == {"text": "年間の運行費は8,000万円である。", "sources": [key]}
    assert {COSTS, RIDERS, "担当窓口"} & set(document["unknowns"]) == set()
    assert "ドローン配送の利用件数と費用" in document["unknowns"]
    assert "ドローン配送の利用件数と費用" in document["notes"]
    assert document["checked"]["by_person"] is True
    with own_app.app_context():
        page = preview(session(), document).page.data
    source = page["sources"][-1]
    assert source["title"] == "境町への照会に対する回答"
    assert page["funding"][-1]["refs"] == [source["number"]]
    riders = page["outcomes"][-1]
    assert (riders["indicator"], riders["value"]) == (RIDERS, "12,345人（令和7年度末現在）")
    assert riders["refs"] == [source["number"]]
    assert page["events"][-1]["text"] == "防犯飛行の本格導入"
    assert page["contact"]["telephone"] == "0280-00-0000"
    assert "境町は、照会に対し" in str(page["disagreements"])
    assert "一郎" not in str(document)


def test_applying_changes_nothing_the_public_sees_and_is_in_the_trail(own_app: Flask) -> None:
    number = answered(own_app)
    apply(own_app, number)
    with own_app.app_context():
        dossier = finding.case_of(session(), CASE)
        assert (dossier.public_number, finding.newest_of(session(), dossier).number) == (1, 1)
    assert kept(own_app, number).state == InquiryState.APPLIED
    assert kept(own_app, number).source_key == f"inquiry-{number}"
    assert [act for act, _, _ in trail(own_app, CASE)] == [
        Act.INQUIRY_MADE,
        Act.INQUIRY_SENT,
        Act.INQUIRY_ANSWERED,
        Act.INQUIRY_APPLIED,
    ]
    assert "一郎" not in str(trail(own_app, CASE))


def test_a_draft_there_is_is_never_written_over_unasked(own_app: Flask) -> None:
    number = answered(own_app)
    typed = {"title": ["書きかけの題名"], "municipality_text": ["さかい"]}
    do(own_app, drafts.keep, editor(own_app), typed, slug=CASE, based_on=1)
    with pytest.raises(Conflict, match="どうするかを選んでください"):
        apply(own_app, number)
    draft = apply(own_app, number, Way.ADD)
    assert draft.form["title"] == ["書きかけの題名"]
    assert draft.form["municipality_text"] == ["さかい"]
    assert draft.form["funding-0-text"] == ["年間の運行費は8,000万円である。"]
    assert draft.form["sources-0-key"] == [f"inquiry-{number}"]
    draft = apply(own_app, number, Way.ANEW)
    assert draft.form["title"] == ["自動運転バス・ドローン"]
    with own_app.app_context():
        assert len(session().exec(select(Draft)).all()) == 1


def test_what_comes_later_is_put_in_beside_what_is_there(own_app: Flask) -> None:
    number = answered(own_app)
    saved(own_app, apply(own_app, number))
    do(own_app, drafts.forget, editor(own_app), slug=CASE)
    later = SAID | {"自動運転の「レベル4」への移行の状況": {"answer": "準備している。"}}
    answer(own_app, editor(own_app), number, later)
    assert kept(own_app, number).state == InquiryState.ANSWERED
    document = saved(own_app, apply(own_app, number))
    keys = [each["key"] for each in document["sources"]]
    assert keys.count(f"inquiry-{number}") == 1
    assert [row["text"] for row in document["funding"]].count("年間の運行費は8,000万円である。") == 1
    assert document["activities"][-1]["text"] == "準備している。"


def test_there_must_be_an_answer_to_put_in(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    send(own_app, editor(own_app), number)
    answer(own_app, editor(own_app), number, {COSTS: {"declined": True}})
    with pytest.raises(Invalid, match="まだ1つもありません"):
        apply(own_app, number)


def test_answers_go_into_the_newest_revision(own_app: Flask) -> None:
    number = answered(own_app)
    save(own_app, editor(own_app), CASE, title="新しい題名", unknowns=["ほかのこと"])
    draft = apply(own_app, number)
    assert (draft.based_on, draft.form["title"]) == (2, ["新しい題名"])
    assert draft.form["unknowns"] == ["ほかのこと"]


def test_answers_of_a_minute_ago_are_not_written_over(own_app: Flask) -> None:
    number = answered(own_app)
    rows = answers_to(own_app, number, {COSTS: {"answer": "ほかの答え"}})
    with pytest.raises(Conflict, match="ほかの人がこの照会文を直しました"):
        do(own_app, inquiry_answers.answer, editor(own_app), number, rows, 1)
    with pytest.raises(Conflict, match="ほかの人がこの照会文を直しました"):
        do(own_app, inquiry_answers.apply, editor(own_app), number, 1)


def test_a_letter_that_was_not_sent_is_thrown_away(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    do(own_app, inquiries.drop, editor(own_app), number)
    with own_app.app_context():
        assert session().get(Inquiry, number) is None
    with pytest.raises(NotFound):
        do(own_app, inquiries.drop, editor(own_app), number)
    assert trail(own_app, CASE)[-1][0] == Act.INQUIRY_DROPPED


def test_only_who_writes_has_to_do_with_letters(own_app: Flask) -> None:
    number = make(own_app, editor(own_app))
    raw = a_letter(own_app, editor(own_app))
    for role in (Role.MEMBER, Role.ADMINISTRATOR):
        who = actor(own_app, role.value, role)
        acts = (
            (inquiries.make, CASE, raw),
            (inquiries.change, number, raw, 1),
            (inquiries.drop, number),
            (inquiry_answers.mark_sent, number, "2026-11-22", 1),
            (inquiry_answers.mark_unsent, number, 1),
            (inquiry_answers.answer, number, [], 1),
            (inquiry_answers.apply, number, 1),
        )
        for act, *about in acts:
            with pytest.raises(Forbidden):
                do(own_app, act, who, *about)


def test_who_is_waited_for_stands_first(own_app: Flask) -> None:
    who = editor(own_app)
    long = make(own_app, who, "kiryu-cocotomo", dated="令和8年1月5日", reply_by="令和8年2月2日")
    longer = make(own_app, who, "shizuoka-ai-signal", dated="令和7年1月6日", reply_by="令和7年2月3日")
    fresh = make(own_app, who)
    for number in (long, longer):
        send(own_app, who, number)
    with own_app.app_context():
        assert [row["id"] for row in desk_inquiries.listed(session(), today())] == [longer, long, fresh]
        assert [row["id"] for row in desk_inquiries.overdue(session(), today())] == [longer, long]
        assert desk_inquiries.counts(session())[InquiryState.SENT] == 2
        assert [row["id"] for row in desk_inquiries.listed(session(), today(), InquiryState.DRAFT)] == [fresh]
    answer(own_app, who, long, {"content": {"choice": "yes"}})
    with own_app.app_context():
        assert [row["id"] for row in desk_inquiries.overdue(session(), today())] == [longer]


def test_a_letter_can_be_read_when_its_case_is_gone(own_app: Flask) -> None:
    number = answered(own_app)
    with own_app.app_context(), transaction() as acting:
        inquiry = acting.get(Inquiry, number)
        assert inquiry is not None
        inquiry.case_slug = "mou-nai-jirei"
        acting.add(inquiry)
    with own_app.app_context():
        row = desk_inquiries.one(session(), number, today())
    assert (row["there"], row["title"]) == (False, "自動運転バス・ドローン")
    with pytest.raises(NotFound):
        apply(own_app, number)
