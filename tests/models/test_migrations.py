import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import Column, String
from sqlmodel import col, func, select

from catalogue import db
from catalogue.domain.errors import Unavailable
from catalogue.models import Case, CasePage, Dossier, Revision, Source, metadata
from tests.conftest import kit_of
from tests.editing.reviewing import CASE, editor, save


def test_the_migrations_make_exactly_the_tables_the_models_speak_of(empty_app: Flask) -> None:
    with kit_of(empty_app).engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_knows_whether_it_is_up_to_date(empty_app: Flask) -> None:
    assert db.is_current(kit_of(empty_app).engine)


def test_remaking_a_table_takes_nothing_along_that_refers_to_it(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = kit_of(own_app)

    def remake(config: Config, _target: str) -> None:
        operations = Operations(MigrationContext.configure(config.attributes["connection"]))
        with operations.batch_alter_table("case", recreate="always") as table:
            table.add_column(Column("invented", String()))
        config.attributes["connection"].commit()

    monkeypatch.setattr(command, "upgrade", remake)
    db.upgrade(kit.engine)
    with kit.readers() as session:
        counts = [
            session.exec(select(func.count()).select_from(table)).one() for table in (Case, CasePage, Source)
        ]
    assert counts[0] == counts[1] == 59
    assert counts[2] > 400


def test_a_database_newer_than_the_program_is_said_in_words(empty_app: Flask) -> None:
    with kit_of(empty_app).writers() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        session.commit()
    with pytest.raises(Unavailable, match="新しい形"):
        db.upgrade(kit_of(empty_app).engine)


def test_the_numbers_that_revisions_had_are_remembered(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def back(config: Config, _target: str) -> None:
        command.downgrade(config, "0005")
        config.attributes["connection"].commit()

    kit = kit_of(own_app)
    save(own_app, editor(own_app), title="試験の題名")
    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", back)
        db.upgrade(kit.engine)
    db.upgrade(kit.engine)
    greatest = func.max(Revision.number)
    query = select(Dossier.slug, Dossier.last_number, greatest).join(Revision).group_by(col(Dossier.id))
    with kit.readers() as session:
        found = {slug: (last, number) for slug, last, number in session.exec(query)}
    assert found[CASE] == (2, 2)
    assert all(last == number for last, number in found.values())
