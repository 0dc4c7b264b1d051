"""Reference rows: who can do something, and what about."""

from sqlmodel import Field, SQLModel


class Municipality(SQLModel, table=True):
    """A prefecture or municipality of the national code list."""

    code: str = Field(primary_key=True, min_length=6, max_length=6)
    name: str
    kana: str
    prefecture: str = Field(index=True)
    prefecture_code: str = Field(index=True, min_length=6, max_length=6)
    kind: str
    valid_from: str | None = None
    valid_to: str | None = None
    successor_code: str | None = None

    @property
    def place(self) -> str:
        """How a page names it: 群馬県桐生市; a prefecture is named once."""
        return self.name if self.name == self.prefecture else self.prefecture + self.name


class Theme(SQLModel, table=True):
    """A theme; ``number`` is the outline's own, ``origin`` says whether the outline prints it."""

    slug: str = Field(primary_key=True)
    number: int | None = Field(default=None, unique=True)
    name: str = Field(unique=True)
    introduction: str
    origin: str
    position: int


class Category(SQLModel, table=True):
    """The label in 【】 within a theme."""

    slug: str = Field(primary_key=True)
    theme_slug: str = Field(foreign_key="theme.slug", index=True)
    name: str
    origin: str
    position: int
