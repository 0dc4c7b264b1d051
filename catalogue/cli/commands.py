"""The commands an operator types: groups for each thing that is looked after, ``prepare`` and ``serve``."""

from flask import Flask

from catalogue.cli import backup, database, images, index, seeds, serving, sources, staff, unfound


def register(app: Flask) -> None:
    """Add every command to the application."""
    app.cli.add_command(database.group)
    app.cli.add_command(seeds.group)
    app.cli.add_command(index.group)
    app.cli.add_command(backup.group)
    app.cli.add_command(images.group)
    app.cli.add_command(sources.group)
    app.cli.add_command(unfound.group)
    app.cli.add_command(staff.group)
    app.cli.add_command(serving.prepare)
    app.cli.add_command(serving.serve)
