"""How well and how fast the index finds, beside a floor. Engines take turns query by query, so that whatever
else the machine does strikes both alike: the ratios are what counts, the milliseconds are not."""

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.search.entry import Entry
from catalogue.search.port import Query
from catalogue.search.whoosh_index import WhooshIndex
from tests.bench import floor
from tests.bench.corpora import Question, jsquad, shipped_cases, short_queries
from tests.bench.floor import Floor

OURS = "事例カタログ"
ROUNDS = 5

Engine = Callable[[str], list[str]]


def main() -> None:
    """Measure on the shipped cases, and on JSQuAD where its file is named."""
    cases = shipped_cases()
    print(f"■ 収録事例 {len(cases)}件、1～3語の検索（検索語から、抜粋と絞り込みの件数付きの10件まで）")
    with_engines(cases, lambda engines: report_speed(engines, short_queries(cases, 200)))
    named = os.environ.get("JSQUAD", "")
    if not Path(named).is_file():
        print("■ JSQuAD は測っていません。JSQUAD=ファイル で JSQuAD の検証データを指定してください。")
        return
    paragraphs, questions = jsquad(Path(named))
    print(f"■ JSQuAD：段落{len(paragraphs)}件、質問{len(questions)}問（質問から、その答えのある段落まで）")
    with_engines(paragraphs, lambda engines: report_questions(engines, questions))


def with_engines(entries: Sequence[Entry], measure: Callable[[Mapping[str, Engine]], None]) -> None:
    """Fill our index and the floor with the same entries, and measure."""
    with TemporaryDirectory() as folder:
        index = WhooshIndex(Path(folder))
        started = time.perf_counter()
        index.replace(entries)
        built = time.perf_counter()
        index.search(Query("はじめの検索"))
        first = time.perf_counter()
        print(f"  索引の作成 {built - started:.2f}秒、最初の検索まで {(first - built) * 1000:.0f}ミリ秒")
        plain = Floor(entries)
        measure(
            {
                OURS: lambda text: [hit.slug for hit in index.search(Query(text, limit=10)).hits],
                floor.NAME: plain.best,
            }
        )
        plain.close()
        index.close()


def report_speed(engines: Mapping[str, Engine], queries: Sequence[str]) -> None:
    """Print how long queries take, and how the engines compare."""
    times = interleaved(engines, queries * ROUNDS)
    for name, taken in times.items():
        print(f"  {name:12} p50 {_percentile(taken, 50):6.2f}  p95 {_percentile(taken, 95):6.2f} ミリ秒")
    ratio = statistics.median(a / b for a, b in zip(times[OURS], times[floor.NAME], strict=True))
    print(f"  所要時間の比（{OURS} ÷ {floor.NAME}、中央値） {ratio:.2f}")


def report_questions(engines: Mapping[str, Engine], questions: Sequence[Question]) -> None:
    """Print at which rank the answers come, then the speed on a part of the questions."""
    for name, engine in engines.items():
        ranks = [_rank(question.answer, engine(question.text)) for question in questions]
        found = [1 / rank for rank in ranks if rank]
        print(f"  {name:12} MRR@10 {sum(found) / len(ranks):.4f}  Recall@10 {len(found) / len(ranks):.4f}")
    report_speed(engines, [question.text for question in questions[::20]])


def interleaved(engines: Mapping[str, Engine], queries: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each query on each engine, after one round to warm up; who begins changes every time."""
    for engine in engines.values():
        for query in dict.fromkeys(queries):
            engine(query)
    times: dict[str, list[float]] = {name: [] for name in engines}
    for turn, query in enumerate(queries):
        for name in list(engines)[:: 1 if turn % 2 else -1]:
            started = time.perf_counter()
            engines[name](query)
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def _rank(wanted: str, found: Sequence[str]) -> int:
    """The rank of a slug, from 1; 0 if it is not there."""
    return found.index(wanted) + 1 if wanted in found else 0


def _percentile(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]
