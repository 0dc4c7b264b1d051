"""What was brought to be taken in: as it was read, what was decided about it, and what was done."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from catalogue.models.base import Json, Moment


class Import(SQLModel, table=True):
    """One sheet or paper. The file is not kept, only what was read from it (``content``).

    ``kind`` and ``state`` are words of :mod:`catalogue.domain.importing`. ``choices`` is what people decided and mended
    before it was taken in, ``result`` what was done. ``version`` counts the changes of ``choices``.
    """

    __tablename__ = "import"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    name: str
    state: str
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    begun_by: str
    begun_at: datetime = Field(sa_type=Moment)
    content: dict[str, Any] = Field(sa_type=Json)
    choices: dict[str, Any] = Field(sa_type=Json)
    result: dict[str, Any] | None = Field(default=None, sa_type=Json)
    version: int = 1
    ended_by: str | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    undone_by: str | None = None
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
