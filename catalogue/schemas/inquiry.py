"""A letter to another city, its questions, and the answers that came back, as forms bring them."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, pre_load, validate, validates_schema

from catalogue.domain.inquiry.fields import TARGETS
from catalogue.domain.inquiry.questions import (
    CONTENT,
    DISAGREEMENTS,
    FIGURES,
    MOST_QUESTIONS,
    OUTCOMES,
    choices_of,
)
from catalogue.schemas.fields import LINE, PARAGRAPH, SHORT, Document, Flag, Many, One, Text, optional
from catalogue.schemas.packet import DayAsTyped

LONGEST_QUESTION = 5_000
# What a question may be about: fields that an answer can be put into, and rows of the case that are looked at.
ROWS = (f"{OUTCOMES}.as_of", f"{OUTCOMES}.sources", DISAGREEMENTS, FIGURES, CONTENT, "partners.role")
PATHS = (*TARGETS, *ROWS, "funding_kinds", "sources")

_UNREACHABLE = "電話か電子メールの、どちらかを書いてください。"
_TOO_EARLY = "文書の日付より後の日を書いてください。"
_NO_QUESTION = "尋ねることを1つ以上選んでください。"
_NO_DAY, _NO_OFFICE = "回答日を書いてください。", "回答者の所属を書いてください。"
_BOTH = "回答を書いたときは、「回答なし」の印を外してください。"
_NO_CHOICE = "選択肢から選んでください。"
_PATH = validate.OneOf(PATHS, error="回答を入れる項目を選び直してください。")


class LetterSchema(Document):
    """What people type of a letter."""

    number = optional(Text(SHORT))
    dated = DayAsTyped(required=True)
    addressee = Text(LINE, required=True)
    sender = Text(LINE, lines=True, required=True)
    subject = Text(LINE, required=True)
    introduction = Text(PARAGRAPH, lines=True, required=True)
    reply_by = DayAsTyped(required=True)
    reply_how = Text(PARAGRAPH, lines=True, required=True)
    use = Text(PARAGRAPH, lines=True, required=True)
    office = Text(LINE, required=True)
    person = optional(Text(SHORT))
    telephone = optional(Text(SHORT))
    email = optional(Text(SHORT))

    @validates_schema(skip_on_field_errors=False)
    def can_be_answered(self, data: Mapping[str, Any], **_: Any) -> None:
        """Somebody can be asked, and there is time to."""
        wrong: dict[str, list[str]] = {}
        if not (data.get("telephone") or data.get("email")):
            wrong["email"] = [_UNREACHABLE]
        if data.get("dated") and data.get("reply_by") and data["reply_by"] <= data["dated"]:
            wrong["reply_by"] = [_TOO_EARLY]
        if wrong:
            raise ValidationError(wrong)


class QuestionSchema(Document):
    """One question as it is sent."""

    path = Text(validate=_PATH, required=True)
    label = Text(SHORT, required=True)
    about = Text(PARAGRAPH, load_default="")
    question = Text(LONGEST_QUESTION, lines=True, required=True)

    @pre_load
    def leave_out_what_is_empty(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """A question that is not about anything in particular says nothing of it."""
        return {name: value for name, value in data.items() if name != "about" or value}


class InquirySchema(Document):
    """A letter with its questions."""

    letter = One(LetterSchema, required=True)
    questions = Many(One(QuestionSchema), most=MOST_QUESTIONS)

    @validates_schema(skip_on_field_errors=False)
    def asks_something(self, data: Mapping[str, Any], **_: Any) -> None:
        """A letter without a question is none."""
        if not data.get("questions"):
            raise ValidationError({"questions": [_NO_QUESTION]})


class RespondentSchema(Document):
    """Who answered. The name is for staff alone."""

    office = optional(Text(LINE))
    post = optional(Text(SHORT))
    name = optional(Text(SHORT))


class AnswerSchema(Document):
    """What came back for one question; everything may be empty. ``path`` is where it is to be put."""

    path = Text(validate=_PATH, required=True)
    answer = optional(Text(PARAGRAPH, lines=True))
    choice = optional(Text(SHORT))
    declined = Flag(load_default=False)
    private = Flag(load_default=False)
    answered_on = optional(DayAsTyped())
    respondent = One(RespondentSchema, required=True)

    @validates_schema(skip_on_field_errors=False)
    def is_somebodys(self, data: Mapping[str, Any], **_: Any) -> None:
        """An answer has a day and comes from an office."""
        wrong: dict[str, Any] = {}
        said = data.get("answer") or data.get("choice")
        if said or data.get("declined"):
            wrong |= {} if data.get("answered_on") else {"answered_on": [_NO_DAY]}
            office = (data.get("respondent") or {}).get("office")
            wrong |= {} if office else {"respondent": {"office": [_NO_OFFICE]}}
        if said and data.get("declined"):
            wrong["declined"] = [_BOTH]
        if data.get("choice") and data["choice"] not in dict(choices_of(data.get("path", ""))):
            wrong["choice"] = [_NO_CHOICE]
        if wrong:
            raise ValidationError(wrong)


class AnswersSchema(Document):
    """What came back for every question, in their order."""

    answers = Many(One(AnswerSchema), most=MOST_QUESTIONS)


class SentSchema(Document):
    """When a letter was sent."""

    sent_on = DayAsTyped(required=True)
