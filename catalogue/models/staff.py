"""Who may sit at the desk, who sits there now, and what everybody did."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from catalogue.models.base import Json, Moment


class Staff(SQLModel, table=True):
    """One person. ``name`` is what they sign in with, ``display`` how others see them; ``roles`` are words of
    :class:`catalogue.domain.roles.Role`.

    ``password`` is an Argon2id hash; nothing, where the city's own sign-in vouches for them (``subject``, as its issuer
    calls them). Nobody is ever deleted: what they did names them.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    display: str
    roles: list[str] = Field(default_factory=list, sa_type=Json)
    password: str | None = None
    must_change: bool = False
    subject: str | None = Field(default=None, unique=True)
    added_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class SignIn(SQLModel, table=True):
    """One sitting at the desk, from signing in to signing out. The browser holds a random token, this its SHA-256, so
    that nobody who reads the table can sit down in another's place."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    token_digest: str = Field(unique=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    origin: str
    began_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class FailedSignIn(SQLModel, table=True):
    """How often signing in has failed in a row, for a name or from a place (``name:…``, ``origin:…``)."""

    __tablename__ = "failed_sign_in"

    key: str = Field(primary_key=True)
    failures: int
    failed_at: datetime = Field(sa_type=Moment)


class Handover(SQLModel, table=True):
    """Somebody's work went to somebody else: what is sent back to the one waits for the other from then on."""

    id: int | None = Field(default=None, primary_key=True)
    from_id: int = Field(foreign_key="staff.id", index=True)
    to_id: int = Field(foreign_key="staff.id", index=True)
    made_at: datetime = Field(sa_type=Moment)


class AuditRecord(SQLModel, table=True):
    """One act at the desk: when, who (as they were called then), what, about what, from where. Never changed
    afterwards.

    ``act`` is a word of :class:`catalogue.domain.acts.Act`. ``subject`` names what it was about (a slug, a node's key,
    a name), ``detail`` what else the trail should say, as a sentence in Japanese.
    """

    __tablename__ = "audit_record"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff.id", index=True)
    who: str
    act: str
    subject: str
    detail: str | None = None
    origin: str


class Report(SQLModel, table=True):
    """A mistake that a reader found on the page of a case. ``path`` is the part of the page it is about, ``grounds``
    how they know, ``informant`` who they say they are (words of ``catalogue.domain.report_parts``, like ``state``).

    ``sender`` is a keyed digest of where it came from, for the limit of how many one place may send: it is emptied once
    it is no longer counted, and ``contact`` some time after the report was dealt with.
    """

    id: int | None = Field(default=None, primary_key=True)
    case_slug: str = Field(index=True)
    path: str
    text: str
    grounds: str | None = None
    informant: str | None = None
    contact: str | None = None
    sender: str = Field(index=True)
    sent_at: datetime = Field(sa_type=Moment)
    state: str = Field(index=True)
    answer: str | None = None
    handled_by: str | None = None
    handled_at: datetime | None = Field(default=None, sa_type=Moment)


class KeptList(SQLModel, table=True):
    """A shortlist under a name; ``entries`` are pairs of slug and note, ``node_key`` the measure it is kept for."""

    __tablename__ = "kept_list"

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    title: str
    node_key: str | None = None
    entries: list[list[str]] = Field(default_factory=list, sa_type=Json)
    shared: bool = False
    saved_at: datetime = Field(sa_type=Moment)


class Packet(SQLModel, table=True):
    """Papers for one meeting, frozen as they were: ``content`` holds whole pages of cases, not references to them."""

    id: int | None = Field(default=None, primary_key=True)
    number: str
    meeting: str
    held_on: str | None = None
    title: str
    content: dict[str, Any] = Field(sa_type=Json)
    made_by: str
    staff_id: int = Field(foreign_key="staff.id")
    made_at: datetime = Field(sa_type=Moment)


class CaseUse(SQLModel, table=True):
    """Where a case was used: in a packet, or on a page of a plan, in words. ``node_key`` where a measure is known."""

    __tablename__ = "case_use"

    id: int | None = Field(default=None, primary_key=True)
    case_slug: str = Field(index=True)
    place: str
    node_key: str | None = None
    packet_id: int | None = Field(default=None, foreign_key="packet.id", index=True, ondelete="CASCADE")
    noted_by: str
    noted_at: datetime = Field(sa_type=Moment)
