"""An ordered choice of cases as an address states it, put right without losing what can be shown.

Somebody follows an old address, copies one twice or ticks too many: what remains is shown, and a sentence says what was
left out.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from catalogue.domain.text import quotable

# So many of those that are gone are named.
_NAMED = 5
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Selection:
    """The cases that can be shown, in the order asked for, and what a reader should know of the others.

    ``left_out`` are those that could be shown too, had there been room.
    """

    slugs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def choose(asked: Sequence[str], known: Collection[str], most: int, *, act: str = "選べる") -> Selection:
    """The first ``most`` different cases of ``asked`` that are ``known``. ``act`` is what the page does with them."""
    different = list(dict.fromkeys(asked))
    there = [slug for slug in different if slug in known]
    gone = [slug for slug in different if slug not in known]
    notes = []
    if len(different) < len(asked):
        notes.append("同じ事例が2回以上選ばれていたので、1回にまとめました。")
    if gone:
        notes.append(
            f"選ばれた事例のうち、公開されていないか、見つからないものがありました（{named(gone)}）。"
            "公開を取りやめた事例は、表示できません。"
        )
    if len(there) > most:
        notes.append(
            f"一度に{act}のは{most}件までです。はじめの{most}件を表示し、残りの{len(there) - most}件は除いています。"
        )
    return Selection(tuple(there[:most]), tuple(notes), tuple(there[most:]))


def named(words: Sequence[str]) -> str:
    """Words of a stranger in a sentence: the first few, cut and cleaned, and how many more there are."""
    shown = "、".join(quotable(word, _LONGEST_NAME) or "空の指定" for word in islice(words, _NAMED))
    return f"{shown} ほか{len(words) - _NAMED}件" if len(words) > _NAMED else shown
