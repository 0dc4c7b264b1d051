"""How like two titles of a plan are, cheaply: by their pairs of letters."""

import unicodedata
from collections import Counter

# 大学・研究機関、他都市との交流・連携の促進 became 大学・研究機関との交流・連携と企業間…: one thing under another name.
# 産業用地整備方針の作成 became 新たな産業拠点の形成: another thing. The first two share more than half of
# the pairs of the shorter title, the others one in nine.
_ALIKE = 0.4
_LONGEST = 300


def folded(title: str | None) -> str:
    """A title as it is compared: without blanks, signs and widths of letters."""
    wide = unicodedata.normalize("NFKC", (title or "")[:_LONGEST]).casefold()
    return "".join(letter for letter in wide if letter.isalnum())


def alike(one: str | None, other: str | None) -> bool:
    """Whether they may be one thing under two names: enough of the shorter title stands in the longer (the overlap
    coefficient of their pairs of letters)."""
    first, second = _pairs(folded(one)), _pairs(folded(other))
    return (first & second).total() >= _ALIKE * max(1, min(first.total(), second.total()))


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1)) if text)
