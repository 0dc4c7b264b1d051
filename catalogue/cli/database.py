"""``db upgrade``: bring the tables to the newest form."""

import click
from flask.cli import with_appcontext

from catalogue import db
from catalogue.cli.answers import plainly
from catalogue.context import kit


@click.group("db", help="データベースの準備")
def group() -> None:
    """Commands about the database itself."""


@group.command("upgrade", help="データベースの表を最新の形にします。")
@with_appcontext
@plainly
def upgrade() -> None:
    """Run the migrations that are missing."""
    db.upgrade(kit().engine)
    click.echo("データベースは最新の形です。")


@group.command("draft", help="表の変更を、移行の下書きとして書き出します（開発用）。")
@click.argument("message")
@with_appcontext
@plainly
def draft(message: str) -> None:
    """For whoever changes a model: the draft is a start, and is read and formatted before it is kept."""
    click.echo(db.draft(kit().engine, message))
