"""The query language, for those who want it: "…", -除外, OR, 自治体: テーマ: 施策: 年度:.

Whatever is not quite so is taken as plain words, so nobody needs to know that there is a language at all: a quote
that is not closed, ``年度:abc``, a minus alone, an ``OR`` with nothing to join. A hyphen inside a word is a letter of
it (スーパー-X, 5-2). Full and half width are the same.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import zip_longest

from catalogue.domain import wareki
from catalogue.search.concepts import Scope

_PREFIXES = {"自治体": Scope.PLACE, "テーマ": Scope.THEME, "施策": Scope.NODE}

_QUOTES = '"“”＂'
# No word begins with a long vowel bar: there it is a minus typed in kana.
_MINUS = r"\-－−‐ー"
_BAR = "|｜"
# Without one of these there is no language in a query, only words.
_WORD = r"OR|AND|NOT|ＯＲ|ＡＮＤ|ＮＯＴ"
_SIGN_OF_IT = re.compile(rf"[{_QUOTES}{_BAR}:：]|(?<!\S)(?:[{_MINUS}]\S|(?:{_WORD})(?!\S))")
_ITEM = re.compile(
    rf"""\s*(?:
        (?P<word>{_WORD})(?!\S)
      | (?P<bar>[{_BAR}])
      | (?:(?P<minus>(?<!\S)[{_MINUS}])(?=[^\s{_MINUS}]))?
        (?:(?P<prefix>自治体|テーマ|施策|年度)[:：]\s*)?
        (?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}] | (?P<bare>[^\s{_QUOTES}{_BAR}]+))
      | (?P<stray>\S)
    )""",
    re.VERBOSE,
)
_TO = re.compile(r"\s*(?:[~〜–—-]|から)\s*")
_ERA = re.compile(r"\A(令和|平成|昭和|[RHS])")


class Kind(Enum):
    """What a clause is: words, a phrase, or an operator between clauses."""

    WORDS = "words"
    PHRASE = "phrase"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a query that is to be understood by itself.

    ``text`` is as it was typed, without quotes, minus and prefix. An ``alternative`` clause is another way of
    saying the one before it.
    """

    text: str
    kind: Kind = Kind.WORDS
    scope: Scope = Scope.ANYWHERE
    excluded: bool = False
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query taken apart: its clauses, and the fiscal years it names, both ends included."""

    clauses: tuple[Clause, ...]
    year_from: int | None = None
    year_to: int | None = None


def parse(typed: str) -> Parsed:
    """Take a query apart. Nothing that can be typed is an error."""
    if not _SIGN_OF_IT.search(typed):
        return Parsed((Clause(typed),))
    clauses: list[Clause] = []
    years: list[tuple[int | None, int | None]] = []
    for item in _items(typed):
        if isinstance(item, Clause):
            clauses.append(item)
        else:
            years.append(item)
    return Parsed(
        tuple(_joined(_operated(clauses))),
        max((first for first, _ in years if first is not None), default=None),
        min((last for _, last in years if last is not None), default=None),
    )


def years_of(text: str) -> tuple[int | None, int | None] | None:
    """The first and the last fiscal year of what was typed after 年度:, None for an open end; None altogether if
    it names no years. 令和5, R5, 2023, 令和2～5, 2020-2023, 2020～, 令和5年度以降."""
    ends = _TO.split(unicodedata.normalize("NFKC", text).strip().removesuffix("まで"))
    if len(ends) == 1 and ends[0].endswith(("以降", "以後")):
        ends = [ends[0][:-2], ""]
    elif len(ends) == 1 and ends[0].endswith("以前"):
        ends = ["", ends[0][:-2]]
    era = _ERA.match(ends[0].upper())
    if era and len(ends) == 2 and re.match(r"\d{1,2}(?!\d)", ends[1]):
        ends[1] = era[1] + ends[1]
    try:
        years = [wareki.year_as_typed(end) if end else None for end in ends]
    except ValueError:
        return None
    if len(years) > 2 or years in ([None], [None, None]):
        return None
    known = sorted(year for year in years if year is not None)
    return (years[0], years[-1]) if None in years else (known[0], known[-1])


def _items(typed: str) -> Iterator[Clause | tuple[int | None, int | None]]:
    """The clauses and the ranges of years, in order."""
    for found in _ITEM.finditer(typed):
        if found["stray"]:
            continue
        if found["word"] or found["bar"]:
            yield Clause(found["word"] or "|", Kind.OPERATOR)
        elif found["prefix"] == "年度" and not found["minus"]:
            yield years_of(found["phrase"] or found["bare"]) or Clause(found.group().strip())
        else:
            yield _clause(found)


def _clause(found: re.Match[str]) -> Clause:
    scope = _PREFIXES.get(found["prefix"] or "", Scope.ANYWHERE)
    excluded = found["minus"] is not None
    if found["prefix"] and scope is Scope.ANYWHERE:
        return Clause(found.group().strip())
    if found["phrase"]:
        return Clause(found["phrase"].strip(), Kind.PHRASE, scope, excluded)
    return Clause(found["bare"], Kind.WORDS, scope, excluded)


def _operated(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses with the operators between them carried out: an OR that joins nothing is a word, an AND is passed
    over, a NOT excludes what follows."""
    before: Clause | None = None
    pending = ""
    for number, clause in enumerate(clauses):
        if clause.kind is not Kind.OPERATOR:
            changed = _under(pending, before, clause)
            pending, before = "", changed
            yield changed
            continue
        pending = unicodedata.normalize("NFKC", clause.text)
        following = clauses[number + 1] if number + 1 < len(clauses) else None
        if pending == "OR" and not (before and following and _are_alike(before, following)):
            pending, before = "", Clause("OR")
            yield before


def _under(operator: str, before: Clause | None, clause: Clause) -> Clause:
    """The clause as the operator before it would have it."""
    if operator in ("OR", "|") and before is not None and _are_alike(before, clause):
        return replace(clause, alternative=True)
    return replace(clause, excluded=True) if operator == "NOT" else clause


def _are_alike(one: Clause, other: Clause) -> bool:
    """Whether two clauses can be two ways of saying one thing."""
    both_wanted = not one.excluded and not other.excluded and other.kind is not Kind.OPERATOR
    return both_wanted and one.scope is other.scope


def _joined(clauses: Iterator[Clause]) -> list[Clause]:
    """Neighbouring plain words put together again, so that they are read in one go."""
    joined: list[Clause] = []
    listed = list(clauses)
    for clause, following in zip_longest(listed, listed[1:]):
        kept_apart = following is not None and following.alternative
        if joined and _is_plain(joined[-1]) and _is_plain(clause) and not kept_apart:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {clause.text}")
        else:
            joined.append(clause)
    return joined


def _is_plain(clause: Clause) -> bool:
    return clause == Clause(clause.text)
