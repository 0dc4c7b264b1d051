"""What a reader asks for by the address of the search page.

Anything that is only looked up is forgiven: cut, cleaned, or left out. A year that is no year is the one thing that
would silently change the answer, so it is said; and so are words that were too many to be looked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from catalogue.domain import text as texts
from catalogue.domain import wareki
from catalogue.domain.facets import FACETS, Sort

LONGEST_TEXT = 200
LONGEST_VALUE = 80
LONGEST_YEAR = 20
# Over all facets together: every value becomes a chip whose link repeats all the others.
MOST_VALUES = 40
MOST_PAGES = 10_000
# So much of what was left out is named.
_SHOWN = 20

E = TypeVar("E", bound=StrEnum)


class View(StrEnum):
    """How hits are laid out."""

    LIST = "list"
    TABLE = "table"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search as an address states it. ``typed_from`` and ``typed_to`` are as typed, so that nothing is lost. Without
    ``expand`` nothing but the words as they were typed is looked for. ``problems`` are what could not be understood,
    ``notes`` what a reader should know of how the words were taken, in sentences."""

    text: str = ""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    typed_from: str = ""
    typed_to: str = ""
    year_from: int | None = None
    year_to: int | None = None
    order: Sort | None = None
    view: View = View.LIST
    page: int = 1
    expand: bool = True
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is words alone, as somebody types them who has just arrived."""
        return bool(self.text) and self == SearchQuery(text=self.text)


def parse(parameters: Mapping[str, Sequence[str]]) -> SearchQuery:
    """Read the parameters of an address; each may stand there several times."""
    problems: list[str] = []
    typed_from, typed_to = (_first(parameters, name)[:LONGEST_YEAR] for name in ("from", "to"))
    year_from, year_to = _year(typed_from, problems), _year(typed_to, problems)
    if year_from and year_to and year_from > year_to:
        problems.append("開始年度の範囲が逆になっています。はじめの年度を左に入れてください。")
    notes: list[str] = []
    return SearchQuery(
        text=_words(_first(parameters, "q"), notes),
        chosen=_chosen(parameters),
        typed_from=typed_from,
        typed_to=typed_to,
        year_from=year_from,
        year_to=year_to,
        order=_one_of(Sort, _first(parameters, "sort")),
        view=_one_of(View, _first(parameters, "view")) or View.LIST,
        page=_page(_first(parameters, "page")),
        expand=_first(parameters, "exact") != "1",
        problems=tuple(problems),
        notes=tuple(notes),
    )


def _first(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    given = parameters.get(name, ())
    return texts.clean(texts.drop_forbidden_characters(given[0][: 10 * LONGEST_TEXT])) if given else ""


def _words(text: str, notes: list[str]) -> str:
    words = " ".join(text.split())
    if rest := words[LONGEST_TEXT:].strip():
        shown = rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN]}…"
        notes.append(f"検索の言葉は{LONGEST_TEXT}文字までです。後ろの「{shown}」は使っていません。")
    return words[:LONGEST_TEXT].strip()


def _chosen(parameters: Mapping[str, Sequence[str]]) -> Mapping[str, frozenset[str]]:
    pairs = ((name, _value(value)) for name in FACETS for value in parameters.get(name, ())[:MOST_VALUES])
    chosen: dict[str, frozenset[str]] = {}
    for name, value in islice(((name, value) for name, value in pairs if value), MOST_VALUES):
        chosen[name] = chosen.get(name, frozenset()) | {value}
    return chosen


def _value(given: str) -> str:
    return texts.clean(texts.drop_forbidden_characters(given[:LONGEST_VALUE]))


def _year(typed: str, problems: list[str]) -> int | None:
    if not typed:
        return None
    try:
        return wareki.year_as_typed(typed)
    except ValueError:
        problems.append(
            f"開始年度「{typed[:20]}」は読み取れませんでした。2020 や 令和2 のように入れてください。"
        )
        return None


def _one_of(words: type[E], typed: str) -> E | None:
    return words(typed) if typed in set(words) else None


def _page(typed: str) -> int:
    return min(int(typed), MOST_PAGES) if typed.isascii() and typed.isdigit() and int(typed) else 1
