"""``prepare`` and ``serve``: what ``make run`` types."""

import click
from flask import current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import Interfaces

from catalogue import db
from catalogue.cli.answers import plainly
from catalogue.cli.seeds import load_seeds
from catalogue.context import kit

WORKERS, THREADS = 2, 4


@click.command(help="データベース、初期データ、索引を使える状態にします。")
@with_appcontext
@plainly
def prepare() -> None:
    """Do what is missing and nothing else, so that a second start is quick."""
    db.upgrade(kit().engine)
    if kit().index.stale():
        kit().outbox.rebuild()
    report = load_seeds(kit().settings.seeds)
    if report.added or report.updated:
        click.echo(
            f"初期データを読み込みました（追加 {len(report.added)}件、更新 {len(report.updated)}件）。"
        )


@click.command(help="カタログを開きます。")
@with_appcontext
def serve() -> None:
    """Serve until stopped."""
    settings = kit().settings
    click.echo(f"カタログを開きました： http://{settings.host}:{settings.port}/　（終わるには Ctrl+C）")
    current_app.do_teardown_appcontext()
    kit().engine.dispose()
    Granian(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()
