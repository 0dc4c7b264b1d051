"""What tests of understanding stand on: a vocabulary that is a plain list of words, and a small table of synonyms."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from catalogue.search.concepts import Form
from catalogue.search.readings import reading_of
from catalogue.search.spelling import is_near
from catalogue.search.wordbook import Wordbook, make
from catalogue.search.wordbook_file import read_names

SEEDS = Path(__file__).parents[2] / "seeds"


class Words:
    """The vocabulary of cases that have these terms, each as often as it is named."""

    def __init__(self, *terms: str) -> None:
        self.terms = Counter(terms)
        self.readings: dict[str, list[str]] = defaultdict(list)
        for term in self._in_order(self.terms):
            self.readings[reading_of(term)].append(term)

    def frequency(self, term: str) -> int:
        return self.terms[term]

    def read_as(self, kana: str) -> Sequence[str]:
        return self.readings.get(kana, ()) if kana else ()

    def near(self, term: str) -> Sequence[str]:
        return self._in_order({each for each in self.terms if is_near(each, term)})

    def beginning(self, start: str, limit: int) -> Sequence[str]:
        return self._in_order({each for each in self.terms if each.startswith(start)})[:limit]

    def _in_order(self, terms: Any) -> list[str]:
        return sorted(terms, key=lambda term: (-self.terms[term], term))


NO_WORDS = Words()


def wordbook(
    *same: Sequence[str], also: Mapping[str, Sequence[str]] | None = None, light: Sequence[str] = ()
) -> Wordbook:
    """A wordbook of these synonyms and of the names of all municipalities."""
    groups = [{"same": list(group), "typed": [], "also": []} for group in same]
    groups += [{"same": [], "typed": [typed], "also": list(words)} for typed, words in (also or {}).items()]
    return make({"groups": groups, "light": list(light)}, read_names(SEEDS / "municipalities.csv"))


def said(form: Form) -> str:
    """A form in short: its word, or its parts joined by a plus."""
    return form.word or "+".join(form.parts)
