"""How fast the index answers, beside engines that were given the same words."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial

from catalogue.search.entry import Entry
from catalogue.search.whoosh_index import WhooshIndex
from tests.bench import ours
from tests.bench.cache import built_index
from tests.bench.corpora import peers_words, short_queries
from tests.bench.ours import open_index
from tests.bench.peers import Peer, postgresql
from tests.bench.peers.fts5 import Fts5
from tests.bench.peers.postgresql import PostgreSQL
from tests.bench.peers.tantivy import Tantivy
from tests.bench.report import Goal, Report, at_least, at_most
from tests.bench.synthetic import Collection, rows
from tests.bench.timing import Engine, Times, ratio, take_turns

# Some engines need a second for three queries; these many are enough to know them.
PATIENCE = {Fts5.name: 50, PostgreSQL.name: 30}
LARGE, LARGEST = 20_000, 100_000


def measure_cases(report: Report, cases: Sequence[Entry]) -> None:
    """The shipped cases, which are few and long."""
    report.part(f"収録事例{len(cases)}件、1～3語の検索（検索語から、抜粋と絞り込み3種の件数付きの10件まで）")
    with _engines(cases, [Tantivy, Fts5]) as (index, peers):
        times = _race(index, peers, short_queries(cases, 200))
    _tell_times(report, times)
    report.figure("所要時間 p50", times[ours.NAME].percentile(50), "ミリ秒", digits=3)
    report.figure("所要時間 p95", times[ours.NAME].percentile(95), "ミリ秒", at_most(1), digits=3)


def measure_collection(report: Report, collection: Collection, size: int) -> None:
    """A large collection of short documents: queries of three words, then whole questions."""
    servers: list[type[PostgreSQL]] = [PostgreSQL] if postgresql.available() else []
    with _engines(list(collection.documents(size)), [Tantivy, Fts5, *servers]) as (index, peers):
        report.part(f"合成文書{size:,}件、3語の検索（10件と絞り込み3種の件数まで）")
        times = _race(index, peers[:2], collection.three_words(200))
        _tell_times(report, times)
        _compare_three_words(report, times, size)
        report.part(f"合成文書{size:,}件、12語の質問（質問から、抜粋と絞り込み3種の件数付きの10件まで）")
        times = _race(index, peers, collection.twelve_words(100))
        _tell_times(report, times)
        _compare_twelve_words(report, times, size)


@contextmanager
def _engines(
    documents: Sequence[Entry], kinds: Sequence[type[Tantivy | Fts5 | PostgreSQL]]
) -> Iterator[tuple[WhooshIndex, list[Peer]]]:
    """Our index and the peers, all filled with the same documents."""
    with ExitStack() as stack:
        index = stack.enter_context(closing(open_index(built_index(documents).folder)))
        yield index, [stack.enter_context(closing(kind(rows(documents)))) for kind in kinds]


def _race(index: WhooshIndex, peers: Sequence[Peer], queries: Sequence[str]) -> dict[str, Times]:
    """All engines in one process, taking turns."""
    words = {query: list(dict.fromkeys(peers_words(query))) for query in queries}
    engines: dict[str, Engine] = {
        ours.NAME: ours.Ours(index).whole,
        ours.BARE: ours.Ours(index).bare,
        ours.ANALYSED: ours.Ours(index).analysed,
    }
    engines |= {peer.name: partial(_ask, peer, words) for peer in peers}
    return take_turns(engines, queries, slow=PATIENCE)


def _ask(peer: Peer, words: Mapping[str, Sequence[str]], query: str) -> object:
    return peer.search(words[query])


def _tell_times(report: Report, times: Mapping[str, Times]) -> None:
    for name, taken in times.items():
        report.note(f"{name}：p50 {taken.percentile(50):.3f}ミリ秒、p95 {taken.percentile(95):.3f}ミリ秒")


def _compare_three_words(report: Report, times: Mapping[str, Times], size: int) -> None:
    analysed = times[ours.ANALYSED]
    of_large = size >= LARGE
    _slower(report, "解析済みの語から（抜粋なし）", analysed, times, at_most(1.5) if of_large else None)
    _faster(
        report, "解析済みの語から（抜粋なし）", analysed, times, Fts5.name, at_least(10) if of_large else None
    )
    _slower(report, "検索語から（抜粋なし）", times[ours.BARE], times)
    _slower(report, "検索語から（抜粋付き）", times[ours.NAME], times, at_most(2.5) if of_large else None)


def _compare_twelve_words(report: Report, times: Mapping[str, Times], size: int) -> None:
    of_largest = size >= LARGEST
    _slower(report, "解析済みの語から（抜粋なし）", times[ours.ANALYSED], times)
    _slower(report, "質問から（抜粋付き）", times[ours.NAME], times, at_most(3) if of_largest else None)
    for name in PATIENCE:
        if name in times:
            goal = at_least(10) if of_largest else None
            _faster(report, "質問から（抜粋付き）", times[ours.NAME], times, name, goal)
        else:
            report.note(f"{name} は、この機械にないため比べていません。")


def _slower(
    report: Report, what: str, taken: Times, times: Mapping[str, Times], goal: Goal | None = None
) -> None:
    """How many times as long as tantivy. The goal is held against the median of the queries' ratios."""
    by_query, by_p50 = ratio(taken, times[Tantivy.name])
    report.figure(f"{what}：{Tantivy.name} の何倍かかるか", by_query, "倍", goal)
    report.note(f"  （p50どうしの比では {by_p50:.2f}倍）")


def _faster(
    report: Report, what: str, taken: Times, times: Mapping[str, Times], peer: str, goal: Goal | None
) -> None:
    """How many times as fast as a peer."""
    by_query, by_p50 = ratio(times[peer], taken)
    report.figure(f"{what}：{peer} の何倍速いか", by_query, "倍", goal, digits=1)
    report.note(f"  （p50どうしの比では {by_p50:.1f}倍）")
