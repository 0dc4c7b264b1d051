"""Generations: folders that hold one index after another, so that readers never see half of one.

Under the root lie folders named ``generation-…`` and a small file ``current`` that says which one to read. A
new index is filled in a folder of its own, and only when it is whole is ``current`` swapped, by a rename,
which a crash finds either done or not done. One writer works at a time, held apart by a lock of the operating
system that dies with its process; whoever gets the lock sweeps away what a crash has left.
"""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from catalogue.domain.errors import Unavailable

MISSING = "検索の索引を準備しています。しばらくしてから、もう一度お試しください。"
UNWRITABLE = "検索の索引に書き込めませんでした。"
BUSY = "検索の索引をほかの処理が更新しています。しばらくしてから、もう一度お試しください。"

_POINTER = "current"
_STAMP = "stamp.json"
_LOCK = "writing.lock"
_PREFIX = "generation-"
_BETWEEN_TRIES = 0.05

# In nanoseconds. File systems tell when something changed in steps of some milliseconds.
_SETTLED = 100_000_000


class Generations:
    """The generations under one root folder."""

    def __init__(self, root: Path, patience: float) -> None:
        """``patience`` is how many seconds a writer waits for another to finish."""
        self._root = root
        self._patience = patience

    def current(self) -> Path:
        """The folder to read.

        Raises:
            Unavailable: there is none.
        """
        try:
            name = (self._root / _POINTER).read_text("ascii")
        except (OSError, ValueError) as error:
            raise Unavailable(MISSING) from error
        folder = self._root / name
        if not name.startswith(_PREFIX) or not folder.is_dir():
            raise Unavailable(MISSING)
        return folder

    def seen(self, folder: Path) -> object:
        """What the file system says of the pointer and of a folder: it differs once either has changed. Never equal
        to anything while the last change is so fresh that another might not show, or when one of them is gone.
        """
        try:
            told = [(self._root / _POINTER).stat(), folder.stat()]
        except OSError:
            return object()
        if time.time_ns() - max(stat.st_mtime_ns for stat in told) < _SETTLED:
            return object()
        return [(stat.st_ino, stat.st_mtime_ns) for stat in told]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer for a while, with the leftovers of crashed ones gone.

        Raises:
            Unavailable: another writer does not finish in time, or the root cannot be written.
        """
        with self._open_lock() as lock:
            self._wait_for(lock.fileno())
            self._sweep()
            yield

    def make(self, stamp: Mapping[str, str]) -> Path:
        """A new, empty folder that nobody reads yet. Only while writing. Its name was never used before, so
        that a reader who remembers another folder can tell them apart."""
        folder = self._root / f"{_PREFIX}{secrets.token_hex(4)}"
        folder.mkdir()
        (folder / _STAMP).write_text(json.dumps(dict(stamp)), "utf-8")
        return folder

    def show(self, folder: Path) -> None:
        """Let this folder be the one to read from now on, and remove the others. Only while writing."""
        fresh = self._root / f"{_POINTER}.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._root / _POINTER)
        self._sweep()

    def stamp(self) -> Mapping[str, str] | None:
        """What the folder to read was stamped with when it was made; None if there is no such folder or
        stamp."""
        try:
            stamp: Mapping[str, str] = json.loads((self.current() / _STAMP).read_text("utf-8"))
        except (Unavailable, OSError, ValueError):
            return None
        return stamp

    def _open_lock(self) -> BinaryIO:
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            return (self._root / _LOCK).open("ab")
        except OSError as error:
            raise Unavailable(UNWRITABLE) from error

    def _wait_for(self, lock: int) -> None:
        deadline = time.monotonic() + self._patience
        while True:
            try:
                return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise Unavailable(BUSY) from error
                time.sleep(_BETWEEN_TRIES)

    def _sweep(self) -> None:
        """Remove every generation but the one to read: nobody is filling them, since we are the one writer."""
        try:
            kept = self.current().name
        except Unavailable:
            kept = ""
        for folder in self._root.glob(f"{_PREFIX}*"):
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)
