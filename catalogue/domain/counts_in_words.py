"""The main finding of a plot in a sentence: where most are, where fewest, where none. Made by rule from the counts, so
that it is never older than they are. ``counts`` are names with their counts."""

from collections.abc import Sequence

Counts = Sequence[tuple[str, int]]

NAMED_AT_MOST = 3


def extremes(counts: Counts) -> str:
    """最も多いのはAの12件、最も少ないのはBの4件です。What has none is said to have none."""
    some = [(name, count) for name, count in counts if count]
    none = [name for name, count in counts if not count]
    missing = f"まだ事例がないのは{names(none)}です。" if none else ""
    if not some:
        return missing
    if len({count for _, count in some}) == 1:
        return f"事例があるのは{most(some)}です。{missing}"
    fewest = "" if none else f"、最も少ないのは{_having(some, min(count for _, count in some))}"
    return f"最も多いのは{most(some)}{fewest}です。{missing}"


def most(counts: Counts) -> str:
    """Aの12件; A、Bの各12件 where two share the first place."""
    return _having(counts, max(count for _, count in counts))


def names(of: Sequence[str]) -> str:
    """A、B、C; of more than three the first three, and how many they are in all."""
    listed = "、".join(of[:NAMED_AT_MOST])
    return listed if len(of) <= NAMED_AT_MOST else f"{listed}など計{len(of)}"


def _having(counts: Counts, count: int) -> str:
    sharing = [name for name, each in counts if each == count]
    return f"{names(sharing)}の{'各' if len(sharing) > 1 else ''}{count}件"
