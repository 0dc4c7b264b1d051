"""What only S3 can suffer. Not collected with the other tests: `make stores` names this file."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from catalogue.domain.errors import NotFound, Unavailable
from catalogue.images.store import ImageStore, open_store
from tests.stores.server import S3_BUCKET

ONE = "1" * 64

USES: dict[str, Callable[[ImageStore], object]] = {
    "put": lambda store: store.put(ONE, "640.avif", b"picture"),
    "get": lambda store: store.get(ONE, "640.avif"),
    "has": lambda store: store.has(ONE, "640.avif"),
    "names": lambda store: store.names(ONE),
    "drop": lambda store: store.drop(ONE),
    "digests": lambda store: store.digests(),
    "put_original": lambda store: store.put_original(ONE, b"as it came"),
    "original": lambda store: store.original(ONE),
    "has_original": lambda store: store.has_original(ONE),
    "originals": lambda store: store.originals(),
    "drop_original": lambda store: store.drop_original(ONE),
    "entries": lambda store: store.entries(),
}
each_use = pytest.mark.parametrize("use", USES.values(), ids=USES)


@pytest.fixture
def address() -> str:
    return f"s3://{os.environ[S3_BUCKET]}/{uuid4().hex}"


@pytest.fixture
def unknown() -> Iterator[None]:
    """A process in which nothing was opened yet: what has been opened once is remembered, with its server and key."""
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    yield
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def elsewhere(address: str, unknown: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ImageStore]:
    """The same store, looked for at another server."""

    def opened(endpoint: str) -> ImageStore:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        return open_store(address)

    return opened


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Somebody takes every call and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield listening.getsockname()[1]


@each_use
def test_a_bucket_that_is_not_there_is_no_empty_store(use: Callable[[ImageStore], object]) -> None:
    with pytest.raises(Unavailable, match="保管場所を使えません"):
        use(open_store("s3://there-is-no-such-bucket/pictures"))


def test_no_bucket_is_made() -> None:
    for _ in range(2):
        with pytest.raises(Unavailable):
            open_store("s3://there-is-no-such-bucket/pictures").put(ONE, "640.avif", b"picture")


@each_use
def test_a_bucket_with_an_impossible_name_is_told_in_words(use: Callable[[ImageStore], object]) -> None:
    with pytest.raises(Unavailable, match="保管場所を使えません"):
        use(open_store("s3://No Bucket!/pictures"))


@each_use
def test_a_server_that_is_away_is_told_in_words(
    elsewhere: Callable[[str], ImageStore], use: Callable[[ImageStore], object]
) -> None:
    began = time.monotonic()
    with pytest.raises(Unavailable, match="保管場所を使えません"):
        use(elsewhere("http://127.0.0.1:9"))
    assert time.monotonic() - began < 5


def test_a_server_that_says_nothing_is_waited_for_some_seconds_only(
    elsewhere: Callable[[str], ImageStore], silent_port: int
) -> None:
    store, began = elsewhere(f"http://127.0.0.1:{silent_port}"), time.monotonic()
    with pytest.raises(Unavailable):
        store.get(ONE, "640.avif")
    assert 5 <= time.monotonic() - began < 15


def test_without_a_key_to_the_store_it_is_told_in_words(
    address: str, unknown: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(Unavailable):
        open_store(address).digests()
    assert "NoCredentialsError" in caplog.text


def test_more_files_than_one_answer_holds_are_all_listed(address: str) -> None:
    store = open_store(address)
    for number in range(1001):
        store.put(ONE, f"{number + 1}.avif", b"picture")
    assert len(store.names(ONE)) == len(store.entries()) == 1001
    store.drop(ONE)
    assert store.entries() == []


def test_what_another_process_wrote_or_removed_is_seen_at_once(address: str) -> None:
    first, second = open_store(address), open_store(address)
    assert first.digests() == second.originals() == []
    first.put(ONE, "640.avif", b"picture")
    first.put_original(ONE, b"as it came")
    assert (second.digests(), second.originals()) == ([ONE], [ONE])
    second.drop(ONE)
    assert first.names(ONE) == []
    with pytest.raises(NotFound):
        first.get(ONE, "640.avif")


def test_a_worker_that_is_split_off_from_a_server_uses_the_store_that_was_opened_before(address: str) -> None:
    store = open_store(address)
    store.put(ONE, "640.avif", b"picture")
    if (child := os.fork()) == 0:
        status = 1
        try:
            status = 0 if store.get(ONE, "640.avif") == b"picture" else 2
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    assert store.get(ONE, "640.avif") == b"picture"
