import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, create_engine

from catalogue.domain.errors import Invalid
from catalogue.editing.pictures import judge_picture, keep_picture
from catalogue.images.renditions import AVIF, JPEG, PNG, WEBP
from catalogue.images.store import FilesystemStore, open_store
from catalogue.models import Image, metadata
from tests.images.bombs import sheets
from tests.images.pictures import decoded, drawing, photograph, quarters, saved


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def store(tmp_path: Path) -> FilesystemStore:
    return open_store(tmp_path / "pictures")


def kept(session: Session, store: FilesystemStore, data: bytes, page: int = 1) -> Image:
    """Take a picture in and write its row, as those who call do."""
    row = session.merge(keep_picture(session, store, data, page))
    session.flush()
    return row


def test_a_photograph_is_kept_with_its_files_its_colour_and_its_likeness(
    session: Session, store: FilesystemStore
) -> None:
    row = kept(session, store, saved(photograph(1_000, 600), "JPEG"))
    assert (row.width, row.height, list(row.renditions)) == (1_000, 600, [AVIF, JPEG])
    assert [width for _, width in row.renditions[JPEG]] == [320, 640, 960, 1_000]
    assert row.fallback == row.renditions[JPEG][2][0]
    assert row.fallback.startswith("960-")
    assert store.names(row.digest) == sorted(name for files in row.renditions.values() for name, _ in files)
    assert (len(row.colour or ""), len(row.likeness or "")) == (7, 16)
    assert row.kept_at is not None


def test_a_narrow_drawing_falls_back_to_its_own_width(session: Session, store: FilesystemStore) -> None:
    row = kept(session, store, saved(drawing(700, 400), "PNG"))
    assert list(row.renditions) == [WEBP, PNG]
    assert row.fallback == row.renditions[PNG][-1][0]


def test_the_file_as_it_came_is_kept_apart(session: Session, store: FilesystemStore) -> None:
    data = saved(photograph(200, 100), "JPEG", comment=b"OmeSecretComment")
    row = kept(session, store, data)
    assert row.received == hashlib.sha256(data).hexdigest()
    assert store.original(row.received) == data
    assert store.originals() == [row.received]


def test_the_same_file_is_worked_on_once(session: Session, store: FilesystemStore) -> None:
    data = saved(quarters(), "PNG")
    row = kept(session, store, data)
    assert keep_picture(session, store, data) is row


def test_the_same_picture_in_another_file_is_the_same_row(session: Session, store: FilesystemStore) -> None:
    first, second = saved(quarters(), "PNG"), saved(quarters(), "PNG", compress_level=0)
    row = kept(session, store, first)
    assert kept(session, store, second) is row
    assert store.original(row.received) == first
    assert store.originals() == [row.received]


def test_the_files_that_pages_name_stay_when_the_same_picture_comes_in_another_format(
    session: Session, store: FilesystemStore
) -> None:
    first = saved(drawing(700, 400), "JPEG")
    row = kept(session, store, first)
    before, names = dict(row.renditions), store.names(row.digest)
    assert list(before) == [AVIF, JPEG]
    assert kept(session, store, saved(decoded(first), "PNG")) is row
    assert (row.renditions, store.names(row.digest)) == (before, names)


def test_what_is_missing_in_the_store_is_made_again(session: Session, store: FilesystemStore) -> None:
    data = saved(quarters(), "PNG")
    row = kept(session, store, data)
    names = store.names(row.digest)
    store.drop(row.digest)
    store.drop_original(row.received)
    kept(session, store, data)
    assert store.names(row.digest) == names
    assert store.original(row.received) == data


def test_a_row_of_an_earlier_version_is_worked_on_again_and_keeps_its_name(
    session: Session, store: FilesystemStore
) -> None:
    data = saved(drawing(700, 400), "PNG")
    earlier = Image(
        digest="e" * 64,
        received=hashlib.sha256(data).hexdigest(),
        width=700,
        height=400,
        fallback="700.png",
        renditions={AVIF: [["700.avif", 700]], PNG: [["700.png", 700]]},
    )
    session.add(earlier)
    session.flush()
    for name in ("700.avif", "700.png"):
        store.put(earlier.digest, name, b"of an earlier version")
    row = kept(session, store, data)
    assert row is earlier
    assert list(row.renditions) == [WEBP, PNG]
    assert row.fallback in store.names(row.digest)
    assert row.colour is not None
    assert store.original(row.received) == data
    assert keep_picture(session, store, data) is row


def test_two_pages_of_a_pdf_are_two_pictures_and_each_says_which_page_it_was(
    session: Session, store: FilesystemStore
) -> None:
    data = sheets(b"1 0 0 rg 0 0 5 5 re f", b"0 0 1 rg 0 0 5 5 re f", box=b"0 0 9 6")
    first, second = kept(session, store, data), kept(session, store, data, page=2)
    assert first.digest != second.digest
    assert store.original(first.received) == data
    assert store.original(second.received) == data + b"\n% page 2\n"
    assert keep_picture(session, store, data, page=2) is second


def test_a_refused_file_leaves_nothing_behind(session: Session, store: FilesystemStore) -> None:
    data = saved(photograph(200, 150), "PNG")
    with pytest.raises(Invalid):
        keep_picture(session, store, data[: len(data) // 2])
    assert store.digests() == store.originals() == []
    assert not session.new
    assert not session.dirty


def test_judging_a_picture_keeps_nothing() -> None:
    data = saved(quarters(), "PNG")
    row = judge_picture(data)
    assert (row.width, row.height, row.renditions) == (48, 32, {})
    with pytest.raises(Invalid, match="画像として読み取れません"):
        judge_picture(b"no picture")
