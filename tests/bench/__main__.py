"""`python -m tests.bench`: everything that is measured rather than tested.

The environment may name ``JSQUAD`` (a file of JSQuAD), ``SIZES`` (numbers of documents), ``PARTS``, ``SEARCHES``
(how many for the threads) and ``BENCH_CACHE`` (where large indexes are kept).
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench import files, pages, pictures, quality, speed, start, threads
from tests.bench.corpora import jsquad, shipped_cases
from tests.bench.report import Report
from tests.bench.synthetic import Collection

PARTS = ("quality", "speed", "start", "threads", "pages", "files", "pictures")


def main() -> None:
    """Measure the parts asked for, on the sizes asked for."""
    parts = _named("PARTS", " ".join(PARTS))
    if unknown := [part for part in parts if part not in PARTS]:
        sys.exit(f"PARTS に指定できるのは {'、'.join(PARTS)} です（{'、'.join(unknown)} はありません）。")
    sizes = sorted(int(size) for size in _named("SIZES", "59 20000 100000"))
    file = Path(os.environ.get("JSQUAD", ""))
    paragraphs, questions = jsquad(file) if file.is_file() else ([], [])
    collection = Collection(shipped_cases(), paragraphs, questions)
    large = [size for size in sizes if size > len(collection.cases)]
    report = Report()
    if "quality" in parts:
        quality.measure_cases(report, collection.cases)
        quality.measure(report, paragraphs, questions)
    if "threads" in parts:
        threads.measure(report, collection, int(os.environ.get("SEARCHES") or 100_000))
    if "pages" in parts:
        for size in (0, *large[-1:]):
            pages.measure(report, collection, size)
    if "files" in parts:
        files.measure(report)
    if "pictures" in parts:
        pictures.measure(report)
    if "speed" in parts and large != sizes:
        speed.measure_cases(report, collection.cases)
    for size in large:
        _measure_collection(report, parts, collection, size)
    report.end()


def _measure_collection(report: Report, parts: Sequence[str], collection: Collection, size: int) -> None:
    if "speed" in parts:
        speed.measure_collection(report, collection, size)
    if "start" in parts:
        start.measure(report, collection, size)


def _named(name: str, default: str) -> list[str]:
    return (os.environ.get(name) or default).replace(",", " ").split()


main()
