"""Synonyms that staff change: every process follows at once, seeds leave them alone, and the file can be lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from catalogue.app import create_app
from catalogue.cli.seeds import load_seeds
from catalogue.context import private_transaction
from catalogue.domain import synonym_table
from catalogue.domain.errors import Conflict, Forbidden, Invalid, Unavailable
from catalogue.domain.roles import Role
from catalogue.domain.synonym_table import Change
from catalogue.editing import synonyms
from catalogue.editing.acting import Actor
from catalogue.models import AuditRecord
from catalogue.search.port import Query
from catalogue.search.wordbook_file import SYNONYMS, trying
from tests.conftest import kit_of, settings_in, shut
from tests.editing.folders import write, write_seeds
from tests.editing.loading import looking

WORD = "幽霊商店街"
GROUP = {"same": [WORD, "空き店舗"], "typed": [], "also": []}


def found(app: Flask, words: str = WORD) -> int:
    """How many cases a search finds that have the word, or one for it."""
    return kit_of(app).index.search(Query(words)).full


def kept_at(app: Flask) -> Path:
    """Where the search reads the table that staff keep."""
    return kit_of(app).settings.data / SYNONYMS


def change(app: Flask, how: Change, role: Role = Role.EDITOR) -> None:
    """One change, written out."""
    kit = kit_of(app)
    actor = Actor(None, "編集 花子", frozenset({role}), "192.0.2.1", kit.now())
    with app.app_context(), private_transaction() as session:
        synonyms.change(session, actor, kit.settings.seeds, how)
    write_out(app)


def write_out(app: Flask) -> None:
    """Write the table to where the search reads it."""
    with app.app_context(), private_transaction() as session:
        synonyms.write_out(session, kept_at(app))


def table(app: Flask) -> Mapping[str, Any]:
    """The table that holds."""
    with looking(app) as session:
        return synonyms.current(session, kit_of(app).settings.seeds)[0]


def test_a_search_finds_by_a_new_synonym_at_once_in_every_process(own_app: Flask) -> None:
    other = create_app(settings_in(kit_of(own_app).settings.data))
    assert found(own_app) == found(other) == 0
    change(own_app, synonym_table.add_group(GROUP))
    assert found(own_app) == found(other) == found(own_app, "空き店舗") > 0
    shut(other)


def test_the_groups_of_the_seeds_stay_and_one_taken_away_is_gone(own_app: Flask) -> None:
    group = next(each for each in table(own_app)["groups"] if "空店舗" in each["same"])
    assert found(own_app, "空店舗") > 0
    change(own_app, synonym_table.drop_group(synonym_table.key_of(group)))
    assert found(own_app, "空店舗") == 0
    assert found(own_app, "空家") == found(own_app, "空き家")


def test_a_group_is_changed_in_its_place_and_the_act_is_recorded(own_app: Flask) -> None:
    change(own_app, synonym_table.add_group(GROUP))
    wider = {"same": [], "typed": [WORD], "also": ["商店街"]}
    change(own_app, synonym_table.edit_group(synonym_table.key_of(GROUP), wider))
    assert table(own_app)["groups"][-1] == wider
    with looking(own_app) as session:
        assert [act.detail for act in session.exec(select(AuditRecord))] == [
            f"「{WORD}＝空き店舗」を加えた",
            f"「{WORD}＝空き店舗」を「{WORD}→商店街」に直した",
        ]


def test_a_file_that_is_lost_or_left_from_another_database_is_put_right(own_app: Flask) -> None:
    change(own_app, synonym_table.add_group(GROUP))
    kept_at(own_app).unlink()
    assert found(own_app) == 0
    result = own_app.test_cli_runner().invoke(args=["index", "sync"])
    assert result.exit_code == 0, result.output
    assert found(own_app) > 0


def test_before_staff_keep_a_table_no_file_is_written_and_a_stray_one_goes(own_app: Flask) -> None:
    kept_at(own_app).write_text("groups: []\n", encoding="utf-8")
    write_out(own_app)
    assert not kept_at(own_app).exists()
    assert found(own_app, "空店舗") > 0


def test_a_table_is_tried_out_without_anybody_else_noticing(own_app: Flask) -> None:
    before = table(own_app)
    after, _ = synonyms.judged(dict(before), synonym_table.add_group(GROUP))
    with trying(after):
        assert found(own_app) > 0
    assert found(own_app) == 0


def test_a_group_that_somebody_else_changed_meanwhile_is_not_overwritten(own_app: Flask) -> None:
    change(own_app, synonym_table.add_group(GROUP))
    key = synonym_table.key_of(GROUP)
    change(own_app, synonym_table.edit_group(key, GROUP | {"same": [WORD, "空き家"]}))
    with pytest.raises(Conflict):
        change(own_app, synonym_table.edit_group(key, GROUP | {"same": [WORD, "空き地"]}))


@pytest.mark.parametrize(
    "group",
    [
        {"same": ["一語"], "typed": [], "also": []},
        {"same": [], "typed": ["朝市"], "also": []},
        {"same": ["店", "商店"], "typed": [], "also": []},
        {"same": ["商店", "商店"], "typed": [], "also": []},
    ],
)
def test_a_group_that_breaks_a_rule_is_refused(own_app: Flask, group: dict[str, list[str]]) -> None:
    before = table(own_app)
    with pytest.raises(Invalid):
        change(own_app, synonym_table.add_group(group))
    assert table(own_app) == before


def test_who_does_not_write_cannot_change_them(own_app: Flask) -> None:
    for role in (Role.MEMBER, Role.ADMINISTRATOR):
        with pytest.raises(Forbidden):
            change(own_app, synonym_table.add_group(GROUP), role)


def test_what_an_upgrade_adds_is_reported_and_not_merged(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds")
    first, later = {"same": ["店舗", "商店"]}, {"same": ["工場", "製造所"]}
    write(folder / SYNONYMS, {"groups": [first], "light": []})
    actor = Actor(None, "編集 花子", frozenset({Role.EDITOR}), "192.0.2.1", kit_of(empty_app).now())
    with empty_app.app_context():
        assert load_seeds(folder).unmerged == []
        with private_transaction() as session:
            synonyms.change(session, actor, folder, synonym_table.set_light(["事例"]))
        assert load_seeds(folder).unmerged == []
        write(folder / SYNONYMS, {"groups": [first, later], "light": ["方法"]})
        assert load_seeds(folder).unmerged == ["類義語「工場＝製造所」", "見つからなくてもよい語「方法」"]
        with looking(empty_app) as session:
            assert same_words(session, folder) == [["店舗", "商店"]]


def same_words(session: Session, folder: Path) -> list[list[str]]:
    """The words of every group that holds."""
    return [group["same"] for group in synonyms.current(session, folder)[0]["groups"]]


def test_a_broken_table_of_the_seeds_is_not_taken_for_an_empty_one(own_app: Flask, tmp_path: Path) -> None:
    (tmp_path / SYNONYMS).write_text("groups: [\n", encoding="utf-8")
    with looking(own_app) as session, pytest.raises(Unavailable):
        synonyms.current(session, tmp_path)
