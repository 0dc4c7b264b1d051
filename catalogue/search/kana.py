"""Kana: what was typed as it is spoken. おうめ, どろーん and ちいきつうか are no words to the dictionary, which cuts
them into pieces that mean nothing; they are looked up whole, among the readings of the cases' own words, of the
table of synonyms and of the names of places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.search.analysis import Word
from catalogue.search.concepts import Form, Vocabulary, Way
from catalogue.search.folding import Folded
from catalogue.search.forms import each_once
from catalogue.search.readings import to_hiragana
from catalogue.search.wordbook import READING_WEIGHT, Wordbook, key

# In letters. A shorter run is read in too many ways, a longer one is no word.
_SHORTEST, _LONGEST_RUN, _LONGEST_WORD = 3, 30, 14
_MOST_FORMS = 4

_RUN = re.compile(rf"[ぁ-ゖー]{{{_SHORTEST},}}|[ァ-ヺー]{{{_SHORTEST},}}")
_LONG_O = re.compile("(?<=[おこごそぞとどのほぼぽもよょろ])[うお]")
_PARTICLES = ("から", "まで", "など", "って", "での", "には", "とは", *"のをにでとがはへやもなか")


@dataclass(frozen=True, slots=True)
class Readings:
    """Where readings are looked up."""

    wordbook: Wordbook
    vocabulary: Vocabulary

    def read_as(self, kana: str) -> tuple[Form, ...]:
        """The words read so, in hiragana, the most likely first; beside a word of the table, its synonyms. What nobody
        spells like this is read as it sounds: おおめ for おうめ."""
        spelt = kana if self.knows(kana) else next(filter(self.knows, _respelt(kana)), kana)
        return self._spelt(spelt)

    def _spelt(self, kana: str) -> tuple[Form, ...]:
        own = [_form(term) for term in self.vocabulary.read_as(kana)]
        table = self.wordbook.read.get(kana, ())
        places = self.wordbook.places(kana)
        known, unknown = [p for p in places if self._has(p)], [p for p in places if not self._has(p)]
        also = [form for member in table[:1] for form in self.wordbook.synonyms.get(key(member.shown), ())]
        return each_once([*each_once([*table, *known, *own, *unknown])[:_MOST_FORMS], *also])

    def knows(self, kana: str) -> bool:
        """Whether any word is read so."""
        return (
            kana in self.wordbook.read
            or kana in self.wordbook.names
            or len(self.vocabulary.read_as(kana)) > 0
        )

    def _has(self, form: Form) -> bool:
        return self.vocabulary.frequency(form.word) > 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of the original text typed in kana, and the words it may stand for."""

    start: int
    end: int
    kana: str
    forms: tuple[Form, ...]


def spoken(folded: Folded, words: Sequence[Word], readings: Readings) -> Iterator[Spoken]:
    """What of a text was typed as it is spoken: words in kana, and what stands in the place of pieces."""
    for run in _RUN.finditer(folded.text):
        start, end = folded.span(*run.span())
        across = any(word.start < edge < word.end for word in words for edge in (start, end))
        if across or len(run.group()) > _LONGEST_RUN:
            continue
        inside = [word for word in words if start <= word.start and word.end <= end]
        if to_hiragana(run.group()) == run.group():
            stretches = _read_hiragana(run.group(), run.start(), folded, inside, readings)
        else:
            stretches = _read_katakana(run.group(), run.start(), inside, readings)
        for begin, finish in stretches:
            kana = folded.text[begin:finish]
            yield Spoken(*folded.span(begin, finish), kana, readings.read_as(to_hiragana(kana)))


def _read_hiragana(
    run: str, base: int, folded: Folded, inside: Sequence[Word], readings: Readings
) -> Iterator[tuple[int, int]]:
    """The stretches of a run of hiragana that are to be looked up, in the folded text."""
    if len(inside) == 1 and (ordinary := _ordinary(run, base, folded, inside[0])):
        if ordinary >= _SHORTEST and not inside[0].light:
            yield base, base + ordinary
        return
    for bare in _without_particle(run):
        if len(bare) >= _SHORTEST and any(map(readings.knows, (bare, *_respelt(bare)))):
            yield base, base + len(bare)
            return
    if _is_in_pieces(run, inside, readings):
        for begin, finish in _cut(run, readings):
            yield base + begin, base + finish


def _read_katakana(
    run: str, base: int, inside: Sequence[Word], readings: Readings
) -> Iterator[tuple[int, int]]:
    """The whole run, if nothing else is known of it."""
    strange = all(readings.vocabulary.frequency(word.term) == 0 for word in inside)
    if strange and run not in readings.wordbook.members and readings.knows(to_hiragana(run)):
        yield base, base + len(run)


def _ordinary(run: str, base: int, folded: Folded, word: Word) -> int:
    """How many letters of the run are the one word it begins with, if nothing but a particle follows; else 0."""
    at = len(run)
    while at and folded.span(base, base + at)[1] > word.end:
        at -= 1
    begins = folded.span(base, base + 1)[0] == word.start
    return at if begins and (at == len(run) or run[at:] in _PARTICLES) else 0


def _without_particle(run: str) -> Iterator[str]:
    yield run
    yield from (run.removesuffix(particle) for particle in _PARTICLES if run.endswith(particle))


def _respelt(kana: str) -> Iterator[str]:
    """Other spellings of the same sounds."""
    plain = kana.replace("づ", "ず").replace("ぢ", "じ")
    for respelt in (plain, _LONG_O.sub("う", plain), _LONG_O.sub("お", plain)):
        if respelt != kana:
            yield respelt


def _is_in_pieces(run: str, inside: Sequence[Word], readings: Readings) -> bool:
    """Whether the words inside a run are not such as somebody meant: of one letter, in no case, or few for so many
    letters."""
    telling = [word for word in inside if not word.light]
    strange = any(readings.vocabulary.frequency(word.term) == 0 for word in telling)
    covered = sum(word.end - word.start for word in inside)
    tiny = sum(word.end - word.start == 1 for word in telling)
    return strange or tiny > 0 or len(run) - covered > _SHORTEST


def _cut(run: str, readings: Readings) -> list[tuple[int, int]]:
    """The run cut into known words, the longest first, and particles after them; nothing if it cannot be."""
    whole: list[tuple[int, int]] = []
    cuts = {len(run): whole}
    after = {len(run): whole}
    for at in range(len(run) - 1, -1, -1):
        for end in range(min(len(run), at + _LONGEST_WORD), at + _SHORTEST - 1, -1):
            if end in after and readings.knows(run[at:end]):
                cuts[at] = [(at, end), *after[end]]
                break
        beyond = (at + len(particle) for particle in _PARTICLES if run.startswith(particle, at))
        following = cuts.get(at) or next((cuts[end] for end in beyond if end in cuts), None)
        if following is not None:
            after[at] = following
    return cuts.get(0, [])


def _form(term: str) -> Form:
    return Form(term, (), "", term, weight=READING_WEIGHT, way=Way.READING)
