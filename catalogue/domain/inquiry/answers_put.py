"""One answer, put into the field its question asked about: a way for every kind of field.

Each way takes the document, the kept question and the source that is cited, and gives the words that found no place,
for the 庁内メモ; empty where all of them did. What a field says already stays. A row or a value that is there from the
same source is the same answer, put in once more.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from catalogue.domain.document_rows import Document, add_once, cite, cites, row_that_says
from catalogue.domain.inquiry.answers_read import (
    date_before,
    date_in,
    figure_in,
    lines_of,
    named_value,
    office_in,
    planned_on,
)
from catalogue.domain.inquiry.fields import STATEMENTS
from catalogue.domain.inquiry.questions import CONTENT, DISAGREEMENTS, NO, OUTCOMES, YES, choices_of
from catalogue.domain.text import quoted
from catalogue.domain.vocabulary import Status

Question = Mapping[str, Any]
Source = Mapping[str, Any]
Put = Callable[[Document, Question, Source], str]

# What the fields of a document hold: a line, a paragraph.
LONGEST_LINE, LONGEST_PARAGRAPH = 200, 2_000
_OUTCOME = "取組の成果"


def put(document: Document, question: Question, source: Source) -> str:
    """Put an answer where it belongs."""
    path = question["path"]
    if path in STATEMENTS:
        return _statements(path, document, question, source)
    way = _WAYS.get(path)
    return way(document, question, source) if way else words_of(question)


def words_of(question: Question) -> str:
    """The answer, with what was chosen before it."""
    chosen = dict(choices_of(question["path"])).get(question.get("choice") or "", "")
    return "。".join(filter(None, (chosen, _told(question))))


def _told(question: Question) -> str:
    return question.get("answer") or ""


def _statements(path: str, document: Document, question: Question, source: Source) -> str:
    for line in lines_of(_told(question)):
        add_once(document, path, {"text": line, "sources": [source["key"]]})
    return ""


def _status(document: Document, question: Question, source: Source) -> str:
    """Set where nobody knew it. A case that is said to stand otherwise is for a person to look at."""
    choice, now = question.get("choice"), document.get("status")
    if choice and now not in (None, "", Status.UNKNOWN, choice):
        return words_of(question)
    if choice:
        document["status"] = choice
    return _statements("activities", document, question, source)


def _started(document: Document, question: Question, source: Source) -> str:
    if known := document.get("started"):
        return "" if cites(known, source["key"]) else words_of(question)
    date, rest = date_before(_told(question))
    if date is None or not _is_line(rest):
        return words_of(question)
    document["started"] = {"date": date, "note": rest or None, "sources": [source["key"]]}
    return ""


def _events(document: Document, question: Question, source: Source) -> str:
    """A row for every line that begins with its day. A day alone is that of what was asked about."""
    left, asked = [], question["about"].removesuffix("の時期")
    for line in lines_of(_told(question)):
        date, rest = date_before(line)
        text = f"{asked}（予定）" if asked and planned_on(line) else rest or asked
        if date and text:
            add_once(document, "events", {"date": date, "text": text, "sources": [source["key"]]})
        else:
            left.append(line)
    return " ".join(left)


def _population(document: Document, question: Question, source: Source) -> str:
    if known := document.get("population"):
        return "" if cites(known, source["key"]) else words_of(question)
    figure = figure_in(_told(question))
    if figure is None or figure.unit != "人":
        return words_of(question)
    document["population"] = {
        "value": figure.number,
        "approximate": figure.approximate,
        "as_of": figure.as_of,
        "as_of_note": None,
        "sources": [source["key"]],
    }
    return ""


def _outcomes(document: Document, question: Question, source: Source) -> str:
    """A row for every line: the indicator is what the line says before 「：」, or else what was asked about."""
    for line in lines_of(_told(question)):
        name, value = named_value(line) or (question["about"] or _OUTCOME, line)
        add_once(document, OUTCOMES, _outcome(name, value, source))
    return ""


def _outcome(name: str, value: str, source: Source) -> Document:
    """What is too long for a value stands beside it, but for its first sentence."""
    if not _is_line(name):
        name, value = _OUTCOME, f"{name}：{value}"
    figure, short, note = figure_in(value), value, None
    if not _is_line(value):
        first, _, rest = value.partition("。")
        short, note = (first, rest or None) if _is_line(first) else ("", value)
    return {
        "indicator": name,
        "value": short,
        "number": figure.number if figure else None,
        "unit": figure.unit if figure else None,
        "as_of": figure.as_of if figure else None,
        "as_of_note": None,
        "note": note,
        "sources": [source["key"]],
    }


def _outcome_day(document: Document, question: Question, source: Source) -> str:
    row, words = row_that_says(document, OUTCOMES, "indicator", question["about"]), _told(question).strip()
    if row is not None and cites(row, source["key"]):
        return ""
    if row is None or row.get("as_of") or row.get("as_of_note") or not _is_line(words):
        return words_of(question)
    date = date_in(words)
    row["as_of" if date else "as_of_note"] = date or words
    cite(row, source["key"])
    return ""


def _outcome_source(document: Document, question: Question, source: Source) -> str:
    row = row_that_says(document, OUTCOMES, "indicator", question["about"])
    words = " ".join(lines_of(_told(question)))
    if row is None or row.get("note") not in (None, "", words):
        return words_of(question)
    row["note"] = words
    cite(row, source["key"])
    return ""


def _partners(document: Document, question: Question, source: Source) -> str:
    """名称：役割 on every line; of somebody who is named already, the part they took is filled in."""
    left = []
    for line in lines_of(_told(question)):
        name, role = named_value(line) or (line, None)
        known = row_that_says(document, "partners", "name", name)
        if not (_is_line(name) and _is_line(role or "")):
            left.append(line)
        elif known is None:
            row = {"name": name, "role": role, "sources": [source["key"]]}
            add_once(document, "partners", row)
        elif role and not known.get("role"):
            known["role"] = role
            cite(known, source["key"])
    return " ".join(left)


def _lead(document: Document, question: Question, _source: Source) -> str:
    words = "、".join(lines_of(_told(question)))
    if document.get("lead") not in (None, "", words) or not _is_line(words):
        return words_of(question)
    document["lead"] = words
    return ""


def _contact(document: Document, question: Question, _source: Source) -> str:
    """Only where none is known: whom to ask is told by the city itself, and changes as a whole."""
    office = office_in(_told(question))
    if known := document.get("contact"):
        return "" if known.get("name") == office.name else words_of(question)
    if not office.name or not _is_line(office.name):
        return words_of(question)
    document["contact"] = {
        "name": office.name,
        "purpose": None,
        "telephone": office.telephone,
        "email": office.email,
        "url": None,
        "note": office.note,
    }
    return ""


def _disagreement(document: Document, question: Question, source: Source) -> str:
    """What the city says stands beside what the papers say, until somebody has mended the case."""
    row = row_that_says(document, DISAGREEMENTS, "topic", question["about"])
    said = quoted(" ".join(lines_of(_told(question))))
    told = f"{source['publisher']}は、照会に対し{said}と回答している。"
    found = (row.get("finding") or "") if row else ""
    if row is None or len(found) + len(told) > LONGEST_PARAGRAPH:
        return words_of(question)
    row["finding"] = found if told in found else found + told
    cite(row, source["key"])
    return ""


def _content(document: Document, question: Question, source: Source) -> str:
    """A city that finds nothing to mend has checked the case; what it wants mended is for a person to do."""
    if question.get("choice") == YES:
        how = f"{source['publisher']}への照会により確認"
        document["checked"] = {"on": source["date"], "how": how, "by_person": True}
        return _told(question)
    return words_of(question) if question.get("choice") == NO or _told(question) else ""


def _is_line(words: str) -> bool:
    return len(words) <= LONGEST_LINE and "\n" not in words


_WAYS: Mapping[str, Put] = {
    "status": _status,
    "started": _started,
    "events": _events,
    "population": _population,
    "funding_kinds": partial(_statements, "funding"),
    OUTCOMES: _outcomes,
    f"{OUTCOMES}.as_of": _outcome_day,
    f"{OUTCOMES}.sources": _outcome_source,
    "lead": _lead,
    "partners": _partners,
    "partners.role": _partners,
    "contact": _contact,
    DISAGREEMENTS: _disagreement,
    CONTENT: _content,
}
