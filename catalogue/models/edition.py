"""Which state the public tables are in, as a number."""

from sqlmodel import Field, SQLModel


class Edition(SQLModel, table=True):
    """One row. Its number grows with every commit of a writer (``catalogue.db``), in the same transaction: while it is
    the same, nothing public has changed, whichever process one asks from."""

    id: int = Field(primary_key=True)
    number: int
