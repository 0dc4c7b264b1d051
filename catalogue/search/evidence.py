"""Evidence: where in a case the things asked for stand, so that a page can mark them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from catalogue.search.concepts import Concept, Form, Way
from catalogue.search.entry import FIELDS
from catalogue.search.lexicon import IntArray, among
from catalogue.search.matching import Match, fields_of
from catalogue.search.phrases import Stretch, gathered, phrases, stretches
from catalogue.search.port import Mark
from catalogue.search.snapshots import Snapshot


class Spot(NamedTuple):
    """Where a concept stands in a field; ``concept`` is its number in the query."""

    start: int
    end: int
    concept: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The texts of a document; for each field that has any, its spots in the order they stand; and how concepts were
    found that were not found as they were typed."""

    texts: Mapping[str, str]
    spots: Mapping[str, Sequence[Spot]]
    ways: frozenset[Way]


def find_evidence(
    snapshot: Snapshot, docs: IntArray, concepts: Sequence[Concept], matches: Sequence[Match]
) -> Iterator[Evidence]:
    """Where these concepts, found so, stand in some documents, one after the other; the fields in their order."""
    runs = [concept.run for concept in concepts]
    asked = [
        (number, concept, fields_of(concept.scope), _words_in(snapshot, docs, concept), having)
        for number, (concept, match) in enumerate(zip(concepts, matches, strict=True))
        if any(having := among(docs, match.docs)[1].tolist())
    ]
    for place, doc in enumerate(docs.tolist()):
        fields: dict[str, list[Spot]] = {}
        ways: set[Way] = set()
        for number, concept, allowed, words, having in asked:
            if having[place]:
                found = _found(snapshot, doc, concept, [where[place] for where in words])
                ways.update(form.way for form, _ in found[:1])
                for name, start, end in (stretch for _, where in found for stretch in where):
                    if name in allowed:
                        fields.setdefault(name, []).append(Spot(start, end, number))
        in_order = {name: sorted(fields[name]) for name in FIELDS if name in fields}
        spots = _side_by_side(in_order, runs) if len(set(runs)) < len(runs) else in_order
        yield Evidence(snapshot.card(doc).texts, spots, frozenset(ways) - {Way.TYPED})


def _found(
    snapshot: Snapshot, doc: int, concept: Concept, words: Sequence[Sequence[Stretch]]
) -> list[tuple[Form, Sequence[Stretch]]]:
    """The forms of a concept that stand in a document, and where; ``words`` says where their words do."""
    found = (
        (form, where or _elsewhere(snapshot, doc, form))
        for form, where in zip(concept.forms, words, strict=True)
    )
    return [(form, where) for form, where in found if where]


def _words_in(snapshot: Snapshot, docs: IntArray, concept: Concept) -> Sequence[Sequence[Sequence[Stretch]]]:
    """For each form of a concept and each document, where the form's word stands."""
    nowhere: Sequence[Sequence[Stretch]] = [[]] * len(docs)
    return [snapshot.places_in(form.word, docs) if form.word else nowhere for form in concept.forms]


def _elsewhere(snapshot: Snapshot, doc: int, form: Form) -> Sequence[Stretch]:
    """Where a form stands that is no word there: its letters; failing those, its parts together."""
    if form.exact:
        return list(phrases(snapshot.card(doc), form.letters))
    lettered: Sequence[Stretch] = ()
    if form.letters and form.letters.encode() in snapshot.folded(doc):
        lettered = list(stretches(snapshot.card(doc), form.letters))
    return lettered or list(gathered(snapshot, doc, form.parts))


def _side_by_side(fields: Mapping[str, Sequence[Spot]], runs: Sequence[str]) -> Mapping[str, Sequence[Spot]]:
    """The spots without those that only distract: where words typed in one run (空き店舗) stand side by side somewhere
    in the document, those where one of them stands alone (空き物件)."""
    joined = {
        (name, spot)
        for name, spots in fields.items()
        for pair in pairwise(spots)
        if pair[1].start <= pair[0].end
        and pair[0].concept != pair[1].concept
        and runs[pair[0].concept] == runs[pair[1].concept]
        for spot in pair
    }
    joined_runs = {runs[spot.concept] for _, spot in joined}
    kept = {
        name: [spot for spot in spots if runs[spot.concept] not in joined_runs or (name, spot) in joined]
        for name, spots in fields.items()
    }
    return {name: spots for name, spots in kept.items() if spots}


def marks_of(spots: Sequence[Spot], start: int, end: int) -> tuple[Mark, ...]:
    """Marks for the spots inside ``text[start:end]``, counted from its start; what touches is one mark."""
    marks: list[Mark] = []
    for spot in spots:
        if start <= spot.start and spot.end <= end:
            mark = Mark(spot.start - start, spot.end - start)
            if marks and mark.start <= marks[-1].end:
                mark = Mark(marks[-1].start, max(marks[-1].end, mark.end))
                marks.pop()
            marks.append(mark)
    return tuple(marks)
