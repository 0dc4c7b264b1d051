"""Asking another city what its case does not say: the letter, its questions, and the answers."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from catalogue.models.base import Json, Moment


class Inquiry(SQLModel, table=True):
    """One letter (照会文) about one case.

    ``letter`` is what the letter says besides its questions (:mod:`catalogue.domain.inquiry.letter`). ``questions`` is
    a list of ``{key, path, label, question, about, answer, choice, declined, private, answered_on, respondent}``:
    ``path`` is the field of the case's document the answer belongs into, ``about`` the words of the row or the open
    question it is about, ``respondent`` an ``{office, post, name}``, whose name is for staff alone. ``state`` is a word
    of :mod:`catalogue.domain.inquiry.questions`, ``sent_on`` a day. ``source_key`` names the source that the answers
    became. ``version`` counts changes, so that none is written over another unseen.
    """

    id: int | None = Field(default=None, primary_key=True)
    case_slug: str = Field(index=True)
    state: str
    letter: dict[str, Any] = Field(sa_type=Json)
    questions: list[dict[str, Any]] = Field(sa_type=Json)
    source_key: str | None = None
    version: int = 1
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    made_by: str
    made_at: datetime = Field(sa_type=Moment)
    sent_on: str | None = None
    changed_at: datetime = Field(sa_type=Moment)
