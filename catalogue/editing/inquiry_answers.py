"""What becomes of a letter once it is written: when it was sent, what came back, and its way into a draft of the case.

Answers become one source of the case, and what is said of each field cites it. They go into the form, where whoever
puts them in looks them over and saves them as any revision; nothing of it is public by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.errors import Conflict, Invalid, Problem
from catalogue.domain.inquiry.answering import source_of, with_answers
from catalogue.domain.inquiry.letter import key_of
from catalogue.domain.inquiry.questions import InquiryState, is_answered, is_settled, state_when_answered
from catalogue.domain.packet import day_in_era
from catalogue.domain.vocabulary import Named
from catalogue.editing import drafts
from catalogue.editing.acting import Actor
from catalogue.editing.gate import loaded
from catalogue.editing.inquiries import MISTAKES, changed, must_be_seen, one
from catalogue.models import Draft, Inquiry, finding
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.form import document_of, flat_of, only_known
from catalogue.schemas.form_rows import Filled
from catalogue.schemas.inquiry import AnswersSchema, SentSchema

Raw = Mapping[str, Any]

NOT_SENT = "この照会文は、まだ送られていません。回答は、送付を記録したあとに書けます。"
ANSWERED_ALREADY = "回答が記録されているため、送付の記録は変えられません。"
IN_THE_FUTURE = "今日より後の日は書けません。"
BEFORE_IT_WAS_SENT = "送付日より前の日は書けません。"
OTHER_QUESTIONS = "質問の数が、保存されているものと違います。画面を開き直してください。"
NO_ANSWER = "原稿に入れる回答が、まだ1つもありません。"
HAS_A_DRAFT = "あなたの書きかけがあります。どうするかを選んでください。"


class Way(Named):
    """What becomes of something that whoever puts the answers in has typed of the case and not saved."""

    ADD = "add", "書きかけに、回答を書き加える（書きかけの内容はそのまま残ります）"
    ANEW = "anew", "書きかけを捨てて、いちばん新しい版に回答を入れる"


def mark_sent(session: Session, actor: Actor, inquiry_id: int, sent_on: str, version: int) -> Inquiry:
    """That it was sent, and when; or that it was sent another day than was noted. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such letter.
        Invalid: that is no day, or it has not come yet.
        Conflict: it is answered already, or somebody has changed it since ``version``.
    """
    inquiry = one(session, actor, inquiry_id)
    if inquiry.state not in (InquiryState.DRAFT, InquiryState.SENT):
        raise Conflict(ANSWERED_ALREADY)
    day = loaded(SentSchema(), {"sent_on": sent_on}, MISTAKES)["sent_on"]
    if not _has_come(day, actor):
        raise Invalid(MISTAKES, [Problem("sent_on", IN_THE_FUTURE)])
    if (inquiry.state, inquiry.sent_on) == (InquiryState.SENT, day):
        return inquiry
    must_be_seen(inquiry, version)
    inquiry.state, inquiry.sent_on = InquiryState.SENT.value, day
    changed(session, actor, inquiry, Act.INQUIRY_SENT, f"送付日：{day_in_era(day)}")
    return inquiry


def mark_unsent(session: Session, actor: Actor, inquiry_id: int, version: int) -> Inquiry:
    """That it was not sent after all, so that it can be changed. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such letter.
        Conflict: it is answered already, or somebody has changed it since ``version``.
    """
    inquiry = one(session, actor, inquiry_id)
    if inquiry.state == InquiryState.DRAFT:
        return inquiry
    if inquiry.state != InquiryState.SENT:
        raise Conflict(ANSWERED_ALREADY)
    must_be_seen(inquiry, version)
    inquiry.state, inquiry.sent_on = InquiryState.DRAFT.value, None
    changed(session, actor, inquiry, Act.INQUIRY_CHANGED, "送付の記録を取り消しました。")
    return inquiry


def answer(session: Session, actor: Actor, inquiry_id: int, answers: Sequence[Raw], version: int) -> Inquiry:
    """What came back, one of ``answers`` (as :class:`AnswersSchema` has them) for every question in their order. What
    is still missing stays empty. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such letter.
        Invalid: ``problems`` names what is wrong.
        Conflict: it has not been sent, or somebody has changed it since ``version``.
    """
    inquiry = one(session, actor, inquiry_id)
    if inquiry.state == InquiryState.DRAFT:
        raise Conflict(NOT_SENT)
    rows = loaded(AnswersSchema(), {"answers": answers}, MISTAKES)["answers"]
    if len(rows) != len(inquiry.questions):
        raise Conflict(OTHER_QUESTIONS)
    if problems := list(_problems(rows, inquiry.sent_on or "", actor)):
        raise Invalid(MISTAKES, problems)
    questions = [{**old, **row} for old, row in zip(inquiry.questions, rows, strict=True)]
    if questions == inquiry.questions:
        return inquiry
    must_be_seen(inquiry, version)
    inquiry.questions, inquiry.state = questions, state_when_answered(questions).value
    settled = sum(map(is_settled, questions))
    changed(session, actor, inquiry, Act.INQUIRY_ANSWERED, f"{len(questions)}問のうち{settled}問")
    return inquiry


def apply(session: Session, actor: Actor, inquiry_id: int, version: int, way: Way | None = None) -> Draft:
    """Put the answers into a draft of the case, which is the actor's own; ``way`` says what becomes of one they have.
    It can be done again, when more has come back or the draft was dropped. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such letter, or no such case any more.
        Invalid: nothing has come back yet, or the actor has as many drafts as one person may have.
        Conflict: they have a draft of the case and did not say what is to become of it, or somebody has changed the
            letter since ``version``.
    """
    inquiry = one(session, actor, inquiry_id)
    if not any(map(is_answered, inquiry.questions)):
        raise Invalid(NO_ANSWER)
    newest = finding.newest_of(session, finding.case_of(session, inquiry.case_slug))
    mine = drafts.of_case(session, actor, inquiry.case_slug)
    if mine is not None and way is None:
        raise Conflict(HAS_A_DRAFT)
    must_be_seen(inquiry, version)
    key = key_of(inquiry.id, inquiry.source_key)
    source = source_of(key, inquiry.letter, inquiry.questions)
    if mine is not None and way is Way.ADD:
        form, based_on = _added(mine.form, inquiry.questions, source), mine.based_on
    else:
        document = with_answers(newest.document, inquiry.questions, source)
        form, based_on = flat_of(CASE_INPUTS, document), newest.number
    draft = drafts.keep(session, actor, form, slug=inquiry.case_slug, based_on=based_on)
    inquiry.source_key, inquiry.state = key, InquiryState.APPLIED.value
    changed(session, actor, inquiry, Act.INQUIRY_APPLIED)
    return draft


def _added(form: Mapping[str, Sequence[str]], questions: Sequence[Raw], source: Raw) -> Filled:
    """What somebody is typing with the answers in it. Names of municipalities stand beside their codes, as typed."""
    typed = only_known(CASE_INPUTS, form)
    document = with_answers(document_of(CASE_INPUTS, typed), questions, source)
    as_typed = {name: values for name, values in typed.items() if name.endswith("_text")}
    return flat_of(CASE_INPUTS, document) | as_typed


def _problems(rows: Sequence[Raw], sent_on: str, actor: Actor) -> Iterator[Problem]:
    """Days on which nothing can have been answered."""
    for number, day in (
        (number, row["answered_on"]) for number, row in enumerate(rows) if row["answered_on"]
    ):
        if not _has_come(day, actor):
            yield Problem(f"answers[{number}].answered_on", IN_THE_FUTURE)
        elif day < sent_on:
            yield Problem(f"answers[{number}].answered_on", BEFORE_IT_WAS_SENT)


def _has_come(day: str, actor: Actor) -> bool:
    return day <= day_in_tokyo(actor.now).isoformat()
