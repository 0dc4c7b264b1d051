"""Letters to other cities, for the desk: all of them with who is waited for first, one, and what a new one begins with.

A letter knows the title of its case and whom it is written to, so a list asks no other table.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain import rights
from catalogue.domain.clock import day_in_tokyo, day_in_words
from catalogue.domain.inquiry import letter as inquiry_letter
from catalogue.domain.inquiry import questions as inquiring
from catalogue.domain.inquiry.answering import source_of, with_answers
from catalogue.domain.inquiry.letter import REMEMBERED, day_with_weekday
from catalogue.domain.inquiry.questions import InquiryState, Question
from catalogue.domain.wareki import show_text
from catalogue.models import ImageRecord, Inquiry, Municipality, finding

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new letter begins with."""

    slug: str
    letter: Row
    questions: list[Question]


def listed(session: Session, today: date, state: InquiryState | None = None) -> list[Row]:
    """All letters, or those that stand there: first those that are overdue or due soon, then the latest changed."""
    found = session.exec(select(Inquiry).order_by(col(Inquiry.changed_at).desc(), col(Inquiry.id).desc()))
    rows = [_row(each, today) for each in found if state in (None, each.state)]
    return sorted(rows, key=lambda row: row["left"] if row["due"] else float("inf"))


def counts(session: Session) -> dict[InquiryState, int]:
    """How many letters stand where."""
    states = list(session.exec(select(Inquiry.state)))
    return {state: states.count(state) for state in InquiryState}


def overdue(session: Session, today: date) -> list[Row]:
    """Those whose answer should have come, the longest waiting first."""
    sent = session.exec(select(Inquiry).where(Inquiry.state == InquiryState.SENT))
    rows = [_row(each, today) for each in sent]
    return sorted((row for row in rows if row["left"] < 0), key=lambda row: row["left"])


def of_case(session: Session, slug: str) -> Row:
    """``inquiries`` about a case, the latest first."""
    query = select(Inquiry).where(Inquiry.case_slug == slug).order_by(col(Inquiry.id).desc())
    return {"inquiries": [_row(each) for each in session.exec(query)]}


def one(session: Session, inquiry_id: int, today: date) -> Row:
    """A letter with all that is kept of it: as a row of the list, with ``letter``, ``questions`` and ``version``, and
    whether its case is still ``there``. Raises NotFound."""
    inquiry = finding.inquiry_of(session, inquiry_id)
    return _row(inquiry, today) | {
        "letter": inquiry.letter,
        "questions": [_with_words(each) for each in inquiry.questions],
        "version": inquiry.version,
        "sent_on": inquiry.sent_on,
        "source_key": inquiry_letter.key_of(inquiry.id, inquiry.source_key),
        "changed_on": day_in_words(day_in_tokyo(inquiry.changed_at)),
        "there": finding.find(session, finding.CASE, inquiry.case_slug) is not None,
    }


def _with_words(question: Row) -> Row:
    """With what was ``chosen`` and the day of the answer as they are read."""
    day = question["answered_on"]
    chosen = dict(inquiring.choices_of(question["path"])).get(question["choice"] or "", "")
    return question | {"chosen": chosen, "answered_on_text": show_text(day) if day else ""}


def _row(inquiry: Inquiry, today: date | None = None) -> Row:
    """``left`` are the days there are to answer, ``due`` says so in words where that is soon or over."""
    letter, state = inquiry.letter, InquiryState(inquiry.state)
    left = inquiry_letter.days_left(state, letter, today) if today else None
    return {
        "id": inquiry.id,
        "slug": inquiry.case_slug,
        "state": state,
        "title": letter["case_title"],
        "place": letter["place"],
        "addressee": letter["addressee"],
        "number": letter["number"],
        "reply_by_text": day_with_weekday(letter["reply_by"]),
        "sent_on_text": show_text(inquiry.sent_on) if inquiry.sent_on else "",
        "left": left,
        "due": inquiry_letter.due_in_words(left),
        "asked": len(inquiry.questions),
        "settled": sum(map(inquiring.is_settled, inquiry.questions)),
        "answered": sum(map(inquiring.is_answered, inquiry.questions)),
        "made_by": inquiry.made_by,
        "made_on": day_in_words(day_in_tokyo(inquiry.made_at)),
    }


def beginning(session: Session, slug: str, staff_id: int | None, today: date) -> Beginning:
    """A letter about a case as it is proposed: what its newest revision lacks, and who writes as in this person's last
    letter. Raises NotFound."""
    document = finding.newest_of(session, finding.case_of(session, slug)).document
    place = session.get(Municipality, document["municipality"])
    assert place is not None  # no case is saved without one
    contact = (document["contact"] or {}).get("name")
    letter = inquiry_letter.usual_letter(document["title"], place.place, place.name, today, contact)
    return Beginning(
        slug, letter | _as_last_time(session, staff_id), proposed(session, slug, place.name, today)
    )


def proposed(session: Session, slug: str, city: str, today: date) -> list[Question]:
    """What the newest revision of a case lacks, as questions. Raises NotFound."""
    document = finding.newest_of(session, finding.case_of(session, slug)).document
    unsettled = _unsettled(session, {figure["image"] for figure in document["figures"]}, today)
    return inquiring.questions_of(document, inquiring.called(city), unsettled)


def with_its_answers(session: Session, inquiry: Row) -> tuple[Row, Row]:
    """The newest revision of a letter's case as it is, and as it would be with the answers; both the same where nothing
    has come back. Raises NotFound."""
    document = finding.newest_of(session, finding.case_of(session, inquiry["slug"])).document
    if not inquiry["answered"]:
        return document, document
    source = source_of(inquiry["source_key"], inquiry["letter"], inquiry["questions"])
    return document, with_answers(document, inquiry["questions"], source)


def _unsettled(session: Session, digests: Collection[str], today: date) -> set[str]:
    """The pictures whose permission is not in order on that day."""
    found = session.exec(select(ImageRecord).where(col(ImageRecord.digest).in_(digests)))
    settled = {each.digest for each in found if rights.in_order(each.clearance, each.clearance_until, today)}
    return set(digests) - settled


def _as_last_time(session: Session, staff_id: int | None) -> Row:
    query = select(Inquiry).where(Inquiry.staff_id == staff_id).order_by(col(Inquiry.id).desc())
    last = session.exec(query).first()
    return {name: last.letter[name] for name in REMEMBERED} if last else {}
