"""Answers of another city, put into a case's document: each into the field its question asked about, citing the source
that all of them have become.

What has no field, does not fit into the one it was meant for, or is not to be published, goes into the 庁内メモ with a
sentence, so that nothing is lost. Putting the same answers in once more changes nothing.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from catalogue.domain.document_rows import Document, row_that_says, rows_of
from catalogue.domain.inquiry.answers_put import put, words_of
from catalogue.domain.inquiry.fields import NOTES
from catalogue.domain.inquiry.letter import Letter, month_of, source_title
from catalogue.domain.inquiry.questions import is_answered
from catalogue.domain.packet import day_in_era
from catalogue.domain.vocabulary import SourceKind

Question = Mapping[str, Any]
Source = Mapping[str, Any]

_NO_ANSWER = "次の点は、回答が得られませんでした：{}"
_PRIVATE = "公開しない回答　"


def source_of(key: str, letter: Letter, questions: Sequence[Question]) -> Source:
    """The source that all answers become: dated when the last of them came, with the offices that gave them. Names of
    persons are not in it."""
    settled = [each for each in questions if is_answered(each)]
    days = sorted({each["answered_on"] for each in settled})
    offices = dict.fromkeys(each["respondent"]["office"] for each in settled)
    number = f"{letter['number']}、" if letter["number"] else ""
    answered = f"回答：{'、'.join(offices)}（{'、'.join(map(day_in_era, days))}）"
    return {
        "key": key,
        "title": source_title(letter["city"]),
        "publisher": letter["city"],
        "kind": SourceKind.OFFICIAL.value,
        "url": None,
        "date": days[-1],
        "accessed": None,
        "note": f"{answered}。照会：{number}{day_in_era(letter['dated'])}",
    }


def with_answers(document: Mapping[str, Any], questions: Sequence[Question], source: Source) -> Document:
    """The document with the answers of these kept questions and the source they cite; the one given stays as it is. It
    may be one that somebody is still typing: parts may be missing, and nothing is judged here."""
    filled = deepcopy(dict(document))
    answered = [each for each in questions if is_answered(each)]
    if not all(each.get("private") for each in answered):
        _add_source(filled, source)
    for question in answered:
        left = words_of(question) if question.get("private") else put(filled, question, source)
        if left:
            _remember(filled, source, _of_question(question, left))
    known_now = {each["about"] for each in answered if not each.get("private")}
    filled["unknowns"] = [line for line in rows_of(filled, "unknowns") if line not in known_now]
    if refused := [each["about"] or each["label"] for each in questions if each.get("declined")]:
        _remember(filled, source, _NO_ANSWER.format("、".join(refused)))
    return filled


def _of_question(question: Question, words: str) -> str:
    private = _PRIVATE if question.get("private") else ""
    return f"{private}{question['about'] or question['label']}：{' '.join(words.split())}"


def _remember(document: Document, source: Source, sentence: str) -> None:
    """Append it to the 庁内メモ, once."""
    notes = document.get(NOTES) or ""
    if f"　{sentence}" not in notes:
        document[NOTES] = f"{notes}\n{source['title']}（{month_of(source['date'])}）　{sentence}".strip()


def _add_source(document: Document, source: Source) -> None:
    known = row_that_says(document, "sources", "key", source["key"])
    if known is not None:
        known.update(source)
    else:
        document["sources"] = [*rows_of(document, "sources"), dict(source)]
