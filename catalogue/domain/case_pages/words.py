"""The words of a plan's case pages: the fields a line may go to, and what plans call them in headings of their own."""

import re
from collections.abc import Mapping

from catalogue.domain.vocabulary import Named


class Target(Named):
    """What becomes of a line: a field of the case (named as in its document), or none."""

    SUMMARY = "summary", "概要"
    BACKGROUND = "background", "背景"
    PURPOSE = "purpose", "目的"
    ACTIVITIES = "activities", "取り組んだこと"
    EVENTS = "events", "経過"
    OUTCOMES = "outcomes", "成果"
    EVALUATION = "evaluation", "評価"
    FUNDING = "funding", "費用と財源"
    DEVICES = "devices", "工夫したこと"
    CONSTRAINTS = "constraints", "前提となる条件"
    CHALLENGES = "challenges", "難しかったこと"
    LESSONS = "lessons", "学べること"
    SUSTAINING = "sustaining", "続けるためのしくみ"
    DISSEMINATION = "dissemination", "広がり"
    JOIN = "join", "前の行に続ける"
    NOTES = "notes", "庁内メモ"
    SKIP = "skip", "使わない"


class TableTarget(Named):
    """What becomes of a table."""

    TABLE = "table", "表"
    NOTES = "notes", "庁内メモ"
    SKIP = "skip", "使わない"


# Fields that are lists of sentences.
STATEMENTS = tuple(
    each
    for each in Target
    if each not in (Target.SUMMARY, Target.EVENTS, Target.OUTCOMES, Target.JOIN, Target.NOTES, Target.SKIP)
)

_SAID: Mapping[Target, str] = {
    Target.SUMMARY: "概要 事業概要 取組概要 取組の概要 事業の概要",
    Target.BACKGROUND: "背景 経緯 背景・経緯 取組の背景 きっかけ 現状 現状と課題 背景・課題 背景と課題",
    Target.PURPOSE: "目的 ねらい 狙い 事業目的 事業の目的 取組の目的 目標",
    Target.ACTIVITIES: (
        "取組 取り組み 取組み 取組内容 取組の内容 事業内容 事業の内容 内容 具体的な取組 主な取組 実施内容 特徴"
    ),
    Target.EVENTS: "経過 沿革 あゆみ 歩み スケジュール",
    Target.OUTCOMES: "成果 効果 実績 成果・効果 取組の成果 取組の効果 事業の効果 主な成果",
    Target.EVALUATION: "評価",
    Target.FUNDING: "財源 予算 事業費 費用 予算・財源 費用・財源",
    Target.DEVICES: "工夫 ポイント 工夫した点 工夫点 取組のポイント",
    Target.CHALLENGES: "課題 今後の課題 苦労した点 問題点",
    Target.LESSONS: "参考になる点 参考点 本市への示唆 示唆",
    Target.SUSTAINING: "今後の展開 今後 今後の展望 展望",
}
_TARGETS = {word: target for target, words in _SAID.items() for word in words.split()}
_MARKS = "■□◆◇●○◎▶▷・*＊ 　\t"
_ALONE = re.compile(
    r"^[【＜〈《\[［(（「]?(?P<word>[^【】＜＞〈〉《》\[\]［］()（）「」。、：:]{1,12})[】＞〉》\]］)）」：:]?$"
)
_BEFORE = re.compile(
    r"^(?:[【＜〈《\[［](?P<boxed>[^【】＜＞〈〉《》\[\]［］]{1,12})[】＞〉》\]］]"
    r"|(?P<word>[^。、：:\s]{1,12})[：:])\s*(?P<text>.+)$"
)
_SUBHEAD = re.compile(
    r"^(?:【[^【】]{1,30}】|[＜〈《][^＜＞〈〉《》]{1,30}[＞〉》]|[■□◆◇●◎▶▷][^。、]{1,24})$"
)
# ○○市 is a city without a name.
_RING = re.compile(r"○\s*(?=[^○\s])")


def label_in(text: str) -> Target | None:
    """The field that a line names and says no more: 【背景】, ■成果."""
    found = _ALONE.match(text.strip(_MARKS))
    return _TARGETS.get(found["word"].strip()) if found else None


def is_label(word: str) -> bool:
    """Whether what stands in 【】 names a part of a case and no category."""
    return word.strip() in _TARGETS


def is_subhead(text: str) -> bool:
    """Whether a line heads those below it, though its form does not say so."""
    return bool(_SUBHEAD.match(text.strip())) or label_in(text) is not None


def after_ring(text: str) -> str | None:
    """What follows the ○ that papers put before a line of a list; nothing where there is none."""
    found = _RING.match(text)
    return text[found.end() :] if found else None


def label_before(text: str) -> tuple[Target | None, str]:
    """The field a line begins with and what follows it: 背景：…; no field and the whole line where it names none."""
    found = _BEFORE.match(text.strip(_MARKS))
    target = _TARGETS.get((found["boxed"] or found["word"]).strip()) if found else None
    return (target, found["text"].strip()) if found and target else (None, text)
