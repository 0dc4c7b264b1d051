"""Asking another city what its case does not say: where a letter (照会文) stands, and the questions a document raises.

Every gap becomes a question, and what is known raises none. A question knows the field its answer belongs into, so that
an answer finds its way back without anybody copying. The words are those of a letter from one city to another; whoever
sends it can change all of them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.domain.inquiry.fields import LABELS, NOTES, field_of
from catalogue.domain.inquiry.gaps import GAPS, Gap, Weight
from catalogue.domain.text import quoted
from catalogue.domain.vocabulary import Named, Status

Document = Mapping[str, Any]

# A letter that asks more than ten things is put aside; the rest are offered, and not ticked.
USUALLY_ASKED = 10
MOST_QUESTIONS = 40
# What may be answered within so many days is worth looking at now.
SOON_DAYS = 7

CONTENT, FIGURES, DISAGREEMENTS, OUTCOMES = "content", "figures", "disagreements", "outcomes"
YES, NO = "yes", "no"
_LABELS = {
    NOTES: "その他",
    FIGURES: "図の掲載許諾のお願い",
    CONTENT: "内容の確認のお願い",
    f"{OUTCOMES}.as_of": "成果の時点",
    f"{OUTCOMES}.sources": "成果の根拠",
}
# The order of a letter, by fields.
_ORDER = (
    *("background", "activities", "status", "started", "events", "population"),
    *("funding", "funding_kinds", OUTCOMES, "evaluation", "lead", "partners"),
    *("devices", "constraints", "challenges", "lessons", "sustaining", "dissemination"),
    *("sources", "notes", DISAGREEMENTS, "contact", FIGURES, CONTENT),
)


class InquiryState(Named):
    """Where a letter stands."""

    DRAFT = "draft", "作成中"
    SENT = "sent", "送付済み"
    ANSWERED = "answered", "回答あり"
    APPLIED = "applied", "反映済み"


@dataclass(frozen=True, slots=True)
class Question:
    """``path`` is the field of the document its answer belongs into (``outcomes.as_of`` is of one outcome),
    ``about`` the words of the row or the open question it is about, ``weight`` whether it is asked unless somebody
    leaves it out."""

    path: str
    label: str
    text: str
    about: str = ""
    weight: Weight = Weight.ALWAYS


def questions_of(document: Document, city: str, unsettled: Collection[str] = ()) -> list[Question]:
    """What a case's document lacks, as questions in the order of a letter.

    Args:
        document: in the form in which it is kept.
        city: how the letter calls whom it asks (:func:`called`).
        unsettled: the digests of its pictures whose permission is not settled.
    """
    unknown = list(_unknowns(document, city))
    found = [*unknown, *_gaps(document, unknown, city), *_of_outcomes(document), *_disagreements(document)]
    found += [*_figures(document, unsettled, city), _content(city)]
    return sorted(_chosen(found), key=lambda each: _ORDER.index(each.path.partition(".")[0]))


def called(name: str) -> str:
    """How a letter calls the one it is written to: 境町 is 貴町."""
    return f"貴{name[-1]}" if name and name[-1] in "都道府県市区町村" else "貴自治体"


def choices_of(path: str) -> tuple[tuple[str, str], ...]:
    """The answers to choose from, each as (word, what is shown); none where an answer is words."""
    if path == "status":
        return tuple((word.value, word.label) for word in Status if word is not Status.UNKNOWN)
    if path == FIGURES:
        return ((YES, "掲載を許諾する"), (NO, "掲載を許諾しない"))
    return ((YES, "この内容でよい"), (NO, "修正が必要")) if path == CONTENT else ()


def label_of(path: str) -> str:
    """What a letter calls the field a question is about."""
    return _LABELS.get(path) or LABELS[path.partition(".")[0]]


def is_answered(question: Mapping[str, Any]) -> bool:
    """Whether a kept question has an answer; that none can be given is not one."""
    return not question.get("declined") and bool(question.get("answer") or question.get("choice"))


def is_settled(question: Mapping[str, Any]) -> bool:
    """Whether something came back for it: an answer, or that none can be given."""
    return bool(question.get("declined")) or is_answered(question)


def state_when_answered(questions: Sequence[Mapping[str, Any]]) -> InquiryState:
    """Where a letter that was sent stands with these answers."""
    return InquiryState.ANSWERED if any(map(is_settled, questions)) else InquiryState.SENT


def _question(path: str, text: str, about: str = "") -> Question:
    return Question(path, label_of(path), text, about)


def _chosen(found: Sequence[Question]) -> list[Question]:
    """With as many of those that wait for room as there is room for."""
    room = USUALLY_ASKED - sum(each.weight is Weight.ALWAYS for each in found)
    waiting = [each for each in found if each.weight is Weight.WITH_ROOM]
    let_in = waiting[: max(room, 0)]
    return [replace(each, weight=Weight.ALWAYS) if each in let_in else each for each in found]


_TOWNS_OWN = re.compile(r"(?:\A|(?<=[、とや（]))[市区町村](?=の)")
_IS_A_SENTENCE = ("。", "？", "?", "ください", "下さい")


def _unknowns(document: Document, city: str) -> Iterator[Question]:
    """Each line of what is not known yet. The first that asks where the case stands asks for its status too."""
    status_is_asked = document["status"] != Status.UNKNOWN
    for line in document["unknowns"]:
        path = field_of(line)
        if not status_is_asked and GAPS["status"].is_covered_by(line):
            path, status_is_asked = "status", True
        yield _question(path, _asked(line, path, city), line)


def _asked(line: str, path: str, city: str) -> str:
    """A line of an editor's notes as a question to the city itself."""
    if path == "contact" and line.startswith("担当窓口") and "と" not in line:
        return GAPS["contact"].asked(city)
    words = _TOWNS_OWN.sub(city, line.strip())
    if words.endswith(_IS_A_SENTENCE):
        return words
    asked = f"{words}、" if words.endswith("か") else f"{words}について、"
    return (
        f"{asked}選択肢からお選びいただき、その内容を御教示ください。"
        if path == "status"
        else f"{asked}御教示ください。"
    )


def _gaps(document: Document, unknown: Sequence[Question], city: str) -> Iterator[Question]:
    """Every field that is empty and that no open question asks about already."""
    for path, gap in GAPS.items():
        if gap.is_open(document) and not _is_covered(gap, path, unknown):
            yield replace(_question(path, gap.asked(city, document)), weight=gap.weight)


def _is_covered(gap: Gap, path: str, unknown: Sequence[Question]) -> bool:
    field = gap.field or path
    return any(each.path == field and gap.is_covered_by(each.about) for each in unknown)


def _of_outcomes(document: Document) -> Iterator[Question]:
    """A figure without its day, and a result nobody vouches for."""
    for row in document["outcomes"]:
        named = f"{quoted(row['indicator'])}（{row['value']}）"
        if row["number"] is not None and not (row["as_of"] or row["as_of_note"]):
            asked = f"{named}は、いつの時点の数値か、御教示ください。"
            yield _question(f"{OUTCOMES}.as_of", asked, row["indicator"])
        if not row["sources"]:
            asked = f"{named}について、根拠となる資料の名称及び公表の有無を御教示ください。"
            yield _question(f"{OUTCOMES}.sources", asked, row["indicator"])


_MOST_TITLES = 2
_OUR_OUTLINE = "構成骨子（案）"


def _disagreements(document: Document) -> Iterator[Question]:
    titles = {source["key"]: quoted(source["title"]) for source in document["sources"]}
    for row in document[DISAGREEMENTS]:
        cited = [titles[key] for key in row["sources"][:_MOST_TITLES] if key in titles]
        more = "ほか" if len(row["sources"]) > _MOST_TITLES else ""
        seen = f"\n（参照した資料：{'、'.join(cited)}{more}）" if cited else ""
        asked = f"{row['topic']}について、資料により次のとおり記載が異なります。正しい内容を御教示ください。"
        text = f"{asked}\nア　{_of_ours(row['stated'])}\nイ　{row['finding']}{seen}"
        yield _question(DISAGREEMENTS, text, row["topic"])


def _of_ours(stated: str) -> str:
    """Another city does not know whose outline is meant."""
    return f"本市の{stated}" if stated.startswith(_OUR_OUTLINE) else stated


def _figures(document: Document, unsettled: Collection[str], city: str) -> Iterator[Question]:
    for figure in document[FIGURES]:
        if figure["image"] in unsettled:
            asked = (
                f"図{quoted(figure['caption'])}の掲載を許諾いただけるか、御回答ください。"
                "あわせて、表示すべき提供元の名称、利用の条件（期限、印刷物への使用の可否など）があれば御記入ください。"
                f"{city}以外に権利者がある場合は、その名称を御教示ください。"
            )
            yield _question(FIGURES, asked, figure["caption"])


def _content(city: str) -> Question:
    """That the city looks at what we say of it."""
    asked = (
        f"別紙「掲載内容」は、公開されている資料を基に、本市が{city}の取組を整理したものです。"
        "内容に誤りがないか御確認いただき、修正が必要な箇所があれば御記入ください。"
    )
    return _question(CONTENT, asked)
