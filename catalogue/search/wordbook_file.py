"""The wordbook's files: ``synonyms.yaml`` and ``municipalities.csv``, read again when one of them has changed, so that
neither an index nor a process has to be started anew for a synonym.

Once staff keep the table of synonyms at the desk, it is written into the data folder (``catalogue.editing.synonyms``),
and that file goes before the one of the seeds.
"""

import csv
import logging
import re
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from catalogue.schemas.synonyms import SynonymsSchema
from catalogue.search.wordbook import Wordbook, make

SYNONYMS, MUNICIPALITIES = "synonyms.yaml", "municipalities.csv"

# A name's reading ends in that of its suffix; 北海道 is said in full.
_SUFFIX = re.compile(r"(?:し|く|ちょう|まち|むら|そん|けん|ふ|と)\Z")

_log = logging.getLogger(__name__)

# When a file was written last, in nanoseconds, its length in bytes and its number; None if it is not there. Files that
# replace each other within one tick of the clock have the same time, and may be of one length.
_Stamp = tuple[int, int, int] | None

# The table that somebody tries out, in their thread alone.
_tried: ContextVar[Mapping[str, Any] | None] = ContextVar("tried", default=None)


@contextmanager
def trying(table: Mapping[str, Any]) -> Iterator[None]:
    """Within the block, searches of this thread go by this table of synonyms instead of the one in force: to see what
    a change would do."""
    token = _tried.set(table)
    try:
        yield
    finally:
        _tried.reset(token)


class WordbookFile:
    """The wordbook of a folder of seeds; call it for the wordbook of today.

    It is read again when one of its files has changed. A file that cannot be used is logged, once, and what was
    read last stays in force.
    """

    def __init__(self, folder: Path, kept: Path | None = None) -> None:
        """``kept`` is where the table of synonyms lies once staff keep it, in place of the one of the folder."""
        self._tables = (kept, folder / SYNONYMS) if kept else (folder / SYNONYMS,)
        self._municipalities = folder / MUNICIPALITIES
        self._stamps: tuple[_Stamp, _Stamp] = (None, None)
        self._names: Mapping[str, tuple[str, ...]] = {}
        self._table: Mapping[str, Any] = {"groups": [], "light": []}
        self._wordbook = Wordbook.empty()
        self._trial: tuple[Mapping[str, Any], Wordbook] | None = None
        self._lock = threading.Lock()

    def __call__(self) -> Wordbook:
        """The wordbook, as its files are now."""
        table, stamp = self._table_in_force()
        stamps = stamp, _stamp(self._municipalities)
        if stamps != self._stamps:
            with self._lock:
                if stamps != self._stamps:
                    self._read_again(table, stamps)
        tried = _tried.get()
        return self._wordbook if tried is None else self._tried_out(tried)

    def _table_in_force(self) -> tuple[Path, _Stamp]:
        """The first that is there."""
        for path in self._tables:
            if stamp := _stamp(path):
                return path, stamp
        return self._tables[-1], None

    def _tried_out(self, table: Mapping[str, Any]) -> Wordbook:
        """Made once for a table, however many searches it is tried with."""
        trial = self._trial
        if trial is None or trial[0] is not table:
            self._trial = trial = table, make(table, self._names)
        return trial[1]

    def _read_again(self, table: Path, stamps: tuple[_Stamp, _Stamp]) -> None:
        names = self._municipalities
        try:
            if stamps[1] != self._stamps[1]:
                self._names = read_names(names)
        except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
            _log.warning("%s cannot be read and is left as it was: %s", names, error)
        try:
            if stamps[0] != self._stamps[0]:
                self._table = read_table(table)
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
            _log.warning("%s cannot be used and is left as it was: %s", table, error)
        self._wordbook = make(self._table, self._names)
        self._stamps = stamps


def read_names(path: Path) -> dict[str, tuple[str, ...]]:
    """Municipalities and prefectures by how they are read, with and without their suffix.

    Raises:
        OSError, UnicodeDecodeError, csv.Error, KeyError: it is no such file.
    """
    names: dict[str, dict[str, None]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for kana, name in _spoken(row["kana"], row["name"]):
                names[kana][name] = None
    return {kana: tuple(found) for kana, found in names.items()}


def _spoken(kana: str, name: str) -> Iterator[tuple[str, str]]:
    """The ways a name is said, each with what it is looked for by. A name of one letter keeps its suffix: 境 is an
    ordinary word."""
    yield kana, name
    bare = _SUFFIX.sub("", kana)
    if bare != kana and name != "北海道":
        yield bare, name[:-1] if len(name) > 2 else name


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def read_table(path: Path) -> Mapping[str, Any]:
    """The table of synonyms.

    Raises:
        OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError: it is no such file.
    """
    return dict(SynonymsSchema().load(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)))
