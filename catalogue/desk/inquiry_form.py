"""The form of a letter to another city: what a request brings, what a page begins with, and how both are shown.

A row of the form is one question that may be asked. Its field and the words it is about come along hidden; whoever
writes ticks it and changes its wording. Below them are empty rows for questions of one's own, which find their field by
their words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from catalogue.domain.errors import CatalogueError, Problem
from catalogue.domain.inquiry.fields import field_of
from catalogue.domain.inquiry.gaps import Weight
from catalogue.domain.inquiry.letter import FIELDS
from catalogue.domain.inquiry.questions import MOST_QUESTIONS, Question, label_of
from catalogue.domain.packet import day_in_era
from catalogue.domain.text import clean, drop_forbidden_characters, number_in
from catalogue.schemas.inquiry import PATHS

Raw = dict[str, Any]

DAYS = ("dated", "reply_by")
OWN = "own"
OWN_ROWS = 3
_LONGEST = 20_000
_PICK, _PATH, _ABOUT, _QUESTION = "pick-", "path-", "about-", "question-"
_OF_A_QUESTION = re.compile(r"questions\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the form. ``path`` is :data:`OWN` for one of the writer's own."""

    path: str
    about: str
    question: str
    picked: bool

    @property
    def label(self) -> str:
        """What the form calls it."""
        return "" if self.path == OWN else label_of(self.path)

    @property
    def is_asked(self) -> bool:
        """Whether it goes into the letter. One's own is asked by being written."""
        return bool(self.question) if self.path == OWN else self.picked

    @property
    def raw(self) -> Raw:
        """As the schema takes it."""
        path = field_of(self.question) if self.path == OWN else self.path
        raw = {"path": path, "label": label_of(path), "about": self.about}
        return raw | ({"question": self.question} if self.question else {})


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole form: ``letter`` as it is typed, ``version`` of the letter it began from."""

    letter: Mapping[str, str]
    rows: Sequence[Row]
    version: int = 0

    @property
    def asked(self) -> list[tuple[int, Row]]:
        """The questions of the letter, each with its place in the form."""
        return [(place, row) for place, row in enumerate(self.rows) if row.is_asked]

    @property
    def raw(self) -> Raw:
        """As the schema takes it; what is empty is not said."""
        letter = {name: value for name, value in self.letter.items() if value}
        return {"letter": letter, "questions": [row.raw for _, row in self.asked]}


def sent() -> Typed:
    """What this request brings."""
    form = request.form
    letter = {name: cleaned(form.get(name, "")) for name in FIELDS}
    return Typed(letter, _rows(form), number_in(form.get("version")) or 0)


def _rows(form: MultiDict[str, str]) -> list[Row]:
    places = sorted(
        place
        for name in form
        if name.startswith(_PATH) and (place := number_in(name.removeprefix(_PATH))) is not None
    )
    return [
        Row(
            path=path if (path := form[f"{_PATH}{place}"]) in PATHS else OWN,
            about=cleaned(form.get(f"{_ABOUT}{place}", "")),
            question=cleaned(form.get(f"{_QUESTION}{place}", "")),
            picked=f"{_PICK}{place}" in form,
        )
        for place in places[: 3 * MOST_QUESTIONS]
    ]


def cleaned(words: str) -> str:
    """Words as they were typed, without what nobody can have typed; much longer ones are told of by the schema."""
    return clean(drop_forbidden_characters(words[:_LONGEST]))


def begun(letter: Mapping[str, Any], proposed: Iterable[Question]) -> Typed:
    """A new letter, with the questions that are usually asked ticked."""
    rows = [Row(each.path, each.about, each.text, each.weight is Weight.ALWAYS) for each in proposed]
    return Typed(_as_typed(letter), [*rows, *_own_rows()])


def of_letter(inquiry: Mapping[str, Any], proposed: Iterable[Question]) -> Typed:
    """A letter that is kept, with what else there is to ask by now, not ticked."""
    kept = [Row(each["path"], each["about"], each["question"], True) for each in inquiry["questions"]]
    there = {(row.path, row.about) for row in kept}
    more = [
        Row(each.path, each.about, each.text, False)
        for each in proposed
        if (each.path, each.about) not in there
    ]
    return Typed(_as_typed(inquiry["letter"]), [*kept, *more, *_own_rows()], inquiry["version"])


def _own_rows() -> list[Row]:
    return [Row(OWN, "", "", False)] * OWN_ROWS


def _as_typed(letter: Mapping[str, Any]) -> dict[str, str]:
    return {name: day_in_era(letter[name]) if name in DAYS else (letter[name] or "") for name in FIELDS}


def told(typed: Typed, error: CatalogueError) -> list[dict[str, str]]:
    """The mistakes as the list on top of the form shows them, each with the id of its field."""
    problems = error.problems or (Problem("", error.message),)
    return [_told(typed, problem) for problem in problems]


def _told(typed: Typed, problem: Problem) -> dict[str, str]:
    if found := _OF_A_QUESTION.match(problem.path):
        place, row = typed.asked[int(found[1])]
        label = f"質問文（{row.label or '追加の質問'}）"
        return {"path": f"{_QUESTION}{place}", "reason": problem.reason, "label": label}
    name = problem.path.removeprefix("letter.").partition(".")[0]
    label = "尋ねること" if name == "questions" else FIELDS.get(name, "")
    return {"path": name if label else "", "reason": problem.reason, "label": label}
