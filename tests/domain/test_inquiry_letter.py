from datetime import date

import pytest

from catalogue.domain.inquiry.letter import (
    day_with_weekday,
    days_left,
    due_in_words,
    usual_letter,
)
from catalogue.domain.inquiry.questions import InquiryState

DAY = date(2026, 11, 20)


def test_a_letter_is_proposed_in_the_words_offices_use() -> None:
    letter = usual_letter("自動運転バス・ドローン", "茨城県境町", "境町", DAY)
    assert letter["addressee"] == "茨城県境町　担当課　御中"
    assert letter["subject"] == "「自動運転バス・ドローン」の取組に関する照会について（依頼）"
    assert "貴町の「自動運転バス・ドローン」も" in letter["introduction"]
    assert "「境町への照会に対する回答（令和8年12月）」" in letter["use"]
    assert "氏名は掲載しません" in letter["use"]


def test_a_title_with_brackets_of_its_own_is_quoted_properly() -> None:
    assert usual_letter("「cocotomo」", "群馬県桐生市", "桐生市", DAY)["subject"].startswith(
        "「『cocotomo』」の取組"
    )


def test_an_office_the_case_names_is_written_to() -> None:
    letter = usual_letter("題名", "茨城県境町", "境町", DAY, "境町 政策推進課")
    assert letter["addressee"] == "茨城県境町　政策推進課　御中"


@pytest.mark.parametrize(
    ("day", "reply_by"),
    [
        (date(2026, 11, 20), "2026-12-18"),  # a Friday
        (date(2026, 11, 21), "2026-12-21"),
        (date(2026, 11, 22), "2026-12-21"),
    ],
)
def test_there_are_four_weeks_to_answer_and_the_last_day_is_no_weekend(day: date, reply_by: str) -> None:
    assert usual_letter("題名", "茨城県境町", "境町", day)["reply_by"] == reply_by


def test_a_day_says_its_day_of_the_week() -> None:
    assert day_with_weekday("2026-12-18") == "令和8年12月18日（金）"


@pytest.mark.parametrize(
    ("reply_by", "words"),
    [
        ("2026-11-17", "回答期限を3日過ぎています"),
        ("2026-11-20", "今日が回答期限です"),
        ("2026-11-27", "回答期限まであと7日"),
        ("2026-11-28", ""),
    ],
)
def test_how_soon_an_answer_is_due_is_said_while_it_matters(reply_by: str, words: str) -> None:
    assert due_in_words(days_left(InquiryState.SENT, {"reply_by": reply_by}, DAY)) == words
    for state in (InquiryState.DRAFT, InquiryState.ANSWERED, InquiryState.APPLIED):
        assert due_in_words(days_left(state, {"reply_by": reply_by}, DAY)) == ""
