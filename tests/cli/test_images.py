import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from fsspec.implementations.local import LocalFileSystem
from sqlmodel import select

from catalogue.app import create_app
from catalogue.cli.images import in_words
from catalogue.context import session
from catalogue.domain.acts import Act
from catalogue.images.store import FilesystemStore
from catalogue.models import AuditRecord, Image
from tests.cli.test_commands import flask, run
from tests.conftest import kit_of, shut
from tests.editing.kept_pictures import STRAY, age, an_unused_picture, in_a_draft, write


@pytest.fixture
def folder(empty_app: Flask) -> Path:
    return kit_of(empty_app).settings.data / "images"


@pytest.fixture
def digest(empty_app: Flask) -> str:
    """A picture that was taken in forty days ago and that nothing names."""
    return an_unused_picture(empty_app)


def swept(app: Flask) -> list[tuple[str, str, str | None]]:
    """Who has removed how many pictures, and from where, as the trail tells it."""
    query = select(AuditRecord).where(AuditRecord.act == Act.PICTURES_SWEPT)
    with app.app_context():
        return [(row.who, row.origin, row.detail) for row in session().exec(query)]


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_pictures_of_the_seeds_are_all_there(app: Flask) -> None:
    status, said = run(app, "images", "check")
    assert status == 0
    assert re.fullmatch(
        r"画像はすべてそろっています。画像 8点、元のファイル 8個を含むファイル \d+個、[\d.]+ MB。\n", said
    )


def test_a_damaged_picture_is_told_with_its_case_and_fails(own_app: Flask) -> None:
    store = kit_of(own_app).store
    digest = store.digests()[0]
    name = store.names(digest)[0]
    store.put(digest, name, b"damaged")
    status, said = run(own_app, "images", "check")
    assert status == 1
    assert "画像に問題があります（1件）。" in said
    told = f"  {digest}/{name}　中身が、保存したときと違います（事例「[a-z-]+」（公開中、第1版））。\n"
    assert re.search(told, said)


def test_a_copy_of_a_store_is_checked_by_naming_it(own_app: Flask, tmp_path: Path) -> None:
    """Moving a store: copy, name the new place, check."""
    kit = kit_of(own_app)
    settings = replace(kit.settings, image_store=str(tmp_path / "moved"))
    moved = create_app(settings)
    status, said = run(moved, "images", "check")
    assert status == 1
    assert "ファイルがありません" in said
    for entry in kit.store.entries():
        target = tmp_path / "moved" / entry.place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((kit.settings.data / "images" / entry.place).read_bytes())
    assert run(moved, "images", "check")[0] == 0
    shut(moved)


def test_files_of_nobody_are_mentioned_and_no_failure(empty_app: Flask, digest: str) -> None:
    kit_of(empty_app).store.put(STRAY, "640.avif", b"picture")
    status, said = run(empty_app, "images", "check")
    assert status == 0
    assert "どの画像の登録にもないファイルが 1個あります（7バイト）。" in said
    assert "画像 1点、元のファイル 1個を含むファイル 3個" in said


def test_a_trial_says_what_would_go_and_removes_nothing(empty_app: Flask, folder: Path, digest: str) -> None:
    kit_of(empty_app).store.put(STRAY, "640.avif", b"picture")
    age(folder, 40)
    before = files_in(folder)
    status, said = run(empty_app, "images", "sweep", "--dry-run")
    assert status == 0
    assert "使われていない画像 1点" in said
    assert re.search(rf"  {digest}　\d{{4}}-\d\d-\d\d から　3個　\d+", said)
    assert f"登録のないファイル\n  {STRAY}　1個　7バイト\n" in said
    assert "--dry-run のため、何も消していません。" in said
    assert files_in(folder) == before
    with empty_app.app_context():
        assert session().get(Image, digest) is not None
    assert swept(empty_app) == []


def test_a_sweep_removes_what_it_said(empty_app: Flask, folder: Path, digest: str) -> None:
    status, said = run(empty_app, "images", "sweep")
    assert status == 0
    assert "使われていない画像 1点と、ファイル 3個（" in said
    assert files_in(folder) == []
    assert swept(empty_app) == [("サーバーの管理者", "コマンド", "1点")]
    assert run(empty_app, "images", "sweep") == (0, "片付けるものはありません。\n")
    assert len(swept(empty_app)) == 1
    assert run(empty_app, "images", "check")[0] == 0


def test_nothing_of_the_seeds_is_ever_swept(own_app: Flask) -> None:
    folder = kit_of(own_app).settings.data / "images"
    age(folder, 4000)
    assert run(own_app, "images", "sweep", "--days", "1") == (0, "片付けるものはありません。\n")
    assert run(own_app, "images", "check")[0] == 0


def test_how_many_days_is_for_the_operator_to_say(empty_app: Flask, folder: Path, digest: str) -> None:
    assert run(empty_app, "images", "sweep", "--days", "41") == (0, "片付けるものはありません。\n")
    assert run(empty_app, "images", "sweep", "--days", "0")[0] == 2
    assert run(empty_app, "images", "sweep", "--days", "39")[0] == 0
    assert files_in(folder) == []


def test_who_sends_a_picture_again_while_it_is_swept_keeps_it(
    empty_app: Flask, folder: Path, digest: str
) -> None:
    """Their row comes back before the files would go."""
    with empty_app.app_context():
        row = session().get_one(Image, digest)
    before = files_in(folder)
    sweeping = threading.Thread(target=run, args=(empty_app, "images", "sweep"))
    sweeping.start()
    while True:
        with empty_app.app_context():
            if session().get(Image, digest) is None:
                break
    write(empty_app, lambda writing: writing.merge(row))
    write(empty_app, lambda writing: in_a_draft(writing, digest))
    sweeping.join()
    assert files_in(folder) == before
    assert run(empty_app, "images", "check")[0] == 0


def test_a_sweep_that_is_killed_is_finished_by_the_next(empty_app: Flask, folder: Path, digest: str) -> None:
    with flask(kit_of(empty_app).settings.data, "images", "sweep") as sweeping:
        assert sweeping.stdout is not None
        while "登録を消しました" not in (line := sweeping.stdout.readline().decode()):
            assert line
        sweeping.kill()
    assert len(files_in(folder)) == 3
    with empty_app.app_context():
        assert session().get(Image, digest) is None
    assert run(empty_app, "images", "check")[0] == 0
    status, said = run(empty_app, "images", "sweep")
    assert status == 0
    assert "使われていない画像 0点と、ファイル 3個（" in said
    assert files_in(folder) == []


class LostDisk(LocalFileSystem):
    """A disk that has been pulled out."""

    cachable = False

    def find(self, path: str, *args: object, **options: object) -> dict[str, object]:
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("command", ["check", "sweep"])
def test_a_store_that_cannot_be_used_is_told_with_its_cause(empty_app: Flask, command: str) -> None:
    store = FilesystemStore(LostDisk, "/nowhere")
    empty_app.extensions["catalogue"] = replace(kit_of(empty_app), store=store)
    status, said = run(empty_app, "images", command)
    assert status == 1
    assert said.startswith("画像の保管場所を使えません。")
    assert "（OSError：[Errno 5] Input/output error）" in said


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0バイト"), (999, "999バイト"), (43_210, "43 kB"), (1_234_567, "1.2 MB")]
)
def test_sizes_are_told_as_one_reads_them(size: int, words: str) -> None:
    assert in_words(size) == words
