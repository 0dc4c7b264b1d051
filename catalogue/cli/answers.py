"""How a command says no: the sentence, then every mistake on a line of its own, and exit status 1."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec

import click
from sqlalchemy.exc import OperationalError

from catalogue.context import BUSY, is_busy
from catalogue.domain.errors import CatalogueError, Unavailable

P = ParamSpec("P")


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Let a command fail in words instead of a stack trace."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CatalogueError as error:
            _say(error)
        except OperationalError as error:
            if not is_busy(error):
                raise
            _say(Unavailable(BUSY))

    return run


def _say(error: CatalogueError) -> NoReturn:
    click.echo(error.message, err=True)
    for problem in error.problems:
        click.echo(f"  {problem.path}　{problem.reason}", err=True)
    sys.exit(1)
