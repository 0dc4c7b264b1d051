"""The commands an operator types: ``flask --app wsgi db upgrade``, ``seeds load|check``, ``index …``, ``serve``."""

from flask import Flask

from catalogue.cli import database, index, seeds, serving


def register(app: Flask) -> None:
    """Add every command to the application."""
    app.cli.add_command(database.group)
    app.cli.add_command(seeds.group)
    app.cli.add_command(index.group)
    app.cli.add_command(serving.prepare)
    app.cli.add_command(serving.serve)
