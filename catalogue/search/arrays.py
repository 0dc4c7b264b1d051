"""Arrays in a file: written once, then mapped, so that all processes of a machine share one copy and opening reads
nothing.

The format: eight bytes that say how long the header is (little endian), the header (JSON: for each array its type,
its offset from the end of the header and its length), then the arrays, each beginning at a multiple of 64 bytes.
"""

import json
import mmap
import os
import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]

_ALIGNED = 64
_LENGTH = 8


def save(path: Path, arrays: Arrays) -> None:
    """Write the arrays, each of one dimension, beside and swap: a reader finds all of the file or none."""
    header, offset = {}, 0
    for name, array in arrays.items():
        header[name] = (array.dtype.str, offset, len(array))
        offset = _aligned(offset + array.nbytes)
    head = json.dumps([header, offset], separators=(",", ":")).encode("ascii")
    head = head.ljust(_aligned(_LENGTH + len(head)) - _LENGTH)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    with fresh.open("wb") as file:
        file.write(len(head).to_bytes(_LENGTH, "little") + head)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(bytes(_aligned(array.nbytes) - array.nbytes))
    fresh.replace(path)


def load(path: Path) -> Arrays:
    """The arrays of a file, mapped and not to be written to.

    Raises:
        OSError, ValueError: the file is not there, or is not such a file.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    length = int.from_bytes(mapped[:_LENGTH], "little")
    header, size = json.loads(mapped[_LENGTH : _LENGTH + length])
    base = _LENGTH + length
    if len(mapped) != base + size:
        raise ValueError(f"{path.name} is not as long as it says")
    return {
        name: np.frombuffer(mapped, dtype, count, base + offset)
        for name, (dtype, offset, count) in header.items()
    }


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNED) * _ALIGNED


class Blobs:
    """Pieces of bytes, end to end in one array."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        """The blobs kept as ``name`` by :func:`blobs`."""
        self._bytes = arrays[name].data
        self._ends = arrays[f"{name}.ends"]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        """One of them, by its number from 0."""
        if not 0 <= number < len(self._ends):
            raise IndexError(number)
        return bytes(self._bytes[self._ends[number - 1] if number else 0 : self._ends[number]])


class Strings(Blobs):
    """Texts, end to end in one array; the ways of finding one need them in rising order, as bytes or, which is the
    same, as code points."""

    def text(self, number: int) -> str:
        """One of them, by its number from 0."""
        return self[number].decode()

    def find(self, text: str) -> int | None:
        """The number of a text; None if it is not there."""
        sought = text.encode()
        place = bisect_left(self, sought)
        return place if place < len(self) and self[place] == sought else None

    def beginning(self, start: str) -> range:
        """The numbers of the texts that begin so."""
        sought = start.encode()
        return range(bisect_left(self, sought), bisect_left(self, sought + b"\xff"))


def blobs(name: str, pieces: Iterable[bytes]) -> dict[str, npt.NDArray[Any]]:
    """The arrays of :class:`Blobs`."""
    kept = list(pieces)
    return {
        name: np.frombuffer(b"".join(kept), np.uint8),
        f"{name}.ends": np.array(list(accumulate(map(len, kept))), np.int64),
    }


def strings(name: str, texts: Iterable[str]) -> dict[str, npt.NDArray[Any]]:
    """The arrays of :class:`Strings`."""
    return blobs(name, (text.encode() for text in texts))
