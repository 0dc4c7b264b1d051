"""A letter to another city with its answer sheet (回答票): what stands where, before a writer sets it.

The order is that of letters between offices: number and date, to whom, from whom, subject, text, 記, items, 以上.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.domain.figure_in_words import full_width
from catalogue.domain.inquiry.letter import day_with_weekday
from catalogue.domain.inquiry.questions import CONTENT, choices_of
from catalogue.domain.packet import day_in_era
from catalogue.exports.brief import Section, Sources, Table, cell
from catalogue.exports.cases.pictures import frame_of
from catalogue.exports.cases.whole import whole_page

Letter = Mapping[str, Any]
Page = Mapping[str, Any]

SHEET, CONTENT_SHEET = "回答票", "掲載内容"
BOX = "□"
WHO_ANSWERS = ("自治体名", "所属・職・氏名", "電話・電子メール", "回答日")
_BLANK_DAY = "令和　　年　　月　　日"
_RULES = (
    "分かる範囲の御回答で差し支えありません。記入欄が足りないときは、欄を広げるか、別の紙に御記入ください。",
    "数値は、時点（○年度、○年○月末現在など）と単位を併せて御記入ください。根拠となる公表資料があれば、その名称も御記入ください。",
    "掲載を希望されない事項は、その旨を御記入ください。",
)
# What the catalogue says of a case for its own readers, and not what a city is asked to check.
_OUR_OWN_FACTS = {"青梅市との近さ", "根拠の強さ", "根拠の判定の理由", "情報のそろい具合"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the sheet. ``boxes`` are the answers to tick."""

    number: str
    label: str
    text: str
    boxes: str


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A whole letter. ``head`` stands at the right above everything, ``items`` are the numbered lines below 記, each a
    name with its lines; ``sheet`` are the questions and ``rules`` how they are to be answered. ``content`` is what the
    city is asked to check, where it is."""

    head: tuple[str, ...]
    addressee: str
    sender: tuple[str, ...]
    subject: str
    introduction: tuple[str, ...]
    items: tuple[tuple[str, tuple[str, ...]], ...]
    about: str
    city: str
    sheet: tuple[Asked, ...]
    rules: tuple[str, ...]
    content: Section | None = None


def composed(letter: Letter, questions: Sequence[Letter], page: Page | None = None) -> Correspondence:
    """The letter as it is sent.

    Args:
        letter: as it is kept.
        questions: as they are kept with it.
        page: the data of the case's page as it would be now, to be enclosed.
    """
    return Correspondence(
        head=tuple(filter(None, (letter["number"], day_in_era(letter["dated"])))),
        addressee=letter["addressee"],
        sender=_lines(letter["sender"]),
        subject=letter["subject"],
        introduction=_lines(letter["introduction"]),
        items=tuple(_items(letter, questions)),
        about=_about(letter),
        city=letter["place"],
        sheet=tuple(_asked(number, question) for number, question in enumerate(questions, start=1)),
        rules=_RULES,
        content=content_sheet(page) if page is not None else None,
    )


def encloses(questions: Sequence[Letter]) -> bool:
    """Whether the city is asked to check what the catalogue says, so that it must be enclosed."""
    return any(question["path"] == CONTENT for question in questions)


def _items(letter: Letter, questions: Sequence[Letter]) -> Iterable[tuple[str, tuple[str, ...]]]:
    asked = f"別紙「{SHEET}」のとおり（全{full_width(len(questions))}問）"
    enclosed = (f"あわせて、別紙「{CONTENT_SHEET}」の御確認をお願いします。",)
    yield "照会事項", (asked, *(enclosed if encloses(questions) else ()))
    yield "回答期限", (day_with_weekday(letter["reply_by"]),)
    yield "回答方法", _lines(letter["reply_how"])
    yield "回答の取扱い", _lines(letter["use"])
    yield "問合せ先", tuple(_office(letter))


def _office(letter: Letter) -> Iterable[str]:
    person = f"　担当：{letter['person']}" if letter["person"] else ""
    yield f"{letter['office']}{person}"
    if letter["telephone"]:
        yield f"電話　{letter['telephone']}"
    if letter["email"]:
        yield f"電子メール　{letter['email']}"


def _about(letter: Letter) -> str:
    """Which letter a sheet answers, once the two have been parted."""
    number = f"{letter['number']}、" if letter["number"] else ""
    return f"{letter['subject']}（{number}{day_in_era(letter['dated'])}）"


def _asked(number: int, question: Letter) -> Asked:
    boxes = "　".join(f"{BOX}{label}" for _, label in choices_of(question["path"]))
    return Asked(full_width(number), question["label"], question["question"], boxes)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def content_sheet(page: Page) -> Section:
    """What the catalogue says of the case, without what it says for its own readers: to be checked by the city."""
    told = {**page, "links": [], "figures": [], "unknowns": [], "disagreements": []}
    section = whole_page(told, lambda figure: frame_of(figure, ""), address="")
    blocks = tuple(_without_our_own(block) for block in section.blocks)
    return Section(title=f"{CONTENT_SHEET}：{page['title']}", blocks=blocks, kicker="別紙")


def _without_our_own(block: Any) -> Any:
    if isinstance(block, Table) and block.row_heads:
        return replace(block, rows=tuple(row for row in block.rows if row[0][0].text not in _OUR_OWN_FACTS))
    if isinstance(block, Sources):
        return replace(block, lines=tuple(line for line in block.lines if line.refs))
    return block


def sheet_tables(letter: Correspondence) -> tuple[Table, Table]:
    """Who answers, and the questions with room to write; for a page and for a document."""
    blank = {WHO_ANSWERS[0]: letter.city, WHO_ANSWERS[-1]: _BLANK_DAY}
    who = tuple((cell(name), cell(blank.get(name, ""))) for name in WHO_ANSWERS)
    asked = tuple(
        (cell(each.number), cell(each.label, *each.text.split("\n")), cell(*_room(each)))
        for each in letter.sheet
    )
    return (
        Table(("回答者", "記入欄"), who, shares=(1, 3), row_heads=True),
        Table(("番号", "照会事項", "回答"), asked, shares=(1.6, 9, 9), row_heads=True),
    )


def _room(asked: Asked) -> tuple[str, ...]:
    return (asked.boxes, "", "", "") if asked.boxes else ("", "", "", "")


def plain_text(letter: Correspondence) -> str:
    """The letter and its sheet as text, to be pasted into a mail. It ends without a line end."""
    parts = [
        *("\n".join(letter.head), letter.addressee, "\n".join(letter.sender), f"件名：{letter.subject}"),
        "\n".join(f"　{line}" for line in letter.introduction),
        "記",
        *(_plain_item(number, name, lines) for number, (name, lines) in enumerate(letter.items, start=1)),
        "以上",
        f"----------\n{SHEET}\n{letter.about}",
        "\n".join(f"・{rule}" for rule in letter.rules),
        "\n".join(f"{name}：{letter.city if name == WHO_ANSWERS[0] else ''}" for name in WHO_ANSWERS),
        *map(_plain_question, letter.sheet),
    ]
    return "\n\n".join(parts)


def _plain_item(number: int, name: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{full_width(number)}　{name}", *(f"　　{line}" for line in lines)])


def _plain_question(asked: Asked) -> str:
    boxes = f"\n{asked.boxes}" if asked.boxes else ""
    return f"【問{asked.number}】{asked.label}\n{asked.text}{boxes}\n回答："
