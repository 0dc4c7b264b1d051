"""The outbox table: notes that an index entry may be out of date."""

from sqlmodel import Field, SQLModel


class StaleNote(SQLModel, table=True):
    """ "The entry of this case (or: of every case this row touches) may be out of date." Kind and key, no content,
    so that a note may be drained twice, late or out of order."""

    __tablename__ = "stale_note"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    key: str
