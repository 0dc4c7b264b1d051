"""Readings: how words are read, so that what is typed in kana finds what is written in kanji."""

import re

from catalogue.search.analysis import read_aloud

_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
KANJI = re.compile(r"[一-鿿々]")
_SPOKEN = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々]")
_KANA = re.compile(r"[ぁ-ゖー]+")


def to_hiragana(text: str) -> str:
    """The text with its katakana turned into hiragana; everything else as it is."""
    return text.translate(_HIRAGANA)


def reading_of(term: str) -> str:
    """How a term is read, in hiragana; empty for Latin letters, digits and signs, which nobody spells so."""
    if not _SPOKEN.search(term):
        return ""
    hiragana = to_hiragana(term)
    if not _KANA.fullmatch(hiragana):
        hiragana = to_hiragana(read_aloud(term))
    return hiragana if _KANA.fullmatch(hiragana) else ""
