"""The catalogue as tests meet it: real database, real index, real pictures, in a folder of their own."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue import db
from catalogue.app import create_app
from catalogue.cli.seeds import load_seeds
from catalogue.context import Kit
from catalogue.settings import Settings, from_environment


def settings_in(folder: Path) -> Settings:
    """The defaults, with all data in ``folder`` and little patience with a locked database."""
    return replace(from_environment({"CATALOGUE_DATA": str(folder)}), lock_wait=0.3)


def kit_of(app: Flask) -> Kit:
    """The kit an application was given."""
    kit: Kit = app.extensions["catalogue"]
    return kit


def shut(app: Flask) -> None:
    """Let go of files, so that a folder can be copied or removed."""
    kit_of(app).index.close()
    kit_of(app).engine.dispose()


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with everything the seeds hold, loaded once for all tests; not to be written to."""
    folder = tmp_path_factory.mktemp("seeded")
    app = create_app(settings_in(folder))
    with app.app_context():
        db.upgrade(kit_of(app).engine)
        load_seeds(kit_of(app).settings.seeds)
        kit_of(app).outbox.rebuild()
    shut(app)
    return folder


@pytest.fixture(scope="session")
def app(seeded_folder: Path) -> Iterator[Flask]:
    """The catalogue with its seeds, for looking only."""
    app = create_app(settings_in(seeded_folder))
    yield app
    shut(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor."""
    return app.test_client()


@pytest.fixture
def own_app(seeded_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """A catalogue with its seeds that a test may change and break."""
    folder = tmp_path / "data"
    shutil.copytree(seeded_folder, folder)
    app = create_app(settings_in(folder))
    yield app
    shut(app)


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Flask]:
    """A catalogue whose tables are there and empty."""
    app = create_app(settings_in(tmp_path / "data"))
    with app.app_context():
        db.upgrade(kit_of(app).engine)
    yield app
    shut(app)
