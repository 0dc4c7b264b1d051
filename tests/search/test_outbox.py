"""The index never loses a change and never learns of one that was not saved, wherever the process dies.

The steps are: change a row → note → commit → read the notes → load the rows → put or drop → delete the notes → commit.
Each test dies between two of them, then drains once more as the next process would.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlmodel import Session, select

from catalogue.cli.seeds import load_seeds
from catalogue.context import transaction
from catalogue.domain.errors import Unavailable
from catalogue.editing import project_case
from catalogue.models import Case, CasePage, Category, Municipality, PlanNode, StaleNote, Theme
from catalogue.search.entry import Entry
from catalogue.search.outbox import Outbox
from catalogue.search.port import Answer, Query, SearchIndex
from tests.conftest import kit_of
from tests.editing.folders import write_seeds
from tests.schemas.documents import a_case

LINK = {"node": "trial:a-1", "rationale": "理由。"}


class Death(BaseException):
    """The process ends here: nothing may catch it on the way."""


class DyingIndex:
    """A real index that dies before or after a step of its own."""

    def __init__(self, index: SearchIndex, before: str = "", after: str = "") -> None:
        self._index = index
        self._before = before
        self._after = after

    def _step(self, name: str, act: Callable[[], None]) -> None:
        if self._before == name:
            raise Death(name)
        act()
        if self._after == name:
            raise Death(name)

    def put(self, entries: Iterable[Entry]) -> None:
        self._step("put", lambda: self._index.put(entries))

    def drop(self, slugs: Iterable[str]) -> None:
        self._step("drop", lambda: self._index.drop(slugs))

    def replace(self, entries: Iterable[Entry]) -> None:
        self._step("replace", lambda: self._index.replace(entries))

    def search(self, query: Query) -> Answer:
        return self._index.search(query)

    def fingerprints(self) -> Mapping[str, str]:
        return self._index.fingerprints()

    def stale(self) -> bool:
        return self._index.stale()

    def close(self) -> None:
        self._index.close()


@pytest.fixture
def catalogue(empty_app: Flask, tmp_path: Path) -> Flask:
    """A catalogue with one case whose index is up to date."""
    with empty_app.app_context():
        kit_of(empty_app).outbox.rebuild()
        load_seeds(write_seeds(tmp_path / "seeds", [a_case(links=[LINK])]))
    return empty_app


def notes_of(app: Flask) -> set[tuple[str, str]]:
    """What the outbox holds."""
    with kit_of(app).readers() as session:
        return {(note.kind, note.key) for note in session.exec(select(StaleNote))}


def retitle(app: Flask, title: str) -> None:
    """Change the public page, and leave the index as it was."""
    with kit_of(app).writers() as session:
        page = session.get_one(CasePage, "invented-case")
        page.data = page.data | {"title": title}
        session.add(page)
        session.commit()


def remove(app: Flask) -> None:
    """Take the case out of the public tables, and leave the index as it was."""
    with kit_of(app).writers() as session:
        project_case.withdraw(session, "invented-case")
        session.commit()


def found(app: Flask, words: str) -> list[str]:
    """Which cases a reader finds."""
    return [hit.slug for hit in kit_of(app).index.search(Query(text=words)).hits]


def die_when_committing(session: Session) -> None:
    """A session whose process dies just before its commit reaches the database."""

    @event.listens_for(session, "before_commit")
    def die(_session: Session) -> None:
        raise Death("commit")


def test_a_loaded_case_is_found_at_once_and_leaves_no_note(catalogue: Flask) -> None:
    assert found(catalogue, "試験用の事例") == ["invented-case"]
    assert notes_of(catalogue) == set()


def test_a_change_leaves_its_note_in_the_same_transaction(catalogue: Flask) -> None:
    retitle(catalogue, "蒸気機関車")
    assert notes_of(catalogue) == {("case", "invented-case")}


def test_dying_before_the_commit_leaves_neither_change_nor_note(catalogue: Flask) -> None:
    with kit_of(catalogue).writers() as session:
        die_when_committing(session)
        page = session.get_one(CasePage, "invented-case")
        page.data = page.data | {"title": "蒸気機関車"}
        with pytest.raises(Death):
            session.commit()
    assert notes_of(catalogue) == set()
    assert not kit_of(catalogue).outbox.check()


def test_dying_after_the_commit_heals_on_the_next_drain(catalogue: Flask) -> None:
    retitle(catalogue, "蒸気機関車")
    assert found(catalogue, "蒸気機関車") == []
    assert kit_of(catalogue).outbox.drain() == 1
    assert found(catalogue, "蒸気機関車") == ["invented-case"]
    assert notes_of(catalogue) == set()


@pytest.mark.parametrize(
    "dying",
    [{"before": "put"}, {"after": "put"}],
    ids=["rows read, index not written", "index written, notes not deleted"],
)
def test_dying_around_a_put_keeps_the_note_and_heals(catalogue: Flask, dying: dict[str, str]) -> None:
    retitle(catalogue, "蒸気機関車")
    kit = kit_of(catalogue)
    with pytest.raises(Death):
        Outbox(kit.readers, kit.writers, DyingIndex(kit.index, **dying)).drain()
    assert notes_of(catalogue) == {("case", "invented-case")}
    kit.outbox.drain()
    assert found(catalogue, "蒸気機関車") == ["invented-case"]
    assert not kit.outbox.check()


@pytest.mark.parametrize(
    "dying",
    [{"before": "drop"}, {"after": "drop"}],
    ids=["row gone, entry still there", "entry dropped, notes not deleted"],
)
def test_dying_around_a_drop_keeps_the_note_and_heals(catalogue: Flask, dying: dict[str, str]) -> None:
    remove(catalogue)
    kit = kit_of(catalogue)
    with pytest.raises(Death):
        Outbox(kit.readers, kit.writers, DyingIndex(kit.index, **dying)).drain()
    assert ("case", "invented-case") in notes_of(catalogue)
    kit.outbox.drain()
    assert found(catalogue, "試験用の事例") == []
    assert not kit.outbox.check()


def test_dying_before_the_deletion_of_the_notes_is_saved_drains_them_twice_without_harm(
    catalogue: Flask,
) -> None:
    retitle(catalogue, "蒸気機関車")
    kit = kit_of(catalogue)

    def dying_writers() -> Session:
        session = kit.writers()
        die_when_committing(session)
        return session

    with pytest.raises(Death):
        Outbox(kit.readers, dying_writers, kit.index).drain()
    assert notes_of(catalogue) == {("case", "invented-case")}
    assert kit.outbox.drain() == 1
    assert found(catalogue, "蒸気機関車") == ["invented-case"]


@pytest.mark.parametrize("dying", [{"before": "replace"}, {"after": "replace"}])
def test_dying_around_a_rebuild_leaves_a_whole_index_and_heals(
    catalogue: Flask, dying: dict[str, str]
) -> None:
    retitle(catalogue, "蒸気機関車")
    kit = kit_of(catalogue)
    with pytest.raises(Death):
        Outbox(kit.readers, kit.writers, DyingIndex(kit.index, **dying)).rebuild()
    assert found(catalogue, "試験のために書いた文") == ["invented-case"]
    kit.outbox.drain()
    assert found(catalogue, "蒸気機関車") == ["invented-case"]


def test_a_change_during_a_drain_keeps_its_own_note(catalogue: Flask) -> None:
    retitle(catalogue, "蒸気機関車")
    kit = kit_of(catalogue)
    kit.outbox.drain()
    retitle(catalogue, "電気機関車")
    assert notes_of(catalogue) == {("case", "invented-case")}
    kit.outbox.drain()
    assert found(catalogue, "電気機関車") == ["invented-case"]


@pytest.mark.parametrize(
    ("table", "key", "note"),
    [
        (Theme, "dx", ("theme", "dx")),
        (Category, "dx-use", ("category", "dx-use")),
        (Municipality, "132055", ("municipality", "132055")),
    ],
)
def test_a_renamed_reference_row_touches_every_case_that_shows_it(
    catalogue: Flask, table: type[Theme], key: str, note: tuple[str, str]
) -> None:
    kit = kit_of(catalogue)
    with kit.writers() as session:
        session.get_one(table, key).name = "新しい名前"
        session.commit()
    assert notes_of(catalogue) == {note}
    seen = DyingIndex(kit.index, before="put")
    with pytest.raises(Death):  # it came as far as putting the entry of the case
        Outbox(kit.readers, kit.writers, seen).drain()


def test_a_renamed_node_touches_the_cases_found_from_it(catalogue: Flask) -> None:
    with kit_of(catalogue).writers() as session:
        session.get_one(PlanNode, "trial:a").title = "新しい名前"
        session.commit()
    assert notes_of(catalogue) == {("node", "trial:a")}
    with pytest.raises(Death):
        Outbox(
            kit_of(catalogue).readers,
            kit_of(catalogue).writers,
            DyingIndex(kit_of(catalogue).index, before="put"),
        ).drain()


def test_an_unchanged_row_leaves_no_note(catalogue: Flask) -> None:
    with kit_of(catalogue).writers() as session:
        case = session.get_one(Case, "invented-case")
        case.title = case.title + ""
        session.add(case)
        session.commit()
    assert notes_of(catalogue) == set()


class AwayIndex(DyingIndex):
    """An index that cannot be reached."""

    def put(self, entries: Iterable[Entry]) -> None:
        raise Unavailable("索引がありません。")


def test_an_index_that_is_away_loses_nothing(catalogue: Flask) -> None:
    retitle(catalogue, "蒸気機関車")
    kit = kit_of(catalogue)
    with pytest.raises(Unavailable):
        Outbox(kit.readers, kit.writers, AwayIndex(kit.index)).drain()
    assert notes_of(catalogue) == {("case", "invented-case")}


def test_saving_succeeds_while_the_index_is_away(catalogue: Flask) -> None:
    kit = kit_of(catalogue)
    for file in sorted(kit.settings.search_folder.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    with catalogue.app_context(), transaction() as session:
        session.get_one(Case, "invented-case").title = "索引がなくても残る題名"
    with kit.readers() as session:
        assert session.get_one(Case, "invented-case").title == "索引がなくても残る題名"
    assert notes_of(catalogue) == {("case", "invented-case")}


def test_check_names_what_differs_and_sync_mends_it(catalogue: Flask) -> None:
    kit = kit_of(catalogue)
    entry = Entry(slug="ghost", texts={"title": "幽霊"}, facets={}, year=None, checked=None)
    kit.index.put([entry])
    kit.index.drop(["invented-case"])
    differences = kit.outbox.check()
    assert differences.orphaned == {"ghost"}
    assert differences.missing == {"invented-case"}
    kit.outbox.sync()
    assert not kit.outbox.check()
    assert found(catalogue, "幽霊") == []
