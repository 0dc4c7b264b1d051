"""The fields of a case that the answer to a question may go into: what they are called, and which one a question is
about.

What an editor noted as unknown is a line of free words. The first word in it that is typical of a field decides; it is
a proposal, which whoever records the answer can change.
"""

import re
from collections.abc import Mapping

# NOTES are not published: what was answered on condition that it stays within the office, or belongs nowhere else.
NOTES, UNKNOWNS = "notes", "unknowns"

# As the form of a case calls them.
LABELS: Mapping[str, str] = {
    "background": "背景",
    "purpose": "目的",
    "activities": "取り組んだこと",
    "status": "状況",
    "started": "開始",
    "events": "経過",
    "population": "当時の人口",
    "funding": "費用と財源",
    "funding_kinds": "財源の種類",
    "outcomes": "成果",
    "evaluation": "評価",
    "lead": "主体",
    "partners": "協力者",
    "devices": "工夫したこと",
    "constraints": "前提となる条件",
    "challenges": "難しかったこと",
    "lessons": "学べること",
    "sustaining": "続けるためのしくみ",
    "dissemination": "広がり",
    "contact": "問い合わせ先",
    "sources": "出典",
    "disagreements": "資料によって異なること",
    UNKNOWNS: "まだ分からないこと",
    NOTES: "庁内メモ",
}
# Lists of sentences: an answer is one more of them.
STATEMENTS = (
    *("background", "purpose", "activities", "funding", "evaluation", "devices"),
    *("constraints", "challenges", "lessons", "sustaining", "dissemination"),
)
# Where the answer to an open question may be put, in the order of the form.
TARGETS = tuple(
    path
    for path in LABELS
    if path in STATEMENTS
    or path in ("status", "started", "events", "population", "outcomes", "lead", "partners", "contact", NOTES)
)

_SIGNS = (
    ("contact", r"窓口|連絡先|問い?合わ?せ先"),
    (
        "funding",
        r"(?<!消)費|負担|財源|予算|補助|交付|投資|出資|賃料|料金|利用料|使用料|報酬|単価|管理料|手数料|額",
    ),
    (
        "outcomes",
        r"実績|実数|件数|[人者店社台員便種]数|の[数量]|売上|収支|効果|成果(?!目標)|割合|率|推移|雇用|税収",
    ),
    (
        "outcomes",
        r"来訪者|来場|訪問者|利用状況|累計|確定値|削減|採算|受注|寄附(?:件数|額|の額)|還元|定着|離職|業績",
    ),
    ("evaluation", r".*(?:算定|算出|数え|測り|測定)の?(?:方法|方)"),
    ("outcomes", r"(?:生産|消費|輸出|調達|取引|販売)額|規模|面積|吸収量|人材の効果"),
    ("started", r"開設年|始めた(?:年|時期)|開始(?:年|時期)"),
    ("events", r"時期|経緯|経過"),
    ("constraints", r"条件|要件|基準|許可|認可"),
    ("partners", r"役割|関わり|分担|運営主体"),
    ("challenges", r"課題|困難|難し"),
    ("sustaining", r"継続の(?:しくみ|仕組み)|今後の(?:運営|財源)"),
    (
        "activities",
        r"進め方|方法|方式|内容|仕組み|しくみ|手順|取り決め|契約の|扱い|状況|現況|現状|その後|見通し|進み|進捗",
    ),
)
_BY_SIGN = tuple((path, re.compile(pattern)) for path, pattern in _SIGNS)


def field_of(words: str) -> str:
    """The field an open question is about: the one whose sign stands first in it. 庁内メモ where there is none."""
    found = [(match.start(), path) for path, sign in _BY_SIGN if (match := sign.search(words))]
    return min(found, key=lambda each: each[0])[1] if found else NOTES
