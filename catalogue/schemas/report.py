"""A report of a mistake on its way in, and what staff answer to it: what the two forms hold and what they must."""

from collections.abc import Mapping
from typing import Any

from catalogue.domain.report_parts import CLOSED, Informant, ReportPart, ReportState
from catalogue.domain.vocabulary import Named
from catalogue.schemas.fields import LINE, PARAGRAPH, Form, Text, optional

LONGEST_GROUNDS = 500

# Every field of the two forms, as it is called beside it.
LABELS: Mapping[str, str] = {
    "about": "どの部分についてですか",
    "text": "どこが、どう違っていますか",
    "grounds": "どうして分かりましたか",
    "informant": "あなたについて",
    "contact": "連絡先",
    "state": "結果",
    "answer": "対応の内容",
}


class OneOf(Text):
    """One word of a closed list, chosen on a page: who chose none is told so, and not what the words are stored as."""

    def __init__(self, words: tuple[Named, ...], choose: str, **options: Any) -> None:
        super().__init__(LINE, **options)
        self.words = {word.value for word in words}
        self.error_messages |= dict.fromkeys(("required", "empty", "choose"), choose)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> Any:
        word = super()._deserialize(value, attr, data, **options)
        if word not in self.words:
            raise self.make_error("choose")
        return word


class ReportSchema(Form):
    """What a reader sends."""

    about = OneOf(tuple(ReportPart), "どの部分についてか、選んでください。", required=True)
    text = Text(PARAGRAPH, lines=True, required=True)
    grounds = optional(Text(LONGEST_GROUNDS, lines=True))
    informant = optional(OneOf(tuple(Informant), "どれかを選ぶか、空のままにしてください。"))
    contact = optional(Text())


class AnswerSchema(Form):
    """What staff say about it in the end."""

    state = OneOf(CLOSED, "済みか、誤りではなかったかを選んでください。", required=True)
    answer = Text(PARAGRAPH, lines=True, required=True)


REPORT_FIELDS = tuple(ReportSchema().fields)
ANSWER_FIELDS = tuple(AnswerSchema().fields)


def part_asked_for(word: str) -> str:
    """The part an address prefills the form with; empty where it names none."""
    return word if word in set(ReportPart) else ""


def state_asked_for(word: str) -> ReportState | None:
    """The state an address asks a list for; nothing where it names none."""
    return ReportState(word) if word in set(ReportState) else None
