"""What the tests of kept pictures begin with: a store in a folder, and a picture in it that nothing names."""

from pathlib import Path

import pytest
from flask import Flask

from catalogue.images.store import ImageStore
from tests.conftest import kit_of
from tests.editing.kept_pictures import an_unused_picture


@pytest.fixture
def store(empty_app: Flask) -> ImageStore:
    return kit_of(empty_app).store


@pytest.fixture
def folder(empty_app: Flask) -> Path:
    return kit_of(empty_app).settings.data / "images"


@pytest.fixture
def digest(empty_app: Flask) -> str:
    """A picture that was taken in forty days ago, with an entry in the register, and that nothing names."""
    return an_unused_picture(empty_app)
