"""Evidence: where in a case the things asked for stand, so that a page can mark them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from catalogue.search.concepts import Concept, Form, Way
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
    terms = {form.word for concept in concepts for form in concept.forms if form.word}
    words = {term: snapshot.places_in(term, docs) for term in terms}
    having = [among(docs, match.docs)[1].tolist() for match in matches]
    runs = [concept.run for concept in concepts]
    for number, doc in enumerate(docs.tolist()):
        known = {term: places[number] for term, places in words.items()}
        found = [
            list(_forms_in(snapshot, doc, concept, known)) if has[number] else []
            for concept, has in zip(concepts, having, strict=True)
        ]
        spots = [[spot for _, spots in forms for spot in spots] for forms in found]
        texts = snapshot.card(doc).texts
        yield Evidence(texts, _by_field(texts, spots, runs), _ways(found))


def _by_field(
    texts: Iterable[str], places: Sequence[Sequence[Stretch]], runs: Sequence[str]
) -> Mapping[str, Sequence[Spot]]:
    fields: dict[str, list[Spot]] = {name: [] for name in texts}
    for number, stretches_found in enumerate(places):
        for name, start, end in stretches_found:
            fields[name].append(Spot(start, end, number))
    in_order = {name: sorted(spots) for name, spots in fields.items() if spots}
    apart = _apart(in_order, runs) if len(set(runs)) < len(runs) else ()
    if not apart:
        return in_order
    kept = {name: [spot for spot in spots if (name, spot) not in apart] for name, spots in in_order.items()}
    return {name: spots for name, spots in kept.items() if spots}


def _ways(found: Iterable[Sequence[tuple[Form, object]]]) -> frozenset[Way]:
    """How the concepts were found that were not found as typed."""
    return frozenset(forms[0][0].way for forms in found if forms and forms[0][0].way is not Way.TYPED)


def _forms_in(
    snapshot: Snapshot, doc: int, concept: Concept, known: Mapping[str, Sequence[Stretch]]
) -> Iterator[tuple[Form, Sequence[Stretch]]]:
    """The forms of a concept that stand in a document, and where."""
    for form in concept.forms:
        where = known.get(form.word) or _elsewhere(snapshot, doc, form)
        if where and concept.scope:
            where = [stretch for stretch in where if stretch[0] in fields_of(concept.scope)]
        if where:
            yield form, where


def _elsewhere(snapshot: Snapshot, doc: int, form: Form) -> Sequence[Stretch]:
    """Where a form stands that is no word there: its letters; failing those, its parts together."""
    if form.exact:
        return list(phrases(snapshot.card(doc), form.letters))
    lettered: Sequence[Stretch] = ()
    if form.letters and form.letters.encode() in snapshot.folded(doc):
        lettered = list(stretches(snapshot.card(doc), form.letters))
    return lettered or list(gathered(snapshot, doc, form.parts))


def _apart(fields: Mapping[str, Sequence[Spot]], runs: Sequence[str]) -> set[tuple[str, Spot]]:
    """The spots that only distract: where words typed in one run (空き店舗) stand side by side somewhere in the
    document, those where one of them stands alone (空き物件)."""
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
    every = {(name, spot) for name, spots in fields.items() for spot in spots}
    return {(name, spot) for name, spot in every - joined if runs[spot.concept] in joined_runs}


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
