"""A page asks the database a fixed number of times, however many cases it shows, and lists read cards alone.

What depends on the public tables alone is remembered until they change, so the first look after a change asks more.
The number of the edition, which tells whether they have, goes past what counts here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.conftest import kit_of

# What each page needs today at the first look after a change, and at every later one. A query more is a decision; a
# query for every case shown is a mistake.
BUDGET = {
    "/": (15, 0),
    "/cases": (11, 0),
    "/cases?q=商店街": (7, 0),
    "/cases/kiryu-cocotomo": (8, 0),
}
LISTS = (
    "/",
    "/cases",
    "/cases?view=table",
    "/cases?q=商店街",
    "/compare",
    "/municipalities/102032",
    "/plans/r9/v1-2",
    "/plans/r9/changes",
)


@contextmanager
def selects(app: Flask) -> Iterator[list[str]]:
    """The questions the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(kit_of(app).engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(kit_of(app).engine, "before_cursor_execute", note)


def asked_by(app: Flask, address: str) -> list[str]:
    """What a page asks after a change, once everything else is warm."""
    client = app.test_client()
    assert client.get(address).status_code == 200, address
    with kit_of(app).writers() as session:
        session.commit()
    with selects(app) as asked:
        client.get(address)
    return asked


@pytest.mark.parametrize(("address", "budget"), BUDGET.items())
def test_a_page_needs_no_more_queries_than_its_budget(
    own_app: Flask, address: str, budget: tuple[int, int]
) -> None:
    first = asked_by(own_app, address)
    assert 0 < len(first) <= budget[0], "\n".join(first)
    with selects(own_app) as later:
        own_app.test_client().get(address)
    assert len(later) <= budget[1], "\n".join(later)


def test_a_table_of_all_cases_asks_no_more_than_a_list_of_twenty(own_app: Flask) -> None:
    assert len(asked_by(own_app, "/cases?view=table")) == len(asked_by(own_app, "/cases"))


@pytest.mark.parametrize("address", LISTS)
def test_a_list_reads_no_whole_page(own_app: Flask, address: str) -> None:
    assert not [statement for statement in asked_by(own_app, address) if "case_page.data" in statement]


def test_a_case_page_reads_no_whole_page_but_its_own(own_app: Flask) -> None:
    whole = [each for each in asked_by(own_app, "/cases/kiryu-cocotomo") if "case_page.data" in each]
    assert len(whole) == 1
    assert whole[0].endswith("WHERE case_page.case_slug = ?")
