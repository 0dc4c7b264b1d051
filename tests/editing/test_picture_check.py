from pathlib import Path

from flask import Flask
from sqlmodel import Session

from catalogue.context import session
from catalogue.editing.picture_check import Checked, check
from catalogue.images.store import ImageStore
from catalogue.models import Image
from tests.conftest import kit_of
from tests.editing.kept_pictures import STRAY, in_a_draft, in_an_old_revision, write


def seen(app: Flask) -> Checked:
    with app.app_context():
        return check(session(), kit_of(app).store)


def test_all_that_was_kept_is_found_as_it_was(empty_app: Flask, store: ImageStore, digest: str) -> None:
    checked = seen(empty_app)
    assert (checked.problems, checked.nameless, checked.without_original) == ([], [], 0)
    assert (checked.pictures, checked.originals, checked.files) == (1, 1, len(store.names(digest)) + 1)
    assert checked.size == sum(entry.size for entry in store.entries())


def test_a_missing_a_changed_and_an_empty_file_are_told_with_the_case_they_belong_to(
    empty_app: Flask, store: ImageStore, folder: Path, digest: str
) -> None:
    write(empty_app, lambda writing: in_an_old_revision(writing, digest))
    avif, other = store.names(digest)[:2]
    (original,) = store.originals()
    (folder / digest / avif).unlink()
    (folder / digest / other).write_bytes(b"another picture")
    (folder / "originals" / original).write_bytes(b"")
    assert {(each.path, each.reason) for each in seen(empty_app).problems} == {
        (f"{digest}/{avif}", "ファイルがありません（事例「kiryu」（第1版））。"),
        (f"{digest}/{other}", "中身が、保存したときと違います（事例「kiryu」（第1版））。"),
        (f"originals/{original}", "ファイルがありません（事例「kiryu」（第1版））。"),
    }


def test_an_original_with_other_bytes_is_told(empty_app: Flask, store: ImageStore, digest: str) -> None:
    (original,) = store.originals()
    store.put_original(original, b"something else")
    (problem,) = seen(empty_app).problems
    assert problem.path == f"originals/{original}"
    assert problem.reason == "中身が、保存したときと違います（使われている所はありません）。"


def test_a_picture_that_is_named_and_not_registered_is_told(empty_app: Flask) -> None:
    write(empty_app, lambda writing: in_a_draft(writing, STRAY))
    (problem,) = seen(empty_app).problems
    assert (problem.path, problem.reason) == (
        STRAY, "画像の登録がありません（事例「kiryu」の書きかけ（花子））。"
    )  # fmt: skip


def test_a_digest_within_an_address_need_not_be_a_picture(empty_app: Flask) -> None:
    write(empty_app, lambda writing: in_a_draft(writing, f"https://www.example.jp/{STRAY}.pdf"))
    assert seen(empty_app).problems == []


def test_a_picture_of_an_earlier_version_is_whole_without_an_original_and_by_its_old_names(
    empty_app: Flask, store: ImageStore, folder: Path, digest: str
) -> None:
    """It had no original, and its files had their width alone as a name: those must be there and not empty."""

    def as_before(writing: Session) -> None:
        row = writing.get_one(Image, digest)
        row.kept_at, row.renditions = None, {"image/avif": [["48.avif", 48]], "image/png": [["48.png", 48]]}

    write(empty_app, as_before)
    store.drop_original(store.originals()[0])
    store.put(digest, "48.avif", b"picture")
    store.put(digest, "48.png", b"picture")
    checked = seen(empty_app)
    assert (checked.problems, checked.without_original) == ([], 1)
    (folder / digest / "48.png").write_bytes(b"")
    assert [each.path for each in seen(empty_app).problems] == [f"{digest}/48.png"]


def test_files_no_row_names_are_no_mistake(empty_app: Flask, store: ImageStore, digest: str) -> None:
    store.put(STRAY, "640.avif", b"picture")
    checked = seen(empty_app)
    assert checked.problems == []
    assert [entry.place for entry in checked.nameless] == [f"{STRAY}/640.avif"]
