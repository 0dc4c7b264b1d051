from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask

from catalogue import db
from catalogue.models import metadata
from tests.conftest import kit_of


def test_the_migrations_make_exactly_the_tables_the_models_speak_of(empty_app: Flask) -> None:
    with kit_of(empty_app).engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_knows_whether_it_is_up_to_date(empty_app: Flask) -> None:
    assert db.is_current(kit_of(empty_app).engine)
