"""Whether the pages that cases cite still answer, and when somebody last read them."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from catalogue.models.base import Moment


class SourceCheck(SQLModel, table=True):
    """One address, whichever cases cite it.

    ``outcome`` is a word of :mod:`catalogue.domain.link_rot`; ``status`` the number the server gave, if it gave one,
    ``why`` what is behind it, in words.
    ``failing_since`` is the first of the failures in a row, ``failures`` how many. ``read_on`` (a day, ISO) and
    ``read_by`` say when somebody last opened the page themselves.
    """

    __tablename__ = "source_check"

    url: str = Field(primary_key=True)
    outcome: str | None = None
    status: int | None = None
    why: str | None = None
    checked_at: datetime | None = Field(default=None, sa_type=Moment)
    failing_since: datetime | None = Field(default=None, sa_type=Moment)
    failures: int = 0
    moved_to: str | None = None
    read_on: str | None = None
    read_by: str | None = None
