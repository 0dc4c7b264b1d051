"""A backup as a file: one zip with the database, every picture and the file it came as, the secret key, and a list of
it all with SHA-256 sums.

It is whole or not there: it is written beside, read back and only then given its name. Nothing is read from it that is
not on its list, and nothing is believed that does not match it.
"""

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from catalogue.domain.errors import Invalid, Problem

LIST, DATABASE, SECRET = "manifest.json", "catalogue.sqlite", "secret_key"
# Since 2, the files as they came are in it too.
FORMAT = 2
_READABLE = (1, FORMAT)
_PICTURE = re.compile(r"images/([0-9a-f]{64})/([^/]+)")
_ORIGINAL = re.compile(r"originals/([0-9a-f]{64})")
_CHUNK = 1 << 20
# The earliest a zip can say: the same content gives the same file, whenever it is written.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself: when it was made (ISO 8601, UTC), the migration its tables have, how many cases are
    public, and the SHA-256 of each file by its name."""

    made_at: str
    tables: str
    cases: int
    files: Mapping[str, str]
    format: int = FORMAT

    @property
    def pictures(self) -> int:
        """How many pictures there are; each has several files."""
        return len({match[1] for match in map(_PICTURE.fullmatch, self.files) if match})

    @property
    def originals(self) -> int:
        """Of how many there is the file as it came."""
        return sum(_ORIGINAL.fullmatch(name) is not None for name in self.files)


def snapshot(database: Path, copy: Path) -> None:
    """The database as it is at one moment, while others go on writing (SQLite's online backup). The copy is one file,
    without a log beside it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def write(
    place: Path, made_at: str, database: Path, pictures: Iterable[tuple[str, bytes]], secret: bytes | None
) -> Contents:
    """Make the backup at ``place`` from a :func:`snapshot`, the files of pictures by ``images/<digest>/<name>`` and
    ``originals/<received>``, and the secret key.

    Raises:
        Invalid: what was written cannot be read back; nothing is at ``place`` then.
        OSError: the disk is full, or the folder cannot be written.
    """
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with _private(part) as file, ZipFile(file, "w") as archive:
            sums = {DATABASE: _add(archive, DATABASE, _chunks(database), ZIP_DEFLATED)}
            for name, data in pictures:
                sums[name] = _add(archive, name, [data], ZIP_STORED)
            if secret:
                sums[SECRET] = _add(archive, SECRET, [secret], ZIP_STORED)
            contents = Contents(made_at, *_tables_and_cases(database), files=sums)
            listed = json.dumps(asdict(contents), ensure_ascii=False, indent=1)
            _add(archive, LIST, [listed.encode()], ZIP_DEFLATED)
        check(part)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    return contents


def check(place: Path) -> Contents:
    """Read all of a backup and say what is in it.

    Raises:
        Invalid: it is none, or not whole; ``problems`` names what is missing, damaged or not on its list.
    """
    with _opened(place) as archive, TemporaryDirectory(dir=place.parent, prefix=".check-") as folder:
        contents = _listed(archive)
        _refuse(place, list(_damage(archive, contents)))
        database = Path(folder) / DATABASE
        _copy(archive, DATABASE, database)
        _refuse(place, list(_inner_damage(database, contents)))
    return contents


def pictures_in(place: Path) -> Iterator[tuple[str, str, bytes]]:
    """Every file of a picture in a checked backup: digest, name, bytes."""
    with _opened(place) as archive:
        for name in _listed(archive).files:
            if match := _PICTURE.fullmatch(name):
                yield match[1], match[2], archive.read(name)


def originals_in(place: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a checked backup as it once came: its SHA-256, and its bytes. Earlier backups have none."""
    with _opened(place) as archive:
        for name in _listed(archive).files:
            if match := _ORIGINAL.fullmatch(name):
                yield match[1], archive.read(name)


def put_database(place: Path, database: Path) -> None:
    """Put the database of a checked backup where ``database`` says, whole or not at all."""
    part = database.with_name(f".{database.name}.{os.getpid()}.part")
    with _opened(place) as archive:
        _copy(archive, DATABASE, part)
    part.replace(database)


def secret_in(place: Path) -> bytes | None:
    """The secret key in a backup, if it has one."""
    with _opened(place) as archive:
        return archive.read(SECRET) if SECRET in _listed(archive).files else None


@contextmanager
def _private(part: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner can read, on the disk when the block ends."""
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _add(archive: ZipFile, name: str, chunks: Iterable[bytes], compression: int) -> str:
    """Put a file in; returns its SHA-256."""
    digest, info = hashlib.sha256(), ZipInfo(name, _NO_TIME)
    info.compress_type, info.external_attr = compression, 0o600 << 16
    with archive.open(info, "w", force_zip64=True) as inner:
        for chunk in chunks:
            digest.update(chunk)
            inner.write(chunk)
    return digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _copy(archive: ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as inner, _private(target) as file:
        while chunk := inner.read(_CHUNK):
            file.write(chunk)


@contextmanager
def _opened(place: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(place) as archive:
            yield archive
    except FileNotFoundError:
        raise Invalid(f"控え「{place}」がありません。") from None
    except (BadZipFile, EOFError) as error:
        raise Invalid(f"「{place}」は控えのファイルではないか、途中で切れています。") from error


def _listed(archive: ZipFile) -> Contents:
    try:
        contents = Contents(**json.loads(archive.read(LIST)))
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("このファイルには、控えの一覧がありません。") from error
    if contents.format not in _READABLE:
        raise Invalid("この控えは、新しい版のプログラムで作られています。プログラムを新しくしてください。")
    return contents


def _refuse(place: Path, problems: list[Problem]) -> None:
    if problems:
        raise Invalid(f"控え「{place}」は壊れています。", problems)


def _damage(archive: ZipFile, contents: Contents) -> Iterator[Problem]:
    held = set(archive.namelist()) - {LIST}
    for name in sorted({DATABASE, *contents.files} - held):
        yield Problem(name, "控えに入っていません。")
    for name in sorted(held - set(contents.files)):
        yield Problem(name, "控えの一覧にないファイルです。")
    for name in sorted(held & set(contents.files)):
        if _sum(archive, name) != contents.files[name]:
            yield Problem(name, "中身が、控えを作ったときと違います。")


def _sum(archive: ZipFile, name: str) -> str | None:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as inner:
            while chunk := inner.read(_CHUNK):
                digest.update(chunk)
    except (BadZipFile, EOFError):
        return None
    return digest.hexdigest()


def _inner_damage(database: Path, contents: Contents) -> Iterator[Problem]:
    """What is wrong although every file is as it was: a broken table, or a picture that is not there."""
    with closing(sqlite3.connect(database)) as connection:
        try:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                yield Problem(DATABASE, "データベースが壊れています。")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                yield Problem(DATABASE, "つながりの切れた行があります。")
            rows = connection.execute("SELECT digest, renditions FROM image").fetchall()
        except sqlite3.Error:
            yield Problem(DATABASE, "データベースとして読めません。")
            return
    for digest, renditions in rows:
        for name in _files_of(json.loads(renditions)):
            if f"images/{digest}/{name}" not in contents.files:
                yield Problem(f"images/{digest}/{name}", "画像のファイルがありません。")


def _files_of(renditions: Mapping[str, Any]) -> Iterator[str]:
    for files in renditions.values():
        yield from (name for name, _width in files)


def _tables_and_cases(database: Path) -> tuple[str, int]:
    with closing(sqlite3.connect(database)) as connection:
        (tables,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        (cases,) = connection.execute('SELECT count(*) FROM "case"').fetchone()
    return str(tables), int(cases)
