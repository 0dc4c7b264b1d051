"""Slips: whether one of two words that are one letter apart may be meant where the other was typed.

Letters alone prove little: 観光地 is no slip of 観光客, ローン none of ドローン.
"""

import unicodedata

from catalogue.search.readings import KANJI, reading_of, to_hiragana
from catalogue.search.spelling import is_near

# In letters: a shorter word is one letter apart from too many. From ``_SURE`` on one letter is enough to know it by.
_SHORTEST, _SURE = 3, 4

# What is easily left out or added, heard or not heard.
_FAINT = str.maketrans("ゃゅょぁぃぅぇぉゎ", "やゆよあいうえおわ", "ーっ\u3099\u309a")


def is_likely_slip(typed: str, term: str) -> bool:
    """Whether ``term``, one letter apart, may have been meant. Neither short words nor numbers are slips of each
    other, and kanji are mistaken for what sounds like them."""
    if min(len(typed), len(term)) < _SHORTEST or any(letter.isdigit() for letter in typed + term):
        return False
    if sorted(typed) == sorted(term) or sound_alike(typed, term):
        return True
    if KANJI.search(typed) or KANJI.search(term):
        one, other = reading_of(typed), reading_of(term)
        return one != "" and (one == other or is_near(one, other))
    return min(len(typed), len(term)) >= _SURE


def sound_alike(one: str, other: str) -> bool:
    """Whether two words in kana are the same when half heard: without length, doubling and voicing."""
    return _faint(one) == _faint(other)


def _faint(word: str) -> str:
    return unicodedata.normalize("NFD", to_hiragana(word)).translate(_FAINT)
