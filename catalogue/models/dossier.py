"""The folder staff carry: every revision of a case or a plan, what was decided and said about it, and the links."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from catalogue.models.base import Json, Moment


class Dossier(SQLModel, table=True):
    """One case or plan, the themes or the synonyms, with all revisions; ``public_number`` says which one is public.

    ``last_number`` is the greatest number a revision of it ever had. One that an undone import has taken along is never
    given again: a link or an exported row that names it must not mean another revision.
    """

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    slug: str
    public_number: int | None = None
    last_number: int = 0

    __table_args__ = (UniqueConstraint("kind", "slug"),)


class Revision(SQLModel, table=True):
    """One saved document; never changed afterwards."""

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id", index=True)
    number: int
    document: dict[str, Any] = Field(sa_type=Json)
    author: str
    author_id: int | None = Field(default=None, foreign_key="staff.id")
    note: str | None = None
    from_seed: bool
    saved_at: datetime = Field(sa_type=Moment)

    __table_args__ = (UniqueConstraint("dossier_id", "number"),)


class Decision(SQLModel, table=True):
    """Submitted, returned, approved, withdrawn, or registered at the start: who, when, why; ``reference`` is the number
    of the paper it was decided on (文書番号), where there is one."""

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    kind: str
    actor: str
    actor_id: int | None = Field(default=None, foreign_key="staff.id")
    reason: str | None = None
    reference: str | None = None
    decided_at: datetime = Field(sa_type=Moment)


class Comment(SQLModel, table=True):
    """What a reviewer says of one field of a revision (``path`` as in a problem; empty: of the whole), until it is
    settled."""

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    path: str
    text: str
    author: str
    author_id: int | None = Field(default=None, foreign_key="staff.id")
    made_at: datetime = Field(sa_type=Moment)
    settled_by: str | None = None
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class Draft(SQLModel, table=True):
    """What one person has typed and not saved yet, as the form sends it: names of fields to lists of values.

    ``slug`` is empty while the case has none. ``based_on`` is the number of the revision the form began from.
    """

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    slug: str | None = Field(default=None, index=True)
    based_on: int | None = None
    form: dict[str, Any] = Field(sa_type=Json)
    saved_at: datetime = Field(sa_type=Moment)

    __table_args__ = (UniqueConstraint("staff_id", "slug"),)


class LinkRecord(SQLModel, table=True):
    """A link as staff keep it. It may wait for a node that is not public yet, so it names the node by key only."""

    __tablename__ = "link_record"

    id: int | None = Field(default=None, primary_key=True)
    case_slug: str = Field(index=True)
    node_key: str = Field(index=True)
    role: str | None = None
    rationale: str
    position: int
    author: str
    from_seed: bool
    saved_at: datetime = Field(sa_type=Moment)

    __table_args__ = (UniqueConstraint("case_slug", "node_key"),)


class LinkChange(SQLModel, table=True):
    """The trail of links: what became of one, who did it and when. ``act`` is a word of
    :class:`catalogue.domain.acts.Act`; ``role`` and ``rationale`` are those after the act, or of the link that was
    removed."""

    __tablename__ = "link_change"

    id: int | None = Field(default=None, primary_key=True)
    case_slug: str = Field(index=True)
    node_key: str = Field(index=True)
    act: str
    role: str | None = None
    rationale: str
    author: str
    author_id: int | None = Field(default=None, foreign_key="staff.id")
    made_at: datetime = Field(sa_type=Moment)
