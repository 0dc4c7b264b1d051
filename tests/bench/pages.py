"""Whole pages, from a connection's first byte to its last, beside a page of the same size that does nothing.

Both are served by granian under the same settings, one worker each, and asked in turns over one kept connection each.
"""

import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from catalogue.cli.serving import THREADS
from catalogue.search.port import Query
from catalogue.settings import ROOT
from tests.bench import weight
from tests.bench.cache import built_index
from tests.bench.corpora import SEED, short_queries
from tests.bench.filling import fill
from tests.bench.ours import open_index
from tests.bench.report import Report, at_most
from tests.bench.synthetic import Collection
from tests.bench.timing import ratio, take_turns

OURS, EMPTY = "カタログのページ", "同じ大きさの空のページ（Flask + Jinja）"
ADDRESSES = 30
A_PAGE = 20
LARGEST = 100_000


def measure(report: Report, collection: Collection, size: int) -> None:
    """The pages over the shipped cases alone (``size`` 0), or over so many copies of them."""
    what = f"合成事例{size:,}件" if size else f"収録事例{len(collection.cases)}件"
    report.part(f"ページ全体（{what}、granian のワーカー1つ、接続1つ）")
    with TemporaryDirectory() as place:
        data = Path(place)
        prepare(data)
        if size:
            documents = list(collection.documents(size))
            fill(data, [document.slug for document in documents])
            shutil.rmtree(data / "index")
            shutil.copytree(built_index(documents).folder, data / "index")
            slugs = [document.slug for document in documents]
            queries = collection.three_words(200)
        else:
            slugs = [case.slug for case in collection.cases]
            queries = short_queries(collection.cases, 200)
        searches = [f"/cases?q={quote(query)}" for query in _with_a_full_page(data, queries)]
        cases = [f"/cases/{slug}" for slug in random.Random(SEED).sample(slugs, ADDRESSES)]
        with _served("wsgi:app", data) as ours, _served("tests.bench.peers.empty_page:app", data) as empty:
            bound = 9 if size >= LARGEST else 6 if not size else None
            _compare(report, "検索結果のページ（/cases?q=）", ours, empty, searches, bound)
            _compare(report, "事例のページ", ours, empty, cases, 2.5)
            if not size:
                weight.measure(report, f"http://{ours.host}:{ours.port}")


def prepare(data: Path) -> None:
    """Fill a data folder with what the catalogue ships."""
    _run("-m", "flask", "--app", "wsgi", "prepare", data=data)


def _with_a_full_page(data: Path, queries: Sequence[str]) -> list[str]:
    """The first queries that find enough for a whole page of hits."""
    with closing(open_index(data / "index")) as index:
        full = (query for query in dict.fromkeys(queries) if index.search(Query(query)).total >= A_PAGE)
        return [query for query, _ in zip(full, range(ADDRESSES), strict=False)]


def _compare(
    report: Report,
    what: str,
    ours: http.client.HTTPConnection,
    empty: http.client.HTTPConnection,
    addresses: Sequence[str],
    bound: float | None,
) -> None:
    sizes = {address: len(_get(ours, address)) for address in addresses}
    times = take_turns(
        {
            OURS: partial(_get, ours),
            EMPTY: lambda address: _get(empty, f"/{sizes[address]}"),
        },
        addresses,
        rounds=10,
    )
    kilobytes = sum(sizes.values()) / len(sizes) / 1000
    report.note(f"{what}：{len(addresses)}ページ、平均 {kilobytes:.0f} kB")
    for name, taken in times.items():
        report.note(f"  {name} p50 {taken.percentile(50):.2f}ミリ秒、p95 {taken.percentile(95):.2f}ミリ秒")
    by_page, by_p50 = ratio(times[OURS], times[EMPTY])
    report.figure(f"{what}：空のページの何倍かかるか", by_p50, "倍", at_most(bound) if bound else None)
    report.note(f"  （ページごとの比の中央値では {by_page:.2f}倍）")


def _get(connection: http.client.HTTPConnection, address: str) -> bytes:
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return body


def _run(*arguments: str, data: Path) -> None:
    environment = os.environ | {"CATALOGUE_DATA": str(data)}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)


@contextmanager
def _served(target: str, data: Path) -> Iterator[http.client.HTTPConnection]:
    """A connection to an application that is served while the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error"]
    command += ["--workers", "1", "--blocking-threads", str(THREADS), "--port", str(port), target]
    environment = os.environ | {"CATALOGUE_DATA": str(data)}
    with ExitStack() as stack:
        server = stack.enter_context(subprocess.Popen(command, cwd=ROOT, env=environment))
        stack.callback(server.terminate)
        yield stack.enter_context(closing(_connected(port)))


def _connected(port: int) -> http.client.HTTPConnection:
    """A connection, as soon as the server takes one."""
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.connect()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return connection
    raise RuntimeError("the server did not start")
