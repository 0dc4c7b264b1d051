"""Analysis: which words stand in a Japanese text, and where.

Sudachi's longest units (mode C) are the words; their middle and short units (B and A) are kept as parts, so
that 境町 is found in 茨城県境町. The normalised form is what is compared, which joins 取組 and 取り組み,
子供 and 子ども, サーバ and サーバー; what it leaves apart is joined in ``terms``. Particles, auxiliaries,
punctuation and spaces are dropped.

Beside the words stand the *pairs*, every two neighbouring letters: whatever a dictionary makes of a text, no
word of two letters is lost.

What SudachiPy 0.7.0 asks for: one tokenizer per thread over one shared dictionary (a shared tokenizer raises
"already in use"); at most 49,149 bytes at a time; ``split`` with ``add_single=False``, because the single
element it would add panics when asked for its place.
"""

import re
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import zip_longest
from operator import attrgetter

from sudachipy import Dictionary, Morpheme, PosMatcher, SplitMode, Tokenizer

from catalogue.search.folding import Folded
from catalogue.search.terms import as_noun, term_of

# Raise it whenever the same text would give other terms than before: indexes made by the old analysis are
# rebuilt.
ANALYSIS_VERSION = "3"

# Sudachi's own limit is 49,149 bytes of UTF-8; no character takes more than four.
_LONGEST_PIECE = 12_000

_DROPPED = [("助詞",), ("助動詞",), ("補助記号",), ("空白",)]
# Words that carry grammar rather than a topic: する, ある, できる, それ, その, しかし, お～, どう, ～やすい, よう.
_LIGHT = [
    ("動詞", "非自立可能"),
    ("形容詞", "非自立可能"),
    ("形状詞", "助動詞語幹"),
    ("接尾辞", "形容詞的"),
    ("代名詞",),
    ("連体詞",),
    ("接続詞",),
    ("感動詞",),
    ("接頭辞",),
    ("副詞",),
]
# After these a stem such as 取り組み is a verb still: 取り組みます, 取り組みつつ, 取り組み始める.
_KEEPING_VERBS = [("助動詞",), ("助詞", "接続助詞"), ("動詞",), ("接尾辞", "形容詞的")]

# What Sudachi takes for a sign though it is read as a word, and what says nothing of whom it stands beside.
_SIGNS = {"(株)": "株式会社", "(有)": "有限会社", "(同)": "合同会社"}
_COMPANIES = frozenset(_SIGNS.values())

LETTERS = re.compile(r"[^\W_]+")
_LATIN_AND_DIGITS = re.compile(r"(?<![a-z0-9])(?:[a-z]+[0-9]|[0-9]+[a-z])[a-z0-9]*")
_DOTTED_KATAKANA = re.compile(r"[ァ-ヺー]+(?:・[ァ-ヺー]+)+")


@dataclass(frozen=True, slots=True)
class Part:
    """A shorter unit inside a word; ``short`` where it is of the shortest kind. Offsets as in :class:`Word`."""

    term: str
    start: int
    end: int
    short: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: the term it is compared by, and ``text[start:end]`` of the original text.

    ``light`` words carry grammar rather than a topic. ``parts`` is empty where the word has none.
    """

    term: str
    start: int
    end: int
    light: bool
    parts: tuple[Part, ...]


def analysis_stamp() -> dict[str, str]:
    """What an index depends on besides its entries: the version of this analysis and of what it stands on."""
    return {
        "analysis": ANALYSIS_VERSION,
        "tokenizer": version("sudachipy"),
        "dictionary": version("sudachidict_core"),
    }


def words_of(folded: Folded) -> list[Word]:
    """The words of a folded text, in order, with offsets into its original."""
    words: list[Word] = []
    for base, piece in _pieces(folded.text):
        found = list(_words(piece, base, folded))
        for start, end, term in _joints(piece):
            _join(found, *folded.span(base + start, base + end), term)
        words += found
    return words


def pairs_of(folded_text: str) -> Iterator[str]:
    """Every two neighbouring letters or digits of a folded text, as often as they occur."""
    for run in LETTERS.finditer(folded_text):
        letters = run.group()
        for i in range(len(letters) - 1):
            yield letters[i : i + 2]


@lru_cache(maxsize=4096)
def read_aloud(text: str) -> str:
    """How the dictionary reads a short folded text, in katakana; what it cannot read stays as it is."""
    return "".join(morpheme.reading_form() for morpheme in tokenizer_of_this_thread().tokenize(text))


def _words(piece: str, base: int, folded: Folded) -> Iterator[Word]:
    judge = _judge()
    morphemes = list(tokenizer_of_this_thread().tokenize(piece))
    for morpheme, following in zip_longest(morphemes, morphemes[1:]):
        if judge.dropped(morpheme):
            if company := _SIGNS.get(morpheme.surface()):
                span = folded.span(base + morpheme.begin(), base + morpheme.end())
                yield Word(company, *span, light=True, parts=())
        elif LETTERS.search(morpheme.surface()):
            noun = _noun(morpheme, following) if judge.stem(morpheme) else ""
            yield _word(morpheme, base, folded, noun)


def _word(morpheme: Morpheme, base: int, folded: Folded, noun: str) -> Word:
    """The word a morpheme is, with its parts. Where its verb is used as a ``noun`` (空き of 空き店舗), the verb is a
    part, so that 空いた店舗 is found as well."""
    start, end = folded.span(base + morpheme.begin(), base + morpheme.end())
    term = term_of(morpheme.normalized_form())
    parts = tuple(_parts(morpheme, base, folded))
    if noun:
        return Word(noun, start, end, light=False, parts=(*parts, Part(term, start, end, short=True)))
    return Word(term, start, end, _judge().light(morpheme) or term in _COMPANIES, parts)


def _noun(stem: Morpheme, following: Morpheme | None) -> str:
    """The noun a verb's stem is where it stands, empty if it is a verb there."""
    if following is not None and (_judge().keeping(following) or following.surface() == "、"):
        return ""
    return as_noun(term_of(stem.normalized_form()), stem.part_of_speech()[4])


def _parts(morpheme: Morpheme, base: int, folded: Folded) -> Iterator[Part]:
    """The short units, and the middle ones that are not themselves short."""
    short = morpheme.split(SplitMode.A, add_single=False)
    if len(short) < 2:
        return
    places = {(piece.begin(), piece.end()) for piece in short}
    middle = [
        piece
        for piece in morpheme.split(SplitMode.B, add_single=False)
        if (piece.begin(), piece.end()) not in places
    ]
    for piece in (*short, *middle):
        start, end = folded.span(base + piece.begin(), base + piece.end())
        yield Part(term_of(piece.normalized_form()), start, end, (piece.begin(), piece.end()) in places)


def _joints(piece: str) -> Iterator[tuple[int, int, str]]:
    """What is one word though the dictionary cuts it: 5g, and スタート・アップ, a word of the dictionary but for
    its dot. Start, end and term."""
    for mixed in _LATIN_AND_DIGITS.finditer(piece):
        yield *mixed.span(), mixed.group()
    for dotted in _DOTTED_KATAKANA.finditer(piece):
        if term := known_word(dotted.group().replace("・", "")):
            yield *dotted.span(), term


def _join(words: list[Word], start: int, end: int, term: str) -> None:
    """Put one word in the place of those from start to end, if they begin and end there."""
    first = bisect_left(words, start, key=attrgetter("start"))
    last = bisect_left(words, end, key=attrgetter("start"))
    inside: Sequence[Word] = words[first:last]
    if len(inside) > 1 and (inside[0].start, inside[-1].end) == (start, end):
        parts = [
            part
            for word in inside
            for part in (word.parts or [Part(word.term, word.start, word.end, short=True)])
        ]
        words[first:last] = [Word(term, start, end, light=False, parts=tuple(parts))]


@lru_cache(maxsize=4096)
def known_word(text: str) -> str:
    """The term of a text that is one word of the dictionary, else empty."""
    morphemes = tokenizer_of_this_thread().tokenize(text)
    if len(morphemes) == 1 and not morphemes[0].is_oov():
        return term_of(morphemes[0].normalized_form())
    return ""


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Paragraph by paragraph, so that no piece is too long and no word reaches across a line."""
    base = 0
    for paragraph in text.split("\n"):
        for start in range(0, len(paragraph), _LONGEST_PIECE):
            yield base + start, paragraph[start : start + _LONGEST_PIECE]
        base += len(paragraph) + 1


@dataclass(frozen=True, slots=True)
class _Judge:
    """What is thought of a morpheme by its part of speech. A ``stem`` is a verb as it stands before ます."""

    dropped: PosMatcher
    light: PosMatcher
    stem: PosMatcher
    keeping: PosMatcher


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


@cache
def _judge() -> _Judge:
    dictionary = _dictionary()
    return _Judge(
        dropped=dictionary.pos_matcher(_DROPPED),
        light=dictionary.pos_matcher(_LIGHT),
        stem=dictionary.pos_matcher([("動詞", "一般", None, None, None, "連用形-一般")]),
        keeping=dictionary.pos_matcher(_KEEPING_VERBS),
    )


_of_this_thread = threading.local()


def tokenizer_of_this_thread() -> Tokenizer:
    """Sudachi's tokenizer, in mode C; each thread has its own."""
    tokenizer: Tokenizer | None = getattr(_of_this_thread, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _of_this_thread.tokenizer = _dictionary().tokenizer(SplitMode.C)
    return tokenizer
