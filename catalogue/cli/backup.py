"""``backup create|verify|restore``: everything the catalogue holds, in one file, and back from it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask.cli import with_appcontext
from sqlalchemy.engine import make_url

from catalogue import db
from catalogue.cli import archives
from catalogue.cli.answers import plainly
from catalogue.context import kit
from catalogue.domain.errors import Conflict, Invalid, NotFound, Unavailable

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("backup", help="控え（バックアップ）を作る、確かめる、戻す")
def group() -> None:
    """Commands about backups."""


@group.command(
    "create",
    help="控えを作ります。動いている間も作れます。場所を省くと、データのフォルダの backups に作ります。",
)
@click.argument("place", required=False, type=click.Path(path_type=Path))
@with_appcontext
@plainly
def create(place: Path | None) -> None:
    """First the database, then the pictures: a picture is never changed, so none that the snapshot names is missing."""
    file = _file_at(place or kit().settings.data / "backups")
    database = _database()
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryDirectory(dir=file.parent, prefix=".snapshot-") as folder:
            copy = Path(folder) / archives.DATABASE
            archives.snapshot(database, copy)
            moment = kit().now().isoformat(timespec="seconds")
            made = archives.write(file, moment, copy, _pictures(), _secret())
    except (OSError, sqlite3.Error) as error:
        raise Unavailable(
            f"控え「{file}」を作れませんでした（{error}）。ディスクの空きと場所をご確認ください。"
        ) from error
    click.echo(f"控えを作り、読み返して確かめました：{file}")
    click.echo(_in_words(made))


@group.command("verify", help="控えの中身が、作ったときのままかを確かめます。")
@click.argument("file", type=_FILE)
@with_appcontext
@plainly
def verify(file: Path) -> None:
    """Read all of it."""
    click.echo(f"控えに問題はありません。{_in_words(archives.check(file))}")


@group.command(
    "restore",
    help="控えを、空のデータのフォルダと画像の保管場所に戻します（CATALOGUE_DATA と IMAGE_STORE で指定します）。",
)
@click.argument("file", type=_FILE)
@with_appcontext
@plainly
def restore(file: Path) -> None:
    """The database last, so that a restore which was broken off is not taken for a catalogue."""
    database = _database()
    _refuse_what_is_there(database)
    contents = archives.check(file)
    try:
        database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for digest, name, data in archives.pictures_in(file):
            kit().store.put(digest, name, data)
        for received, data in archives.originals_in(file):
            kit().store.put_original(received, data)
        _put_secret(archives.secret_in(file))
        archives.put_database(file, database)
    except OSError as error:
        raise Unavailable(f"控えを戻せませんでした（{error}）。ディスクの空きをご確認ください。") from error
    db.upgrade(kit().engine)
    kit().outbox.rebuild()
    click.echo(f"控えを戻しました。{_in_words(contents)}")


def _refuse_what_is_there(database: Path) -> None:
    """The setting is named that leads there: pictures and database may lie elsewhere than the rest."""
    settings = kit().settings
    pictures = kit().store.digests() or kit().store.originals()
    if database.exists() and settings.data not in database.parents:
        place, setting = str(database), "まだないファイルを DATABASE_URL"
    elif pictures and settings.image_store != str(settings.data / "images"):
        place, setting = settings.image_store, "画像のない場所を IMAGE_STORE"
    elif database.exists() or pictures:
        place, setting = str(settings.data), "空のフォルダを CATALOGUE_DATA"
    else:
        return
    raise Conflict(f"「{place}」には、もうデータがあります。{setting} に指定して、もう一度お試しください。")


def _file_at(place: Path) -> Path:
    """A folder, there or meant to be, gets a file named after the moment."""
    if place.suffix == ".zip":
        if place.exists():
            raise Conflict(f"「{place}」はもうあります。別の名前を指定してください。")
        return place
    return place / f"catalogue-{kit().now():%Y%m%dT%H%M%SZ}.zip"


def _database() -> Path:
    address = make_url(kit().settings.database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise Invalid(
            "この命令は SQLite のデータベースだけを扱います。ほかのデータベースは、その道具で控えてください。"
        )
    return Path(address.database)


def _pictures() -> Iterator[tuple[str, bytes]]:
    """All files of pictures, by their names in the backup. One that is swept away meanwhile was nobody's; that none is
    missing which the snapshot names is looked at when the backup is read back."""
    store = kit().store
    for digest in store.digests():
        for name in store.names(digest):
            with suppress(NotFound):
                yield f"images/{digest}/{name}", store.get(digest, name)
    for received in store.originals():
        with suppress(NotFound):
            yield f"originals/{received}", store.original(received)


def _secret() -> bytes | None:
    place = kit().settings.data / archives.SECRET
    return place.read_bytes() if place.exists() else None


def _put_secret(secret: bytes | None) -> None:
    if secret:
        place = kit().settings.data / archives.SECRET
        part = place.with_name(f".{archives.SECRET}.part")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secret)
        part.replace(place)


def _in_words(contents: archives.Contents) -> str:
    pictures = f"画像 {contents.pictures}点（元のファイル {contents.originals}個）"
    return f"公開中の事例 {contents.cases}件、{pictures}、{contents.made_at} 時点。"
