"""Analysis: which words stand in a Japanese text, and where.

Sudachi's longest units (mode C) are the words; their middle and short units (B and A) are kept as parts, so
that 境町 is found in 茨城県境町. The normalised form is what is compared, which joins 取組 and 取り組み,
子供 and 子ども, サーバ and サーバー. Particles, auxiliaries, punctuation and spaces are dropped.

Beside the words stand the *pairs*, every two neighbouring letters: whatever a dictionary makes of a text, no
word of two letters is lost.

What SudachiPy 0.7.0 asks for: one tokenizer per thread over one shared dictionary (a shared tokenizer raises
"already in use"); at most 49,149 bytes at a time; ``split`` with ``add_single=False``, because the single
element it would add panics when asked for its place.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from sudachipy import Dictionary, Morpheme, PosMatcher, SplitMode, Tokenizer

from catalogue.search.folding import Folded, fold

# Raise it whenever the same text would give other terms than before: indexes made by the old analysis are
# rebuilt.
ANALYSIS_VERSION = "2"

# Sudachi's own limit is 49,149 bytes of UTF-8; no character takes more than four.
_LONGEST_PIECE = 12_000

_DROPPED = [("助詞",), ("助動詞",), ("補助記号",), ("空白",)]
# Words that carry grammar rather than a topic: する, ある, できる, それ, その, しかし, お～.
_LIGHT = [
    ("動詞", "非自立可能"),
    ("形容詞", "非自立可能"),
    ("代名詞",),
    ("連体詞",),
    ("接続詞",),
    ("感動詞",),
    ("接頭辞",),
]
LETTERS = re.compile(r"[^\W_]+")
_KATAKANA_WITH_TAIL = re.compile(r"[ァ-ヺー]{3,}ー")


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
    tokenizer, judge = _tokenizer_of_this_thread(), _judge()
    words = []
    for base, piece in _pieces(folded.text):
        for morpheme in tokenizer.tokenize(piece):
            if not judge.dropped(morpheme) and LETTERS.search(morpheme.surface()):
                words.append(_word(morpheme, base, folded, judge.light(morpheme)))
    return words


def pairs_of(folded_text: str) -> Iterator[str]:
    """Every two neighbouring letters or digits of a folded text, as often as they occur."""
    for run in LETTERS.finditer(folded_text):
        letters = run.group()
        for i in range(len(letters) - 1):
            yield letters[i : i + 2]


def _word(morpheme: Morpheme, base: int, folded: Folded, light: bool) -> Word:
    start, end = folded.span(base + morpheme.begin(), base + morpheme.end())
    return Word(_term(morpheme), start, end, light, tuple(_parts(morpheme, base, folded)))


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
        yield Part(_term(piece), start, end, (piece.begin(), piece.end()) in places)


def _term(morpheme: Morpheme) -> str:
    """The form words are compared by. A long katakana word is the same with and without its final bar."""
    term = fold(morpheme.normalized_form()).text
    return term[:-1] if _KATAKANA_WITH_TAIL.fullmatch(term) else term


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Paragraph by paragraph, so that no piece is too long and no word reaches across a line."""
    base = 0
    for paragraph in text.split("\n"):
        for start in range(0, len(paragraph), _LONGEST_PIECE):
            yield base + start, paragraph[start : start + _LONGEST_PIECE]
        base += len(paragraph) + 1


@dataclass(frozen=True, slots=True)
class _Judge:
    """What is thought of a morpheme by its part of speech."""

    dropped: PosMatcher
    light: PosMatcher


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


@cache
def _judge() -> _Judge:
    return _Judge(_dictionary().pos_matcher(_DROPPED), _dictionary().pos_matcher(_LIGHT))


_of_this_thread = threading.local()


def _tokenizer_of_this_thread() -> Tokenizer:
    tokenizer: Tokenizer | None = getattr(_of_this_thread, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _of_this_thread.tokenizer = _dictionary().tokenizer(SplitMode.C)
    return tokenizer
