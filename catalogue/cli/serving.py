"""``prepare`` and ``serve``: what ``make run`` types."""

import socket

import click
from flask import current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import Interfaces

from catalogue import db
from catalogue.cli.answers import plainly
from catalogue.cli.index import write_synonyms
from catalogue.cli.seeds import load_seeds
from catalogue.context import kit
from catalogue.domain.errors import Unavailable

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
    write_synonyms()
    _mend_index()
    if report.added or report.updated:
        click.echo(
            f"初期データを読み込みました（追加 {len(report.added)}件、更新 {len(report.updated)}件）。"
        )


def _mend_index() -> None:
    """The database may have been restored beside an older index, or a file of the index been damaged."""
    try:
        kit().outbox.sync()
    except Unavailable:
        kit().outbox.rebuild()


def _require_free(host: str, port: int) -> None:
    """The server would share a port that is taken, and visitors would see now one catalogue, now the other."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise Unavailable(
            f"{host} のポート {port} は使えません（ほかのプログラムが使っているか、アドレスが正しくありません）。"
            f"PORT=8001 make run のように、別の番号をお試しください。"
        ) from error


@click.command(help="カタログを開きます。")
@with_appcontext
@plainly
def serve() -> None:
    """Serve until stopped."""
    settings = kit().settings
    _require_free(settings.host, settings.port)
    click.echo(f"カタログを開きました： http://{settings.host}:{settings.port}/　（終わるには Ctrl+C）")
    current_app.do_teardown_appcontext()
    kit().engine.dispose()
    Granian(
        "wsgi:warmed",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()
