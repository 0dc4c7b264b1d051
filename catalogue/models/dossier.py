"""The folder staff carry: every revision of a case or a plan, what was decided, and the links."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from catalogue.models.base import Json, Moment


class Dossier(SQLModel, table=True):
    """One case or plan with all its revisions; ``public_number`` says which one is public."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    slug: str
    public_number: int | None = None

    __table_args__ = (UniqueConstraint("kind", "slug"),)


class Revision(SQLModel, table=True):
    """One saved document; never changed afterwards."""

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id", index=True)
    number: int
    document: dict[str, Any] = Field(sa_type=Json)
    author: str
    from_seed: bool
    saved_at: datetime = Field(sa_type=Moment)

    __table_args__ = (UniqueConstraint("dossier_id", "number"),)


class Decision(SQLModel, table=True):
    """Submitted, returned, approved, withdrawn, or registered at the start: who, when, why."""

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    kind: str
    actor: str
    reason: str | None = None
    decided_at: datetime = Field(sa_type=Moment)


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
