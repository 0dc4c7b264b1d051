"""What every image store promises, kept by each adapter alike."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fsspec.implementations.local import LocalFileSystem

from catalogue.domain.errors import Invalid, NotFound, Unavailable
from catalogue.images.store import FilesystemStore, ImageStore, open_store
from catalogue.settings import BadSetting
from tests.stores.server import S3_BUCKET

ONE, OTHER = "1" * 64, "f" * 64
GOOD_NAMES = ["640.avif", *(f"640-0123456789abcdef.{ending}" for ending in ("avif", "webp", "jpg", "png"))]
NO_DIGESTS = ["", "..", "1" * 63, "1" * 65, "F" * 64, "g" * 64, f"{ONE}\n", f"../{ONE}", f"{ONE}/.."]
NO_NAMES = [
    "", "..", "../640.avif", "640.avif/..", "a/640.avif", "640.avif\n", "640.AVIF", "0640.avif",
    "６４０.avif", "640.svg", "640", ".avif", "640.avif.part", "..\\640.avif", "/etc/passwd", "123456.png",
    "640.avif\0", "640-.avif", "640-0123.avif", "640-0123456789ABCDEF.avif", "640-0123456789abcdef0.avif",
    "640-0123456789abcdef", "-0123456789abcdef.avif", "640-../../../../..x.avif",
]  # fmt: skip


KINDS = ["folder", "folder with an awkward name", "memory"]
# `make stores` runs the same against an S3 server of its own (tests/stores).
if S3_BUCKET in os.environ:
    KINDS.append("s3")


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory":
        return f"memory://{uuid4().hex}/pictures"
    if request.param == "s3":
        return f"s3://{os.environ[S3_BUCKET]}/{uuid4().hex}/pictures"
    return str(tmp_path / ("pictures" if request.param == "folder" else "図 [1] * 100%"))


@pytest.fixture
def store(address: str) -> Iterator[ImageStore]:
    opened = open_store(address)
    yield opened
    for digest in opened.digests():
        opened.drop(digest)
    for received in opened.originals():
        opened.drop_original(received)


def test_what_was_put_is_what_one_gets(store: ImageStore) -> None:
    store.put(ONE, "640.avif", b"\x00picture\xff")
    assert store.get(ONE, "640.avif") == b"\x00picture\xff"
    assert store.has(ONE, "640.avif")


def test_a_new_store_is_empty_and_says_so(store: ImageStore) -> None:
    assert store.digests() == []
    assert store.names(ONE) == []
    assert not store.has(ONE, "640.avif")


def test_what_was_never_put_is_not_found(store: ImageStore) -> None:
    store.put(ONE, "640.avif", b"picture")
    for digest, name in ((ONE, "640.png"), (OTHER, "640.avif")):
        with pytest.raises(NotFound):
            store.get(digest, name)
        assert not store.has(digest, name)


def test_names_and_digests_are_listed_in_order(store: ImageStore) -> None:
    for digest, name in ((OTHER, "640.avif"), (ONE, "640.png"), (ONE, "320.avif")):
        store.put(digest, name, b"picture")
    assert store.digests() == [ONE, OTHER]
    assert store.names(ONE) == ["320.avif", "640.png"]


def test_putting_again_is_allowed_and_the_last_one_stays(store: ImageStore) -> None:
    store.put(ONE, "640.avif", b"first")
    store.put(ONE, "640.avif", b"second")
    assert store.get(ONE, "640.avif") == b"second"
    assert store.names(ONE) == ["640.avif"]


def test_dropping_takes_one_digest_and_leaves_the_others(store: ImageStore) -> None:
    for digest in (ONE, OTHER):
        store.put(digest, "320.avif", b"picture")
        store.put(digest, "640.avif", b"picture")
    store.drop(ONE)
    assert store.digests() == [OTHER]
    assert store.names(ONE) == []
    assert store.names(OTHER) == ["320.avif", "640.avif"]


def test_dropping_what_is_not_there_does_nothing(store: ImageStore) -> None:
    store.drop(ONE)
    store.put(OTHER, "640.avif", b"picture")
    store.drop(ONE)
    assert store.digests() == [OTHER]


def test_a_dropped_picture_can_be_put_again(store: ImageStore) -> None:
    store.put(ONE, "640.avif", b"picture")
    store.drop(ONE)
    store.put(ONE, "640.avif", b"picture")
    assert store.names(ONE) == ["640.avif"]


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_of_another_shape_leads_nowhere(store: ImageStore, name: str) -> None:
    store.put(ONE, "640.avif", b"picture")
    with pytest.raises(Invalid):
        store.put(ONE, name, b"harm")
    with pytest.raises(NotFound):
        store.get(ONE, name)
    assert not store.has(ONE, name)
    assert store.names(ONE) == ["640.avif"]


@pytest.mark.parametrize("digest", NO_DIGESTS)
def test_a_digest_of_another_shape_leads_nowhere(store: ImageStore, digest: str) -> None:
    store.put(ONE, "640.avif", b"picture")
    with pytest.raises(Invalid):
        store.put(digest, "640.avif", b"harm")
    with pytest.raises(NotFound):
        store.get(digest, "640.avif")
    store.drop(digest)
    assert store.names(digest) == []
    assert store.digests() == [ONE]


def test_two_doors_to_one_address_see_the_same(address: str) -> None:
    first, second = open_store(address), open_store(address)
    assert first.names(ONE) == second.names(ONE) == []
    first.put(ONE, "640.avif", b"picture")
    assert second.get(ONE, "640.avif") == b"picture"
    assert second.names(ONE) == ["640.avif"]


def test_names_with_and_without_a_digest_are_kept_side_by_side(store: ImageStore) -> None:
    for name in GOOD_NAMES:
        store.put(ONE, name, name.encode())
    assert store.names(ONE) == sorted(GOOD_NAMES)
    assert all(store.get(ONE, name) == name.encode() for name in GOOD_NAMES)


def test_an_original_is_kept_apart_from_what_is_served(store: ImageStore) -> None:
    store.put_original(ONE, b"as it came")
    assert store.original(ONE) == b"as it came"
    assert store.has_original(ONE)
    assert store.originals() == [ONE]
    assert store.digests() == []
    assert store.names(ONE) == []
    for digest, name in ((ONE, ONE), ("originals", ONE), ("originals", "640.avif"), (ONE, "640.avif")):
        with pytest.raises(NotFound):
            store.get(digest, name)
        assert not store.has(digest, name)


def test_an_original_that_was_never_put_is_not_found(store: ImageStore) -> None:
    store.put(ONE, "640.avif", b"picture")
    assert store.originals() == []
    assert not store.has_original(ONE)
    with pytest.raises(NotFound):
        store.original(ONE)


def test_originals_are_listed_in_order_and_dropped_one_by_one(store: ImageStore) -> None:
    for received in (OTHER, ONE):
        store.put_original(received, b"as it came")
    assert store.originals() == [ONE, OTHER]
    store.drop_original(ONE)
    store.drop_original(ONE)
    assert store.originals() == [OTHER]
    assert [store.has_original(received) for received in (ONE, OTHER)] == [False, True]


def test_dropping_a_picture_leaves_originals_and_the_other_way_round(store: ImageStore) -> None:
    store.put(ONE, "640.avif", b"picture")
    store.put_original(ONE, b"as it came")
    store.drop(ONE)
    assert store.originals() == [ONE]
    store.put(ONE, "640.avif", b"picture")
    store.drop_original(ONE)
    assert store.names(ONE) == ["640.avif"]


@pytest.mark.parametrize("received", [*NO_DIGESTS, "640.avif"])
def test_an_original_of_another_name_leads_nowhere(store: ImageStore, received: str) -> None:
    store.put_original(ONE, b"as it came")
    with pytest.raises(Invalid):
        store.put_original(received, b"harm")
    with pytest.raises(NotFound):
        store.original(received)
    assert not store.has_original(received)
    store.drop_original(received)
    assert store.originals() == [ONE]


def test_all_that_lies_there_is_listed_with_size_and_time(store: ImageStore) -> None:
    before = datetime.now(UTC)
    store.put(ONE, "640.avif", b"picture")
    store.put_original(OTHER, b"as it came")
    entries = store.entries()
    assert [(entry.place, entry.size) for entry in entries] == [
        (f"{ONE}/640.avif", 7), (f"originals/{OTHER}", 10)
    ]  # fmt: skip
    for entry in entries:
        assert abs(entry.since - before) < timedelta(seconds=10)


def test_a_new_store_has_no_entries(store: ImageStore) -> None:
    assert store.entries() == []


def test_what_is_listed_can_be_removed_once(store: ImageStore) -> None:
    store.put(ONE, "320.avif", b"picture")
    store.put(ONE, "640.avif", b"picture")
    store.put_original(OTHER, b"as it came")
    narrow, wide, original = store.entries()
    assert store.remove(narrow)
    assert not store.remove(narrow)
    assert store.names(ONE) == ["640.avif"]
    assert store.remove(wide)
    assert store.remove(original)
    assert store.entries() == []
    assert store.digests() == []


def test_what_was_written_again_since_it_was_listed_is_not_removed(store: ImageStore) -> None:
    store.put(ONE, "640.avif", b"picture")
    (entry,) = store.entries()
    assert not store.remove(replace(entry, since=entry.since - timedelta(days=2)))
    assert store.get(ONE, "640.avif") == b"picture"


def test_stores_whose_addresses_begin_alike_keep_apart(address: str) -> None:
    one, other = open_store(address), open_store(f"{address}2")
    other.put(OTHER, "640.avif", b"picture")
    one.put(ONE, "640.avif", b"picture")
    assert (one.digests(), other.digests()) == ([ONE], [OTHER])
    assert [entry.place for entry in one.entries()] == [f"{ONE}/640.avif"]
    one.drop(ONE)
    other.drop(OTHER)


def test_a_slash_at_the_end_of_an_address_changes_nothing(address: str) -> None:
    with_slash = open_store(f"{address}/")
    with_slash.put(ONE, "640.avif", b"picture")
    assert open_store(address).get(ONE, "640.avif") == b"picture"
    assert [entry.place for entry in with_slash.entries()] == [f"{ONE}/640.avif"]
    with_slash.drop(ONE)


def test_the_store_can_be_used_from_several_threads(store: ImageStore) -> None:
    digests = [f"{number:x}" * 64 for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda digest: store.put(digest, "640.avif", digest.encode()), digests))
        assert list(threads.map(lambda digest: store.get(digest, "640.avif"), digests)) == [
            digest.encode() for digest in digests
        ]
    assert store.digests() == digests


@pytest.mark.parametrize("wrong", ["s3://", "s3:///pictures", "nowhere://pictures", "s3a://"])
def test_an_address_nobody_knows_is_told_before_anything_is_kept(wrong: str) -> None:
    with pytest.raises(BadSetting, match="IMAGE_STORE"):
        open_store(wrong)


# --- what only a folder can suffer ---


class FullDisk(LocalFileSystem):
    """A disk with room for three bytes of anything."""

    cachable = False

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **options: object) -> None:
        super().pipe_file(path, value[:3], mode, **options)
        raise OSError(28, "No space left on device")


def test_a_file_that_could_not_be_written_whole_is_not_there(tmp_path: Path) -> None:
    store = FilesystemStore(FullDisk, str(tmp_path))
    with pytest.raises(Unavailable):
        store.put(ONE, "640.avif", b"picture")
    assert store.names(ONE) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nothing_of_the_writing_is_left_beside_what_was_written(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.put(ONE, "640.avif", b"picture")
    store.put_original(OTHER, b"as it came")
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert left == [f"{ONE}/640.avif", f"originals/{OTHER}"]


def test_a_failed_write_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    open_store(tmp_path).put(ONE, "640.avif", b"picture")
    with pytest.raises(Unavailable):
        FilesystemStore(FullDisk, str(tmp_path)).put(ONE, "640.avif", b"another")
    assert open_store(tmp_path).get(ONE, "640.avif") == b"picture"


def test_what_a_power_cut_left_counts_as_not_there(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.put(ONE, "48.png", b"picture")
    store.put_original(OTHER, b"as it came")
    (tmp_path / ONE / "48.avif").write_bytes(b"")
    (tmp_path / ONE / f"48.png.{'0' * 32}.part").write_bytes(b"half")
    (tmp_path / "originals" / OTHER).write_bytes(b"")
    assert store.names(ONE) == ["48.png"]
    assert store.originals() == []
    assert not store.has_original(OTHER)
    for gone in (lambda: store.get(ONE, "48.avif"), lambda: store.original(OTHER)):
        with pytest.raises(NotFound):
            gone()
    assert [entry.place for entry in store.entries()] == [
        f"{ONE}/48.avif", f"{ONE}/48.png", f"{ONE}/48.png.{'0' * 32}.part", f"originals/{OTHER}"
    ]  # fmt: skip


def test_a_writer_that_is_killed_leaves_no_file_that_could_be_taken_for_a_picture(tmp_path: Path) -> None:
    """Killed thirty times at moments of its own; whatever is there then is whole."""
    whole = b"x" * 3_000_000
    for round_number in range(30):
        with subprocess.Popen(
            [sys.executable, "-c", KEEPS_WRITING, str(tmp_path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.001 * (round_number % 10))
            writer.kill()
    store = open_store(tmp_path)
    kept = [store.get(digest, name) for digest in store.digests() for name in store.names(digest)]
    kept += [store.original(received) for received in store.originals()]
    assert kept
    assert all(data == whole for data in kept)


KEEPS_WRITING = """
import sys
from catalogue.images.store import open_store
store, number = open_store(sys.argv[1]), 0
print("ready", flush=True)
while True:
    number += 1
    store.put(f"{number % 16:x}" * 64, f"{number % 90 + 1}.avif", b"x" * 3_000_000)
    store.put_original(f"{number % 16:x}" * 64, b"x" * 3_000_000)
"""


def test_an_empty_folder_is_listed_and_goes_unless_something_came_into_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    (tmp_path / ONE).mkdir()
    (tmp_path / OTHER).mkdir()
    one, other = store.entries()
    assert (one.place, one.folder, one.size) == (ONE, True, 0)
    store.put(OTHER, "640.avif", b"picture")
    assert store.remove(one)
    assert not store.remove(other)
    assert store.digests() == [OTHER]
    assert store.names(OTHER) == ["640.avif"]


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    store = open_store(tmp_path / "pictures")
    store.put(OTHER, "640.avif", b"picture")
    for name in NO_NAMES:
        with pytest.raises(Invalid):
            store.put(ONE, name, b"harm")
    for received in NO_DIGESTS:
        with pytest.raises(Invalid):
            store.put_original(received, b"harm")
    assert [path.name for path in tmp_path.iterdir()] == ["pictures"]
    assert not (tmp_path / "pictures" / ONE).exists()


def test_a_stranger_in_the_folder_is_not_taken_for_a_picture(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()
    (tmp_path / ("2" * 64)).write_bytes(b"a file, not a folder")
    (tmp_path / ONE).mkdir()
    (tmp_path / ONE / "notes.txt").write_text("somebody else's")
    store = open_store(tmp_path)
    assert store.digests() == [ONE]
    assert store.names(ONE) == store.originals() == store.entries() == []
