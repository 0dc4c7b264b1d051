import hashlib
import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask

from catalogue import db
from catalogue.app import create_app
from catalogue.context import private_transaction, transaction
from catalogue.domain.roles import Role
from catalogue.models import Case, Draft, Staff
from tests.cli.test_commands import run
from tests.conftest import kit_of, settings_in, shut

CASE = "/cases/kiryu-cocotomo"
DIGEST = "1" * 64


@pytest.fixture
def backup(own_app: Flask, tmp_path: Path) -> Path:
    """A backup of a catalogue with its seeds, one person and what they have typed."""
    with own_app.app_context(), private_transaction() as session:
        now = kit_of(own_app).now()
        staff = Staff(name="hanako", display="花子", roles=[Role.EDITOR], added_at=now)
        session.add(staff)
        session.flush()
        assert staff.id is not None
        session.add(Draft(staff_id=staff.id, form={"title": ["書きかけの題名"]}, saved_at=now))
    place = tmp_path / "kept" / "all.zip"
    assert run(own_app, "backup", "create", str(place))[0] == 0
    return place


@pytest.fixture
def empty_place(tmp_path: Path) -> Iterator[Flask]:
    """A catalogue whose data folder holds nothing."""
    app = create_app(settings_in(tmp_path / "elsewhere"))
    yield app
    shut(app)


def test_a_restore_into_an_empty_place_gives_the_same_catalogue(
    own_app: Flask, backup: Path, empty_place: Flask
) -> None:
    status, said = run(empty_place, "backup", "restore", str(backup))
    assert status == 0
    assert "公開中の事例 59件" in said
    assert _shown(empty_place) == _shown(own_app)
    assert run(empty_place, "index", "check")[0] == 0
    found = empty_place.test_client().get("/cases?q=空き店舗").text
    assert CASE in found
    with empty_place.app_context(), private_transaction() as session:
        assert session.get_one(Draft, 1).form == {"title": ["書きかけの題名"]}


def test_pictures_are_restored_byte_by_byte(own_app: Flask, backup: Path, empty_place: Flask) -> None:
    run(empty_place, "backup", "restore", str(backup))
    before, after = kit_of(own_app).store, kit_of(empty_place).store
    files = [(digest, name) for digest in before.digests() for name in before.names(digest)]
    assert files
    assert all(after.get(*file) == before.get(*file) for file in files)
    assert after.digests() == before.digests()


def test_the_files_as_they_came_are_restored_too(own_app: Flask, backup: Path, empty_place: Flask) -> None:
    status, said = run(empty_place, "backup", "restore", str(backup))
    assert status == 0
    assert "画像 8点（元のファイル 8個）" in said
    before, after = kit_of(own_app).store, kit_of(empty_place).store
    assert after.originals() == before.originals()
    assert all(after.original(each) == before.original(each) for each in after.originals())
    assert run(empty_place, "images", "check")[0] == 0


def test_a_damaged_original_is_found_and_not_restored(
    own_app: Flask, backup: Path, empty_place: Flask
) -> None:
    original = _names(backup, "originals/")[0]
    _rewrite(backup, {original: b"another picture"})
    status, said = run(own_app, "backup", "verify", str(backup))
    assert status == 1
    assert f"{original}　中身が、控えを作ったときと違います。" in said
    assert run(empty_place, "backup", "restore", str(backup))[0] == 1
    assert not kit_of(empty_place).store.originals()


def test_an_original_that_is_lost_does_not_keep_the_rest_from_being_saved(
    own_app: Flask, tmp_path: Path
) -> None:
    store = kit_of(own_app).store
    store.drop_original(store.originals()[0])
    status, said = run(own_app, "backup", "create", str(tmp_path / "rest.zip"))
    assert status == 0
    assert "画像 8点（元のファイル 7個）" in said
    assert run(own_app, "images", "check")[0] == 1


def test_a_backup_of_the_version_before_is_restored(tmp_path: Path, empty_place: Flask) -> None:
    """As version 0004 of the tables made it: pictures under names without a digest, and no originals."""
    place = _earlier_backup(tmp_path)
    status, said = run(empty_place, "backup", "restore", str(place))
    assert status == 0
    assert "画像 1点（元のファイル 0個）" in said
    assert kit_of(empty_place).store.get(DIGEST, "48.avif") == b"picture"
    status, said = run(empty_place, "images", "check")
    assert status == 0
    assert "元のファイルのない画像が 1点あります" in said


def test_a_place_that_holds_nothing_but_an_original_is_never_written_over(
    own_app: Flask, backup: Path, empty_place: Flask
) -> None:
    kit_of(empty_place).store.put_original(DIGEST, b"as it came")
    status, said = run(empty_place, "backup", "restore", str(backup))
    assert status == 1
    assert "もうデータがあります。空のフォルダを CATALOGUE_DATA に指定して" in said


def test_the_setting_is_named_that_leads_to_what_is_there_already(backup: Path, tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "elsewhere")
    app = create_app(replace(settings, image_store=str(tmp_path / "pictures")))
    kit_of(app).store.put(DIGEST, "48.avif", b"picture")
    status, said = run(app, "backup", "restore", str(backup))
    assert status == 1
    assert f"「{tmp_path / 'pictures'}」には、もうデータがあります。画像のない場所を IMAGE_STORE に" in said
    shut(app)
    (tmp_path / "other.sqlite").write_bytes(b"")
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'other.sqlite'}"))
    status, said = run(app, "backup", "restore", str(backup))
    assert status == 1
    assert "まだないファイルを DATABASE_URL に" in said
    shut(app)


def test_what_browsers_were_handed_is_still_accepted_after_a_restore(
    own_app: Flask, backup: Path, empty_place: Flask
) -> None:
    run(empty_place, "backup", "restore", str(backup))
    again = create_app(settings_in(kit_of(empty_place).settings.data))
    assert again.config["SECRET_KEY"] == own_app.config["SECRET_KEY"]
    shut(again)


def test_a_backup_can_be_read_by_its_owner_alone(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_backup_made_while_others_write_holds_one_moment(own_app: Flask, tmp_path: Path) -> None:
    """Each act changes two cases alike: no backup may hold one of them without the other."""
    done, acts = threading.Event(), 0

    def write() -> None:
        nonlocal acts
        while not done.is_set():
            with own_app.app_context(), transaction() as session:
                acts += 1
                for slug in ("kiryu-cocotomo", "sakai-jidounten-drone"):
                    session.get_one(Case, slug).status = f"act {acts}"

    writer = threading.Thread(target=write)
    writer.start()
    try:
        places = [tmp_path / f"{number}.zip" for number in range(3)]
        assert [run(own_app, "backup", "create", str(place))[0] for place in places] == [0, 0, 0]
    finally:
        done.set()
        writer.join()
    assert acts > 1
    for number, place in enumerate(places):
        app = create_app(settings_in(tmp_path / f"restored{number}"))
        assert run(app, "backup", "restore", str(place))[0] == 0
        with app.app_context(), transaction() as session:
            states = {
                session.get_one(Case, slug).status for slug in ("kiryu-cocotomo", "sakai-jidounten-drone")
            }
        shut(app)
        assert len(states) == 1


def test_a_whole_backup_is_said_to_be_whole(own_app: Flask, backup: Path) -> None:
    status, said = run(own_app, "backup", "verify", str(backup))
    assert status == 0
    assert "控えに問題はありません。公開中の事例 59件" in said


def test_a_changed_byte_is_found_and_not_restored(own_app: Flask, backup: Path, empty_place: Flask) -> None:
    picture = _names(backup, "images/")[0]
    _rewrite(backup, {picture: b"another picture"})
    status, said = run(own_app, "backup", "verify", str(backup))
    assert status == 1
    assert f"{picture}　中身が、控えを作ったときと違います。" in said
    assert run(empty_place, "backup", "restore", str(backup))[0] == 1
    assert not kit_of(empty_place).store.digests()


def test_a_missing_picture_is_named(own_app: Flask, backup: Path) -> None:
    picture = _names(backup, "images/")[0]
    _rewrite(backup, {picture: None})
    status, said = run(own_app, "backup", "verify", str(backup))
    assert status == 1
    assert f"{picture}　控えに入っていません。" in said


def test_a_picture_that_was_gone_when_the_backup_was_made_is_named(own_app: Flask, tmp_path: Path) -> None:
    store = kit_of(own_app).store
    digest = store.digests()[0]
    store.drop(digest)
    status, said = run(own_app, "backup", "create", str(tmp_path / "part.zip"))
    assert status == 1
    assert f"images/{digest}/" in said
    assert "画像のファイルがありません。" in said


def test_a_file_that_is_not_on_the_list_is_refused(own_app: Flask, backup: Path) -> None:
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("../outside", b"")
    status, said = run(own_app, "backup", "verify", str(backup))
    assert status == 1
    assert "../outside　控えの一覧にないファイルです。" in said


@pytest.mark.parametrize("length", [0, 10, 5000])
def test_half_a_backup_is_none(own_app: Flask, backup: Path, length: int) -> None:
    backup.write_bytes(backup.read_bytes()[:length])
    status, said = run(own_app, "backup", "verify", str(backup))
    assert status == 1
    assert "控えのファイルではないか、途中で切れています。" in said


def test_a_backup_of_a_newer_program_is_refused_in_words(own_app: Flask, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        listed = json.loads(archive.read("manifest.json"))
    _rewrite(backup, {"manifest.json": json.dumps(listed | {"format": 99}).encode()})
    status, said = run(own_app, "backup", "verify", str(backup))
    assert status == 1
    assert "プログラムを新しくしてください。" in said


def test_a_place_that_holds_a_catalogue_is_never_written_over(own_app: Flask, backup: Path) -> None:
    status, said = run(own_app, "backup", "restore", str(backup))
    assert status == 1
    assert "もうデータがあります。" in said
    assert own_app.test_client().get(CASE).status_code == 200


def test_no_backup_is_written_over_another(own_app: Flask, backup: Path) -> None:
    before = backup.read_bytes()
    status, said = run(own_app, "backup", "create", str(backup))
    assert status == 1
    assert "もうあります。" in said
    assert backup.read_bytes() == before


def test_where_no_place_is_named_a_backup_lies_with_the_data(own_app: Flask) -> None:
    status, said = run(own_app, "backup", "create")
    assert status == 0
    (made,) = (kit_of(own_app).settings.data / "backups").iterdir()
    assert str(made) in said


def test_a_place_that_cannot_be_written_is_told_in_words(own_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    status, said = run(own_app, "backup", "create", str(tmp_path / "file" / "all.zip"))
    assert status == 1
    assert "作れませんでした" in said


def _shown(app: Flask) -> str:
    """A page of a case up to its foot, where every visitor has a token of their own."""
    return app.test_client().get(CASE).text.partition("</footer>")[0]


def _earlier_backup(tmp_path: Path) -> Path:
    database, place = tmp_path / "catalogue.sqlite", tmp_path / "earlier.zip"
    engine = db.open_engine(f"sqlite:///{database}", 1)
    config = Config()
    config.set_main_option("script_location", str(db.MIGRATIONS))
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.exec_driver_sql(
            "INSERT INTO image (digest, received, width, height, fallback, renditions) VALUES (?, ?, 48, 32, ?, ?)",
            (
                DIGEST,
                DIGEST,
                "48.png",
                json.dumps({"image/avif": [["48.avif", 48]], "image/png": [["48.png", 48]]}),
            ),
        )
    engine.dispose()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    held = {
        "catalogue.sqlite": database.read_bytes(),
        f"images/{DIGEST}/48.avif": b"picture",
        f"images/{DIGEST}/48.png": b"picture",
    }
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in held.items()}
    listed = {
        "made_at": "2026-11-01T00:00:00+00:00",
        "tables": "0004",
        "cases": 0,
        "files": sums,
        "format": 1,
    }
    with zipfile.ZipFile(place, "w") as archive:
        for name, data in (held | {"manifest.json": json.dumps(listed).encode()}).items():
            archive.writestr(name, data)
    return place


def _names(place: Path, start: str) -> list[str]:
    with zipfile.ZipFile(place) as archive:
        return [name for name in archive.namelist() if name.startswith(start)]


def _rewrite(place: Path, changed: dict[str, bytes | None]) -> None:
    """The same backup with other bytes in some places, or without them."""
    old = shutil.copy(place, place.with_suffix(".old"))
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(place, "w") as after:
        for name in before.namelist():
            data = changed.get(name, before.read(name))
            if data is not None:
                after.writestr(name, data)
