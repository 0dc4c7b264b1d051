from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session, select

from catalogue.context import private_transaction, session
from catalogue.editing.acting import command_line
from catalogue.editing.picture_check import check
from catalogue.editing.picture_mentions import mentions
from catalogue.editing.picture_upkeep import Sweepable, Unused, drop_rows, remove, sweepable
from catalogue.images.store import ImageStore, open_store
from catalogue.models import Figure, Image, ImageRecord
from tests.conftest import kit_of
from tests.editing.kept_pictures import (
    LONG_AGO,
    NAMING,
    NOW,
    STRAY,
    age,
    in_an_old_revision,
    write,
)

SERVER = command_line(NOW)


def look(app: Flask, days: int = 30) -> Sweepable:
    with app.app_context():
        return sweepable(session(), kit_of(app).store, NOW, days)


def sweep(app: Flask) -> None:
    """All of it, as the command does."""
    with app.app_context():
        found = sweepable(session(), kit_of(app).store, NOW)
        with private_transaction() as writing:
            dropped = drop_rows(writing, SERVER, found.unused)
        theirs = [entry for each in found.unused if each.digest in dropped for entry in each.entries]
        with private_transaction() as writing:
            remove(writing, kit_of(app).store, [*theirs, *found.rowless])


def is_whole(app: Flask) -> bool:
    with app.app_context():
        return check(session(), kit_of(app).store).problems == []


@pytest.mark.parametrize(("naming", "words"), NAMING)
def test_a_picture_that_anything_names_stays_and_it_is_told_what(
    empty_app: Flask, digest: str, naming: Callable[[Session, str], None], words: str
) -> None:
    write(empty_app, lambda writing: naming(writing, digest))
    assert look(empty_app) == Sweepable((), ())
    with empty_app.app_context():
        assert mentions(session())[digest].in_words == words


def test_every_picture_the_seeds_show_is_named_by_its_case(app: Flask) -> None:
    with app.app_context():
        named = mentions(session())
        digests = set(session().exec(select(Image.digest)))
    assert digests
    assert digests == named.keys()
    assert all("公開中、第1版" in named[digest].in_words for digest in digests)


def test_an_unused_picture_goes_after_a_month_with_all_that_is_kept_of_it(
    empty_app: Flask, store: ImageStore, digest: str
) -> None:
    found = look(empty_app)
    (picture,) = found.unused
    assert (picture.digest, picture.kept_at, found.rowless) == (digest, LONG_AGO, ())
    assert found.size == sum(entry.size for entry in store.entries())
    sweep(empty_app)
    assert store.entries() == []
    with empty_app.app_context():
        assert session().exec(select(Image)).all() == []
        assert session().exec(select(ImageRecord)).all() == []


def test_an_unused_picture_stays_for_as_many_days_as_one_says(empty_app: Flask, digest: str) -> None:
    assert look(empty_app, days=41) == Sweepable((), ())
    assert [each.digest for each in look(empty_app, days=39).unused] == [digest]


def test_an_unused_picture_that_is_just_being_taken_in_again_stays(
    empty_app: Flask, folder: Path, digest: str
) -> None:
    age(folder, 0)
    assert look(empty_app) == Sweepable((), ())


def test_of_a_picture_of_an_earlier_version_its_files_say_how_old_it_is(
    empty_app: Flask, folder: Path, digest: str
) -> None:
    write(empty_app, lambda writing: setattr(writing.get_one(Image, digest), "kept_at", None))
    age(folder, 29)
    assert look(empty_app) == Sweepable((), ())
    age(folder, 31)
    assert [each.digest for each in look(empty_app).unused] == [digest]


def test_files_without_a_row_go_when_they_are_older_than_a_day(
    empty_app: Flask, store: ImageStore, folder: Path, digest: str
) -> None:
    store.put(STRAY, "640.avif", b"picture")
    store.put_original(STRAY, b"as it came")
    (folder / "originals" / f"{STRAY}.{'0' * 32}.part").write_bytes(b"half")
    (folder / digest / f"48.png.{'0' * 32}.part").write_bytes(b"half")
    (folder / ("6" * 64)).mkdir()
    write(empty_app, lambda writing: in_an_old_revision(writing, digest))
    assert look(empty_app) == Sweepable((), ())
    age(folder, 0.9)
    assert look(empty_app) == Sweepable((), ())
    age(folder, 1.1)
    assert len(look(empty_app).rowless) == 5
    whole = store.names(digest)
    sweep(empty_app)
    assert store.digests() == [digest]
    assert store.names(digest) == whole
    assert len(store.originals()) == 1
    assert list(folder.rglob("*.part")) == []
    assert is_whole(empty_app)


def test_files_that_the_row_of_a_picture_no_longer_names_go_too(
    empty_app: Flask, store: ImageStore, folder: Path, digest: str
) -> None:
    write(empty_app, lambda writing: in_an_old_revision(writing, digest))
    whole = store.names(digest)
    store.put(digest, "48.avif", b"of an earlier version")
    age(folder, 2)
    sweep(empty_app)
    assert store.names(digest) == whole


def test_files_that_a_public_page_still_names_stay_and_are_missed_when_they_are_gone(own_app: Flask) -> None:
    """The picture was made anew under other names, and the page of its case not written again since."""
    store = kit_of(own_app).store
    with own_app.app_context():
        digest = session().exec(select(Figure.digest)).first() or ""
    old, new = store.names(digest), "1-0123456789abcdef.png"

    def made_anew(writing: Session) -> None:
        row = writing.get_one(Image, digest)
        row.fallback, row.renditions = new, {"image/png": [[new, 1]]}

    write(own_app, made_anew)
    age(kit_of(own_app).settings.data / "images", 40)
    sweep(own_app)
    assert store.names(digest) == old
    store.drop(digest)
    with own_app.app_context():
        told = {each.path for each in check(session(), store).problems}
    assert told == {f"{digest}/{name}" for name in (*old, new)}


def test_a_stranger_in_the_store_is_left_alone(empty_app: Flask, folder: Path, digest: str) -> None:
    (folder / STRAY).mkdir()
    strangers = [folder / "README.txt", folder / STRAY / "notes.txt", folder / "originals" / "notes.txt"]
    for path in strangers:
        path.write_text("somebody else's")
    age(folder, 40)
    sweep(empty_app)
    assert all(path.exists() for path in strangers)


@pytest.mark.parametrize(("naming", "_words"), NAMING)
def test_a_picture_that_came_into_use_after_the_look_stays(
    empty_app: Flask, store: ImageStore, digest: str, naming: Callable[[Session, str], None], _words: str
) -> None:
    found = look(empty_app)
    write(empty_app, lambda writing: naming(writing, digest))
    with empty_app.app_context(), private_transaction() as writing:
        assert drop_rows(writing, SERVER, found.unused) == set()
        assert remove(writing, store, found.entries) == []
    assert is_whole(empty_app)


def test_a_picture_that_was_taken_in_anew_after_the_look_stays(
    empty_app: Flask, store: ImageStore, digest: str
) -> None:
    """Its row is dropped, and is back before its files are."""
    found = look(empty_app)
    with empty_app.app_context():
        row = session().get_one(Image, digest)
    write(empty_app, lambda writing: drop_rows(writing, SERVER, found.unused) and None)
    write(empty_app, lambda writing: writing.merge(row))
    with empty_app.app_context(), private_transaction() as writing:
        assert remove(writing, store, found.entries) == []
    assert is_whole(empty_app)


def test_a_file_that_was_written_again_after_the_look_stays(
    empty_app: Flask, store: ImageStore, folder: Path
) -> None:
    store.put(STRAY, "640.avif", b"picture")
    age(folder, 2)
    found = look(empty_app)
    store.put(STRAY, "640.avif", b"picture")
    with empty_app.app_context(), private_transaction() as writing:
        assert remove(writing, store, found.rowless) == []
    assert store.names(STRAY) == ["640.avif"]


def test_who_is_stopped_between_rows_and_files_leaves_what_the_next_sweep_takes(
    empty_app: Flask, store: ImageStore, digest: str
) -> None:
    found = look(empty_app)
    write(empty_app, lambda writing: drop_rows(writing, SERVER, found.unused) and None)
    assert store.names(digest)
    again = look(empty_app)
    assert again.unused == ()
    assert again.rowless == found.unused[0].entries
    sweep(empty_app)
    assert store.entries() == []


def test_rows_that_are_not_old_enough_any_more_are_not_dropped(empty_app: Flask, digest: str) -> None:
    write(empty_app, lambda writing: setattr(writing.get_one(Image, digest), "kept_at", NOW))
    candidate = Unused(digest, "", LONG_AGO, ())
    with empty_app.app_context(), private_transaction() as writing:
        assert drop_rows(writing, SERVER, [candidate]) == set()


def test_a_store_in_memory_is_swept_alike(empty_app: Flask) -> None:
    store = open_store(f"memory://{STRAY}/pictures")
    store.put(STRAY, "640.avif", b"picture")
    with empty_app.app_context():
        young = sweepable(session(), store, NOW)
        old = sweepable(session(), store, NOW + timedelta(days=2))
        with private_transaction() as writing:
            remove(writing, store, old.rowless)
    assert (young.rowless, len(old.rowless), store.entries()) == ((), 1, [])
