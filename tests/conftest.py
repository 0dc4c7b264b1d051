"""The catalogue as tests meet it: real database, real index, real pictures, in a folder of their own."""

import fcntl
import os
import shutil
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from pathlib import Path
from types import CodeType

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

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


class Compiled(BytecodeCache):
    """Templates as code, for all applications of a run: there are hundreds, and each would compile the same ones."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.known[bucket.key, bucket.checksum] = bucket.code


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}

_builder_of = Rule._compile_builder
_builders: dict[Hashable, Callable[..., tuple[str, str]]] = {}


def _builder_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What builds the addresses of a rule, as code: nine tenths of what an application costs, and the same in all."""
    key = (tuple(rule._trace), repr(rule.defaults), append_unknown)
    if key not in _builders:
        _builders[key] = _builder_of(rule, append_unknown)
    return _builders[key]


Rule._compile_builder = _builder_once  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with everything the seeds hold; not to be written to.

    They are loaded once for all tests: by that one of the run's workers which asks first, while the others wait.
    """
    own = tmp_path_factory.getbasetemp()
    everybodys = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    loaded = everybodys / "seeds-loaded"
    with (everybodys / "seeds-loaded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            _load(tmp_path_factory.mktemp("loading")).rename(loaded)
    folder = own / "seeded"
    shutil.copytree(loaded, folder)
    return folder


def _load(folder: Path) -> Path:
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


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose tables are there and empty; not to be written to."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(settings_in(folder))
    with app.app_context():
        db.upgrade(kit_of(app).engine)
    shut(app)
    return folder


@pytest.fixture
def empty_app(empty_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """A catalogue whose tables are there and empty."""
    folder = tmp_path / "data"
    shutil.copytree(empty_folder, folder)
    app = create_app(settings_in(folder))
    yield app
    shut(app)
