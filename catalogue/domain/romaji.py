"""Kana in Latin letters, for the names that addresses are made of.

Hepburn romanisation as the Ministry of Foreign Affairs uses it for passports: long vowels are not marked, ん before b,
m and p is m, a small っ doubles the consonant (before ch it is t).
"""

import re
import unicodedata

_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_SYLLABLES = {kana: sound + vowel for sound, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)} | {
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu", "ゔ": "bu",
    "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n",
    "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ゎ": "wa",
    "ゕ": "ka", "ゖ": "ka",
}  # fmt: skip
_LONG = re.compile(r"ou|oo|uu")
_SOFT = ("sh", "ch", "j")


def romaji(kana: str) -> str:
    """Small Latin letters for hiragana or katakana; what is no kana is left out. とうきょうと becomes ``tokyoto``."""
    letters = unicodedata.normalize("NFKC", kana)
    joined = ""
    for letter in letters:
        joined = _with(joined, chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter)
    doubled = re.sub(r"っ+(.)", lambda found: ("t" if found[1] == "c" else found[1]) + found[1], joined)
    labial = re.sub(r"n(?=[bmp])", "m", doubled.replace("っ", ""))
    return _LONG.sub(lambda found: found[0][0], labial)


def _with(joined: str, letter: str) -> str:
    """One letter more. Before a small や, ゆ, よ the vowel i falls silent, and after sh, ch and j the y too."""
    if letter in "ゃゅょ" and joined.endswith("i"):
        stem, sound = joined[:-1], _SYLLABLES[letter]
        return stem + (sound[1:] if stem.endswith(_SOFT) else sound)
    return joined + (letter if letter == "っ" else _SYLLABLES.get(letter, ""))
