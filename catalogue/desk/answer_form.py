"""The form in which answers are written down.

Most answers come on one sheet, from one office, on one day. So these are typed once, above the questions, and hold for
every answer that says nothing else; an answer that was written down before keeps what was said of it then.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from catalogue.desk.inquiry_form import cleaned
from catalogue.domain.errors import CatalogueError, Problem
from catalogue.domain.inquiry.fields import LABELS, NOTES, TARGETS
from catalogue.domain.inquiry.questions import choices_of, is_settled
from catalogue.domain.packet import day_in_era
from catalogue.domain.text import number_in

Question = Mapping[str, Any]

# Who answered, and when: what the form calls it.
BY = {"answered_on": "回答日", "office": "回答者の所属", "post": "職", "name": "氏名"}
LABELS_OF_ANSWER = {
    **BY,
    "answer": "回答",
    "choice": "選択肢",
    "declined": "回答なし",
    "path": "回答を入れる項目",
}
TARGET_CHOICES = tuple(
    (path, f"{LABELS[path]}だけ（公開しない）" if path == NOTES else LABELS[path])
    for path in TARGETS
    if not choices_of(path)
)
# What the button says that is pressed while nothing is chosen.
NOT_CHOSEN = "-"
_OF_AN_ANSWER = re.compile(r"answers\[(\d+)\]\.(?:respondent\.)?(\w+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with what is typed for it. ``by`` is who answered and when, where it is another than above."""

    question: Question
    path: str
    answer: str
    choice: str
    declined: bool
    private: bool
    by: Mapping[str, str]

    @property
    def may_move(self) -> bool:
        """Whether its answer may be put into another field: not where it is about one row of the case."""
        return self.question["path"] in TARGETS and not self.choices

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The answers to choose from; those of the question as it was sent."""
        return choices_of(self.question["path"])

    @property
    def said(self) -> str:
        """The answer in words."""
        if self.declined:
            return LABELS_OF_ANSWER["declined"]
        return " ".join(filter(None, (dict(self.choices).get(self.choice, ""), self.answer)))

    @property
    def is_begun(self) -> bool:
        """Whether anything is said of it."""
        return bool(self.answer or self.choice or self.declined)


@dataclass(frozen=True, slots=True)
class Filled:
    """The whole form. ``by`` is what holds for every answer that says nothing else."""

    answers: Sequence[Answer]
    by: Mapping[str, str]
    version: int

    @property
    def raw(self) -> list[dict[str, Any]]:
        """As the schema takes them."""
        return [self._raw(each) for each in self.answers]

    def _raw(self, each: Answer) -> dict[str, Any]:
        by = {name: (each.by[name] or self.by[name] or None) if each.is_begun else None for name in BY}
        return {
            "path": each.path,
            "answer": each.answer or None,
            "choice": each.choice or None,
            "declined": each.declined,
            "private": each.private,
            "answered_on": by.pop("answered_on"),
            "respondent": by,
        }


def sent(inquiry: Mapping[str, Any]) -> Filled:
    """What this request brings for the questions of a letter."""
    answers = [_sent(question, number) for number, question in enumerate(inquiry["questions"])]
    by = {name: _typed(name) for name in BY}
    return Filled(answers, by, number_in(request.form.get("version")) or 0)


def _sent(question: Question, number: int) -> Answer:
    return Answer(
        question=question,
        path=request.form.get(f"path-{number}") or question["path"],
        answer=_typed(f"answer-{number}"),
        choice=_typed(f"choice-{number}").removeprefix(NOT_CHOSEN),
        declined=f"declined-{number}" in request.form,
        private=f"private-{number}" in request.form,
        by={name: _typed(f"{name}-{number}") for name in BY},
    )


def _typed(name: str) -> str:
    return cleaned(request.form.get(name, ""))


def of_letter(inquiry: Mapping[str, Any]) -> Filled:
    """What is written down already."""
    return Filled([_kept(each) for each in inquiry["questions"]], dict.fromkeys(BY, ""), inquiry["version"])


def _kept(question: Question) -> Answer:
    by = dict.fromkeys(BY, "")
    if is_settled(question):
        by |= {name: words or "" for name, words in question["respondent"].items()}
        by["answered_on"] = day_in_era(question["answered_on"])
    return Answer(
        question=question,
        path=question["path"],
        answer=question["answer"] or "",
        choice=question["choice"] or "",
        declined=question["declined"],
        private=question["private"],
        by=by,
    )


def told(filled: Filled, error: CatalogueError) -> list[dict[str, str]]:
    """The mistakes as the list on top of the form shows them, each with the id of its field. Who answered and when is
    asked for above the questions, where that is empty for all of them."""
    found = [_told(filled, problem) for problem in error.problems or (Problem("", error.message),)]
    return list({(each["path"], each["reason"]): each for each in found}.values())


def _told(filled: Filled, problem: Problem) -> dict[str, str]:
    found = _OF_AN_ANSWER.match(problem.path)
    if found is None:
        return {"path": "", "reason": problem.reason, "label": ""}
    number, name = int(found[1]), found[2]
    label = LABELS_OF_ANSWER.get(name, "")
    if name in BY and not filled.answers[number].by[name]:
        return {"path": name, "reason": problem.reason, "label": label}
    return {"path": f"{name}-{number}", "reason": problem.reason, "label": f"問{number + 1}の{label}"}
