"""Evidence: where in a case the things asked for stand, so that a page can mark them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalogue.search.cards import Card
from catalogue.search.phrases import Stretch, gathered, stretches
from catalogue.search.port import Mark
from catalogue.search.understanding import Concept


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where a concept stands in a field; ``concept`` is its number in the query."""

    start: int
    end: int
    concept: int


def find_spots(card: Card, concepts: Sequence[Concept]) -> Mapping[str, Sequence[Spot]]:
    """For each field of the card that has any, the spots of these concepts, in the order they stand.

    Single parts of a word are pointed at only where nothing better is to be found in the whole card.
    """
    found = [_stretches(card, concept) for concept in concepts]
    if not any(found):
        found = [_single_parts(card, concept) for concept in concepts]
    fields: dict[str, list[Spot]] = {name: [] for name in card.texts}
    for number, places in enumerate(found):
        for name, start, end in places:
            fields[name].append(Spot(start, end, number))
    in_order = {name: sorted(spots) for name, spots in fields.items()}
    apart = _apart(in_order, [concept.run for concept in concepts])
    kept = {name: [spot for spot in spots if (name, spot) not in apart] for name, spots in in_order.items()}
    return {name: spots for name, spots in kept.items() if spots}


def _apart(fields: Mapping[str, Sequence[Spot]], runs: Sequence[str]) -> set[tuple[str, Spot]]:
    """The spots that only distract: where words typed in one run (空き店舗) stand side by side somewhere in the
    card, those where one of them stands alone (空き物件)."""
    joined = {
        (name, spot)
        for name, spots in fields.items()
        for pair in pairwise(spots)
        if pair[1].start <= pair[0].end and runs[pair[0].concept] == runs[pair[1].concept]
        for spot in pair
    }
    joined_runs = {runs[spot.concept] for _, spot in joined}
    every = {(name, spot) for name, spots in fields.items() for spot in spots}
    return {(name, spot) for name, spot in every - joined if runs[spot.concept] in joined_runs}


def _stretches(card: Card, concept: Concept) -> Sequence[Stretch]:
    """Where a concept stands: the word itself; failing that, the letters; failing those, its parts together."""
    if concept.word in card.places:
        return [place[:3] for place in card.places[concept.word]]
    lettered = list(stretches(card, concept.letters)) if concept.letters else []
    return lettered or list(gathered(card, concept.parts))


def _single_parts(card: Card, concept: Concept) -> Sequence[Stretch]:
    return [place[:3] for part in concept.parts for place in card.places.get(part, ())]


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
