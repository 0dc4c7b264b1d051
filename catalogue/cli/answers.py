"""How a command says no: the sentence, then every mistake on a line of its own, and exit status 1."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from catalogue.domain.errors import CatalogueError

P = ParamSpec("P")


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Let a command fail in words instead of a stack trace."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CatalogueError as error:
            click.echo(error.message, err=True)
            for problem in error.problems:
                click.echo(f"  {problem.path}　{problem.reason}", err=True)
            sys.exit(1)

    return run
