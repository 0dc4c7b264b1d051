"""What is remembered is never older than the data, whoever changed them."""

import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlmodel import Session

from catalogue.context import aside
from catalogue.editing.unfound import count, unfound_words
from catalogue.models import Case, CasePage, Theme
from catalogue.reading.memory import Memory, edition_of
from tests.conftest import kit_of
from tests.house.tree import ROOT

SLUG = "kiryu-cocotomo"


def rename(session: Session, title: str) -> None:
    """As a projection does it: the facts, the page and its card together."""
    session.get_one(Case, SLUG).title = title
    row = session.get_one(CasePage, SLUG)
    row.data, row.card = row.data | {"title": title}, row.card | {"title": title}


IN_ANOTHER_PROCESS = """
import sys
from dataclasses import replace
from pathlib import Path
from catalogue.context import transaction
from catalogue.app import create_app
from tests.conftest import settings_in
from tests.reading.test_memory import rename

app = create_app(settings_in(Path(sys.argv[1])))
with app.app_context(), transaction() as session:
    rename(session, sys.argv[2])
"""


@pytest.mark.parametrize(
    "address",
    [
        f"/cases/{SLUG}",
        "/cases?category=community-hub",
        "/cases?q=桐生",
        "/compare",
        "/themes/shopping-street",
    ],
)
def test_what_another_process_changes_is_on_the_next_page(own_app: Flask, address: str) -> None:
    client = own_app.test_client()
    client.get(address)
    for title in ("名前を変えた事例", "もう一度変えた事例"):
        assert title not in client.get(address).text
        command = [sys.executable, "-c", IN_ANOTHER_PROCESS, str(kit_of(own_app).settings.data), title]
        subprocess.run(command, cwd=ROOT, check=True, timeout=60)
        assert title in client.get(address).text


def test_a_renamed_theme_is_renamed_among_the_facets(own_app: Flask) -> None:
    client = own_app.test_client()
    assert "まちなか再生" not in client.get("/cases").text
    with kit_of(own_app).writers() as session:
        session.get_one(Theme, "shopping-street").name = "まちなか再生"
        session.commit()
    assert "まちなか再生" in client.get("/cases").text


def test_a_case_taken_away_is_gone_from_its_address_and_from_the_lists(own_app: Flask) -> None:
    client = own_app.test_client()
    for address in (f"/cases/{SLUG}", "/cases?category=community-hub"):
        assert SLUG in client.get(address).text
    with kit_of(own_app).writers() as session:
        session.delete(session.get_one(Case, SLUG))
        session.commit()
    assert client.get(f"/cases/{SLUG}").status_code == 404
    assert f"/cases/{SLUG}" not in client.get("/cases?category=community-hub").text


def test_what_is_not_committed_is_not_shown_and_does_not_stay(own_app: Flask) -> None:
    client = own_app.test_client()
    with kit_of(own_app).writers() as session:
        rename(session, "書きかけ")
        session.flush()
        assert "書きかけ" not in client.get(f"/cases/{SLUG}").text
        session.rollback()
    assert "書きかけ" not in client.get(f"/cases/{SLUG}").text


def test_an_address_names_the_host_it_was_asked_for_by(own_app: Flask) -> None:
    client = own_app.test_client()
    assert "one.example" in client.get(f"/cases/{SLUG}", base_url="http://one.example").text
    other = client.get(f"/cases/{SLUG}", base_url="http://other.example").text
    assert "one.example" not in other


def test_mending_the_index_is_an_edition_too_for_pages_show_what_it_finds(own_app: Flask) -> None:
    kit = kit_of(own_app)
    editions = [edition_of(kit.engine)]
    for mend in (kit.outbox.rebuild, kit.outbox.sync, kit.outbox.drain):
        mend()
        editions.append(edition_of(kit.engine))
    assert editions == sorted(set(editions))


def test_counting_what_nobody_finds_changes_no_page(own_app: Flask) -> None:
    kit = kit_of(own_app)
    before = edition_of(kit.engine)
    aside(kit, lambda session: count(session, ["量子暗号通信網"], date(2026, 4, 1)))
    with kit.readers() as session:
        assert unfound_words(session)
    assert edition_of(kit.engine) == before


def test_the_same_is_given_until_the_edition_changes() -> None:
    memory, made = Memory(), iter(range(100))
    assert [memory.recall(1, "key", lambda: next(made)) for _ in range(3)] == [0, 0, 0]
    assert memory.recall(1, "other", lambda: next(made)) == 1
    assert memory.recall(2, "key", lambda: next(made)) == 2
    assert memory.recall(2, "other", lambda: next(made)) == 3


def test_somebody_who_still_looks_at_an_older_edition_leaves_nothing_to_those_of_the_newer() -> None:
    memory = Memory()
    assert memory.recall(2, "key", lambda: "new") == "new"
    assert memory.recall(1, "key", lambda: "old") == "old"
    assert memory.recall(2, "key", lambda: "new again") == "new again"


def test_what_took_until_after_the_next_change_is_not_kept_for_that() -> None:
    memory = Memory()

    def slowly() -> str:
        memory.recall(2, "key", lambda: "new")
        return "old"

    assert memory.recall(1, "key", slowly) == "old"
    assert memory.recall(2, "key", lambda: "new") == "new"


def test_a_failure_is_not_remembered() -> None:
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.recall(1, "key", lambda: 1 // 0)
    assert memory.recall(1, "key", lambda: 7) == 7


def test_no_more_is_kept_than_allowed_and_what_was_used_last_stays() -> None:
    memory, made = Memory(most=2), []

    def ask(key: str) -> None:
        memory.recall(1, key, lambda: made.append(key))

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]


def test_many_threads_may_ask_while_editions_pass() -> None:
    memory, wrong = Memory(most=8), []

    def ask(begin: int) -> None:
        for turn in range(2_000):
            edition, key = (begin + turn) // 50, turn % 12
            if memory.recall(edition, key, lambda: (edition, key)) != (edition, key):  # noqa: B023  # called at once
                wrong.append((edition, key))

    threads = [threading.Thread(target=ask, args=(begin,)) for begin in range(0, 200, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_check_that_grows_old_is_said_from_that_day_on(own_app: Flask) -> None:
    assert "12か月以上前の確認" not in own_app.test_client().get(f"/cases/{SLUG}").text
    later = kit_of(own_app)
    object.__setattr__(later, "now", lambda: datetime(2029, 1, 1, tzinfo=UTC))
    assert "12か月以上前の確認" in own_app.test_client().get(f"/cases/{SLUG}").text
