"""Loading folders of seeds, and looking at what came of it."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, func, select

from catalogue.cli.seeds import load_seeds
from catalogue.domain.errors import Invalid
from tests.conftest import kit_of


def looking(app: Flask) -> Session:
    """A session that sees what is there now."""
    return kit_of(app).readers()


def count(app: Flask, table: Any) -> int:
    """How many rows a table has."""
    with looking(app) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def problems_of(app: Flask, folder: Path) -> dict[str, str]:
    """What a load complains about."""
    with app.app_context(), pytest.raises(Invalid) as refused:
        load_seeds(folder)
    return {problem.path: problem.reason for problem in refused.value.problems}
