"""`python -m tests.bench.probe FOLDER WAY QUERY…`: one fresh process, timed from its first import; prints JSON.

``WAY`` says what happens before the first query: ``cold`` nothing; ``warm`` the dictionary and the table of
synonyms are read, as a worker does before it takes requests; ``opened`` the index is opened as well, which a worker
does too. Memory is told after all queries, with the whole application imported, as a worker has it.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

BEFORE = time.perf_counter()

from catalogue.search.analysis import words_of  # noqa: E402  # the clock has to start first
from catalogue.search.folding import fold  # noqa: E402
from catalogue.search.port import Query  # noqa: E402
from tests.bench.ours import WHOLE_QUERY, Ours, open_index  # noqa: E402

IMPORTED = time.perf_counter()


def main() -> None:
    """Time the steps of a start."""
    folder, way, *queries = sys.argv[1:]
    index = open_index(Path(folder))
    told = {"import": (IMPORTED - BEFORE) * 1000}
    if way != "cold":
        told["dictionary"] = _timed(lambda: words_of(fold("辞書を読み込む")))
        told["wordbook"] = _timed(index._wordbook)
    if way == "opened":
        told["open"] = _timed(lambda: index.search(Query(limit=0, facets=(), excerpts=False)))
    told["first"] = _timed(lambda: Ours(index).whole(queries[0]))
    told["second"] = _timed(lambda: Ours(index).whole(queries[0]))
    for query in queries:
        Ours(index).whole(query)
    told["queries"] = float(len(queries))
    import catalogue.app  # noqa: F401  # what a worker has in memory besides the index

    print(json.dumps(told | _memory() | {"limit": WHOLE_QUERY.limit}))


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _memory() -> dict[str, float]:
    """Megabytes of this process: in all, of its own, and of files it has mapped (``proc_pid_smaps_rollup``)."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()[1:]
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return {
        "rss": sizes["Rss"],
        "own": sizes["Anonymous"],
        "mapped": sizes["Rss"] - sizes["Anonymous"],
    }


main()
