"""Words that readers asked for and no case contains: what staff may want to write about, or to name otherwise."""

from sqlmodel import Field, SQLModel


class UnfoundWord(SQLModel, table=True):
    """One word and how often it was asked for in vain. ``word`` is folded as the index folds, so that spellings of one
    word count together; the days are ISO dates. Nothing is kept of who asked."""

    __tablename__ = "unfound_word"

    word: str = Field(primary_key=True, max_length=50)
    count: int
    first_on: str
    last_on: str
