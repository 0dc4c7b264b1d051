"""Papers for one meeting: of which parts they are made, how their day is typed, and how a case remembers them.

A packet is frozen: what :data:`FORMAT` numbers is the shape of what was frozen, so that whoever changes the shape knows
which packets still have the old one.
"""

import re
import unicodedata

from catalogue.domain import dates_as_typed, wareki
from catalogue.domain.vocabulary import Named

# In the first, figures had neither a number nor a word for their permission, and their text was always of the case.
FORMAT = 2
# To lay out as many for a PDF takes a processor about ten seconds, and nobody reads more for one meeting.
MOST = 20
LONGEST_NUMBER, LONGEST_MEETING, LONGEST_TITLE = 20, 60, 60
NO_PACKET = "お探しの会議資料はありません。消されたか、番号が違います。"
NO_SUCH_DAY = "「令和8年11月22日」のように、ある日付を書いてください。"


class Part(Named):
    """What a packet may hold, in the order of its sheets."""

    COVER = "cover", "表紙と目次"
    CASES = "cases", "事例のページ"
    NOTES = "notes", "事例ごとのメモ（事例のページに載せます）"
    COMPARISON = "comparison", "比較表（はじめの6件まで。2件以上のとき）"
    GLOSSARY = "glossary", "用語集"
    OPINIONS = "opinions", "意見欄（事例ごとの、空欄の記入欄）"


class Form(Named):
    """How much of a case its sheets show."""

    SHEET = "sheet", "1件をA4の1枚に収める（収まらない内容は省き、そのことを書きます）"
    FULL = "full", "省かずにすべて載せる（1件で2～4枚になります）"


_WESTERN = re.compile(r"（\d{4}）")
# What may stand behind a day and says nothing more: 令和8年11月22日（日）
_DAY_OF_WEEK = re.compile(r"\s*[(（][月火水木金土日](?:曜日?)?[)）]\Z")


def day_as_typed(typed: str) -> str:
    """The stored shape of a day as an office writes it: 令和8年11月22日, R8.11.22, 2026-11-22.

    Raises:
        ValueError: it is not a day.
    """
    day = dates_as_typed.stored(_DAY_OF_WEEK.sub("", unicodedata.normalize("NFKC", typed).strip()))
    if wareki.parse(day).day is None:
        raise ValueError(typed)
    return day


def day_in_era(day: str) -> str:
    """令和8年11月22日: as the papers of a meeting write their day."""
    return _WESTERN.sub("", wareki.show_text(day))


def place_of(meeting: str, number: str, held_on: str | None) -> str:
    """How a case remembers that it was used in these papers: 商工業振興委員会 資料3（令和8年11月22日）."""
    day = f"（{day_in_era(held_on)}）" if held_on else ""
    return f"{meeting} {number}{day}"
