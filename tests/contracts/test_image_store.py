"""What every image store promises, kept by each adapter alike."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from fsspec.implementations.local import LocalFileSystem

from catalogue.domain.errors import Invalid, NotFound, Unavailable
from catalogue.images.renditions import AVIF, JPEG, PNG, srcset
from catalogue.images.store import FilesystemStore, ImageStore, keep, open_store
from tests.images.pictures import drawing, photograph, quarters, saved

ONE, OTHER = "1" * 64, "f" * 64
NO_DIGESTS = ["", "..", "1" * 63, "1" * 65, "F" * 64, "g" * 64, f"{ONE}\n", f"../{ONE}", f"{ONE}/.."]
NO_NAMES = [
    "", "..", "../640.avif", "640.avif/..", "a/640.avif", "640.avif\n", "640.AVIF", "0640.avif",
    "６４０.avif", "640.svg", "640", ".avif", "640.avif.part", "..\\640.avif", "/etc/passwd", "123456.png",
    "640.avif\0",
]  # fmt: skip


@pytest.fixture(params=["folder", "folder with an awkward name", "memory"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory":
        return f"memory://{uuid4().hex}/pictures"
    return str(tmp_path / ("pictures" if request.param == "folder" else "図 [1] * 100%"))


@pytest.fixture
def store(address: str) -> Iterator[ImageStore]:
    opened = open_store(address)
    yield opened
    for digest in opened.digests():
        opened.drop(digest)


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


def test_keeping_a_drawing_stores_every_rendition(store: ImageStore) -> None:
    kept = keep(store, saved(drawing(700, 400), "PNG"))
    assert (kept.width, kept.height, kept.media_type) == (700, 400, PNG)
    assert store.names(kept.digest) == sorted(each.name for each in kept.renditions)
    assert srcset(kept.renditions)[AVIF] == [("320.avif", 320), ("640.avif", 640), ("700.avif", 700)]


def test_keeping_a_photograph_stores_jpeg_beside_avif(store: ImageStore) -> None:
    kept = keep(store, saved(photograph(200, 150), "JPEG"))
    assert kept.media_type == JPEG
    assert store.names(kept.digest) == ["200.avif", "200.jpg"]


def test_keeping_twice_gives_the_same_answer_and_one_picture(store: ImageStore) -> None:
    data = saved(drawing(330, 200), "PNG")
    assert keep(store, data) == keep(store, data)
    assert len(store.digests()) == 1


def test_keeping_again_makes_only_what_is_missing(store: ImageStore) -> None:
    kept = keep(store, saved(quarters(), "PNG"))
    store.put(kept.digest, "48.png", b"left alone")
    assert keep(store, saved(quarters(), "PNG")) == kept
    assert store.get(kept.digest, "48.png") == b"left alone"


def test_keeping_goes_on_where_it_was_interrupted(store: ImageStore) -> None:
    data = saved(quarters(), "PNG")
    kept = keep(store, data)
    whole = store.get(kept.digest, "48.avif")
    store.drop(kept.digest)
    store.put(kept.digest, "48.png", b"written before the interruption")
    keep(store, data)
    assert store.get(kept.digest, "48.avif") == whole


def test_a_refused_file_leaves_the_store_as_it_was(store: ImageStore) -> None:
    data = saved(photograph(200, 150), "PNG")
    with pytest.raises(Invalid):
        keep(store, data[: len(data) // 2])
    assert store.digests() == []


# --- what only a folder can suffer ---


class FullDisk(LocalFileSystem):
    """A disk with room for three bytes of anything."""

    cachable = False

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **options: object) -> None:
        super().pipe_file(path, value[:3], mode, **options)
        raise OSError(28, "No space left on device")


def test_a_file_that_could_not_be_written_whole_is_not_there(tmp_path: Path) -> None:
    store = FilesystemStore(FullDisk(), str(tmp_path))
    with pytest.raises(Unavailable):
        store.put(ONE, "640.avif", b"picture")
    assert store.names(ONE) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nothing_of_the_writing_is_left_beside_what_was_written(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    kept = keep(store, saved(quarters(), "PNG"))
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == store.names(kept.digest)


def test_a_failed_write_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    open_store(tmp_path).put(ONE, "640.avif", b"picture")
    with pytest.raises(Unavailable):
        FilesystemStore(FullDisk(), str(tmp_path)).put(ONE, "640.avif", b"another")
    assert open_store(tmp_path).get(ONE, "640.avif") == b"picture"


def test_what_a_power_cut_left_is_made_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    kept = keep(store, saved(quarters(), "PNG"))
    (tmp_path / kept.digest / "48.avif").write_bytes(b"")
    (tmp_path / kept.digest / "48.png.0123abcd.part").write_bytes(b"half")
    assert store.names(kept.digest) == ["48.png"]
    with pytest.raises(NotFound):
        store.get(kept.digest, "48.avif")
    keep(store, saved(quarters(), "PNG"))
    assert store.names(kept.digest) == ["48.avif", "48.png"]


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    store = open_store(tmp_path / "pictures")
    keep(store, saved(quarters(), "PNG"))
    for name in NO_NAMES:
        with pytest.raises(Invalid):
            store.put(ONE, name, b"harm")
    assert [path.name for path in tmp_path.iterdir()] == ["pictures"]
    assert not (tmp_path / "pictures" / ONE).exists()


def test_a_stranger_in_the_folder_is_not_taken_for_a_picture(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()
    (tmp_path / ("2" * 64)).write_bytes(b"a file, not a folder")
    assert open_store(tmp_path).digests() == []
