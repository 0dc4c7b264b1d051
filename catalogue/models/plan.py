"""Plans, the nodes of their trees, and what became of a node from one plan to the next."""

from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from catalogue.models.base import Json


class Plan(SQLModel, table=True):
    """One plan; ``supersedes`` names the one before it."""

    slug: str = Field(primary_key=True)
    title: str
    short_title: str
    standing: str
    period: str | None = None
    supersedes: str | None = Field(default=None, foreign_key="plan.slug")
    introduction: str | None = None
    sources: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    position: int = 0


class PlanNode(SQLModel, table=True):
    """One node. ``key`` names it across plans (``r9:v1-1``); ``position`` is its place in the whole plan."""

    __tablename__ = "plan_node"

    key: str = Field(primary_key=True)
    plan_slug: str = Field(foreign_key="plan.slug", index=True)
    code: str
    kind: str
    label: str | None = None
    title: str | None = None
    subtitle: str | None = None
    heading: str | None = None
    text: list[str] | None = Field(default=None, sa_type=Json)
    priority: bool = False
    source_key: str
    parent_key: str | None = Field(default=None, foreign_key="plan_node.key")
    depth: int
    position: int

    __table_args__ = (CheckConstraint("title IS NOT NULL OR heading IS NOT NULL", name="named"),)

    @property
    def name(self) -> str:
        """The printed title, or our heading where the plan prints none."""
        return self.title or self.heading or self.code


class Lineage(SQLModel, table=True):
    """An edge between two plans; one end is empty where something was added or dropped."""

    id: int | None = Field(default=None, primary_key=True)
    plan_slug: str = Field(foreign_key="plan.slug", index=True)
    older_key: str | None = Field(default=None, foreign_key="plan_node.key", index=True)
    newer_key: str | None = Field(default=None, foreign_key="plan_node.key", index=True)
    kind: str
    words: list[str] | None = Field(default=None, sa_type=Json)
    reading: str | None = None
    source_key: str
    position: int

    __table_args__ = (CheckConstraint("older_key IS NOT NULL OR newer_key IS NOT NULL", name="has_an_end"),)
