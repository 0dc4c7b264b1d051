"""Acts at the desk of plans, as tests take them, on the seeds' own plans."""

from typing import Any

from flask import Flask

from catalogue.context import private_transaction, session, transaction
from catalogue.domain.roles import Role
from catalogue.editing import plan_lineage, plan_nodes, plan_publishing, plans
from catalogue.editing.acting import Actor, actor_of
from catalogue.editing.links import put_link
from catalogue.models import CasePage
from catalogue.search.port import Query
from tests.conftest import kit_of
from tests.desk.conftest import person

CASE = "kiryu-cocotomo"
OLDER = "2017-rev:kogyo-2-2"  # a measure with cases


def acting(app: Flask, name: str, *roles: Role) -> Actor:
    """Somebody with these roles."""
    staff = person(app, name, *roles)
    return actor_of(staff, "192.0.2.1", kit_of(app).now())


def number(slug: str = "r9") -> int:
    """The newest revision of a plan."""
    return plans.newest(session(), slug)[1].number


def document(slug: str = "r9") -> dict[str, Any]:
    """What it says."""
    return plans.newest(session(), slug)[1].document


def measure(**changed: Any) -> dict[str, Any]:
    """A node as a form sends it."""
    return {
        "kind": "measure",
        "title": "試験用の施策",
        "label": None,
        "subtitle": None,
        "heading": None,
        "text": None,
        "priority": False,
        "source": "outline",
        "code": None,
    } | changed


def add(actor: Actor, parent: str | None = "kogyo", slug: str = "r9", **changed: Any) -> str:
    """Add a measure, and give its code."""
    with private_transaction() as writing:
        raw = measure(**changed)
        code, _ = plan_nodes.add(writing, actor, slug, raw, parent=parent, after=None, based_on=number(slug))
    return code


def edge(kind: str, older: list[str], newer: list[str]) -> plan_lineage.Typed:
    """An edge as a form sends it."""
    return plan_lineage.Typed(kind, older, newer, [], "試験の読み取り", "outline")


def draw(actor: Actor, kind: str, older: list[str], newer: list[str]) -> None:
    """Draw an edge from the partial revision to the new plan."""
    with private_transaction() as writing:
        plan_lineage.put(writing, actor, "r9", None, edge(kind, older, newer), number())


def publish(actor: Actor, slug: str = "r9", **options: Any) -> None:
    """Publish the newest revision."""
    with transaction() as writing:
        plan_publishing.publish(writing, actor, slug, number(slug), **({"approve_own": False} | options))


def link(actor: Actor, node: str, case: str = CASE) -> None:
    """Link a case to a node."""
    with transaction() as writing:
        put_link(writing, actor, case, node, "model", "試験の理由。")


def found_from(app: Flask, node: str) -> list[str]:
    """The cases the index finds from a node, by a word."""
    answer = kit_of(app).index.search(Query(text="事業", chosen={"node": frozenset({node})}))
    return [hit.slug for hit in answer.hits]


def linked_on_page(case: str = CASE) -> set[str]:
    """The nodes the public page of a case shows."""
    return {row["key"] for row in session().get_one(CasePage, case).data["links"]}
