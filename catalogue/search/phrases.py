"""Phrases: whether what was asked for stands in a text, though the dictionary did not cut it out there as a
word.

Japanese is written without spaces, so letters alone prove little: 京都 stands in 東京都. They count where
the dictionary does not contradict: not in the middle of a katakana or Latin word, and not across the parts
of a compound.
"""

from collections.abc import Iterator, Sequence

from catalogue.search.cards import Card, Place

# The name of a field and a stretch of its original text: name, start, end.
Stretch = tuple[str, int, int]

# In characters: parts of a word that are farther from each other are not about the same thing.
_NEAR = 20


def stretches(card: Card, letters: str) -> Iterator[Stretch]:
    """Where the folded ``letters`` stand as a word."""
    for name, folded in card.folded.items():
        at = folded.text.find(letters)
        while at >= 0:
            end = at + len(letters)
            if not _runs_on(folded.text, at) and not _runs_on(folded.text, end):
                start, finish = folded.span(at, end)
                if not _contradicted(card, name, start, finish):
                    yield name, start, finish
            at = folded.text.find(letters, end)


def _runs_on(text: str, border: int) -> bool:
    """Whether a katakana or Latin word goes on across this offset."""
    if not 0 < border < len(text):
        return False
    before, after = text[border - 1], text[border]
    return (_is_katakana(before) and _is_katakana(after)) or (_is_latin(before) and _is_latin(after))


def _is_katakana(letter: str) -> bool:
    return "ァ" <= letter <= "ヺ" or letter == "ー"


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _contradicted(card: Card, name: str, start: int, end: int) -> bool:
    """Whether the stretch lies inside a compound without being made of its parts."""
    parts = card.parts[name]
    begins, finishes = {begin for begin, _ in parts}, {finish for _, finish in parts}
    return any(
        begin <= start and end <= finish and not (start in begins and end in finishes)
        for begin, finish in card.compounds[name]
    )


def gathered(card: Card, parts: Sequence[str]) -> Iterator[Stretch]:
    """Where all these parts of a word stand near each other; each part's own stretch."""
    if not parts or not all(part in card.places for part in parts):
        return
    first, *others = (card.places[part] for part in parts)
    for place in first:
        near = [[other for other in places if _are_near(place, other)] for places in others]
        if all(near):
            for found in (place, *(nearest[0] for nearest in near)):
                yield found.field, found.start, found.end


def _are_near(one: Place, other: Place) -> bool:
    return one.field == other.field and one.start - _NEAR <= other.end and other.start <= one.end + _NEAR
