"""Taking turns: engines answer the same query one right after the other, so that whatever else the machine
does strikes all alike. The ratios are what counts, the milliseconds are not."""

import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.bench.corpora import SEED

Engine = Callable[[str], object]

WARMED_BY = 5


@dataclass(frozen=True)
class Times:
    """Milliseconds, one row for each query, one column for each round; NaN where an engine was not asked."""

    taken: NDArray[np.float64]

    def percentile(self, percent: float) -> float:
        """Over every single answer."""
        return float(np.nanpercentile(self.taken, percent))

    def of_queries(self) -> NDArray[np.float64]:
        """The median of each query's rounds; NaN where the query was never asked."""
        asked = ~np.isnan(self.taken).all(axis=1)
        medians = np.full(len(self.taken), math.nan)
        medians[asked] = np.nanmedian(self.taken[asked], axis=1)
        return medians


def ratio(ours: Times, theirs: Times) -> tuple[float, float]:
    """Ours by theirs: the median of the queries' ratios, and the ratio of the medians of the queries."""
    a, b = ours.of_queries(), theirs.of_queries()
    both = ~np.isnan(a) & ~np.isnan(b)
    return float(np.median(a[both] / b[both])), float(np.median(a[both]) / np.median(b[both]))


def take_turns(
    engines: Mapping[str, Engine],
    queries: Sequence[str],
    rounds: int = 5,
    slow: Mapping[str, int] | None = None,
) -> dict[str, Times]:
    """Ask every query of every engine in every round, after one round to warm up; in another order every time, for
    who answers second finds the processor's caches as the first has left them.

    A ``slow`` engine is asked in the first round only, and only as many queries as are allowed it.
    """
    slow = slow or {}
    _warm_up(engines, queries, slow)
    taken = {name: np.full((len(queries), rounds), math.nan) for name in engines}
    chance = random.Random(SEED)
    for turn in range(rounds):
        for number, query in enumerate(queries):
            for name in chance.sample(list(engines), len(engines)):
                if name in slow and (turn or number >= slow[name]):
                    continue
                started = time.perf_counter()
                engines[name](query)
                taken[name][number, turn] = (time.perf_counter() - started) * 1000
    return {name: Times(times) for name, times in taken.items()}


def _warm_up(engines: Mapping[str, Engine], queries: Sequence[str], slow: Mapping[str, int]) -> None:
    for name, engine in engines.items():
        for query in queries[: WARMED_BY if name in slow else None]:
            engine(query)
