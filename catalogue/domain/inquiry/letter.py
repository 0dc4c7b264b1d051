"""What a letter to another city says besides its questions: its usual words, its days, and what the answers are called.

A letter is plain data: the fields of :data:`FIELDS` as people typed them, with ``dated`` and ``reply_by`` as stored
shapes of a date. All of it can be changed before it is sent; only what the letter is about (``case_title``, ``place``,
``city``) is kept beside it, so that a letter can be read when its case is gone.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from catalogue.domain.inquiry.questions import SOON_DAYS, InquiryState, called
from catalogue.domain.packet import day_in_era
from catalogue.domain.text import quoted

Letter = Mapping[str, Any]

# What people type, with what the form calls it, in the order of the form.
FIELDS: Mapping[str, str] = {
    "number": "文書番号",
    "dated": "文書の日付",
    "addressee": "宛先",
    "sender": "差出人",
    "subject": "件名",
    "introduction": "本文",
    "reply_by": "回答期限",
    "reply_how": "回答方法",
    "use": "回答の取扱い",
    "office": "問合せ先の部署",
    "person": "担当者の氏名",
    "telephone": "電話",
    "email": "電子メール",
}
# Who writes is the same next time.
REMEMBERED = ("sender", "office", "person", "telephone", "email")
SENDER = "東京都青梅市"
USUAL_DAYS = 28
_DAYS_OF_WEEK = "月火水木金土日"


def usual_letter(
    case_title: str, place: str, city: str, day: date, contact: str | None = None
) -> dict[str, Any]:
    """A letter as it is proposed.

    Args:
        case_title: of the case it asks about.
        place: the addressee with the prefecture (茨城県境町).
        city: without it (境町).
        day: the letter's day.
        contact: the office of the addressee, where the case names one.
    """
    reply_by = _on_a_weekday(day + timedelta(days=USUAL_DAYS))
    named = quoted(case_title)
    return {
        "number": None,
        "dated": day.isoformat(),
        "addressee": f"{place}　{_office_of(contact, place, city)}　御中",
        "sender": SENDER,
        "subject": f"{named}の取組に関する照会について（依頼）",
        "introduction": _introduction(named, called(city)),
        "reply_by": reply_by.isoformat(),
        "reply_how": "別紙「回答票」に御記入の上、下記の問合せ先へ電子メールで御送付ください。"
        "分かる範囲の御回答で差し支えなく、電子メールの本文への記入でも結構です。",
        "use": f"いただいた回答は、本市が事例を紹介するページに、「{source_title(city)}（{_month(reply_by)}）」"
        "のように出典を明記して掲載します。回答された方の氏名は掲載しません。"
        "掲載を希望されない事項は、その旨を御記入ください。",
        "office": "",
        "person": None,
        "telephone": None,
        "email": None,
        "case_title": case_title,
        "place": place,
        "city": city,
    }


def _introduction(named: str, city: str) -> str:
    return (
        "平素より、本市の行政運営に御理解と御協力を賜り、厚く御礼申し上げます。\n"
        "さて、本市では、商・工業振興プランの策定に当たり、他の自治体の取組を参考とするため、"
        f"公開されている資料を基に事例を整理しており、{city}の{named}も参考とさせていただいております。"
        "しかしながら、公開されている資料からは確認できない点がございました。\n"
        "つきましては、御多用のところ誠に恐れ入りますが、下記のとおり御回答くださいますよう、お願い申し上げます。"
    )


def _office_of(contact: str | None, place: str, city: str) -> str:
    """The office a case names, without the city's own name before it."""
    office = (contact or "").strip()
    for name in (place, city):
        office = office.removeprefix(name).strip()
    return office or "担当課"


def _on_a_weekday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def source_title(city: str) -> str:
    """What the source is called that the answers become."""
    return f"{city}への照会に対する回答"


def key_of(number: int | None, kept: str | None) -> str:
    """By which a case cites the source: the one it was given, or the one it will have."""
    return kept or f"inquiry-{number}"


def _month(day: date) -> str:
    """令和8年12月."""
    return day_in_era(f"{day:%Y-%m}")


def month_of(stored: str) -> str:
    """令和8年12月, of a stored day."""
    return _month(date.fromisoformat(stored))


def day_with_weekday(stored: str) -> str:
    """令和8年12月18日（金）, of a stored day."""
    day = date.fromisoformat(stored)
    return f"{day_in_era(stored)}（{_DAYS_OF_WEEK[day.weekday()]}）"


def days_left(state: str, letter: Letter, today: date) -> int | None:
    """How many days there are to answer a letter that was sent, less than nothing when they are over; None where
    nobody is waited for."""
    if state != InquiryState.SENT:
        return None
    return (date.fromisoformat(letter["reply_by"]) - today).days


def due_in_words(left: int | None) -> str:
    """How soon an answer is due; empty where that is far or nobody is waited for."""
    if left is None or left > SOON_DAYS:
        return ""
    if left < 0:
        return f"回答期限を{-left}日過ぎています"
    return f"回答期限まであと{left}日" if left else "今日が回答期限です"
