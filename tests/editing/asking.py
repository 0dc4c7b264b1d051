"""Letters to other cities as tests make them: proposed from a case, sent, answered."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from catalogue.context import session, today, transaction
from catalogue.domain.inquiry.gaps import Weight
from catalogue.domain.inquiry.letter import FIELDS
from catalogue.editing import inquiries, inquiry_answers
from catalogue.editing.acting import Actor
from catalogue.models import Inquiry
from catalogue.reading import desk_inquiries

Raw = dict[str, Any]

CASE = "sakai-jidounten-drone"
BY: Raw = {"office": "政策推進課", "post": "係長", "name": "境 一郎"}


def a_letter(app: Flask, who: Actor, slug: str = CASE, **changes: str) -> Raw:
    """A letter as it is proposed, with an office that can be reached."""
    with app.app_context():
        found = desk_inquiries.beginning(session(), slug, who.id, today())
    letter = {name: found.letter[name] for name in FIELDS} | {"office": "青梅市○○課", "email": "a@example.jp"}
    questions = [
        {"path": each.path, "label": each.label, "about": each.about, "question": each.text}
        for each in found.questions
        if each.weight is Weight.ALWAYS
    ]
    return {
        "letter": {name: words for name, words in (letter | changes).items() if words},
        "questions": questions,
    }


def make(app: Flask, who: Actor, slug: str = CASE, **changes: str) -> int:
    """A letter about a case; its number."""
    raw = a_letter(app, who, slug, **changes)
    with app.app_context(), transaction() as writing:
        number = inquiries.make(writing, who, slug, raw).id
    assert number is not None
    return number


def send(app: Flask, who: Actor, number: int, day: str = "") -> None:
    """That it was sent, today where no day is said."""
    with app.app_context(), transaction() as writing:
        inquiry_answers.mark_sent(writing, who, number, day or today().isoformat(), kept(app, number).version)


def kept(app: Flask, number: int) -> Inquiry:
    """The letter as it is kept."""
    with app.app_context():
        inquiry = session().get(Inquiry, number)
        assert inquiry is not None
        return inquiry


def answers_to(app: Flask, number: int, said: Mapping[str, Raw]) -> list[Raw]:
    """An answer for every question of a letter, by its field or by what it is about; nothing for the others."""
    with app.app_context():
        day = today().isoformat()
    return [
        _answer(each, said.get(each["about"]) or said.get(each["path"]), day)
        for each in kept(app, number).questions
    ]


def _answer(question: Raw, said: Raw | None, day: str) -> Raw:
    nobody = dict.fromkeys(BY)
    blank = {"path": question["path"], "answered_on": None, "respondent": nobody}
    return blank if said is None else blank | {"answered_on": day, "respondent": BY} | said


def answer(app: Flask, who: Actor, number: int, said: Mapping[str, Raw]) -> None:
    """What came back."""
    rows = answers_to(app, number, said)
    with app.app_context(), transaction() as writing:
        inquiry_answers.answer(writing, who, number, rows, kept(app, number).version)
