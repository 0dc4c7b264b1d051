"""What an index costs besides queries: starting, an edit, memory, space and the time to build it."""

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.search.entry import Entry
from catalogue.search.port import Query
from catalogue.search.whoosh_index import WhooshIndex
from catalogue.settings import ROOT
from tests.bench.cache import built_index
from tests.bench.ours import open_index
from tests.bench.report import Goal, Report, at_most
from tests.bench.synthetic import Collection

LARGEST = 100_000
STARTS = 5
EDITS = 15
# A word no text has.
MADE_UP = "ゾルメキア"


def measure(report: Report, collection: Collection, size: int) -> None:
    """Everything that is not a query."""
    documents = list(collection.documents(size))
    report.part(f"合成文書{size:,}件、検索のほかにかかるもの")
    built = built_index(documents)
    of_largest = size >= LARGEST
    report.figure("索引の作成（作ったときの計測。解析を含む）", built.seconds, "秒", digits=1)
    report.figure("索引の大きさ", built.size / 1e6, " MB", digits=1)
    _measure_starts(report, built.folder, collection.three_words(200), of_largest)
    taken = _edits(documents, built.folder)
    report.figure(
        f"事例1件の編集から、検索で見つかるまで（{EDITS}回の p50、最長は {max(taken):.0f}ミリ秒）",
        statistics.median(taken),
        "ミリ秒",
        _goal(300, of_largest),
        digits=0,
    )


def _measure_starts(report: Report, folder: Path, queries: Sequence[str], of_largest: bool) -> None:
    """The file system's cache is warm, as after a restart of the service."""
    cold, warm, opened = (_starts(folder, way, queries) for way in ("cold", "warm", "opened"))
    report.figure("起動：プログラムの読み込み", warm["import"], "ミリ秒", digits=0)
    report.figure("起動：辞書の読み込み", warm["dictionary"], "ミリ秒", digits=0)
    report.figure("起動：類義語の表の読み込み", opened["wordbook"], "ミリ秒", digits=1)
    report.figure("起動：索引を開く", opened["open"], "ミリ秒", digits=1)
    report.figure("索引を開いたあとの最初の検索", opened["first"], "ミリ秒", digits=1)
    report.figure(
        "辞書を読み込む前の最初の検索（辞書・索引・検索のすべて）", cold["first"], "ミリ秒", digits=1
    )
    goal = _goal(20, of_largest)
    report.figure(
        "起動後の最初の検索（辞書と類義語の表は読み込み済み。索引を開く時間を含む）",
        warm["first"],
        "ミリ秒",
        goal,
        1,
    )
    report.note(f"  （同じ検索の2回目は {warm['second']:.2f}ミリ秒）")
    report.figure(
        f"ワーカー1つのメモリ（{len(queries)}回の検索のあと。ファイルの割り付けを除く）",
        warm["own"],
        " MB",
        _goal(500, of_largest),
        digits=0,
    )
    report.note(
        f"  （常駐 {warm['rss']:.0f} MB のうち、ほかのワーカーと共有できるもの {warm['mapped']:.0f} MB）"
    )


def _starts(folder: Path, way: str, queries: Sequence[str]) -> dict[str, float]:
    """The median of some fresh processes."""
    command = [sys.executable, "-m", "tests.bench.probe", str(folder), way, *queries]
    told: list[dict[str, float]] = [
        json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
        for _ in range(STARTS)
    ]
    return {name: statistics.median(run[name] for run in told) for name in told[0]}


def _edits(documents: Sequence[Entry], folder: Path) -> list[float]:
    """Milliseconds from handing in an edited case until a search finds it, on a copy of the index."""
    with TemporaryDirectory() as place:
        copy = Path(place) / "index"
        shutil.copytree(folder, copy)
        index = open_index(copy)
        index.search(Query(MADE_UP, limit=EDITS))
        taken = [_edit(index, document, number) for number, document in enumerate(documents[:EDITS])]
        index.close()
    return taken


def _edit(index: WhooshIndex, document: Entry, number: int) -> float:
    story = f"{document.texts.get('story', '')}{MADE_UP}で始まる。"
    edited = replace(document, texts={**document.texts, "story": story})
    started = time.perf_counter()
    index.put([edited])
    answer = index.search(Query(MADE_UP, limit=EDITS))
    taken = (time.perf_counter() - started) * 1000
    if answer.total != number + 1 or document.slug not in {hit.slug for hit in answer.hits}:
        raise RuntimeError(f"after {number + 1} edits, {answer.total} are found")
    return taken


def _goal(bound: float, of_largest: bool) -> Goal | None:
    return at_most(bound) if of_largest else None
