"""Reference rows: who can do something, and what about."""

from typing import Any

from sqlmodel import Field, SQLModel

from catalogue.models.base import Json


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


class Profile(SQLModel, table=True):
    """What is known of a municipality besides its figures: its 類似団体, a notion of municipal finance."""

    municipality_code: str = Field(primary_key=True, foreign_key="municipality.code")
    fiscal_type: str
    fiscal_edition: str
    fiscal_chosen: bool
    source: dict[str, Any] = Field(sa_type=Json)


class ProfileFigure(SQLModel, table=True):
    """A dated figure of a municipality with its source (title, publisher, url)."""

    __tablename__ = "profile_figure"

    municipality_code: str = Field(primary_key=True, foreign_key="municipality.code")
    indicator: str = Field(primary_key=True)
    value: float
    as_of: str
    source: dict[str, Any] = Field(sa_type=Json)


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
