"""The form of a case: its fields with their words, the sections they stand in, and the short form of quick entry."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalogue.domain import dates_as_typed
from catalogue.domain.romaji import romaji
from catalogue.schemas import form
from catalogue.schemas.case import CaseSchema
from catalogue.schemas.case_form_words import STORY
from catalogue.schemas.case_form_words_more import REST
from catalogue.schemas.earlier_cases import IN_THE_REGISTER
from catalogue.schemas.form_inputs import Flat, Input
from catalogue.schemas.form_rows import Filled, first

CASE_WORDS = {**STORY, **REST}
CASE_INPUTS = form.inputs_of(CaseSchema, CASE_WORDS)
SAVE_FIRST = "図は、事例を一度保存したあとに、原稿の画面で加えられます。"

# 市, 町, 村, 区 and the prefectures', as the code list spells them.
_KIND_OF_PLACE = re.compile(r"(?<=..)(?:し|ちょう|まち|むら|そん|く|けん|ふ|と)\Z")
HOW_CHECKED = "出典を読んで登録（先方には未確認）"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form that can be folded. ``names`` are the inputs in it, in their order."""

    slug: str
    title: str
    about: str
    names: tuple[str, ...]


SECTIONS = (
    Section(
        "basics",
        "基本",
        "どこの、何という取組か。",
        (
            "slug",
            "title",
            "subtitle",
            "yomi",
            "category",
            "keywords",
            "municipality",
            "other_municipalities",
            "place",
            "organisation",
            "service_class",
            "summary",
        ),
    ),
    Section(
        "work",
        "背景と取組",
        "なぜ始め、何をしたか。",
        ("background", "purpose", "activities", "methods", "tables"),
    ),
    Section(
        "course",
        "経過と成果",
        "いつ何が起き、どうなったか。",
        ("status", "status_note", "started", "ended", "events", "outcomes", "evaluation", "population"),
    ),
    Section(
        "way",
        "進め方",
        "だれが、いくらで、どう進めたか。",
        ("lead", "partners", "funding_kinds", "funding", "devices", "constraints"),
    ),
    Section(
        "learning",
        "学べること",
        "ほかの市に役立つことと、まだ分からないこと。",
        ("lessons", "challenges", "sustaining", "dissemination", "unknowns", "disagreements"),
    ),
    Section(
        "figures",
        "図と関連するページ",
        "登録されている図の説明と、あわせて読むもの。",
        ("figures", "videos", "related_addresses", "related_cases"),
    ),
    Section(
        "sources",
        "出典と確認",
        "何にもとづき、いつ確かめたか。",
        ("sources", "checked", "contact"),
    ),
    Section("notes", "庁内メモ", "公開されないメモ。", ("notes",)),
)


def _only(each: Input, *names: str) -> Input:
    """An input with these parts alone."""
    return replace(each, parts=tuple(part for part in each.parts if part.name in names))


def _quick(inputs: Sequence[Input]) -> tuple[Input, ...]:
    by_name = {each.name: each for each in inputs}
    return (
        by_name["title"],
        by_name["municipality"],
        by_name["category"],
        _only(by_name["summary"], "text"),
        replace(
            _only(by_name["sources"], "key", "title", "publisher", "kind", "url", "date"),
            hint="読んだ資料を1つ書きます。",
            grows=False,
        ),
    )


QUICK = _quick(CASE_INPUTS)


def of_new_case(inputs: Sequence[Input]) -> tuple[Input, ...]:
    """The inputs of a case that has not been saved yet: a figure is added to one that has an address."""
    return tuple(replace(each, hint=SAVE_FIRST, leads_to="") if each.leads_to else each for each in inputs)


def with_defaults(flat: Flat, slug: str, today: date) -> Filled:
    """What the quick entry does not ask and the document must say, where nothing has been typed yet.

    The one source vouches for the summary: it is what the editor has read. All of it can be changed in the full form.
    """
    usual = {
        "slug": slug,
        "status": "unknown",
        "summary-sources": "1",
        "checked-on": dates_as_typed.to_edit(today.isoformat()),
        "checked-how": HOW_CHECKED,
    }
    filled = {name: list(values) for name, values in flat.items()}
    return filled | {name: [value] for name, value in usual.items() if not first(flat, name).strip()}


def slug_for(kana: str, taken: Collection[str]) -> str:
    """A free name for the address of a new case, from the reading of its municipality: さかいまち gives ``sakai-1``."""
    stem = romaji(_KIND_OF_PLACE.sub("", kana.strip())) or "case"
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def label_of(path: str) -> str:
    """A place of the document in Japanese: ``outcomes[2].indicator`` is 成果（3）の指標. Of earlier revisions too."""
    figure, _, word = path.rpartition(".")
    if figure.startswith("figures[") and word in IN_THE_REGISTER:
        return f"{form.label_of(CASE_INPUTS, figure)}の{IN_THE_REGISTER[word]}"
    return form.label_of(CASE_INPUTS, path)


def name_of(path: str) -> str:
    """The name of the field in which a place of the document is typed."""
    return form.name_of(CASE_INPUTS, path)
