"""Clauses: from a stretch of a query to the concepts in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from catalogue.search.analysis import Word
from catalogue.search.concepts import Concept, Form, Scope, Vocabulary, Way
from catalogue.search.expressions import Expression, Typed, expressions
from catalogue.search.folding import fold
from catalogue.search.forms import each_once, form_of, form_of_text, printable
from catalogue.search.kana import Readings, Spoken, spoken
from catalogue.search.query_language import Clause, Kind
from catalogue.search.wordbook import Wordbook

# Left over from other search boxes, or from the query language where they join nothing; in capitals they are hardly
# meant as words.
_OPERATORS = frozenset({"OR", "AND", "NOT", "ＯＲ", "ＡＮＤ", "ＮＯＴ"})

# 5-②, the label of a node; years and telephone numbers are longer.
_LABEL = re.compile(r"(?<![\w-])\d{1,2}-\d{1,2}(?![\w-])")

# A stretch of the original text and the concept it is.
_Settled = tuple[int, int, Concept]
_Runs = dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the clauses of one query."""

    wordbook: Wordbook
    vocabulary: Vocabulary

    def read(self, clause: Clause) -> list[Concept]:
        """The concepts of a clause, in the order they were typed; none if there is no word in it."""
        if clause.kind is Kind.PHRASE:
            return list(_phrase(clause.text, clause.scope))
        concepts = self._concepts(Typed.of(clause.text))
        return [replace(each, scope=clause.scope) for each in concepts] if clause.scope else concepts

    def _concepts(self, typed: Typed) -> list[Concept]:
        runs = _runs(typed)
        heard = list(spoken(typed.folded, typed.words, Readings(self.wordbook, self.vocabulary)))
        whole = {(word.start, word.end) for word in typed.words}
        settled = list(_labels(typed))
        settled += [_named(typed, each, runs) for each in heard if (each.start, each.end) not in whole]
        left = [word for word in typed.words if not any(s <= word.start < e for s, e, _ in settled)]
        read = {each.start: each.forms for each in heard}
        for each in expressions(typed, left, self.wordbook, self.vocabulary):
            start, end = each.words[0].start, each.words[-1].end
            settled.append((start, end, self._concept(typed, each, read.get(start, ()), runs)))
        return [concept for _, _, concept in sorted(settled, key=lambda stretch: stretch[:2])]

    def _concept(self, typed: Typed, expression: Expression, read: Sequence[Form], runs: _Runs) -> Concept:
        words = expression.words
        start, end = words[0].start, words[-1].end
        shown = typed.shown(start, end)
        first = form_of(words, typed.letters(start, end), shown)
        alone = len(words) == 1
        others = [form for form in read if alone and self._is_another(form, first)]
        light = alone and (words[0].light or first.word in self.wordbook.light or shown in _OPERATORS)
        run = runs[start][0], runs[words[-1].start][1]
        return Concept(each_once([first, *others, *expression.also]), typed.shown(*run), light=light)

    def _is_another(self, form: Form, typed: Form) -> bool:
        """Whether a case has this word that is read like the ordinary word typed, and it is not the same."""
        same = typed.word == form.word or typed.letters == form.letters != ""
        known = any(map(self.vocabulary.frequency, [form.word] if form.word else form.parts))
        return form.way is Way.READING and known and not same


def _phrase(text: str, scope: Scope) -> Iterator[Concept]:
    form = form_of_text(printable(text))
    if form is not None:
        exact = replace(form, letters=fold(text).text.strip(), spare=False, exact=True)
        yield Concept((exact,), form.shown, scope=scope)


def _labels(typed: Typed) -> Iterator[_Settled]:
    """The labels of nodes, which would be nothing but numbers."""
    for found in _LABEL.finditer(typed.folded.text):
        start, end = typed.folded.span(*found.span())
        shown = typed.shown(start, end)
        parts = tuple(found.group().split("-"))
        yield start, end, Concept((Form("", parts, found.group(), shown, exact=True),), shown)


def _named(typed: Typed, heard: Spoken, runs: _Runs) -> _Settled:
    """The concept of what was typed in kana and is no word as it stands."""
    shown = typed.shown(heard.start, heard.end)
    inside = [run for run in runs.values() if run[0] < heard.end and heard.start < run[1]]
    run = min([heard.start, *(start for start, _ in inside)]), max([heard.end, *(end for _, end in inside)])
    first = Form(heard.kana, (), heard.kana, shown)
    others = [form for form in heard.forms if form.letters != heard.kana]
    return heard.start, heard.end, Concept(each_once([first, *others]), typed.shown(*run))


def _runs(typed: Typed) -> _Runs:
    """For the start of each word, where the words typed without a break begin and end that it is one of."""
    runs: _Runs = {}
    group: list[Word] = []
    for word, following in zip_longest(typed.words, typed.words[1:]):
        group.append(word)
        if following is None or following.start != word.end:
            runs |= dict.fromkeys((each.start for each in group), (group[0].start, word.end))
            group = []
    return runs
