"""Letters to other cities: made from what a case lacks, changed until they are sent, thrown away until then.

A letter is the office's and not one person's: whoever writes may go on with it. It changes nothing the public sees.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict
from catalogue.domain.inquiry.questions import InquiryState
from catalogue.domain.roles import Permission
from catalogue.editing.acting import TWICE_WITHIN, Actor, record
from catalogue.editing.gate import loaded
from catalogue.models import Inquiry, Municipality, finding
from catalogue.schemas.inquiry import InquirySchema

Raw = Mapping[str, Any]

MISTAKES = "入力を確かめてください。"
CHANGED_MEANWHILE = "開いているあいだに、ほかの人がこの照会文を直しました。"
SENT_ALREADY = "この照会文は、もう送られています。内容は直せません。"
_UNANSWERED: Mapping[str, Any] = {
    "answer": None,
    "choice": None,
    "declined": False,
    "private": False,
    "answered_on": None,
    "respondent": {"office": None, "post": None, "name": None},
}


def make(session: Session, actor: Actor, slug: str, raw: Raw) -> Inquiry:
    """A letter about a case; ``raw`` as :class:`InquirySchema` has it. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such case.
        Invalid: ``problems`` names what is wrong.
    """
    actor.must(Permission.WRITE)
    document = finding.newest_of(session, finding.case_of(session, slug)).document
    asked = loaded(InquirySchema(), raw, MISTAKES)
    inquiry = Inquiry(
        case_slug=slug,
        state=InquiryState.DRAFT.value,
        letter=asked["letter"] | _whom_it_is_about(session, document),
        questions=_numbered(asked["questions"]),
        staff_id=actor.id,
        made_by=actor.name,
        made_at=actor.now,
        changed_at=actor.now,
    )
    if same := _made_already(session, inquiry):
        return same
    session.add(inquiry)
    session.flush()
    _record(session, actor, Act.INQUIRY_MADE, inquiry)
    return inquiry


def change(session: Session, actor: Actor, inquiry_id: int, raw: Raw, version: int) -> Inquiry:
    """Write a letter that has not been sent anew. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such letter.
        Invalid: ``problems`` names what is wrong.
        Conflict: it has been sent, or somebody has changed it since ``version``.
    """
    inquiry = one(session, actor, inquiry_id)
    _must_be_unsent(inquiry)
    asked = loaded(InquirySchema(), raw, MISTAKES)
    letter, questions = inquiry.letter | asked["letter"], _numbered(asked["questions"])
    # The same that stands there already is no conflict: the button was pressed twice.
    if (letter, questions) == (inquiry.letter, inquiry.questions):
        return inquiry
    must_be_seen(inquiry, version)
    inquiry.letter, inquiry.questions = letter, questions
    changed(session, actor, inquiry, Act.INQUIRY_CHANGED)
    return inquiry


def drop(session: Session, actor: Actor, inquiry_id: int) -> str:
    """Throw a letter away that has not been sent; gives its subject. The caller commits. Raises as `droppable`."""
    inquiry = droppable(session, actor, inquiry_id)
    session.delete(inquiry)
    _record(session, actor, Act.INQUIRY_DROPPED, inquiry)
    return str(inquiry.letter["subject"])


def droppable(session: Session, actor: Actor, inquiry_id: int) -> Inquiry:
    """A letter that the actor may throw away.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such letter.
        Conflict: it has been sent.
    """
    inquiry = one(session, actor, inquiry_id)
    _must_be_unsent(inquiry)
    return inquiry


def one(session: Session, actor: Actor, inquiry_id: int) -> Inquiry:
    """A letter, for whoever may write. Raises Forbidden or NotFound."""
    actor.must(Permission.WRITE)
    return finding.inquiry_of(session, inquiry_id)


def _must_be_unsent(inquiry: Inquiry) -> None:
    if inquiry.state != InquiryState.DRAFT:
        raise Conflict(SENT_ALREADY)


def must_be_seen(inquiry: Inquiry, version: int) -> None:
    """Raises Conflict where somebody has changed a letter since ``version``."""
    if inquiry.version != version:
        raise Conflict(CHANGED_MEANWHILE)


def _whom_it_is_about(session: Session, document: Raw) -> dict[str, str]:
    """Kept with the letter, which can then be read when its case is gone."""
    place = session.get(Municipality, document["municipality"])
    assert place is not None  # no case is saved without one
    return {"case_title": document["title"], "place": place.place, "city": place.name}


def _numbered(questions: Sequence[Raw]) -> list[dict[str, Any]]:
    return [
        {"key": f"q{number}", **question, **_UNANSWERED} for number, question in enumerate(questions, start=1)
    ]


def _made_already(session: Session, inquiry: Inquiry) -> Inquiry | None:
    """The one of a moment ago that says the same: a button was pressed twice."""
    query = select(Inquiry).where(
        Inquiry.case_slug == inquiry.case_slug,
        Inquiry.staff_id == inquiry.staff_id,
        col(Inquiry.made_at) > inquiry.made_at - TWICE_WITHIN,
    )
    same = (inquiry.letter, inquiry.questions)
    return next((each for each in session.exec(query) if (each.letter, each.questions) == same), None)


def changed(session: Session, actor: Actor, inquiry: Inquiry, act: Act, more: str = "") -> None:
    """Keep a change, and leave it in the trail of the case."""
    inquiry.version, inquiry.changed_at = inquiry.version + 1, actor.now
    session.add(inquiry)
    session.flush()
    _record(session, actor, act, inquiry, more)


def _record(session: Session, actor: Actor, act: Act, inquiry: Inquiry, more: str = "") -> None:
    told = f"{inquiry.letter['place']}への照会（{len(inquiry.questions)}問）"
    record(session, actor, act, inquiry.case_slug, "。".join(filter(None, (told, more))))
