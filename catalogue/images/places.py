"""Where a store may lie: a local folder, or an address of a file system that fsspec knows (``s3://bucket/prefix``).

What differs between them stays in here: how one is opened, whether a file written there is whole at once, and in which
errors each says no.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from catalogue.domain.errors import CatalogueError, NotFound, Unavailable
from catalogue.settings import BadSetting

log = logging.getLogger("catalogue")

MISSING = "この画像は見つかりません。"
AWAY = "画像の保管場所を使えません。しばらくしてからもう一度お試しください。"

# As the extra ``s3`` in pyproject.toml asks for it: it has to fit the fsspec that is locked.
S3_NEEDS = "s3fs~=2026.9.0"

# Seconds to reach S3 and to wait for its next bytes, and how often a request is made: somebody waits for the page.
_S3_CONFIG = {"connect_timeout": 3, "read_timeout": 5, "retries": {"total_max_attempts": 2}}
_S3_ROUNDS = 1


@dataclass(frozen=True, slots=True)
class Place:
    """``filesystem`` gives a file system that this process has opened, ``root`` is the path of the store in it.
    ``whole_at_once``: a file is there when all of it is, as in S3; elsewhere it is written beside and moved."""

    filesystem: Callable[[], AbstractFileSystem]
    root: str
    whole_at_once: bool = False


def place_at(address: str | Path) -> Place:
    """The place an address names; nothing is asked of it yet.

    Raises:
        BadSetting: nobody knows such an address, or what it needs is not installed.
    """
    s3 = str(address).startswith(("s3://", "s3a://"))
    if s3 and not str(address).partition("://")[2].partition("/")[0]:
        raise BadSetting(
            "IMAGE_STORE には、s3://バケット名/フォルダ名 のように、バケット名まで指定してください。"
        )
    try:
        _, root = _opened(address, s3)
    except ImportError as error:
        raise BadSetting(
            "IMAGE_STORE の保管場所に必要な部品が入っていません。"
            f"s3:// を使うには、pip install '{S3_NEEDS}' で入れてください。"
        ) from error
    except (ValueError, OSError) as error:
        raise BadSetting("IMAGE_STORE のアドレスが正しくないか、そこにつながりません。") from error
    return Place(_in_each_process(lambda: _opened(address, s3)[0]), root.rstrip("/"), whole_at_once=s3)


def _opened(address: str | Path, s3: bool) -> tuple[AbstractFileSystem, str]:
    # Listings are not remembered: another process may have written since.
    options: dict[str, Any] = {"use_listings_cache": False} | ({"config_kwargs": _S3_CONFIG} if s3 else {})
    filesystem, root = url_to_fs(str(address), **options)
    if s3:
        filesystem.retries = _S3_ROUNDS
    return filesystem, root


def _in_each_process(opened: Callable[[], AbstractFileSystem]) -> Callable[[], AbstractFileSystem]:
    """A server splits off its workers after the program was read, and what is open then does not work in them."""
    by_process: dict[int, AbstractFileSystem] = {}

    def filesystem() -> AbstractFileSystem:
        process = os.getpid()
        if process not in by_process:
            by_process[process] = opened()
        return by_process[process]

    return filesystem


@contextmanager
def answering() -> Iterator[None]:
    """Put what a file system says into the catalogue's words.

    Raises:
        NotFound: there is no such file.
        Unavailable: anything else it says.
    """
    try:
        yield
    except CatalogueError:
        raise
    except Exception as error:
        # Not OSError alone: the libraries behind fsspec raise errors of their own (botocore's: no credentials).
        if isinstance(error, FileNotFoundError) and not _lacks_bucket(error):
            raise NotFound(MISSING) from error
        log.warning("the store of pictures: %s: %s", type(error).__name__, error)
        raise Unavailable(AWAY) from error


def _lacks_bucket(error: FileNotFoundError) -> bool:
    """Whether S3 has not even the bucket: a mistake of the operator, not a picture that is not there. A listing of what
    is not there is empty; it is answered with 404 only then."""
    answer = error.__cause__
    code = (getattr(answer, "response", None) or {}).get("Error", {}).get("Code")
    return code == "NoSuchBucket" or getattr(answer, "operation_name", None) == "ListObjectsV2"


def since(filesystem: AbstractFileSystem, entry: Mapping[str, Any]) -> datetime | None:
    """When an entry of a listing was written (UTC); nothing where the file system does not say."""
    moment = entry.get("LastModified") or entry.get("mtime")
    if moment is None:
        try:
            moment = filesystem.modified(entry["name"])
        except (NotImplementedError, OSError):
            return None
    return moment if isinstance(moment, datetime) else datetime.fromtimestamp(moment, UTC)
