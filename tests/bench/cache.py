"""Where large indexes wait for the next run: analysing 100,000 documents takes minutes.

Outside the repository, in a folder of this user's own, because an index folder is code. Remove it to build anew.
"""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from catalogue.search.entry import Entry
from tests.bench.ours import open_index

_LOOKED_AT = 200


@dataclass(frozen=True)
class Built:
    """An index on disk: where, its documents, and what building it took."""

    folder: Path
    seconds: float
    size: int


def built_index(documents: Sequence[Entry]) -> Built:
    """The index of these documents, from the cache if today's analysis made it."""
    root = _root() / f"{len(documents)}-{_digest(documents)}"
    folder, record = root / "index", root / "built.json"
    index = open_index(folder)
    if index.stale() or not record.exists():
        root.mkdir(exist_ok=True)
        started = time.perf_counter()
        index.replace(documents)
        built = Built(folder, time.perf_counter() - started, size_of(folder))
        record.write_text(json.dumps(asdict(built) | {"folder": str(folder)}), "utf-8")
    index.close()
    return Built(**json.loads(record.read_text("utf-8")) | {"folder": folder})


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _root() -> Path:
    root = Path(os.environ.get("BENCH_CACHE") or Path(tempfile.gettempdir()) / f"case-bench-{os.getuid()}")
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    if root.stat().st_uid != os.getuid():
        raise SystemExit(f"{root} はほかの利用者のものです。BENCH_CACHE で別のフォルダを指定してください。")
    return root


def _digest(documents: Sequence[Entry]) -> str:
    """Some documents stand for all: the same program makes the same collection."""
    some = documents[:: max(1, len(documents) // _LOOKED_AT)]
    return hashlib.sha256("".join(entry.fingerprint for entry in some).encode()).hexdigest()[:12]
