"""What a reader of a case needs and its document may lack, each with the question that asks for it.

``{city}`` in a question is whom it asks (貴町). A gap that an open question of the case (まだ分からないこと) covers
already is not asked about again: ``covered`` are the words by which such a line is known.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from catalogue.domain.vocabulary import Status

Document = Mapping[str, Any]

_MOST_NAMES = 8


class Weight(IntEnum):
    """Whether a question is asked unless somebody leaves it out: always, where the letter has room, or never."""

    ALWAYS = 0
    WITH_ROOM = 1
    OFFERED = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """One field that may be empty. Without ``covered``, every open question about the same field covers it; ``field``
    names that field, where it is not the gap's own."""

    is_open: Callable[[Document], bool]
    words: str
    weight: Weight = Weight.ALWAYS
    covered: str = ""
    field: str = ""

    def asked(self, city: str, document: Document | None = None) -> str:
        """The question, of a document where it speaks of what that says."""
        return self.words.format(city=city, names=_without_role(document) if document else "")

    def is_covered_by(self, line: str) -> bool:
        """Whether an open question about the same field asks this already."""
        return not self.covered or bool(re.search(self.covered, line))


def _empty(name: str) -> Callable[[Document], bool]:
    return lambda document: not document[name]


def _without_role(document: Document) -> str:
    """Those who took part nobody knows in what."""
    names = [row["name"] for row in document["partners"] if not row["role"]]
    more = "ほか" if len(names) > _MOST_NAMES else ""
    return "、".join(names[:_MOST_NAMES]) + more


GAPS: Mapping[str, Gap] = {
    "status": Gap(
        lambda document: document["status"] == Status.UNKNOWN,
        "この取組の現在の状況を選択肢からお選びいただき、その内容を御教示ください。",
        covered=r"現在の|現況|現状|運営(?:の)?状況|実施状況|その後|終了時期|継続しているか",
    ),
    "started": Gap(_empty("started"), "この取組を開始された時期（年月日又は年度）を御教示ください。"),
    "background": Gap(_empty("background"), "この取組を始められた背景（当時の課題など）を御教示ください。"),
    "activities": Gap(_empty("activities"), "この取組の具体的な内容を御教示ください。"),
    "events": Gap(
        _empty("events"),
        "取組の開始から現在までの主な経過を、年月とともに御教示ください。",
        covered="経過|経緯",
    ),
    "funding": Gap(
        _empty("funding"),
        "この取組に要した費用（初期の整備費、年間の運営費など）の額と、その財源の内訳を御教示ください。",
        covered=r"事業費|運営費|整備費|維持費|予算|財源|総額|支出額|管理料|負担額|負担の|"
        r"(?:開催|年間|運営|導入|募集|誘致|運行|運用|診断)(?:の|にかかる)?[^、]{0,12}費|かかる[^、]{0,8}費用|"
        r"(?:市|町|村|区)の(?:補助|費用|負担)",
    ),
    "outcomes": Gap(
        lambda document: all(row["number"] is None for row in document["outcomes"]),
        "この取組の成果を示す数値（実績、効果など）を、項目ごとに、時点とともに御教示ください。",
    ),
    "lead": Gap(_empty("lead"), "この取組を所管されている部署と、中心となって進めた組織を御教示ください。"),
    "contact": Gap(
        _empty("contact"),
        "この取組の担当窓口（部署名、電話番号、電子メールアドレス）を、公開して差し支えない範囲で御教示ください。",
    ),
    "sources": Gap(
        lambda document: len(document["sources"]) < 2,
        "この取組について公表されている資料（計画書、報告書、ホームページなど）があれば、御教示ください。",
    ),
    "challenges": Gap(
        _empty("challenges"),
        "取組を進める上で難しかった点や、現在の課題を御教示ください。",
        weight=Weight.WITH_ROOM,
    ),
    "devices": Gap(
        _empty("devices"),
        "取組を円滑に進めるために工夫された点を御教示ください。",
        weight=Weight.WITH_ROOM,
    ),
    "lessons": Gap(
        _empty("lessons"),
        "ほかの自治体が同様の取組を行う際に参考となる点や、留意すべき点を御教示ください。",
        weight=Weight.WITH_ROOM,
    ),
    "sustaining": Gap(
        _empty("sustaining"),
        "取組を継続するための体制や収入の確保について、お考えや実際の方法を御教示ください。",
        weight=Weight.WITH_ROOM,
    ),
    "partners": Gap(
        _empty("partners"),
        "連携・協力された団体等と、それぞれの役割を御教示ください。",
        weight=Weight.WITH_ROOM,
    ),
    "partners.role": Gap(
        lambda document: bool(_without_role(document)),
        "次の団体等が担われた役割を御教示ください。\n（{names}）",
        weight=Weight.WITH_ROOM,
        field="partners",
    ),
    "funding_kinds": Gap(
        lambda document: bool(document["funding"]) and not document["funding_kinds"],
        "この取組の財源（国・都道府県の補助金、一般財源、民間資金など）の内訳を御教示ください。",
        weight=Weight.WITH_ROOM,
        covered="財源|補助",
        field="funding",
    ),
    "population": Gap(
        _empty("population"),
        "取組を開始された頃の{city}の人口を、時点とともに御教示ください。",
        weight=Weight.OFFERED,
    ),
}
