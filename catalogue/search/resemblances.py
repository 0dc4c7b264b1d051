"""Resemblances: the words of a segment by how they are read and by how they might be mistyped.

For mistyped words it holds what is left of each when any one letter is dropped; two words that are one slip apart
have such a rest in common (Garbe, "SymSpell", 2012). Only numbers (CRC-32) of the rests are kept: what they lead to
is compared anyway.
"""

import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from catalogue.search.arrays import Arrays, Strings, strings
from catalogue.search.readings import reading_of
from catalogue.search.spelling import deletes


class Resemblances:
    """The readings and rests of a segment's words. Words are given by their numbers in its lexicon."""

    def __init__(self, arrays: Arrays) -> None:
        """``arrays`` as :func:`resemblances` makes them."""
        self._readings = Strings(arrays, "readings")
        self._read = arrays["readings.words"]
        self._rests = arrays["rests"]
        self._left = arrays["rests.words"]

    def read_as(self, kana: str) -> Iterator[int]:
        """The words that are read so."""
        for number in self._readings.beginning(kana):
            if self._readings.text(number) != kana:
                return
            yield int(self._read[number])

    def reading_beginning(self, kana: str, limit: int) -> list[int]:
        """The first words whose reading begins so."""
        numbers = self._readings.beginning(kana)
        words: list[int] = self._read[numbers.start : numbers.stop][:limit].tolist()
        return words

    def near(self, term: str) -> set[int]:
        """Words that might be this one mistyped; some are not."""
        rests = np.array([_number(rest) for rest in deletes(term)], np.uint32)
        begins = np.searchsorted(self._rests, rests).tolist()
        ends = np.searchsorted(self._rests, rests, side="right").tolist()
        return {
            word for begin, end in zip(begins, ends, strict=True) for word in self._left[begin:end].tolist()
        }


def resemblances(words: Arrays) -> dict[str, npt.NDArray[Any]]:
    """The arrays of :class:`Resemblances`, from those of the lexicon."""
    terms = Strings(words, "words")
    readings, rests = [], []
    for number in range(len(terms)):
        term = terms.text(number)
        if reading := reading_of(term):
            readings.append((reading, number))
        rests += [(_number(rest), number) for rest in deletes(term)]
    readings.sort()
    left = np.array(rests, np.int64).reshape(-1, 2)
    order = np.argsort(left[:, 0], kind="stable")
    return {
        **strings("readings", [reading for reading, _ in readings]),
        "readings.words": np.array([number for _, number in readings], np.int32),
        "rests": left[order, 0].astype(np.uint32),
        "rests.words": left[order, 1].astype(np.int32),
    }


def _number(rest: str) -> int:
    return zlib.crc32(rest.encode())
