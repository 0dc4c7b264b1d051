"""Many threads search while a writer commits: is every answer one that was true at that moment?

The writer swaps the texts of some documents between two states, each by one commit. What every query has to answer in
either state was asked beforehand, with nobody else about. A search that ran while no commit did has to answer the state
of then; one that met a commit may answer either, but never something between.
"""

import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.search.entry import Entry
from catalogue.search.port import Answer, Query, SearchIndex
from catalogue.search.whoosh_index import WhooshIndex
from catalogue.search.wordbook_file import WordbookFile
from tests.bench.ours import BARE_QUERY, SEEDS, WHOLE_QUERY
from tests.bench.report import Report, at_least, at_most
from tests.bench.synthetic import Collection

DOCUMENTS = 2_000
SWAPPED = 6
THREADS = 8
SWITCH = 1e-5
PAUSE = (
    0.1  # seconds between commits, so that most searches run while nobody writes and some while somebody does
)

Told = tuple[object, ...]


@dataclass
class _Run:
    """What the threads share. ``clock`` is odd while a commit is under way; half of it counts the commits."""

    index: SearchIndex
    truths: Sequence[tuple[Query, Told, Told]]
    clock: int = 0
    searches: list[int] = field(default_factory=list)
    wrong: list[Query] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def look(self, query: Query, *allowed: Told) -> None:
        """One search, compared with what it answers in the one state and in the other."""
        before = self.clock
        answer = told(self.index.search(query))
        settled = before == self.clock and not before % 2
        if answer not in (allowed[before // 2 % 2 :][:1] if settled else allowed):
            self.wrong.append(query)

    def read(self, first: int, count: int) -> None:
        """What one thread does; each begins with another query."""
        for query, *allowed in islice(cycle(self.truths), first, first + count):
            try:
                self.look(query, *allowed)
            except Exception as error:  # noqa: BLE001  # whatever it is, it is counted
                self.errors.append(error)
        self.searches.append(count)

    def write(self, states: Sequence[Sequence[Entry]]) -> None:
        """What the writer does, until nobody searches any more."""
        while not self.done.is_set():
            self.clock += 1
            self.index.put(states[(self.clock + 1) // 2 % 2])
            self.clock += 1
            self.done.wait(PAUSE)


def measure(report: Report, collection: Collection, searches: int) -> None:
    """So many searches by all threads together."""
    report.part(
        f"{THREADS}スレッドの検索と書き込みの同時実行（合成文書{DOCUMENTS:,}件、切り替え間隔10マイクロ秒）"
    )
    documents = list(collection.documents(DOCUMENTS))
    states = _states(documents)
    with TemporaryDirectory() as folder:
        known = WordbookFile(
            SEEDS
        )()  # read once, or whoever edits the table meanwhile would change the truth
        index = WhooshIndex(Path(folder), wordbook=lambda: known)
        index.replace(documents)
        run = _Run(index, _truths(index, _queries(collection, states), states))
        started = time.perf_counter()
        _let_run(run, states, -(-searches // THREADS))
        seconds = time.perf_counter() - started
        index.close()
    report.figure("検索した回数", sum(run.searches), "回", at_least(searches), digits=0)
    report.note(f"その間の書き込み {run.clock // 2:,}回、所要時間 {seconds:.0f}秒")
    report.figure("誤った答え", len(run.wrong), "件", at_most(0), digits=0)
    report.figure("エラー", len(run.errors), "件", at_most(0), digits=0)
    for seen in (*dict.fromkeys(query.text for query in run.wrong), *run.errors)[:10]:
        report.note(f"  {seen!r}")


def told(answer: Answer) -> Told:
    """All of an answer that has to be the same; scores may differ in their last digits."""
    hits = tuple((hit.slug, hit.all_words, hit.fields, hit.excerpts, hit.title_marks) for hit in answer.hits)
    counts = {name: dict(values) for name, values in answer.counts.items()}
    return answer.total, answer.full, hits, counts, dict(answer.years), answer.words, answer.missing


def _states(documents: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Some documents as they are, and with each other's texts and facets."""
    some = list(documents[:SWAPPED])
    others = documents[SWAPPED : 2 * SWAPPED]
    return some, [replace(other, slug=entry.slug) for entry, other in zip(some, others, strict=True)]


def _queries(collection: Collection, states: Sequence[Sequence[Entry]]) -> list[Query]:
    """Words of the swapped documents, words of any, questions, and everything; each with excerpts and without."""
    texts = [collection.rarest(entry.texts["summary"]) for state in states for entry in state]
    texts += [*collection.three_words(40), *collection.twelve_words(2), ""]
    return [replace(kind, text=text) for text in texts for kind in (WHOLE_QUERY, BARE_QUERY)]


def _truths(
    index: SearchIndex, queries: Sequence[Query], states: Sequence[Sequence[Entry]]
) -> list[tuple[Query, Told, Told]]:
    """What each query answers in the one state and in the other; the index is left in the first."""
    index.put(states[1])
    second = [told(index.search(query)) for query in queries]
    index.put(states[0])
    first = [told(index.search(query)) for query in queries]
    return list(zip(queries, first, second, strict=True))


def _let_run(run: _Run, states: Sequence[Sequence[Entry]], each: int) -> None:
    firsts = [number * len(run.truths) // THREADS for number in range(THREADS)]
    readers = [threading.Thread(target=run.read, args=(first, each)) for first in firsts]
    writer = threading.Thread(target=run.write, args=(states,))
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        for thread in (*readers, writer):
            thread.start()
        for thread in readers:
            thread.join()
    finally:
        run.done.set()
        writer.join()
        sys.setswitchinterval(usual)
