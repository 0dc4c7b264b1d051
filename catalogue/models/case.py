"""What the public sees of a case. These tables hold only what is public: there is no flag to forget."""

from typing import Any

from sqlmodel import Field, SQLModel

from catalogue.models.base import Json


class Case(SQLModel, table=True):
    """The facts a list is filtered and ordered by. Everything a page shows is in :class:`CasePage`."""

    slug: str = Field(primary_key=True)
    title: str
    theme_slug: str = Field(foreign_key="theme.slug", index=True)
    category_slug: str = Field(foreign_key="category.slug", index=True)
    municipality_code: str = Field(foreign_key="municipality.code", index=True)
    status: str = Field(index=True)
    started: str | None = None
    started_year: int | None = Field(default=None, index=True)
    checked_on: str
    methods: list[str] = Field(default_factory=list, sa_type=Json)
    funding_kinds: list[str] = Field(default_factory=list, sa_type=Json)
    evidence: str = Field(index=True)
    completeness: str = Field(index=True)
    likeness: str = Field(index=True)
    likeness_score: float | None = None


class CaseMunicipality(SQLModel, table=True):
    """Every municipality of a case: the leading one and those that took part."""

    __tablename__ = "case_municipality"

    case_slug: str = Field(primary_key=True, foreign_key="case.slug", ondelete="CASCADE")
    municipality_code: str = Field(primary_key=True, foreign_key="municipality.code", index=True)
    leads: bool


class CasePage(SQLModel, table=True):
    """One case as data. Written by the projection alone.

    ``data`` is all that its page, a comparison and the index read, ``card`` the part of it that lists show.
    """

    __tablename__ = "case_page"

    case_slug: str = Field(primary_key=True, foreign_key="case.slug", ondelete="CASCADE")
    data: dict[str, Any] = Field(sa_type=Json)
    card: dict[str, Any] = Field(sa_type=Json)


class Source(SQLModel, table=True):
    """Where statements of a case come from; ``number`` is the one printed on the page."""

    case_slug: str = Field(primary_key=True, foreign_key="case.slug", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    key: str
    title: str
    publisher: str
    kind: str
    url: str | None = None
    date: str | None = None


class Outcome(SQLModel, table=True):
    """One result, in its source's own words; ``number`` and ``unit`` where it is one figure."""

    case_slug: str = Field(primary_key=True, foreign_key="case.slug", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    indicator: str
    value: str
    number: float | None = None
    unit: str | None = None
    as_of: str | None = None
    source_numbers: list[int] = Field(default_factory=list, sa_type=Json)


class Event(SQLModel, table=True):
    """A dated step in a case's life."""

    case_slug: str = Field(primary_key=True, foreign_key="case.slug", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    date: str
    text: str
    source_numbers: list[int] = Field(default_factory=list, sa_type=Json)


class Figure(SQLModel, table=True):
    """A picture in a case. Its bytes are public only while such a row names their digest and its permission is in
    order (``catalogue.domain.rights``). What else is said of it stands in the page."""

    case_slug: str = Field(primary_key=True, foreign_key="case.slug", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    digest: str = Field(foreign_key="image.digest", index=True)
    caption: str
    clearance: str | None = None
    until: str | None = None
    printable: bool = True


class Link(SQLModel, table=True):
    """Why a case matters to a node: Ome's judgement, public because both its ends are."""

    case_slug: str = Field(primary_key=True, foreign_key="case.slug", ondelete="CASCADE")
    node_key: str = Field(primary_key=True, foreign_key="plan_node.key", index=True)
    role: str | None = None
    rationale: str
    position: int


class Reach(SQLModel, table=True):
    """Every node a case is found from, and the link it is found by.

    Derived from links, trees and lineage, and kept as rows so that a count on a plan's page, a facet and the index are
    one and the same number.
    """

    case_slug: str = Field(primary_key=True, foreign_key="case.slug", ondelete="CASCADE")
    node_key: str = Field(primary_key=True, foreign_key="plan_node.key", index=True)
    link_key: str = Field(primary_key=True, foreign_key="plan_node.key")
    way: str
