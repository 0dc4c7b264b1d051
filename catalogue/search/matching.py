"""Matching: which documents have a concept.

A document has it in any of its forms; a form, as a word; or, where the dictionary cut the text otherwise, as letters
that stand there, or as all its parts near each other. So neither the dictionary's taste in compounds nor its gaps
lose a case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from catalogue.search.analysis import pairs_of
from catalogue.search.cards import PART_WEIGHT
from catalogue.search.concepts import Concept, Form, Scope
from catalogue.search.entry import FIELDS
from catalogue.search.lexicon import NOWHERE, FloatArray, IntArray, Postings, among
from catalogue.search.phrases import near_each_other, stretches
from catalogue.search.snapshots import K1, Snapshot

# Up to as many documents, pairs of letters are cheap and worth their price: they find words the dictionary cuts
# elsewhere, and reward words that stand together as typed. Beyond, they are for words that find nothing, and so are
# the parts of words.
PAIRS_UP_TO = 16_000

# Beyond as many documents, letters that are no word of theirs are too common to tell anything.
_MOST_READ = 200

# Beyond as many, a phrase stands wherever all its pairs do: near enough for letters that common.
_MOST_SOUGHT = 3000

_FIELDS_OF = {
    Scope.PLACE: frozenset({"place"}),
    Scope.THEME: frozenset({"theme", "category", "keywords"}),
    Scope.NODE: frozenset({"nodes"}),
}


@dataclass(frozen=True, slots=True)
class Match:
    """Where a concept was found: the documents that have it, rising, with its weight in each and what finding it in
    this form counts; the postings of the single parts of what was typed; which forms were found, by their numbers."""

    docs: IntArray
    weights: FloatArray
    factors: FloatArray | float
    parts: Sequence[Postings]
    found: frozenset[int]

    @property
    def plain(self) -> bool:
        """Whether finding it counts in full everywhere."""
        return isinstance(self.factors, float) and self.factors == 1.0

    def factors_at(self, at: IntArray | slice) -> FloatArray:
        """What finding the concept counts in the documents ``docs[at]``."""
        if isinstance(self.factors, float):
            return np.full(len(self.docs[at]), self.factors)
        return self.factors[at]


def fields_of(scope: Scope) -> frozenset[str]:
    """The fields a concept of this scope may stand in."""
    return _FIELDS_OF.get(scope, frozenset(FIELDS))


def find(snapshot: Snapshot, concept: Concept) -> Match:
    """Where a concept stands."""
    forms = concept.forms
    places = [_form(snapshot, form, concept.scope) for form in forms]
    found = [number for number, postings in enumerate(places) if len(postings.docs)]
    parts = [_words(snapshot, part, concept.scope) for part in forms[0].parts]
    if len(found) <= 1:
        number = found[0] if found else 0
        docs, weights, factors = places[number].docs, places[number].weights, forms[number].weight
        return Match(docs, weights, factors, parts, frozenset(found))
    return _best_of(
        snapshot.size, {number: (places[number], forms[number].weight) for number in found}, parts
    )


def _best_of(size: int, found: Mapping[int, tuple[Postings, float]], parts: Sequence[Postings]) -> Match:
    """In each document, the form that counts most there."""
    worth, weights, factors = np.full((3, size), -1.0)
    for postings, factor in found.values():
        better = factor * postings.weights > worth[postings.docs]
        docs = postings.docs[better]
        weights[docs], factors[docs] = postings.weights[better], factor
        worth[docs] = factor * weights[docs]
    having = np.flatnonzero(worth >= 0)
    return Match(having, weights[having], factors[having], parts, frozenset(found))


def saturated(weights: FloatArray, norms: FloatArray) -> FloatArray:
    """BM25's term weight without its rarity, from a term's weights in some documents and the norms of those."""
    saturation: FloatArray = weights * (K1 + 1) / (weights + norms)
    return saturation


def _form(snapshot: Snapshot, form: Form, scope: Scope) -> Postings:
    """The documents that have a form, and its weight in each."""
    if form.exact:
        return _phrases(snapshot, form)
    found = [_words(snapshot, form.word, scope) if form.word else NOWHERE]
    found.append(_letters(snapshot, form, scope, found[0].docs))
    known = found[0].docs if not len(found[1].docs) else np.union1d(*(part.docs for part in found))
    found.append(_together(snapshot, form, scope, known))
    if not (len(found[1].docs) or len(found[2].docs)):
        return found[0]
    docs = np.concatenate([part.docs for part in found])
    rising = np.argsort(docs, kind="stable")
    return Postings(docs[rising], np.concatenate([part.weights for part in found])[rising])


def _words(snapshot: Snapshot, term: str, scope: Scope) -> Postings:
    if scope is Scope.ANYWHERE:
        return snapshot.words(term)
    return snapshot.words_in(term, frozenset(FIELDS.index(name) for name in _FIELDS_OF[scope]))


def _phrases(snapshot: Snapshot, form: Form) -> Postings:
    """Documents in which these very letters stand."""
    likely = _with_all_pairs(snapshot, form.letters)
    if likely is None:
        words = [snapshot.words(part) for part in (form.word, *form.parts) if part]
        docs = _in_all([postings.docs for postings in words])
        likely = Postings(docs, _least(words, docs))
    if len(form.letters) == len("二字"):  # then the pair is all there is to it
        return likely
    if len(likely.docs) > _MOST_SOUGHT:
        return likely
    sought = form.letters.encode()
    there = [sought in snapshot.folded(doc) for doc in likely.docs.tolist()]
    return Postings(likely.docs[there], likely.weights[there]) if any(there) else NOWHERE


def _letters(snapshot: Snapshot, form: Form, scope: Scope, known: IntArray) -> Postings:
    """Documents that contain the very letters, though not the word. The pairs say where to look, the text
    decides."""
    if not form.letters or (len(known) and form.spare):
        return NOWHERE
    if snapshot.count > PAIRS_UP_TO and (len(known) or (form.parts and not form.word)):
        return NOWHERE
    likely = _with_all_pairs(snapshot, form.letters) or NOWHERE
    unknown = ~among(likely.docs, known)[1]
    if not 0 < np.count_nonzero(unknown) <= _MOST_READ:
        return NOWHERE
    docs, weights = likely.docs[unknown], likely.weights[unknown]
    fields = fields_of(scope)
    there = [_stands(snapshot, doc, form.letters, fields) for doc in docs.tolist()]
    # Of one word, letters the dictionary cut otherwise say less than the word; of several, they are what was typed.
    return (
        Postings(docs[there], (PART_WEIGHT if form.word else 1.0) * weights[there]) if any(there) else NOWHERE
    )


def _with_all_pairs(snapshot: Snapshot, letters: str) -> Postings | None:
    """Documents with all pairs of some letters, and the least weight of any; None if there are no pairs."""
    pairs = list(dict.fromkeys(pairs_of(letters)))
    if not pairs:
        return None
    return snapshot.with_pairs(pairs)


def _stands(snapshot: Snapshot, doc: int, letters: str, fields: frozenset[str]) -> bool:
    """Whether letters stand as a word in one of these fields of a document."""
    return letters.encode() in snapshot.folded(doc) and any(
        name in fields for name, _, _ in stretches(snapshot.card(doc), letters)
    )


def _together(snapshot: Snapshot, form: Form, scope: Scope, known: IntArray) -> Postings:
    """Documents in which all parts of a form stand near each other, though not the form itself. Of a word the parts
    count by themselves, so that it weighs nothing there."""
    if len(known) and snapshot.count > PAIRS_UP_TO:
        return NOWHERE
    parts = [snapshot.words(part) for part in form.parts]
    likely = _unknown(_in_all([part.docs for part in parts]), known)
    if not len(likely):
        return NOWHERE
    docs = near_each_other(snapshot, form.parts, likely, frozenset(map(FIELDS.index, fields_of(scope))))
    return Postings(docs, np.zeros(len(docs)) if form.word else PART_WEIGHT * _least(parts, docs))


def _unknown(docs: IntArray, known: IntArray) -> IntArray:
    """These documents without the known ones, which are rising."""
    return docs[~among(docs, known)[1]] if len(docs) and len(known) else docs


def _in_all(lists: Sequence[IntArray]) -> IntArray:
    """The documents that are in all of the lists, which are rising; none if there is no list."""
    docs, *others = sorted(lists, key=len) or [NOWHERE.docs]
    for other in others:
        if not len(docs):
            break
        docs = docs[among(docs, other)[1]]
    return docs


def _least(lists: Sequence[Postings], docs: IntArray) -> FloatArray:
    """For each document, which is in all of the lists, the least weight it has in any."""
    weights = [postings.weights[np.searchsorted(postings.docs, docs)] for postings in lists]
    return np.min(weights, axis=0) if weights else np.empty(0)
